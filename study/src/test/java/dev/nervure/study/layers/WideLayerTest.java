package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.FeatureScaling;
import dev.nervure.points.PointCloud;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WideLayerTest {
  private static final int POINTS = 40;
  private static final int COORDINATES = 5000;
  private static final int COLUMNS = 800;

  private final long seed = System.nanoTime();

  /**
   * A distance scatters by 1 / sqrt(2 columns) = 2.5 %; the mean square of the 39 differences of
   * neighbours is known to a quarter of that.
   */
  @Test
  void distancesAreKeptAndTheStatedDistortionIsThatOfThePoints() {
    NdArray points = gaussian();
    WideLayer layer = new WideLayer(COORDINATES, COLUMNS, RandomStream.seeded(seed));
    layer.addToRanges(points);
    NdArray images = layer.project(points);
    double expected = 1 / Math.sqrt(2.0 * COLUMNS);
    assertThat(layer.distortion()).as("seed %d", seed).isCloseTo(expected, within(expected / 2));
    isNear(PointCloud.of(points), columns(images, 0), expected);
    PointCloud scaled = FeatureScaling.MIN_MAX.apply(PointCloud.of(points));
    isNear(scaled, columns(images, COLUMNS), expected);
  }

  @Test
  void batchesDoNotMatterAndSamplesThatAreNotFiniteHaveNoPartInTheRanges() {
    NdArray points = gaussian();
    WideLayer whole = new WideLayer(COORDINATES, COLUMNS, RandomStream.seeded(seed));
    whole.addToRanges(points);
    float[] expected = whole.project(points).floats();
    WideLayer parts = new WideLayer(COORDINATES, COLUMNS, RandomStream.seeded(seed));
    float[] bad = points.rows(0, 1).floats().clone();
    bad[3] = Float.NaN;
    bad[4] = 1e9f;
    parts.addToRanges(points.rows(0, 15));
    parts.addToRanges(NdArray.of(bad, 1, COORDINATES));
    parts.addToRanges(points.rows(15, POINTS));
    float[] first = parts.project(points.rows(0, 15)).floats();
    float[] second = parts.project(points.rows(15, POINTS)).floats();
    assertThat(first).isEqualTo(Arrays.copyOf(expected, first.length));
    assertThat(second).isEqualTo(Arrays.copyOfRange(expected, first.length, expected.length));
    assertThat(parts.project(NdArray.of(bad, 1, COORDINATES)).floats()).contains(Float.NaN);
  }

  @Test
  void coordinatesWithinRoundingHaveNoPartInTheScaledPoints() {
    float[] values = gaussian().floats().clone();
    for (int i = 0; i < POINTS; i++) {
      values[i * COORDINATES + 7] = 0.7f;
    }
    NdArray constant = NdArray.of(values.clone(), POINTS, COORDINATES);
    for (int i = 0; i < POINTS; i++) {
      values[i * COORDINATES + 7] += i % 3 * Math.ulp(0.7f);
    }
    NdArray noisy = NdArray.of(values, POINTS, COORDINATES);
    float[][] scaled = new float[2][];
    for (int k = 0; k < 2; k++) {
      NdArray points = k == 0 ? constant : noisy;
      WideLayer layer = new WideLayer(COORDINATES, COLUMNS, RandomStream.seeded(seed));
      layer.addToRanges(points);
      scaled[k] = columns(layer.project(points), COLUMNS).array().floats();
    }
    assertThat(scaled[1]).isEqualTo(scaled[0]);
  }

  private void isNear(PointCloud exact, PointCloud image, double scatter) {
    DistanceMatrix distances = DistanceMatrix.of(exact);
    DistanceMatrix projected = DistanceMatrix.of(image);
    for (int i = 1; i < POINTS; i++) {
      for (int j = 0; j < i; j++) {
        // The largest of 780 normal deviates is 3.2 on average, and above 6 once in a million.
        assertThat(projected.distance(i, j) / distances.distance(i, j))
            .as("seed %d", seed)
            .isCloseTo(1, within((float) (6 * scatter)));
      }
    }
  }

  private static PointCloud columns(NdArray images, int from) {
    float[][] rows = new float[POINTS][];
    for (int i = 0; i < POINTS; i++) {
      int at = i * 2 * COLUMNS + from;
      rows[i] = Arrays.copyOfRange(images.floats(), at, at + COLUMNS);
    }
    return PointCloud.of(rows);
  }

  private NdArray gaussian() {
    RandomStream random = RandomStream.seeded(seed).derive("points");
    float[] values = new float[POINTS * COORDINATES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return NdArray.of(values, POINTS, COORDINATES);
  }
}
