package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class ZernikeBlockTest {
  private static final ImageSize SMALL = new ImageSize(32, 32);
  private static final ImageSize LARGE = new ImageSize(257, 257);

  @Test
  void degree12Has49Magnitudes() {
    ZernikeBlock block = new ZernikeBlock(SMALL, 12);
    assertThat(block.coefficients()).hasSize(49);
    assertThat(block.coefficients().get(7).name()).isEqualTo("degree 4, frequency 2");
    assertThat(block.coefficients().get(7).indices())
        .containsExactly(Map.entry("degree", 4), Map.entry("frequency", 2));
  }

  @Test
  void radialPolynomialsAreThoseOfTheirFormula(Random random) {
    for (int n = 0; n <= 12; n++) {
      for (int m = n % 2; m <= n; m += 2) {
        double distance = random.nextDouble();
        double sum = 0;
        for (int k = 0; k <= (n - m) / 2; k++) {
          sum +=
              Math.pow(-1, k)
                  * factorial(n - k)
                  / (factorial(k) * factorial((n + m) / 2 - k) * factorial((n - m) / 2 - k))
                  * Math.pow(distance, n - 2 * k);
        }
        /* The formula subtracts terms of up to 1e5. */
        assertThat(ZernikeBlock.radialPolynomial(n, m, distance)).isCloseTo(sum, within(1e-9));
      }
    }
  }

  @Test
  void radialPolynomialsOfHighDegreesEndAtOneAndStayBelowIt(Random random) {
    for (int n = 0; n <= 60; n++) {
      for (int m = n % 2; m <= n; m += 2) {
        assertThat(ZernikeBlock.radialPolynomial(n, m, 1)).isEqualTo(1);
        assertThat(Math.abs(ZernikeBlock.radialPolynomial(n, m, random.nextDouble())))
            .isLessThanOrEqualTo(1 + 1e-12);
      }
    }
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  @Test
  void aDiscHasTheMomentsOfItsClosedForm() {
    double radius = 0.6;
    double[] image = image(LARGE, (distance, angle) -> distance <= radius ? 1 : 0);
    double[] values = new ZernikeBlock(LARGE, 4).of(image);
    /* 2 (n + 1) times the integral of R_n0(r) r to the radius; pixels cut its rim to 1e-3. */
    double square = radius * radius;
    assertThat(values[0]).isCloseTo(square, within(2e-3));
    assertThat(values[2]).isCloseTo(3 * Math.abs(square * square - square), within(5e-3));
    assertThat(values[6])
        .isCloseTo(
            Math.abs(5 * (2 * Math.pow(square, 3) - 3 * square * square + square)), within(1e-2));
    assertThat(values[1]).isLessThan(1e-12);
    assertThat(values[3]).isLessThan(1e-12);
  }

  @Test
  void aFunctionOfTheBasisHasItsOwnMomentOnly() {
    double[] image =
        image(
            LARGE,
            (distance, angle) ->
                distance <= 1
                    ? ZernikeBlock.radialPolynomial(5, 3, distance) * Math.cos(3 * angle)
                    : 0);
    ZernikeBlock block = new ZernikeBlock(LARGE, 8);
    double[] values = block.of(image);
    for (int i = 0; i < values.length; i++) {
      String name = block.coefficients().get(i).name();
      /* Pixels cut the rim of the disc: 1e-2 of a radius at most, at 257 pixels. */
      assertThat(values[i])
          .as(name)
          .isCloseTo(name.equals("degree 5, frequency 3") ? 0.5 : 0, within(1e-2));
    }
  }

  @Test
  void quarterTurnsAndFlipsKeepMagnitudesToRounding(Random random) {
    for (int side : new int[] {28, 29, 32}) {
      ImageSize size = new ImageSize(side, side);
      double[] image = random.doubles(size.pixels()).toArray();
      ZernikeBlock block = new ZernikeBlock(size, 12);
      double[] values = block.of(image);
      for (int element = 1; element < 8; element++) {
        double[] moved = block.of(ImageGroup.QUARTER_TURNS_AND_FLIPS.act(element, size, image));
        for (int i = 0; i < values.length; i++) {
          assertThat(moved[i]).isCloseTo(values[i], within(1e-14));
        }
      }
    }
  }

  @Test
  void imagesThatAreNotSquareOrTooSmallAreRefused() {
    assertThatThrownBy(() -> new ZernikeBlock(new ImageSize(28, 30), 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("crop them to 28x28 or pad them to 30x30");
    assertThatThrownBy(() -> new ZernikeBlock(new ImageSize(8, 8), 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the largest degree for them is 8");
  }

  private interface Polar {
    double at(double distance, double angle);
  }

  private static double[] image(ImageSize size, Polar function) {
    double centre = (size.height() - 1) / 2.0;
    double[] image = new double[size.pixels()];
    for (int i = 0; i < image.length; i++) {
      double up = centre - i / size.width();
      double right = i % size.width() - centre;
      image[i] = function.at(Math.hypot(up, right) / (size.height() / 2.0), Math.atan2(up, right));
    }
    return image;
  }
}
