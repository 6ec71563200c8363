package dev.nervure.study;

import dev.nervure.array.ElementType;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether samples come in the scale that a network expects, as far as its first operations tell:
 * samples that are normalised twice, and samples far from what its constants are made for.
 */
public final class InputDoubts {
  /** Samples looked at; they are spread over the data. */
  private static final int LOOKED_AT = 100;

  /** After normalisation pixels vary by 0.2 to 2; a 255th or 255 times as much is another unit. */
  private static final double LEAST_DEVIATION = 0.02;

  private static final double MOST_DEVIATION = 20;

  /** Behind batch normalisation training data had mean 0 and deviation 1, channel by channel. */
  private static final double BATCH_LEAST = 0.2;

  private static final double BATCH_MOST = 5;
  private static final double BATCH_SHIFT = 3;

  private InputDoubts() {}

  /**
   * The doubts, a sentence each, after a note on samples that are run one by one; usually none.
   * Reads up to a hundred samples where the network begins with constants.
   */
  public static List<String> of(Model model, LabelledSamples samples) {
    List<String> notes = new ArrayList<>();
    // Where the rows are no samples at all, the refusal that follows says so.
    if (model.takesSamples()) {
      model.sampleNote().ifPresent(notes::add);
    }
    notes.addAll(of(model.graph(), samples));
    return notes;
  }

  static List<String> of(Graph graph, LabelledSamples samples) {
    if (graph.inputs().get(0).type() == ElementType.INT64) {
      return List.of();
    }
    List<InputScaling.Step> steps = InputScaling.of(graph);
    if (steps.isEmpty()) {
      return List.of();
    }
    List<String> doubts = new ArrayList<>();
    String option = samples.scaling() != null ? "--scale" : "--mean and --std";
    String inside =
        steps.stream().map(InputScaling.Step::text).collect(Collectors.joining(", then "));
    boolean arithmetic = steps.stream().anyMatch(step -> !step.batchNormalization());
    if (samples.normalization() != null && arithmetic) {
      doubts.add(
          "the network scales its input itself (%s), and the samples were scaled by %s before that: leave this out unless the network was trained on samples scaled in the same way"
              .formatted(inside, option));
      return doubts;
    }
    Spread spread = Spread.of(samples, steps);
    if (!spread.known()) {
      return doubts;
    }
    if (arithmetic) {
      if (spread.largest < LEAST_DEVIATION || spread.smallest > MOST_DEVIATION) {
        boolean small = spread.largest < LEAST_DEVIATION;
        doubts.add(
            String.format(
                Locale.ROOT,
                "the network scales its input itself (%s), after which these samples vary by %.2g only to %.2g: it seems to expect values %s; %s",
                inside,
                spread.smallest,
                spread.largest,
                small ? "up to 255, and bytes come divided by 255" : "up to 1",
                small
                    ? "--mean 0 --std 0.003921569 undoes that"
                    : "--mean 0 --std 255 divides by 255"));
      }
    } else if (spread.largest > BATCH_MOST
        || spread.smallest < BATCH_LEAST
        || spread.farthest > BATCH_SHIFT) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "the network begins with the statistics of its training data (%s), and these samples are unlike: after it a channel has a mean up to %.2g from 0 and a deviation from %.2g to %.2g instead of 1; %s",
              inside,
              spread.farthest,
              spread.smallest,
              spread.largest,
              samples.normalization() == null
                  ? "it may have been trained on scaled samples (--mean and --std, --scale for tables)"
                  : "it may have been trained on samples without " + option));
    }
    return doubts;
  }

  /** Mean and deviation of the samples' channels behind the steps. */
  private static final class Spread {
    private double smallest = Double.POSITIVE_INFINITY;
    private double largest;
    private double farthest;

    boolean known() {
      return smallest <= largest;
    }

    static Spread of(LabelledSamples samples, List<InputScaling.Step> steps) {
      Spread spread = new Spread();
      int[] shape = samples.sampleShape();
      int channels = shape[0];
      boolean fit =
          samples.size() > 1
              && steps.stream()
                  .allMatch(step -> step.scale().length == 1 || step.scale().length == channels);
      if (!fit) {
        return spread;
      }
      int count = Math.min(LOOKED_AT, samples.size());
      int[] rows = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = (int) ((long) i * samples.size() / count);
      }
      float[] values = samples.read(rows).floats();
      int perSample = values.length / count;
      int perChannel = perSample / channels;
      for (int channel = 0; channel < channels; channel++) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
          for (int at = 0; at < perChannel; at++) {
            double value = values[i * perSample + channel * perChannel + at];
            for (InputScaling.Step step : steps) {
              int of = step.scale().length == 1 ? 0 : channel;
              value = step.scale()[of] * value + step.shift()[of];
            }
            sum += value;
            squares += value * value;
          }
        }
        double n = (double) count * perChannel;
        double mean = sum / n;
        double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
        spread.smallest = Math.min(spread.smallest, deviation);
        spread.largest = Math.max(spread.largest, deviation);
        spread.farthest = Math.max(spread.farthest, Math.abs(mean));
      }
      return spread;
    }
  }
}
