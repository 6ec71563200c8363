package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.mapper.GraphFeature.Kind;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapperConfidenceTest {
  private static final ConfidenceOptions OPTIONS =
      ConfidenceOptions.defaults().withReplicates(20).withSeed(3);

  /** A circle, and far from it five times three points of which DBSCAN needs every one. */
  private static PointCloud circleAndStragglers() {
    Random random = new Random(8);
    double[][] points = new double[315][];
    for (int i = 0; i < 300; i++) {
      double angle = 2 * Math.PI * i / 300;
      points[i] =
          new double[] {
            Math.cos(angle) + 0.01 * random.nextGaussian(),
            Math.sin(angle) + 0.01 * random.nextGaussian()
          };
    }
    for (int i = 300; i < 315; i++) {
      points[i] = new double[] {3 + 0.09 * (i % 3), 10 * (i / 3)};
    }
    return PointCloud.of(points);
  }

  private static MapperConfidence confidence(int threads) {
    PointRows rows = PointRows.of(circleAndStragglers());
    LensValues lens = new ColumnLens(0).of(rows);
    Cover cover = new IntervalCover(12, 0.35, IntervalConvention.FIXED_CENTRES);
    Clusterer clusterer = new Dbscan(0.1, 3);
    MapperOptions options = MapperOptions.defaults();
    List<CoverElement> elements = cover.elements(lens, Progress.none());
    MapperGraph graph =
        Mapper.of(rows, lens, elements, clusterer, options, 1, Progress.none()).graph();
    return MapperConfidence.of(
        rows, lens, elements, clusterer, options, graph, 0, OPTIONS, threads, Progress.none());
  }

  /** The share of the replicates in which a feature is there again. */
  private static double share(MapperConfidence confidence, int feature) {
    return (double) confidence.returned()[feature] / confidence.options().replicates();
  }

  @Test
  void aCircleReturnsAndStragglersDoNot() {
    MapperConfidence confidence = confidence(1);
    List<GraphFeature> features = confidence.features();
    int loop = first(features, Kind.LOOP);
    assertThat(features.get(loop).length()).isGreaterThan(1);
    // A draw may leave out enough neighbours in a row, at the end of an interval, to open the
    // circle.
    assertThat(share(confidence, loop)).isGreaterThanOrEqualTo(0.9);
    int circle = first(features, Kind.COMPONENT);
    assertThat(share(confidence, circle)).isEqualTo(1);
    // All three are drawn with probability 0.9^3 = 0.73; of 100 cases five standard errors are
    // 0.22.
    double[] shares =
        IntStream.range(0, features.size())
            .filter(f -> features.get(f).kind() == Kind.COMPONENT && features.get(f).low() > 2)
            .mapToDouble(f -> share(confidence, f))
            .toArray();
    assertThat(shares).hasSize(5);
    assertThat(Arrays.stream(shares).average().orElseThrow()).isCloseTo(0.73, within(0.22));
  }

  private static int first(List<GraphFeature> features, Kind kind) {
    for (int f = 0; f < features.size(); f++) {
      if (features.get(f).kind() == kind) {
        return f;
      }
    }
    throw new AssertionError("no " + kind);
  }

  @Test
  void threadsChangeNothingAndTheSeedDoes() {
    assertThat(confidence(3).returned()).isEqualTo(confidence(1).returned());
    assertThat(ReplicateGraphs.draw(50, OPTIONS))
        .isNotEqualTo(ReplicateGraphs.draw(50, OPTIONS.withSeed(4)));
  }

  @Test
  void partsHaveTheirShareOfThePoints() {
    assertThat(ReplicateGraphs.draw(1000, OPTIONS))
        .hasSize(20)
        .allMatch(part -> part.cardinality() == 900);
  }

  /** Twenty places with a hundred points each: every part holds all of them. */
  @Test
  void pointsThatRepeatGiveNoNumberOfIntervals() {
    double[][] repeated = new double[2000][];
    Arrays.setAll(repeated, i -> new double[] {i % 20});
    PointRows rows = PointRows.of(PointCloud.of(repeated));
    LensValues lens = new ColumnLens(0).of(rows);
    assertThatThrownBy(() -> AutomaticIntervals.of(rows, lens, 0, 1, 1, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("within 0.000 of each other")
        .hasMessageContaining("give --intervals");
    LensValues constant = LensValues.of("same", new double[2000]);
    assertThat(AutomaticIntervals.of(rows, constant, 0, 1, 1, Progress.none()).intervals())
        .isEqualTo(1);
  }

  /** Of the range [-1, 1]. */
  private static Intervals intervals(int count, double overlap, IntervalConvention convention) {
    return new IntervalCover(count, overlap, convention).intervals(-1, 1);
  }

  @Test
  void intervalsFollowWhatTheSampleCanBear() {
    double[][] circle = new double[2000][];
    Arrays.setAll(
        circle,
        i -> new double[] {Math.cos(2 * Math.PI * i / 2000.0), Math.sin(2 * Math.PI * i / 2000.0)});
    PointRows rows = PointRows.of(PointCloud.of(circle));
    LensValues lens = new ColumnLens(0).of(rows);
    AutomaticIntervals chosen = AutomaticIntervals.of(rows, lens, 0, 1, 2, Progress.none());
    // The largest gap of 263 points drawn on a circle is about 2 pi ln(263) / 263 / 2 to either
    // side.
    assertThat(chosen.delta()).isBetween(0.03, 0.15);
    assertThat(chosen.length()).isLessThanOrEqualTo(3 * chosen.delta() + 1e-12);
    assertThat(chosen.intervals()).isGreaterThan(5);
    // In both conventions intervals are as long as the rule asks for, and one more would not be.
    for (IntervalConvention convention : IntervalConvention.values()) {
      Intervals own = intervals(chosen.intervals(), chosen.overlap(), convention);
      assertThat(own.upper()[1] - own.lower()[1]).isGreaterThanOrEqualTo(chosen.length() - 1e-12);
    }
    Intervals more =
        intervals(chosen.intervals() + 1, chosen.overlap(), IntervalConvention.FIT_IN_RANGE);
    assertThat(more.upper()[1] - more.lower()[1]).isLessThan(chosen.length());
    MapperGraph graph =
        Mapper.of(
                PointCloud.of(circle),
                lens,
                new IntervalCover(
                    chosen.intervals(), chosen.overlap(), IntervalConvention.FIT_IN_RANGE),
                new SingleLinkage(chosen.delta()))
            .graph();
    assertThat(graph.components()).isEqualTo(1);
    assertThat(graph.loops()).isEqualTo(1);
  }
}
