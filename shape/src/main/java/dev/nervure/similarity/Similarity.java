package dev.nervure.similarity;

import dev.nervure.stats.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How alike two representations are by one measure.
 *
 * @param estimate the value with its standard error, 0 where there is no interval; or why there is
 *     none
 * @param interval of what other inputs of the same kind would give, as many of them; null where
 *     none was asked for, or none can be had
 * @param rows how many rows were compared: fewer than there are where the measure takes no more
 * @param notes what should be known of it besides
 */
public record Similarity(
    Estimate estimate, @Nullable Interval interval, int rows, List<String> notes) {
  /** Keeps a copy of the notes. */
  public Similarity {
    notes = List.copyOf(notes);
  }

  /**
   * An interval.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(double low, double high) {}
}
