package dev.nervure.study;

import dev.nervure.progress.Cost;
import dev.nervure.run.FreeSpace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    double shared = pendingTasks().mapToDouble(one -> one.shared().seconds()).sum();
    double own = pending().stream().mapToDouble(stage -> stage.cost().seconds()).sum();
    return (shared + own) / threads;
  }

  /** Expected peak memory: the largest pending tasks, as many as run at a time. */
  public long memoryBytes() {
    return pendingTasks()
        .map(PendingTask::memoryBytes)
        .sorted(Comparator.reverseOrder())
        .limit(threads)
        .mapToLong(Long::longValue)
        .sum();
  }

  private Stream<PendingTask> pendingTasks() {
    Set<Stage> pending = new HashSet<>(pending());
    return phases.stream()
        .flatMap(phase -> phase.tasks().stream())
        .map(
            task ->
                new PendingTask(task, task.stages().stream().filter(pending::contains).toList()))
        .filter(one -> !one.stages().isEmpty());
  }

  /** A task with what of it is pending. */
  private record PendingTask(Task task, List<Stage> stages) {
    Cost shared() {
      return task.shared(stages);
    }

    /** What its stages share, and the largest of them. */
    long memoryBytes() {
      return shared().memoryBytes()
          + stages.stream().mapToLong(stage -> stage.cost().memoryBytes()).max().orElse(0);
    }
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
