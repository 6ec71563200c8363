package dev.nervure.study;

import dev.nervure.run.FreeSpace;
import dev.nervure.run.ResourceException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The stages of a study in the order of their dependence, and what the machine offers for them.
 *
 * @param stages all stages, those that are done included
 * @param threads how many stages run at a time
 * @param availableMemoryBytes what the stages may use together
 * @param availableDiskBytes what is free where the run directory lies
 */
public record Plan(
    List<Stage> stages, int threads, long availableMemoryBytes, long availableDiskBytes) {

  /** Heap that the program itself takes. */
  private static final long BASE_BYTES = 96L << 20;

  /** Copies the list. */
  public Plan {
    stages = List.copyOf(stages);
  }

  /**
   * A plan for this machine.
   *
   * @param folder where the run directory is or will be
   */
  public static Plan of(List<Stage> stages, int threads, Path folder) {
    return new Plan(
        stages,
        threads,
        Math.max(0, Runtime.getRuntime().maxMemory() - BASE_BYTES),
        FreeSpace.bytes(folder));
  }

  /** The stages that are to be computed. */
  public List<Stage> pending() {
    return stages.stream().filter(stage -> !stage.done()).toList();
  }

  /** Names of all stages. */
  public Set<String> names() {
    return stages.stream().map(Stage::name).collect(Collectors.toUnmodifiableSet());
  }

  /** Expected time of what is pending, in seconds, when all threads are busy. */
  public double seconds() {
    return pending().stream().mapToDouble(Stage::seconds).sum() / threads;
  }

  /** Expected peak memory: the largest pending stages, as many as run at a time. */
  public long memoryBytes() {
    return pending().stream()
        .map(Stage::memoryBytes)
        .sorted(Comparator.reverseOrder())
        .limit(threads)
        .mapToLong(Long::longValue)
        .sum();
  }

  /** What the pending stages are expected to leave on the disk. */
  public long diskBytes() {
    return pending().stream().mapToLong(Stage::diskBytes).sum();
  }

  /** Whether memory and disk suffice. */
  public boolean fits() {
    return memoryBytes() <= availableMemoryBytes && diskBytes() <= availableDiskBytes;
  }

  /**
   * Refuses a plan that does not fit.
   *
   * @param folder where the run directory is or will be
   * @param lessMemory what to try where memory does not suffice
   * @param lessDisk what to try where the disk does not suffice
   * @throws ResourceException with needed and available, and what to try
   */
  public void requireFits(Path folder, Supplier<String> lessMemory, Supplier<String> lessDisk) {
    if (memoryBytes() > availableMemoryBytes) {
      throw new ResourceException(
          "the plan needs about %s of memory but the Java heap has %s; %s"
              .formatted(
                  FreeSpace.describe(memoryBytes()),
                  FreeSpace.describe(availableMemoryBytes),
                  lessMemory.get()));
    }
    if (diskBytes() > availableDiskBytes) {
      throw new ResourceException(
          "the plan needs about %s on the disk of %s but %s is free; %s"
              .formatted(
                  FreeSpace.describe(diskBytes()),
                  folder,
                  FreeSpace.describe(availableDiskBytes),
                  lessDisk.get()));
    }
  }

  /** How to give the program the memory that the plan needs. */
  public String moreHeap() {
    return "give Java more with -Xmx%dm".formatted((memoryBytes() + BASE_BYTES >> 20) + 1);
  }
}
