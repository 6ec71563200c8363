package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every storage, every collapse and every key width gives the same bars. */
class KernelPathsTest {
  private static final DiagramSource SOURCE = DiagramSource.exact(2, "test", 1, 0);
  private static final WorkLimit NONE = units -> {};

  private static List<PersistenceDiagram> diagrams(List<Bars> bars) {
    List<PersistenceDiagram> diagrams = new ArrayList<>();
    for (int d = 0; d < bars.size(); d++) {
      diagrams.add(bars.get(d).diagram(d, SOURCE));
    }
    return diagrams;
  }

  private static List<PersistenceDiagram> general(FilteredGraph graph, int dimension) {
    FieldKernel kernel = new FieldKernel(graph, new PrimeField(2), NONE);
    List<Bars> bars = new ArrayList<>();
    bars.add(new Bars());
    for (FieldKernel.Pairs pairs : kernel.compute(dimension, bars.get(0))) {
      bars.add(kernel.bars(pairs));
    }
    return diagrams(bars);
  }

  @Test
  void allPathsAgree() {
    for (long seed = 0; seed < 40; seed++) {
      int n = 20 + (int) (seed % 50);
      int dimension = n > 40 ? 2 : 3;
      float[] lower = RandomDistances.lower(RandomDistances.of(seed, n));
      float threshold =
          seed % 2 == 0 ? DenseEdges.enclosingRadius(lower, n) : lower[(int) seed] * 0.8f;
      FilteredGraph graph = DenseEdges.build(lower, n, threshold, 1 + (int) (seed % 3));
      List<PersistenceDiagram> expected =
          diagrams(new RipsKernel(graph, true, 1, NONE, Progress.none()).compute(dimension));
      FilteredGraph collapsed = new EdgeCollapse(graph, NONE).collapse();
      FilteredGraph byLists = new ListEdgeCollapse(graph, 1 + (int) (seed % 4), NONE).collapse();
      assertThat(
              diagrams(new RipsKernel(graph, false, 3, NONE, Progress.none()).compute(dimension)))
          .as("lists, seed %d", seed)
          .isEqualTo(expected);
      assertThat(
              diagrams(
                  new RipsKernel(collapsed, true, 2, NONE, Progress.none()).compute(dimension)))
          .as("collapse, seed %d", seed)
          .isEqualTo(expected);
      assertThat(
              diagrams(new RipsKernel(byLists, false, 1, NONE, Progress.none()).compute(dimension)))
          .as("list collapse, seed %d", seed)
          .isEqualTo(expected);
      assertThat(general(graph, dimension)).as("two words, seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void thresholdsJustBelowAndAboveACriticalValueDifferByThatEdgeOnly() {
    float[] lower = RandomDistances.lower(RandomDistances.of(1, 40));
    for (int k = 0; k < lower.length; k += 97) {
      for (float threshold :
          new float[] {Math.nextDown(lower[k]), lower[k], Math.nextUp(lower[k])}) {
        int within = 0;
        for (float d : lower) {
          within += d <= threshold ? 1 : 0;
        }
        PointsOrDistances input = PointsOrDistances.of(DistanceMatrix.ofLower(lower, 40));
        RipsOptions options = RipsOptions.defaults().withMaxDimension(2).withThreshold(threshold);
        RipsResult off = RipsPersistence.compute(input, options.withCollapse(CollapseMode.OFF));
        RipsResult on =
            RipsPersistence.compute(
                input, options.withCollapse(CollapseMode.ON), 4, Progress.none());
        assertThat(on.diagrams()).isEqualTo(off.diagrams());
        assertThat(off.edges()).isLessThanOrEqualTo(within);
      }
    }
  }

  @Test
  void bitsAreTheSameForAnyNumberOfThreads() {
    RandomStream random = RandomStream.seeded(5);
    double[][] points = new double[220][6];
    for (double[] point : points) {
      for (int j = 0; j < 6; j++) {
        point[j] = random.nextGaussian();
      }
    }
    PointsOrDistances input = PointsOrDistances.of(PointCloud.of(points));
    RipsOptions options = RipsOptions.defaults().withMaxDimension(2).withCollapse(CollapseMode.OFF);
    RipsResult one = RipsPersistence.compute(input, options);
    for (int threads : new int[] {2, 4, 7}) {
      for (int repeat = 0; repeat < 3; repeat++) {
        assertThat(RipsPersistence.compute(input, options, threads, Progress.none()).diagrams())
            .isEqualTo(one.diagrams());
      }
    }
  }

  @Test
  void givesUpWhenTheWorkLimitIsSpent() {
    float[] lower = RandomDistances.lower(RandomDistances.of(2, 60));
    PointsOrDistances input = PointsOrDistances.of(DistanceMatrix.ofLower(lower, 60));
    RipsOptions options = RipsOptions.defaults().withMaxDimension(2).withWorkLimit(100);
    assertThatThrownBy(() -> RipsPersistence.compute(input, options))
        .isInstanceOf(RipsTooLargeException.class)
        .hasMessageContaining("100 steps");
  }

  @Test
  void landmarksKeepTheirPromise() {
    RandomStream random = RandomStream.seeded(9);
    double[][] points = new double[300][2];
    for (double[] point : points) {
      double angle = 2 * Math.PI * random.nextDouble();
      point[0] = Math.cos(angle);
      point[1] = Math.sin(angle);
    }
    PointsOrDistances input = PointsOrDistances.of(PointCloud.of(points));
    RipsOptions options = RipsOptions.defaults();
    PersistenceDiagram exact = RipsPersistence.compute(input, options).diagram(1);
    RipsResult few = RipsPersistence.compute(input, options.withLandmarks(60));
    double error = few.source().bottleneckError();
    assertThat(few.source().sampledFrom()).isEqualTo(300);
    assertThat(few.points()).isEqualTo(60);
    assertThat(error).isPositive();
    double longest = 0;
    double longestOfFew = 0;
    for (int i = 0; i < exact.size(); i++) {
      longest = Math.max(longest, exact.lifespan(i));
    }
    for (int i = 0; i < few.diagram(1).size(); i++) {
      longestOfFew = Math.max(longestOfFew, few.diagram(1).lifespan(i));
    }
    assertThat(Math.abs(longest - longestOfFew)).isLessThanOrEqualTo(2 * error);
  }

  @Test
  void plansAreOfTheRightSize() {
    RandomStream random = RandomStream.seeded(3);
    double[][] points = new double[400][3];
    for (double[] point : points) {
      for (int j = 0; j < 3; j++) {
        point[j] = random.nextDouble();
      }
    }
    PointsOrDistances input = PointsOrDistances.of(PointCloud.of(points));
    RipsOptions options = RipsOptions.defaults().withThreshold(0.3);
    RipsPlan plan = RipsPersistence.plan(input, options, 1);
    // A sample of 200 points: the share of edges is good to a third.
    assertThat(plan.edges() / RipsPersistence.compute(input, options).edges()).isBetween(0.66, 1.5);
    assertThat(plan.fits()).isTrue();
  }

  @Test
  void planSaysWhatDoesNotFitTheHeap() {
    RipsPlan plan =
        RipsPersistence.plan(
            PointsOrDistances.of(PointCloud.of(new double[60_000][1])), RipsOptions.defaults(), 1);
    // The matrix alone: 4 bytes for each of 1.8e9 pairs.
    assertThat(plan.bytes()).isGreaterThan(7.2e9);
    assertThat(plan.fits()).isEqualTo(plan.bytes() <= plan.availableBytes());
    if (!plan.fits()) {
      assertThat(plan.advice()).contains("60000 points").contains("landmarks fit");
    }
  }
}
