package dev.nervure.study;

import dev.nervure.run.FreeSpace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The stages of a study in the order of their dependence, and what the machine offers for them.
 *
 * @param phases the work, as {@link Study#phases} gave it
 * @param stages all stages of the phases, those that are done included
 * @param threads how many stages run at a time
 * @param availableMemoryBytes what the stages may use together
 * @param availableDiskBytes what is free where the run directory lies
 */
public record Plan(
    List<Phase> phases,
    List<PlannedStage> stages,
    int threads,
    long availableMemoryBytes,
    long availableDiskBytes) {

  /** Heap that the program itself takes. */
  private static final long BASE_BYTES = 96L << 20;

  /** Copies the lists. */
  public Plan {
    phases = List.copyOf(phases);
    stages = List.copyOf(stages);
  }

  /**
   * A plan for this machine.
   *
   * @param folder where the run directory is or will be
   * @param isDone whether the results of a stage are there
   */
  static Plan of(List<Phase> phases, int threads, Path folder, Predicate<Stage> isDone) {
    return new Plan(
        phases,
        phases.stream()
            .flatMap(phase -> phase.tasks().stream())
            .flatMap(task -> task.stages().stream())
            .map(stage -> new PlannedStage(stage, isDone.test(stage)))
            .toList(),
        threads,
        Math.max(0, Runtime.getRuntime().maxMemory() - BASE_BYTES),
        FreeSpace.bytes(folder));
  }

  /** The stages that are to be computed. */
  public List<Stage> pending() {
    return stages.stream().filter(one -> !one.done()).map(PlannedStage::stage).toList();
  }

  /** Expected time of what is pending, in seconds, when all threads are busy. */
  public double seconds() {
    return pending().stream().mapToDouble(stage -> stage.cost().seconds()).sum() / threads;
  }

  /** Expected peak memory: the largest pending stages, as many as run at a time. */
  public long memoryBytes() {
    return pending().stream()
        .map(stage -> stage.cost().memoryBytes())
        .sorted(Comparator.reverseOrder())
        .limit(threads)
        .mapToLong(Long::longValue)
        .sum();
  }

  /** What the pending stages are expected to leave on the disk. */
  public long diskBytes() {
    return pending().stream().mapToLong(stage -> stage.cost().diskBytes()).sum();
  }

  /** Whether memory and disk suffice. */
  public boolean fits() {
    return fitsMemory() && fitsDisk();
  }

  boolean fitsMemory() {
    return memoryBytes() <= availableMemoryBytes;
  }

  boolean fitsDisk() {
    return diskBytes() <= availableDiskBytes;
  }

  /** How to give the program the memory that the plan needs. */
  String moreHeap() {
    return "give Java more with -Xmx%dm".formatted((memoryBytes() + BASE_BYTES >> 20) + 1);
  }
}
