package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class RandomProjectionTest {
  private static final int MAPS = 400;

  private final long seed = System.nanoTime();

  /**
   * Over many maps the squared length of the image has the mean of the original and the stated
   * scatter. 400 maps give the mean to sqrt(2 / columns) / 20 and the scatter to 4 %; five times
   * that is allowed.
   */
  @Test
  void squaredLengthsAreKeptInTheMeanWithTheStatedScatter() {
    int columns = 50;
    double[] point = gaussian(1000);
    double length = squares(point);
    double sum = 0;
    double deviation = 0;
    for (int map = 0; map < MAPS; map++) {
      RandomProjection projection =
          new RandomProjection(1000, columns, RandomStream.seeded(seed).derive(map));
      double ratio = squares(projection.of(point)) / length;
      sum += ratio / MAPS;
      deviation += (ratio - 1) * (ratio - 1) / MAPS;
    }
    double stated = Math.sqrt(2.0 / columns);
    assertThat(sum).as("seed %d", seed).isCloseTo(1, within(5 * stated / 20));
    assertThat(Math.sqrt(deviation) / stated).as("seed %d", seed).isCloseTo(1, within(0.2));
  }

  @Test
  void isLinearAndTheSameForTheSameSeed() {
    RandomProjection one = new RandomProjection(30, 7, RandomStream.seeded(seed));
    RandomProjection same = new RandomProjection(30, 7, RandomStream.seeded(seed));
    double[] a = gaussian(30);
    double[] twice = new double[30];
    for (int j = 0; j < 30; j++) {
      twice[j] = 2 * a[j];
    }
    double[] image = one.of(a);
    assertThat(same.of(a)).isEqualTo(image);
    for (int c = 0; c < 7; c++) {
      assertThat(one.of(twice)[c]).isEqualTo(2 * image[c]);
    }
    assertThatThrownBy(() -> new RandomProjection(3, 0, RandomStream.seeded(1)))
        .hasMessageContaining("at least 1");
  }

  private double[] gaussian(int d) {
    RandomStream random = RandomStream.seeded(seed).derive("point");
    double[] point = new double[d];
    for (int j = 0; j < d; j++) {
      point[j] = random.nextGaussian();
    }
    return point;
  }

  private static double squares(double[] point) {
    double sum = 0;
    for (double value : point) {
      sum += value * value;
    }
    return sum;
  }
}
