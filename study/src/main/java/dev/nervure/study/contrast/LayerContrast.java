package dev.nervure.study.contrast;

import dev.nervure.array.NdArray;
import dev.nervure.contrast.Contrast;
import dev.nervure.contrast.Union;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.points.CloudDistances;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.ContrastResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.GroupDifference;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.GroupStatistic;
import dev.nervure.stats.PermutationTest;
import dev.nervure.stats.Quantiles;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationArrays;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.LayerPoints;
import dev.nervure.study.layers.NonFinitePointsException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of both groups in one layer: a stage a test, with the distances of the union
 * computed once. Each stage leaves the values of its statistic, the observed one first, for the
 * correction over layers; the exchanges are the same in all layers and tests.
 */
final class LayerContrast {
  /** With more exchanges without a value the p-value would be about those that have one. */
  private static final double MOST_UNDEFINED = 0.05;

  /** Values of the statistic for halves of the points, behind the error. */
  private static final int HALVES = 128;

  private static final long ROW_BYTES = 4L << 10;

  private final TwoGroups groups;
  private final ContrastOptions options;
  private final LayerPhases first;
  private final LayerPhases second;
  private final LayerResult layer;
  private final LayerResult other;

  /**
   * One layer.
   *
   * @param layer of the first group
   * @param other the same of the second
   */
  LayerContrast(
      TwoGroups groups,
      ContrastOptions options,
      LayerPhases first,
      LayerPhases second,
      LayerResult layer,
      LayerResult other) {
    this.groups = groups;
    this.options = options;
    this.first = first;
    this.second = second;
    this.layer = layer;
    this.other = other;
  }

  /** The values of a statistic: float64, the observed one first; empty where there is none. */
  static Artifact values(LayerResult layer, String test) {
    return Artifact.array(
        "contrasts/%s/%s".formatted(test, ActivationArrays.fileName(layer.index(), layer.name())),
        0);
  }

  /** A stage for each test. */
  Task task() {
    Map<Stage, SharedTask.Work<Opened>> works = new LinkedHashMap<>();
    for (Contrast contrast : options.contrasts()) {
      Artifact file = values(layer, contrast.name());
      works.put(
          stage(contrast).leaving(file),
          new SharedTask.Work<>() {
            @Override
            public StageRows rows(Opened opened, StageSink sink, Progress progress)
                throws IOException {
              return compare(contrast, opened, file, sink, progress);
            }

            @Override
            public StageRows failed(String why) {
              return new StageRows().add(none(contrast, "failed: " + why));
            }
          });
    }
    Cost distances = CloudDistances.cost(groups.exchange().size(), layer.measuredCoordinates());
    return SharedTask.of((sink, progress) -> open(sink, progress), works, pending -> distances);
  }

  private Stage stage(Contrast contrast) {
    Key key =
        Key.of("contrast " + contrast.name(), contrast.revision())
            .after(Objects.requireNonNull(first.activations().get(layer)))
            .after(Objects.requireNonNull(second.activations().get(other)))
            .with("paired", groups.exchange().isPaired())
            .with("strata", groups.exchange().strata())
            .with("permutations", options.permutations())
            .with("drop non-finite", options.layers().dropNonFinite())
            .with("seed", options.layers().seed());
    return Stage.of(
        "layer %04d %s/contrast %s".formatted(layer.index(), layer.name(), contrast.name()),
        key,
        cost(contrast));
  }

  private Cost cost(Contrast contrast) {
    Cost one = contrast.cost(groups.exchange());
    long values = 1L + options.permutations();
    return Cost.of(
            one.seconds() * (values + HALVES / 4.0), one.memoryBytes() + 2L * Double.BYTES * values)
        .leaving(Double.BYTES * values + ROW_BYTES);
  }

  /**
   * The points of both groups.
   *
   * @param union null where they cannot be compared
   * @param refusal why, otherwise empty
   */
  private record Opened(@Nullable Union union, String refusal) {
    static Opened not(String why) {
      return new Opened(null, why);
    }
  }

  private Opened open(StageSink sink, Progress progress) {
    GroupExchange exchange = groups.exchange();
    LayerPoints a;
    LayerPoints b;
    try {
      a = first.points(layer, sink);
      b = second.points(other, sink);
    } catch (NonFinitePointsException e) {
      return Opened.not(Objects.requireNonNullElse(e.getMessage(), ""));
    }
    if (a.size() != exchange.first() || b.size() != exchange.second()) {
      return Opened.not(
          "%d and %d points of %d and %d samples can be used, but a contrast needs the same samples in every layer: remove those with NaN or infinite activations"
              .formatted(a.size(), b.size(), exchange.first(), exchange.second()));
    }
    UnionRows rows = new UnionRows(a.rows(), b.rows());
    CloudDistances distances = CloudDistances.of(rows, 1, progress);
    double[] levels = layer.projectedTo() == null ? rows.levels() : new double[0];
    try {
      return new Opened(Union.of(distances.matrix(), exchange, levels), "");
    } catch (IllegalArgumentException allEqual) {
      return Opened.not(Objects.requireNonNullElse(allEqual.getMessage(), ""));
    }
  }

  private StageRows compare(
      Contrast contrast, Opened opened, Artifact file, StageSink sink, Progress progress)
      throws IOException {
    Union union = opened.union();
    double[] values = {};
    ContrastResult result;
    if (union == null) {
      result = none(contrast, opened.refusal());
    } else {
      long seed = options.layers().seed();
      Contrast.Reading reading = contrast.read(union, seed, progress);
      Optional<PermutationTest> test =
          PermutationTest.of(
              reading.statistic(),
              contrast.tail(),
              groups.exchange(),
              options.permutations(),
              RandomStream.seeded(seed).derive("exchanges"),
              1,
              progress);
      if (test.isEmpty()) {
        result = none(contrast, contrast.whyNoValue(union));
      } else if (test.get().undefined() > MOST_UNDEFINED * options.permutations()) {
        result =
            none(
                contrast,
                "%d of %d exchanges have no value"
                    .formatted(test.get().undefined(), options.permutations()));
      } else {
        result = result(contrast, reading, test.get(), progress);
        values = new double[1 + options.permutations()];
        values[0] = test.get().observed();
        System.arraycopy(test.get().permuted(), 0, values, 1, options.permutations());
      }
    }
    NpyWriter.write(sink.making(file), NdArray.of(values, values.length));
    return new StageRows().add(result);
  }

  private ContrastResult none(Contrast contrast, String why) {
    return ContrastResult.none(
        layer.index(), contrast.name(), options.permutations(), groups.points(), why);
  }

  private ContrastResult result(
      Contrast contrast, Contrast.Reading reading, PermutationTest test, Progress progress) {
    RandomStream splits = RandomStream.seeded(options.layers().seed()).derive("halves");
    Estimate difference =
        GroupDifference.of(reading.statistic(), groups.exchange(), splits, progress);
    int[][] given = groups.exchange().asGiven();
    Measure measure = Measures.named(contrast.name());
    Double error = null;
    Double low = null;
    Double high = null;
    if (difference.isEstimable()) {
      error = difference.standardError();
      low = test.observed() - Quantiles.NORMAL_95 * error;
      high = test.observed() + Quantiles.NORMAL_95 * error;
      if (reading.ofGroup() == null) {
        low = measure.bounded(low);
        high = measure.bounded(high);
      }
    }
    return new ContrastResult(
        layer.index(),
        contrast.name(),
        value(reading.ofGroup(), given[0]),
        value(reading.ofGroup(), given[1]),
        test.observed(),
        error,
        low,
        high,
        effectSize(reading, test.observed(), difference),
        test.pValue(),
        options.permutations(),
        groups.points(),
        null);
  }

  private static @Nullable Double value(GroupStatistic.@Nullable OfGroup ofGroup, int[] members) {
    if (ofGroup == null) {
      return null;
    }
    OptionalDouble value = ofGroup.of(members);
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  private @Nullable Double effectSize(
      Contrast.Reading reading, double observed, Estimate difference) {
    if (reading.ofGroup() == null) {
      return reading.beyondChance(observed);
    }
    OptionalDouble size = GroupDifference.effectSize(difference, groups.exchange());
    return size.isPresent() ? (Double) size.getAsDouble() : null;
  }
}
