package dev.nervure.study.generalization;

import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.DescriptorValue;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.run.TargetPrediction;
import dev.nervure.stats.Correlation;
import dev.nervure.stats.CorrelationEstimate;
import dev.nervure.stats.LargestCorrelation;
import dev.nervure.stats.PartialCorrelation;
import dev.nervure.stats.RandomStream;
import dev.nervure.stats.StudentT;
import dev.nervure.study.generalization.DescriptorTable.Descriptor;
import dev.nervure.study.generalization.TargetPredictor.From;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the descriptors of the networks of a run go with a target, and how well they predict it: the
 * rows of three tables.
 */
final class ZooRelations {
  private static final int BEST_DRAWS = 10_000;
  private static final double CONFIDENCE = 0.95;

  private final GeneralizationOptions options;
  private final DescriptorTable table;
  private final double[] targets;
  private final RandomStream stream;

  private ZooRelations(GeneralizationOptions options, DescriptorTable table, double[] targets) {
    this.options = options;
    this.table = table;
    this.targets = targets;
    this.stream = RandomStream.seeded(options.measured().seed()).derive("relations");
  }

  /**
   * The rows.
   *
   * @param results with the values of all networks
   * @param target of the networks, by name
   */
  static StageRows rows(
      GeneralizationOptions options, Results results, SortedMap<String, Double> target) {
    List<String> networks = List.copyOf(target.keySet());
    double[] targets = target.values().stream().mapToDouble(Double::doubleValue).toArray();
    ZooRelations relations =
        new ZooRelations(options, DescriptorTable.of(results, networks), targets);
    StageRows rows = new StageRows();
    relations.descriptors().forEach(rows::add);
    relations.addValues(rows);
    relations.addPredictions(rows);
    return rows;
  }

  private List<DescriptorRelation> descriptors() {
    LargestCorrelation largest = largest();
    List<DescriptorRelation> relations = new ArrayList<>();
    for (Descriptor descriptor : table.descriptors()) {
      relations.add(relation(relations.size(), descriptor, largest));
    }
    return relations;
  }

  private void addValues(StageRows rows) {
    for (Descriptor descriptor : table.descriptors()) {
      List<@Nullable Double> column = table.column(descriptor);
      for (int network = 0; network < column.size(); network++) {
        Double value = column.get(network);
        if (value != null) {
          rows.add(new DescriptorValue(descriptor.name(), table.networks().get(network), value));
        }
      }
    }
  }

  /** Of the descriptors that every network has; null where there is none. */
  private @Nullable LargestCorrelation largest() {
    List<double[]> complete = new ArrayList<>();
    for (Descriptor descriptor : table.descriptors()) {
      double[] values = present(table.column(descriptor), table.column(descriptor));
      if (values.length == targets.length && Correlation.obstacle(values, targets) == null) {
        complete.add(values);
      }
    }
    return complete.isEmpty()
        ? null
        : LargestCorrelation.of(
            complete, targets, options.resamples(), stream.derive("permutations"));
  }

  /** The values at the networks that have one in the other column. */
  private static double[] present(List<@Nullable Double> values, List<@Nullable Double> where) {
    double[] kept = new double[values.size()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      Double value = values.get(i);
      if (value != null && where.get(i) != null) {
        kept[count++] = value;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private DescriptorRelation relation(
      int position, Descriptor descriptor, @Nullable LargestCorrelation largest) {
    List<@Nullable Double> column = table.column(descriptor);
    double[] x = present(column, column);
    List<@Nullable Double> all = new ArrayList<>();
    Arrays.stream(targets).forEach(all::add);
    double[] y = present(all, column);
    List<CorrelationEstimate> found = new ArrayList<>();
    for (Correlation kind : Correlation.values()) {
      found.add(
          CorrelationEstimate.of(kind, x, y, options.resamples(), stream.derive("bootstrap")));
    }
    CorrelationEstimate pearson = found.get(Correlation.PEARSON.ordinal());
    CorrelationEstimate spearman = found.get(Correlation.SPEARMAN.ordinal());
    CorrelationEstimate kendall = found.get(Correlation.KENDALL.ordinal());
    Double coefficient = value(pearson);
    String noPartial = noPartial(x, y, column);
    return new DescriptorRelation(
        position,
        descriptor.name(),
        descriptor.measure(),
        descriptor.layer(),
        descriptor.kind(),
        x.length,
        coefficient,
        coefficient == null ? null : (Double) pearson.coefficient().standardError(),
        pearson.low(),
        pearson.high(),
        value(spearman),
        spearman.low(),
        spearman.high(),
        value(kendall),
        kendall.low(),
        kendall.high(),
        noPartial == null ? (Double) PartialCorrelation.of(x, y, control(column)) : null,
        coefficient == null || largest == null || x.length < targets.length
            ? null
            : (Double) largest.probability(coefficient),
        coefficient == null ? obstacle(x, y) : null,
        noPartial);
  }

  private static @Nullable Double value(CorrelationEstimate estimate) {
    return estimate.coefficient().isEstimable() ? (Double) estimate.coefficient().value() : null;
  }

  /** In the words of networks instead of pairs. */
  private String obstacle(double[] x, double[] y) {
    if (x.length < 3) {
      return "a correlation needs at least 3 networks but %d %s a value"
          .formatted(x.length, x.length == 1 ? "has" : "have");
    }
    if (Arrays.stream(y).distinct().count() == 1) {
      return "%s is the same for all networks".formatted(options.target());
    }
    return Arrays.stream(x).distinct().count() == 1
        ? "the descriptor is the same for all networks"
        : "most bootstrap draws of the networks do not vary";
  }

  private double[] control(List<@Nullable Double> where) {
    for (Descriptor descriptor : table.descriptors()) {
      if (descriptor.measure().equals(TrainingFit.ACCURACY)) {
        return present(table.column(descriptor), where);
      }
    }
    return new double[0];
  }

  private @Nullable String noPartial(double[] x, double[] y, List<@Nullable Double> column) {
    double[] accuracy = control(column);
    if (accuracy.length < x.length) {
      return "not all networks have a training accuracy";
    }
    String obstacle = PartialCorrelation.obstacle(x, y, accuracy);
    if (obstacle == null) {
      return null;
    }
    if (x.length < 4) {
      return "a partial correlation needs at least 4 networks";
    }
    return obstacle.startsWith("the first variable is")
        ? "the training accuracy alone gives the descriptor"
        : obstacle.startsWith("the second variable is")
            ? "the training accuracy alone gives the target"
            : obstacle(x, y);
  }

  private void addPredictions(StageRows rows) {
    List<String> networks = table.networks();
    if (networks.size() < TargetPredictor.FEWEST
        || Arrays.stream(targets).distinct().count() == 1) {
      for (int i = 0; i < targets.length; i++) {
        rows.add(
            new TargetPrediction(
                networks.get(i), options.target(), targets[i], null, null, null, null, null));
      }
      return;
    }
    TargetPredictor predictor = new TargetPredictor(table, targets);
    Map<From, double[]> predicted = new EnumMap<>(From.class);
    for (From from : From.values()) {
      predicted.put(from, predictor.leaveOneOut(from));
    }
    for (From from : From.values()) {
      rows.add(result(from, of(predicted, from), of(predicted, comparedWith(from))));
    }
    addPredictions(networks, of(predicted, From.SELECTED), rows);
  }

  private static double[] of(Map<From, double[]> predicted, From from) {
    return Objects.requireNonNull(predicted.get(from));
  }

  /** Like with like: what knows no part of the target is compared with what knows none. */
  private static From comparedWith(From from) {
    return from == From.TOPOLOGY ? From.BASELINE_ALONE : From.BASELINE;
  }

  private PredictorResult result(From from, double[] predicted, double[] baselines) {
    int n = targets.length;
    double[] gains = new double[n];
    double absolute = 0;
    for (int i = 0; i < n; i++) {
      absolute += Math.abs(predicted[i] - targets[i]) / n;
      gains[i] = Math.abs(baselines[i] - targets[i]) - Math.abs(predicted[i] - targets[i]);
    }
    double mean = Arrays.stream(gains).boxed().reduce(0.0, Double::sum) / n;
    double squares = 0;
    for (double gain : gains) {
      squares += (gain - mean) * (gain - mean);
    }
    boolean compared = from != From.BASELINE;
    return new PredictorResult(
        from.ordinal(),
        from.text(),
        from == From.MEAN ? 0 : from.of(table).size(),
        n,
        rootMeanSquare(predicted),
        absolute,
        compared ? (Double) mean : null,
        compared ? (Double) Math.sqrt(squares / (n - 1) / n) : null,
        from == From.MEAN ? null : (Double) regret(predicted));
  }

  private double rootMeanSquare(double[] predicted) {
    double squares = 0;
    for (int i = 0; i < predicted.length; i++) {
      squares += (predicted[i] - targets[i]) * (predicted[i] - targets[i]);
    }
    return Math.sqrt(squares / predicted.length);
  }

  /** How much worse the network that is predicted best is than the best; the first among equals. */
  private double regret(double[] predicted) {
    return Math.abs(targets[best(predicted)] - targets[best(targets)]);
  }

  private int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = isBetter(values[i], values[best]) ? i : best;
    }
    return best;
  }

  private boolean isBetter(double value, double than) {
    return options.lowerIsBetter() ? value < than : value > than;
  }

  private void addPredictions(List<String> networks, double[] predicted, StageRows rows) {
    int n = predicted.length;
    double error = rootMeanSquare(predicted);
    double half = StudentT.halfWidth(CONFIDENCE, n - 1) * error;
    int[] wins = new int[n];
    RandomStream draws = stream.derive("best");
    double[] drawn = new double[n];
    for (int draw = 0; draw < BEST_DRAWS; draw++) {
      for (int i = 0; i < n; i++) {
        drawn[i] = predicted[i] + error * draws.nextGaussian();
      }
      wins[best(drawn)]++;
    }
    for (int i = 0; i < n; i++) {
      int rank = 1;
      for (int other = 0; other < n; other++) {
        boolean before = other < i && predicted[other] == predicted[i];
        rank += before || isBetter(predicted[other], predicted[i]) ? 1 : 0;
      }
      rows.add(
          new TargetPrediction(
              networks.get(i),
              options.target(),
              targets[i],
              predicted[i],
              predicted[i] - half,
              predicted[i] + half,
              rank,
              (double) wins[i] / BEST_DRAWS));
    }
  }
}
