package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import java.util.Random;
import org.junit.jupiter.api.Nested;

class SpanningTreeTest {

  @Nested
  class TiledPrimTest extends SpanningTreeContract {
    @Override
    double[] tree(PointCloud cloud, int threads, Progress progress) {
      return new TiledPrim(cloud, Metric.EUCLIDEAN, progress).run(threads);
    }
  }

  @Nested
  class ProjectedPrimTest extends SpanningTreeContract {
    /** Points of many coordinates about a plane. */
    @Override
    PointCloud cloud(Random random) {
      int d = 96 + random.nextInt(60);
      float[][] points = new float[512 + random.nextInt(200)][d];
      for (float[] point : points) {
        for (int j = 0; j < d; j++) {
          point[j] = (float) ((j < 2 ? 3 : 0.1) * random.nextGaussian());
        }
      }
      PointCloud cloud = PointCloud.of(points);
      assertThat(ProjectedPrim.suits(cloud)).isTrue();
      return cloud;
    }

    @Override
    double[] tree(PointCloud cloud, int threads, Progress progress) {
      return new ProjectedPrim(cloud, progress).run();
    }
  }

  @Nested
  class MatrixTreeTest extends SpanningTreeContract {
    /** It asks whether to stop every so many rows only. */
    @Override
    PointCloud cloud(Random random) {
      return RandomClouds.gaussian(random, 300 + random.nextInt(300), 1 + random.nextInt(30));
    }

    @Override
    double[] tree(PointCloud cloud, int threads, Progress progress) {
      DistanceMatrix matrix = DistanceMatrix.of(cloud, Metric.EUCLIDEAN, threads, Progress.none());
      return new MatrixTree(matrix.lower(), matrix.size(), progress).lengths();
    }

    /** Distances are float32. */
    @Override
    double rounding() {
      return 0x1p-23;
    }
  }
}
