package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.points.RandomClouds;
import dev.nervure.points.SparseDistances;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PointsOrDistancesTest {

  /** Where all distances are known, some points can stand for all. */
  abstract static class WithLandmarks extends PointsOrDistancesContract {

    @Test
    void landmarksSayWhatTheyStandFor(Random random) {
      PointCloud cloud = RandomClouds.gaussian(random, 50, 3);
      RipsResult few = RipsPersistence.compute(of(cloud), RipsOptions.defaults().withLandmarks(20));
      assertThat(few.points()).isEqualTo(20);
      assertThat(few.source().sampledFrom()).isEqualTo(50);
      assertThat(few.source().bottleneckError()).isPositive().isFinite();
    }
  }

  @Nested
  class OfPointsTest extends WithLandmarks {
    @Override
    PointsOrDistances of(PointCloud cloud) {
      return PointsOrDistances.of(cloud);
    }
  }

  @Nested
  class OfAllDistancesTest extends WithLandmarks {
    @Override
    PointsOrDistances of(PointCloud cloud) {
      return PointsOrDistances.of(DistanceMatrix.of(cloud));
    }
  }

  @Nested
  class OfSomeDistancesTest extends PointsOrDistancesContract {
    /** Every pair, so that the bars are those of the points. */
    @Override
    PointsOrDistances of(PointCloud cloud) {
      DistanceMatrix matrix = DistanceMatrix.of(cloud);
      float[] distances = matrix.lower().clone();
      int[] first = new int[distances.length];
      int[] second = new int[distances.length];
      for (int i = 1, k = 0; i < cloud.size(); i++) {
        for (int j = 0; j < i; j++, k++) {
          first[k] = i;
          second[k] = j;
        }
      }
      return PointsOrDistances.of(SparseDistances.of(cloud.size(), first, second, distances));
    }

    @Test
    void hasNoLandmarks(Random random) {
      PointsOrDistances input = of(RandomClouds.gaussian(random, 50, 3));
      RipsOptions options = RipsOptions.defaults().withLandmarks(20);
      assertThatThrownBy(() -> RipsPersistence.compute(input, options))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("landmarks need all distances");
    }
  }
}
