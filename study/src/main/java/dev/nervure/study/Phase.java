package dev.nervure.study;

import java.util.List;

/**
 * Tasks that do not need each other; a phase begins when the one before it has ended.
 *
 * @param label what is done in it, as the progress bar shows it
 * @param tasks its work
 * @param parallelInside whether each task uses all threads itself; such tasks run one after another
 *     and show their own steps
 */
public record Phase(String label, List<Task> tasks, boolean parallelInside) {
  /** Copies the list. */
  public Phase {
    tasks = List.copyOf(tasks);
  }

  /** Tasks of one thread each, as many at a time as the study has threads. */
  public static Phase of(String label, List<Task> tasks) {
    return new Phase(label, tasks, false);
  }

  /** Tasks each of which uses all threads itself. */
  public static Phase inOrder(String label, List<Task> tasks) {
    return new Phase(label, tasks, true);
  }
}
