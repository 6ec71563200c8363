package dev.nervure.study.generalization;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.Quantiles;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Answers;
import dev.nervure.study.Key;
import dev.nervure.study.layers.ValueRows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a network has learned its training samples: accuracy, loss, confidence and margins, in
 * one pass. All are of every sample it was trained on, so that none has a sampling error.
 */
final class TrainingFit {
  static final String ACCURACY = "train_accuracy";
  static final String LOSS = "train_loss";
  static final String DATA_LABELS = "data_label_accuracy";
  static final String SAMPLES = "training_samples";
  static final String CONFIDENCE = "mean_confidence";
  static final String MARGIN_MEAN = "margin_mean";
  static final String MARGIN_LOWER = "margin_lower";
  static final String MARGIN_MEDIAN = "margin_median";
  static final String NORMALIZED_LOWER = "normalized_margin_lower";
  static final String NORMALIZED_MEDIAN = "normalized_margin_median";

  /** What it gives. */
  static final List<String> MEASURES =
      List.of(
          ACCURACY,
          LOSS,
          DATA_LABELS,
          SAMPLES,
          CONFIDENCE,
          MARGIN_MEAN,
          MARGIN_LOWER,
          MARGIN_MEDIAN,
          NORMALIZED_LOWER,
          NORMALIZED_MEDIAN);

  /** Raised by one whenever the same network comes to give other values. */
  private static final int REVISION = 1;

  /** The share of samples below the lower margin. */
  private static final double LOWER = 0.1;

  static final int BATCH = 64;

  private final int[] labels;
  private final int[] dataLabels;
  private final double[] margins;
  private final double[] means;
  private final double[] squares;
  private int taken;
  private int right;
  private int rightInData;
  private double loss;
  private double confidence;
  private boolean finite = true;

  private TrainingFit(int[] labels, int[] dataLabels, int outputs) {
    this.labels = labels;
    this.dataLabels = dataLabels;
    this.margins = new double[labels.length];
    this.means = new double[outputs];
    this.squares = new double[outputs];
  }

  /** What the values depend on beside the network and the samples: its method and what it gives. */
  static Key key() {
    return Key.of("training fit", REVISION).with("measures", MEASURES);
  }

  /**
   * Measures.
   *
   * @param training with the labels it was trained on
   * @param data the same samples with the labels of the data
   */
  static StageRows rows(
      Model model,
      LabelledSamples training,
      LabelledSamples data,
      ValueRows values,
      Progress progress) {
    int outputs = Math.toIntExact(model.logits().size());
    int[] dataLabels = data.hasLabels() ? data.labels() : training.labels();
    TrainingFit fit = new TrainingFit(training.labels(), dataLabels, outputs);
    AdaptedSamples adapted = AdaptedSamples.of(training, model);
    for (int from = 0; from < training.size(); from += BATCH) {
      progress.checkCancelled();
      fit.add(model.predict(adapted.read(from, Math.min(training.size(), from + BATCH))));
    }
    return fit.rows(values);
  }

  /** The mean cross-entropy of samples, NaN or infinite where a logit is. */
  static double meanLoss(Model model, AdaptedSamples samples, int[] labels) {
    double sum = 0;
    for (int from = 0; from < labels.length; from += BATCH) {
      int to = Math.min(labels.length, from + BATCH);
      double[] logits = model.predict(samples.read(from, to)).doubles();
      int width = logits.length / (to - from);
      for (int row = 0; row < to - from; row++) {
        double[] scores = Arrays.copyOfRange(logits, row * width, (row + 1) * width);
        sum += Vectors.logSumExp(scores) - scores[labels[from + row]];
      }
    }
    return sum / labels.length;
  }

  private void add(NdArray batch) {
    double[] logits = batch.doubles();
    int width = means.length;
    for (int row = 0; row < logits.length / width; row++) {
      take(Arrays.copyOfRange(logits, row * width, (row + 1) * width));
    }
  }

  private void take(double[] scores) {
    int label = labels[taken];
    int answer = Answers.of(scores);
    double sum = Vectors.logSumExp(scores);
    double highest = Double.NEGATIVE_INFINITY;
    double highestOther = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      finite &= Double.isFinite(scores[i]);
      highest = Math.max(highest, scores[i]);
      highestOther = i == label ? highestOther : Math.max(highestOther, scores[i]);
      // Welford's update, exact for logits that do not vary
      double off = scores[i] - means[i];
      means[i] += off / (taken + 1);
      squares[i] += off * (scores[i] - means[i]);
    }
    right += answer == label ? 1 : 0;
    rightInData += answer == dataLabels[taken] ? 1 : 0;
    loss += sum - scores[label];
    confidence += StrictMath.exp(highest - sum);
    margins[taken++] = scores[label] - highestOther;
  }

  private StageRows rows(ValueRows values) {
    StageRows rows = new StageRows();
    if (!finite) {
      Estimate none = Estimate.notEstimable("the network gives NaN or infinite logits");
      MEASURES.forEach(measure -> rows.add(values.overall(measure, none, taken, Map.of())));
      return rows;
    }
    Arrays.sort(margins);
    double variance = 0;
    for (double ofOutput : squares) {
      variance += ofOutput / taken;
    }
    double spread = Math.sqrt(variance);
    double marginSum = 0;
    for (double margin : margins) {
      marginSum += margin;
    }
    Map<String, Double> found = new LinkedHashMap<>();
    found.put(ACCURACY, (double) right / taken);
    found.put(LOSS, loss / taken);
    found.put(DATA_LABELS, (double) rightInData / taken);
    found.put(SAMPLES, StrictMath.log10(taken));
    found.put(CONFIDENCE, confidence / taken);
    found.put(MARGIN_MEAN, marginSum / taken);
    found.put(MARGIN_LOWER, Quantiles.ofAscending(margins, LOWER));
    found.put(MARGIN_MEDIAN, Quantiles.ofAscending(margins, 0.5));
    Map<String, Object> parameters = Map.of("logitSpread", spread);
    found.forEach(
        (measure, value) -> rows.add(values.overallWithoutError(measure, value, taken, Map.of())));
    for (String measure : List.of(NORMALIZED_LOWER, NORMALIZED_MEDIAN)) {
      double share = measure.equals(NORMALIZED_LOWER) ? LOWER : 0.5;
      rows.add(
          spread > 0
              ? values.overallWithoutError(
                  measure, Quantiles.ofAscending(margins, share) / spread, taken, parameters)
              : values.overall(
                  measure,
                  Estimate.notEstimable("the logits are the same for all samples"),
                  taken,
                  parameters));
    }
    return rows;
  }
}
