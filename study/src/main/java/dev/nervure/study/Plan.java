package dev.nervure.study;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
  /** Copies the list. */
  public Plan {
    stages = List.copyOf(stages);
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
}
