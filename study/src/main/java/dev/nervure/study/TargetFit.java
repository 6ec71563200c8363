package dev.nervure.study;

import dev.nervure.data.LabelledSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How well the outputs of a network with one output are the targets of samples, and what is
 * suspicious about them.
 *
 * @param rootMeanSquare of the differences, in the unit of the target
 * @param ofTheMean the same for always answering the mean of these targets, which is their standard
 *     deviation (of the population)
 * @param doubts a sentence each; usually none
 */
public record TargetFit(double rootMeanSquare, double ofTheMean, List<String> doubts) {
  /** Outputs that follow the targets this closely are right but for their unit. */
  private static final double FOLLOWS = 0.9;

  /** An error above this share of that of the mean explains next to nothing (R2 below 0.19). */
  private static final double NEXT_TO_NOTHING = 0.9;

  public TargetFit {
    doubts = List.copyOf(doubts);
  }

  /**
   * Compares.
   *
   * @param outputs finite, one a sample, in the unit of the target
   * @throws IllegalArgumentException if they are not as many as the samples
   */
  public static TargetFit of(LabelledSamples samples, double[] outputs) {
    int n = samples.size();
    if (outputs.length != n) {
      throw new IllegalArgumentException(
          "outputs must be as many as samples but were " + outputs.length + " for " + n);
    }
    Range target = new Range();
    Range output = new Range();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      target.add(samples.target(i));
      output.add(outputs[i]);
      double difference = outputs[i] - samples.target(i);
      squares += difference * difference;
    }
    double spread = 0;
    double outputSpread = 0;
    double together = 0;
    for (int i = 0; i < n; i++) {
      double a = samples.target(i) - target.mean();
      double b = outputs[i] - output.mean();
      spread += a * a;
      outputSpread += b * b;
      together += a * b;
    }
    double error = Math.sqrt(squares / n);
    double ofTheMean = Math.sqrt(spread / n);
    double product = spread * outputSpread;
    double correlation = product > 0 ? together / Math.sqrt(product) : 0;
    return new TargetFit(
        error, ofTheMean, doubts(samples, error, ofTheMean, correlation, target, output));
  }

  private static List<String> doubts(
      LabelledSamples samples,
      double error,
      double ofTheMean,
      double correlation,
      Range target,
      Range output) {
    List<String> doubts = new ArrayList<>();
    if (samples.size() < 2 || !(ofTheMean > 0) || error <= NEXT_TO_NOTHING * ofTheMean) {
      return doubts;
    }
    doubts.add(
        String.format(
            Locale.ROOT,
            "the error %.4g is %s than that of always answering the mean of the targets, %.4g; outputs lie between %.4g and %.4g, targets between %.4g and %.4g",
            error,
            error > ofTheMean ? "larger" : "hardly smaller",
            ofTheMean,
            output.low,
            output.high,
            target.low,
            target.high));
    boolean follows = Math.abs(correlation) >= FOLLOWS && samples.size() >= 10;
    if (follows) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "outputs follow the targets (correlation %.3f) in another unit: %s",
              correlation,
              samples.scaling() == null
                  ? "give the table that the network was trained on with --scale METHOD --scale-from TABLE --scale-target"
                  : "the network may answer with the scaled target (--scale-target), or with one scaled by the other --scale"));
    } else {
      doubts.add(
          samples.scaling() == null
              ? "if the network was trained on scaled columns give --scale METHOD and --scale-from TABLE, with --scale-target if the target was scaled; check --label-column"
              : "check --scale, the table of --scale-from, --scale-target, --label-column and the order of the columns");
    }
    return doubts;
  }

  /** Smallest and largest value and mean. */
  private static final class Range {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double sum;
    private int count;

    void add(double value) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
      count++;
    }

    double mean() {
      return sum / count;
    }
  }
}
