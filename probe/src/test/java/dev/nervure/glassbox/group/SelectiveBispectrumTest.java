package dev.nervure.glassbox.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class SelectiveBispectrumTest {
  /* 1e-16 amplified by the inverse of pivots, which are seldom below 1e-2 of the largest. */
  private static final double RECOVERED = 1e-7;

  @Test
  void functionsAreRecoveredUpToAShift(Random random) {
    for (int n = 1; n <= 17; n++) {
      double[] f = random.doubles(n).map(value -> value - 0.3).toArray();
      SelectiveBispectrum bispectrum = new SelectiveBispectrum(n);
      SelectiveBispectrum.Recovery recovery = bispectrum.recover(bispectrum.of(f));
      assertThat(recovery.reason()).isNull();
      assertThat(nearestShift(recovery.signal(), f)).as("n = %d", n).isLessThan(RECOVERED);
    }
  }

  private static double nearestShift(double[] found, double[] f) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int shift = 0; shift < f.length; shift++) {
      double[] shifted = FiniteGroup.cyclic(f.length).translate(shift, f);
      double farthest = 0;
      for (int i = 0; i < f.length; i++) {
        farthest = Math.max(farthest, Math.abs(found[i] - shifted[i]));
      }
      nearest = Math.min(nearest, farthest);
    }
    return nearest;
  }

  @Test
  void shiftsKeepIt(Random random) {
    for (int n = 1; n <= 17; n++) {
      double[] f = random.doubles(n).toArray();
      SelectiveBispectrum bispectrum = new SelectiveBispectrum(n);
      SelectiveBispectrum.Values values = bispectrum.of(f);
      SelectiveBispectrum.Values shifted =
          bispectrum.of(FiniteGroup.cyclic(n).translate(random.nextInt(n), f));
      assertThat(values.real()).hasSize(n);
      /* Relative to F[0]^3, the largest a value can be. */
      double scale = Math.abs(values.real()[0]);
      for (int i = 0; i < n; i++) {
        assertThat(shifted.real()[i]).isCloseTo(values.real()[i], within(1e-12 * scale));
        assertThat(shifted.imaginary()[i]).isCloseTo(values.imaginary()[i], within(1e-12 * scale));
      }
    }
  }

  @Test
  void theBispectrumOfAPointIsOne() {
    SelectiveBispectrum.Values values = new SelectiveBispectrum(4).of(new double[] {1, 0, 0, 0});
    assertThat(values.real()).containsExactly(1, 1, 1, 1);
    assertThat(values.imaginary()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void whereAPivotIsZeroNothingIsRecovered() {
    assertLost(new double[] {1, -1, 2, -2}, 0);
    assertLost(new double[] {3, 3, 3, 3}, 1);
    assertLost(new double[] {1, 2, 1, 2}, 1);
    /* 3 + 2 cos(2 pi g / 8) + cos(2 pi 3 g / 8): nothing at frequency 2. */
    double[] withoutSecond = new double[8];
    for (int g = 0; g < 8; g++) {
      withoutSecond[g] = 3 + 2 * Math.cos(Math.PI * g / 4) + Math.cos(3 * Math.PI * g / 4);
    }
    assertLost(withoutSecond, 2);
    assertLost(new double[5], 0);
  }

  private static void assertLost(double[] f, int frequency) {
    SelectiveBispectrum bispectrum = new SelectiveBispectrum(f.length);
    SelectiveBispectrum.Recovery recovery = bispectrum.recover(bispectrum.of(f));
    assertThat(recovery.signal()).isNull();
    assertThat(recovery.reason()).contains("of frequency " + frequency + " is 0");
  }
}
