package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class HuBlockTest {
  private static final ImageSize SIZE = new ImageSize(20, 24);

  @Test
  void aRectangleHasTheInvariantsOfItsClosedForm() {
    double[] image = new double[SIZE.pixels()];
    for (int row = 2; row < 7; row++) {
      for (int column = 3; column < 15; column++) {
        image[row * SIZE.width() + column] = 1;
      }
    }
    /* Variances of 12 and 5 pixels in a row: (12^2 - 1) / 12 and (5^2 - 1) / 12. */
    double area = 60;
    double h1 = (143 + 24) / 12.0 / area;
    double h2 = Math.pow((143 - 24) / 12.0 / area, 2);
    double[] values = new HuBlock(SIZE).of(image);
    assertThat(values[0]).isCloseTo(Math.log10(h1), within(1e-12));
    assertThat(values[1]).isCloseTo(Math.log10(h2), within(1e-12));
    assertThat(values).endsWith(0, 0, 0, 0, 0);
  }

  @Test
  void shiftsWithinTheImageKeepThem(Random random) {
    double[] image = new double[SIZE.pixels()];
    double[] shifted = new double[SIZE.pixels()];
    for (int row = 1; row < 9; row++) {
      for (int column = 1; column < 9; column++) {
        double value = random.nextDouble();
        image[row * SIZE.width() + column] = value;
        shifted[(row + 7) * SIZE.width() + column + 11] = value;
      }
    }
    double[] values = new HuBlock(SIZE).of(image);
    double[] moved = new HuBlock(SIZE).of(shifted);
    for (int i = 0; i < values.length; i++) {
      assertThat(moved[i]).isCloseTo(values[i], within(1e-7));
    }
  }

  @Test
  void enlargedImagesNearlyKeepThem() {
    double[] small = blob(new ImageSize(33, 33), 1);
    double[] large = blob(new ImageSize(65, 65), 2);
    double[] values = new HuBlock(new ImageSize(33, 33)).of(small);
    double[] enlarged = new HuBlock(new ImageSize(65, 65)).of(large);
    for (int i = 0; i < values.length; i++) {
      assertThat(enlarged[i]).as("h%d", i + 1).isCloseTo(values[i], within(1e-3));
    }
  }

  private static double[] blob(ImageSize size, double scale) {
    double centre = (size.height() - 1) / 2.0;
    double[] image = new double[size.pixels()];
    for (int i = 0; i < image.length; i++) {
      double x = (i % size.width() - centre) / scale;
      double y = (i / size.width() - centre) / scale;
      image[i] =
          Math.exp(-(x * x / 18 + (y - 1) * (y - 1) / 8))
              + 0.7 * Math.exp(-((x - 4) * (x - 4) / 4 + (y + 3) * (y + 3) / 6));
    }
    return image;
  }

  @Test
  void anEmptyImageHasZeros() {
    assertThat(new HuBlock(SIZE).of(new double[SIZE.pixels()])).containsOnly(0);
  }

  @Test
  void negativeValuesAreRefused() {
    double[] image = new double[SIZE.pixels()];
    image[25] = -0.5;
    assertThatThrownBy(() -> new HuBlock(SIZE).of(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1, column 1 is -0.5");
  }
}
