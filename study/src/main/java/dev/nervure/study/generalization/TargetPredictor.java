package dev.nervure.study.generalization;

import dev.nervure.stats.RidgeRegression;
import dev.nervure.study.generalization.DescriptorTable.Descriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the target of each network from the other networks: their descriptors and targets, a
 * ridge regression with the penalty that predicts these others best from each other. Nothing of the
 * network that is left out enters into any choice: its descriptors only in the last step, its
 * target nowhere. A descriptor that a network lacks is taken as the mean of the others.
 *
 * <p>A gap is a difference of which one part is known: the training accuracy, against the labels
 * that were trained on or those of the data, or the training loss. So the target is predicted as
 * such a part, of either sign, plus a regression, or as a regression alone: again whichever
 * predicts the other networks best from each other. From topology alone no part is known, and so it
 * is compared with the baselines alone.
 */
final class TargetPredictor {
  /** Fewer networks leave fewer than three others. */
  static final int FEWEST = 4;

  /** From what the target is predicted. */
  enum From {
    /** The mean of the other networks. */
    MEAN(descriptor -> false),
    /** Fit, margins and weights. */
    BASELINE(descriptor -> !descriptor.isTopology()),
    /** The same without a known part: what topology is compared with, which has none. */
    BASELINE_ALONE(descriptor -> !descriptor.isTopology()),
    /** Topology and dimension of the training samples, neural persistence. */
    TOPOLOGY(Descriptor::isTopology),
    /** All descriptors. */
    ALL(descriptor -> true),
    /** The one of those with all that is known that predicts the others best from each other. */
    SELECTED(descriptor -> true);

    private final Predicate<Descriptor> reads;

    From(Predicate<Descriptor> reads) {
      this.reads = reads;
    }

    /** Its name in the results. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the target may be predicted as a known part plus a regression. */
    boolean knowsParts() {
      return this == BASELINE || this == ALL;
    }

    /** The descriptors that it may read. */
    List<Descriptor> of(DescriptorTable table) {
      return table.descriptors().stream().filter(reads).toList();
    }
  }

  private final DescriptorTable table;
  private final double[] targets;
  private final List<double[]> knownParts;

  /**
   * A predictor.
   *
   * @param targets one a network of the table, at least {@link #FEWEST}
   */
  TargetPredictor(DescriptorTable table, double[] targets) {
    this.table = table;
    this.targets = targets.clone();
    this.knownParts = knownParts(table, targets.length);
  }

  /** What a target may contain, one value a network each; nothing first. */
  private static List<double[]> knownParts(DescriptorTable table, int networks) {
    List<double[]> parts = new ArrayList<>(List.of(new double[networks]));
    double[] accuracy = complete(table, TrainingFit.ACCURACY);
    double[] ofData = complete(table, TrainingFit.DATA_LABELS);
    double[] loss = complete(table, TrainingFit.LOSS);
    if (accuracy.length == 0 || ofData.length == 0 || loss.length == 0) {
      return parts;
    }
    double[] learnedNoise = new double[networks];
    Arrays.setAll(learnedNoise, i -> accuracy[i] - ofData[i]);
    for (double[] part : List.of(accuracy, ofData, learnedNoise, loss)) {
      parts.add(part);
      parts.add(Arrays.stream(part).map(value -> -value).toArray());
    }
    return parts;
  }

  /** The values of a measure of the network as a whole; empty where a network lacks it. */
  private static double[] complete(DescriptorTable table, String measure) {
    for (Descriptor descriptor : table.descriptors()) {
      List<@Nullable Double> values = table.column(descriptor);
      if (descriptor.measure().equals(measure) && !values.contains(null)) {
        return values.stream().mapToDouble(value -> value == null ? 0 : value).toArray();
      }
    }
    return new double[0];
  }

  /** What each network is predicted to be from the others. */
  double[] leaveOneOut(From from) {
    double[] predicted = new double[targets.length];
    for (int network = 0; network < targets.length; network++) {
      predicted[network] =
          from == From.SELECTED ? selected(network) : predicted(from, network).value();
    }
    return predicted;
  }

  private double selected(int network) {
    Fitted best = predicted(From.MEAN, network);
    for (From from : List.of(From.BASELINE, From.TOPOLOGY, From.ALL)) {
      Fitted fitted = predicted(from, network);
      best = fitted.error() < best.error() ? fitted : best;
    }
    return best.value();
  }

  /**
   * A prediction of one network.
   *
   * @param error root mean square of the errors of the other networks predicted from each other
   */
  private record Fitted(double value, double error) {}

  private Fitted predicted(From from, int left) {
    List<Descriptor> descriptors = from.of(table);
    int others = targets.length - 1;
    double[][] rows = new double[others][descriptors.size()];
    double[] known = new double[others];
    double[] row = new double[descriptors.size()];
    for (int column = 0; column < row.length; column++) {
      List<@Nullable Double> values = table.column(descriptors.get(column));
      double mean = mean(values, left);
      for (int other = 0; other < others; other++) {
        rows[other][column] = orElse(values.get(other < left ? other : other + 1), mean);
      }
      row[column] = orElse(values.get(left), mean);
    }
    Fitted best = null;
    for (double[] part : from.knowsParts() ? knownParts : knownParts.subList(0, 1)) {
      for (int other = 0; other < others; other++) {
        int network = other < left ? other : other + 1;
        known[other] = targets[network] - part[network];
      }
      RidgeRegression fit = RidgeRegression.fit(rows, known);
      if (best == null || fit.leaveOneOutError() < best.error()) {
        best = new Fitted(part[left] + fit.predict(row), fit.leaveOneOutError());
      }
    }
    return Objects.requireNonNull(best);
  }

  /** The mean of those that there are, without the network that is left out; 0 of none. */
  private static double mean(List<@Nullable Double> values, int left) {
    double sum = 0;
    int count = 0;
    for (int network = 0; network < values.size(); network++) {
      Double value = values.get(network);
      if (network != left && value != null) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double orElse(@Nullable Double value, double mean) {
    return value == null ? mean : value;
  }
}
