package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class DiscHarmonicsTest {
  private static final ImageSize SIZE = new ImageSize(32, 32);

  @Test
  void besselFunctionsAndTheirZerosAreThoseOfTables() {
    /* Abramowitz and Stegun, tables 9.1, 9.4 and 9.5. */
    assertThat(BesselFunction.value(0, 1)).isCloseTo(0.765197686557967, within(1e-14));
    assertThat(BesselFunction.value(1, 2.5)).isCloseTo(0.497094102464274, within(1e-14));
    assertThat(BesselFunction.value(0, 0)).isEqualTo(1);
    assertThat(BesselFunction.value(10, 50)).isCloseTo(-0.113847849148, within(1e-11));
    assertThat(BesselFunction.zeros(0, 2)[0]).isCloseTo(2.404825557695773, within(1e-13));
    assertThat(BesselFunction.zeros(0, 2)[1]).isCloseTo(5.520078110286311, within(1e-13));
    assertThat(BesselFunction.zeros(1, 2)[1]).isCloseTo(7.015586669815619, within(1e-13));
    assertThat(BesselFunction.zeros(5, 1)[0]).isCloseTo(8.771483815959954, within(1e-13));
  }

  @Test
  void besselFunctionsAreTheirIntegrals(Random random) {
    for (int i = 0; i < 200; i++) {
      int n = random.nextInt(61);
      double x = 120 * random.nextDouble();
      int steps = 400;
      double sum = 0;
      for (int k = 0; k < steps; k++) {
        double t = Math.PI * (k + 0.5) / steps;
        sum += Math.cos(n * t - x * Math.sin(t));
      }
      assertThat(BesselFunction.value(n, x))
          .as("n = %d, x = %s", n, x)
          .isCloseTo(sum / steps, within(1e-13));
    }
  }

  @Test
  void zerosLieBetweenThoseOfTheNextOrder() {
    for (int n = 0; n < 60; n++) {
      double[] zeros = BesselFunction.zeros(n, 10);
      double[] next = BesselFunction.zeros(n + 1, 10);
      for (int k = 0; k < 10; k++) {
        assertThat(next[k]).isGreaterThan(zeros[k]);
        if (k > 0) {
          assertThat(next[k - 1]).isLessThan(zeros[k]);
        }
      }
    }
  }

  @Test
  void aHarmonicHasItsOwnCoefficientOnly() {
    ImageSize size = new ImageSize(257, 257);
    double zero = BesselFunction.zeros(2, 2)[1];
    double norm = Math.sqrt(Math.PI) * Math.abs(BesselFunction.value(3, zero));
    double[] image = new double[size.pixels()];
    for (int i = 0; i < image.length; i++) {
      double up = 128 - i / 257;
      double right = i % 257 - 128;
      double distance = Math.hypot(up, right) / 128.5;
      if (distance <= 1) {
        image[i] =
            2
                * BesselFunction.value(2, zero * distance)
                / norm
                * Math.cos(2 * Math.atan2(up, right));
      }
    }
    DiscHarmonicsBlock block = new DiscHarmonicsBlock(size, 6);
    double[] values = block.of(image);
    for (int i = 0; i < values.length; i++) {
      String name = block.coefficients().get(i).name();
      /* Harmonics are 0 at the rim, so that pixels cut little of them. */
      assertThat(values[i])
          .as(name)
          .isCloseTo(name.equals("frequency 2, zero 2, real part") ? 1 : 0, within(1e-3));
    }
  }

  @Test
  void degree12Has49HarmonicsAndTheirPlacesAreInOrder() {
    DiscHarmonics harmonics = new DiscHarmonics("t", SIZE, 12);
    assertThat(harmonics.modes()).hasSize(49);
    for (int i = 0; i < 49; i++) {
      DiscHarmonics.Mode mode = harmonics.modes().get(i);
      assertThat(harmonics.place(mode.frequency(), mode.zero())).isEqualTo(i);
    }
    assertThat(new DiscHarmonicsBlock(SIZE, 12).coefficients()).hasSize(2 * 49 - 7);
    assertThat(new DiscBispectrumBlock(SIZE, 12).coefficients()).hasSize(2 * 49 - 8);
  }

  @Test
  void theBispectrumIsNearlyKeptByAnyTurnAndTellsMirrorImagesApart() {
    DiscBispectrumBlock block = new DiscBispectrumBlock(SIZE, 8);
    double[] image = TurnedPattern.at(SIZE, 0);
    double[] values = block.of(image);
    for (double degrees : new double[] {10, 45, 100}) {
      double[] turned = block.of(TurnedPattern.at(SIZE, degrees));
      assertThat(TurnedPattern.change(values, turned)).isLessThan(0.02);
    }
    double[] mirrored = block.of(ImageGroup.QUARTER_TURNS_AND_FLIPS.act(4, SIZE, image));
    assertThat(TurnedPattern.change(values, mirrored)).isGreaterThan(0.2);
  }

  @Test
  void whatIsZeroBySymmetryReadsZero() {
    double[] image = new double[SIZE.pixels()];
    for (int i = 0; i < image.length; i++) {
      double up = 15.5 - i / 32;
      double right = i % 32 - 15.5;
      image[i] = Math.exp(-(up * up + right * right) / 30);
    }
    DiscBispectrumBlock block = new DiscBispectrumBlock(SIZE, 12);
    double[] values = block.of(image);
    for (int i = 0; i < values.length; i++) {
      if (block.coefficients().get(i).indices().get("frequency").intValue() > 0) {
        assertThat(values[i]).isEqualTo(0);
      }
    }
    assertThat(values[0]).isGreaterThan(0.1);
  }

  @Test
  void rootsKeepTheSignAndDropRounding() {
    assertThat(ThirdOrder.root(-8, 3)).isEqualTo(-2);
    assertThat(ThirdOrder.root(1e-14, 1)).isEqualTo(0);
    assertThat(ThirdOrder.root(0, 0)).isEqualTo(0);
  }
}
