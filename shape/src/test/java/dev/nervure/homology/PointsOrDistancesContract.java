package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for the diagrams of every kind of {@link PointsOrDistances}. */
@ExtendWith(FreshSeed.class)
abstract class PointsOrDistancesContract {

  private static final RipsOptions OPTIONS = RipsOptions.defaults().withMaxDimension(2);

  /** The cloud as the kind of input that is tested. */
  abstract PointsOrDistances of(PointCloud cloud);

  private static List<List<String>> bars(RipsResult result) {
    List<List<String>> bars = new ArrayList<>();
    for (PersistenceDiagram diagram : result.diagrams()) {
      bars.add(RipsPersistenceTest.bars(diagram));
    }
    return bars;
  }

  private static PointCloud cloud(Random random) {
    int n = 2 + random.nextInt(40);
    int d = 1 + random.nextInt(4);
    return random.nextBoolean()
        ? RandomClouds.gaussian(random, n, d)
        : RandomClouds.grid(random, n, d);
  }

  @Test
  void saysWhatItIs(Random random) {
    PointCloud cloud = cloud(random);
    PointsOrDistances input = of(cloud);
    assertThat(input.size()).isEqualTo(cloud.size());
    RipsResult result = RipsPersistence.compute(input, OPTIONS);
    assertThat(result.points()).isEqualTo(cloud.size());
    assertThat(result.source().metric()).isEqualTo(input.metricName()).isNotBlank();
  }

  @Test
  void barsAreThoseOfTheTextbook(Random random) {
    PointCloud cloud = RandomClouds.gaussian(random, 2 + random.nextInt(10), 3);
    DistanceMatrix matrix = DistanceMatrix.of(cloud);
    float[][] distance = new float[cloud.size()][cloud.size()];
    for (int i = 0; i < cloud.size(); i++) {
      for (int j = 0; j < cloud.size(); j++) {
        distance[i][j] = matrix.distance(i, j);
      }
    }
    assertThat(bars(RipsPersistence.compute(of(cloud), OPTIONS)))
        .isEqualTo(new NaivePersistence(distance, Float.POSITIVE_INFINITY, 2, 2).bars());
  }

  @Test
  void sameBarsForAnyThreadsWithAndWithoutCollapseAndAgain(Random random) {
    PointsOrDistances input = of(cloud(random));
    List<PersistenceDiagram> first = RipsPersistence.compute(input, OPTIONS).diagrams();
    for (CollapseMode collapse : CollapseMode.values()) {
      for (int threads = 1; threads <= 4; threads++) {
        RipsResult again =
            RipsPersistence.compute(
                input, OPTIONS.withCollapse(collapse), threads, Progress.none());
        assertThat(again.diagrams()).isEqualTo(first);
      }
    }
  }

  @Test
  void theOrderOfThePointsDoesNotMatter(Random random) {
    PointCloud cloud = cloud(random);
    PointCloud mixed = cloud.select(RandomClouds.permutation(random, cloud.size()));
    assertThat(bars(RipsPersistence.compute(of(mixed), OPTIONS)))
        .isEqualTo(bars(RipsPersistence.compute(of(cloud), OPTIONS)));
  }

  @Test
  void barsGrowWithThePoints(Random random) {
    PointCloud cloud = cloud(random);
    int exponent = random.nextInt(41) - 20;
    RipsResult result = RipsPersistence.compute(of(cloud), OPTIONS);
    RipsResult scaled = RipsPersistence.compute(of(RandomClouds.scaled(cloud, exponent)), OPTIONS);
    for (int d = 0; d <= 2; d++) {
      PersistenceDiagram diagram = result.diagram(d);
      assertThat(scaled.diagram(d).size()).isEqualTo(diagram.size());
      for (int i = 0; i < diagram.size(); i++) {
        // A power of two rounds nothing.
        assertThat(scaled.diagram(d).birth(i)).isEqualTo(Math.scalb(diagram.birth(i), exponent));
        assertThat(scaled.diagram(d).death(i)).isEqualTo(Math.scalb(diagram.death(i), exponent));
      }
    }
  }

  /** Up to a threshold the filtration is the same; what lives on there has no end. */
  @Test
  void aThresholdCutsBars(Random random) {
    PointCloud cloud = RandomClouds.gaussian(random, 2 + random.nextInt(40), 3);
    float[] lower = DistanceMatrix.of(cloud).lower();
    float threshold = lower[random.nextInt(lower.length)];
    RipsResult whole = RipsPersistence.compute(of(cloud), OPTIONS);
    RipsResult cut = RipsPersistence.compute(of(cloud), OPTIONS.withThreshold(threshold));
    for (int d = 0; d <= 2; d++) {
      List<String> expected = new ArrayList<>();
      PersistenceDiagram diagram = whole.diagram(d);
      for (int i = 0; i < diagram.size(); i++) {
        if (diagram.birth(i) <= threshold) {
          boolean ends = diagram.death(i) <= threshold;
          expected.add(
              (float) diagram.birth(i) + " " + (ends ? (float) diagram.death(i) : "Infinity"));
        }
      }
      expected.sort(null);
      assertThat(RipsPersistenceTest.bars(cut.diagram(d))).isEqualTo(expected);
    }
  }
}
