package dev.nervure.study;

import dev.nervure.data.LabelNumbering;
import dev.nervure.data.LabelledSamples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the classes of samples are the outputs of a network, so that its answers can be compared
 * with the labels. Where that is not known no accuracy is computed, and the reason is said.
 */
public final class LabelMatch {
  private static final String TRY =
      "give the names of the outputs with --class-names, or call the classes by the numbers of"
          + " their outputs";

  private LabelMatch() {}

  /** Whether the samples have labels that can be compared with the outputs. */
  public static boolean isComparable(LabelledSamples samples, int outputs) {
    return samples.hasLabels() && obstacle(samples, outputs) == null;
  }

  /**
   * Why labels cannot be compared with outputs, and what to try, in one sentence.
   *
   * @param outputs scores for one sample; 0 where the output is not one row of them
   * @return null if they can be, or if there are no labels
   */
  public static @Nullable String obstacle(LabelledSamples samples, int outputs) {
    if (!samples.hasLabels()) {
      return null;
    }
    if (outputs < 2) {
      return outputs == 0
          ? "no accuracy: the network does not give one row of scores per sample"
          : "no accuracy: the network has one output, which is no score of one of several classes; for a real-valued target name its column with --label-column";
    }
    List<String> names = samples.classNames();
    if (samples.labelNumbering() == LabelNumbering.BY_ORDER && names.size() != outputs) {
      return "no accuracy: the data have %s, numbered in the order of their names (%s), and the network has %d outputs, so that class 0 need not be output 0; %s"
          .formatted(classes(names), beginning(names), outputs, TRY);
    }
    if (samples.labelNumbering() == LabelNumbering.COMPLETE && names.size() != outputs) {
      return "no accuracy: the data have %s (%s) and the network has %d outputs, so that they are not the same; give a name for each of its outputs with --class-names"
          .formatted(classes(names), beginning(names), outputs);
    }
    int[] labels = samples.labels();
    int largest = Arrays.stream(labels).max().orElse(0);
    if (largest >= outputs) {
      boolean fromOne = largest == outputs && Arrays.stream(labels).noneMatch(label -> label == 0);
      return "no accuracy: label %d has no output among the network's %d, which count from 0; %s"
          .formatted(
              largest,
              outputs,
              fromOne
                  ? "labels that count from 1 are found as names by --class-names with the lines 1 to "
                      + outputs
                  : TRY);
    }
    return null;
  }

  /** How labels are compared with outputs where that may surprise. */
  public static Optional<String> assumption(LabelledSamples samples, int outputs) {
    boolean fewer =
        isComparable(samples, outputs)
            && samples.labelNumbering() == LabelNumbering.GIVEN
            && samples.classNames().size() != outputs;
    return fewer
        ? Optional.of(
            "the network has %d outputs, the data labels up to %d: label i is taken for output i"
                .formatted(outputs, samples.classNames().size() - 1))
        : Optional.empty();
  }

  private static String classes(List<String> names) {
    return names.size() == 1 ? "1 class" : names.size() + " classes";
  }

  private static String beginning(List<String> names) {
    List<String> first = names.subList(0, Math.min(3, names.size()));
    return String.join(", ", first) + (names.size() > first.size() ? ", ..." : "");
  }
}
