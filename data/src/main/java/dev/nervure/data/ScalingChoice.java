package dev.nervure.data;

import java.nio.file.Path;

/**
 * How the columns of a table are scaled, and by which table: the one that a network was trained on.
 *
 * @param method what becomes of a column
 * @param table the training table, read as the data are
 * @param target whether the network answers with the target scaled in the same way, so that its
 *     outputs are turned back
 */
public record ScalingChoice(Method method, Path table, boolean target) {

  /** What becomes of a column. */
  public enum Method {
    /** Mean 0 and standard deviation 1 (of the population) over the training table. */
    STANDARD,
    /** From 0 to 1 over the training table. */
    MINMAX
  }
}
