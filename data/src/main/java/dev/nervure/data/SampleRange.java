package dev.nervure.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Positions of samples in the order of their file, or of the folder as it was opened.
 *
 * @param from first position, from 0
 * @param to the position behind the last; null for the end of the data
 */
public record SampleRange(int from, @Nullable Integer to) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{0,9}):([0-9]{0,9})");

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the range is empty or begins before 0
   */
  public SampleRange {
    if (from < 0 || (to != null && to <= from)) {
      throw new IllegalArgumentException(
          "a range of samples begins at 0 or later and ends behind its beginning but was %d:%s"
              .formatted(from, to));
    }
  }

  /**
   * Reads {@code A:B}, the positions from A to before B; {@code A:} to the end, {@code :B} from the
   * beginning.
   *
   * @throws IllegalArgumentException for any other text, and for an empty range
   */
  public static SampleRange parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches() || text.strip().equals(":")) {
      throw new IllegalArgumentException(
          "'%s' is not a range of samples such as 0:500, which is the first 500".formatted(text));
    }
    String first = parts.group(1);
    String last = parts.group(2);
    return new SampleRange(
        first.isEmpty() ? 0 : Integer.parseInt(first),
        last.isEmpty() ? null : Integer.valueOf(last));
  }

  /**
   * The positions, ascending.
   *
   * @throws BadDataException if the data end before the range does: a result from fewer samples
   *     than were asked for would be taken for one from all of them
   */
  int[] of(LabelledSamples data) {
    int end = to == null ? data.size() : to;
    if (end > data.size() || from >= data.size()) {
      throw new BadDataException(
          "has %d samples, so that there are none from %d to %s"
              .formatted(
                  data.size(),
                  Math.max(from, data.size()),
                  to == null ? "the end" : Integer.toString(end - 1)),
          data.description(),
          "Choose within 0:%d; --split tells which part of the data is opened."
              .formatted(data.size()));
    }
    return Subset.numbers(from, end);
  }

  @Override
  public String toString() {
    return from + ":" + (to == null ? "" : to);
  }
}
