package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class SpectralOperatorsTest {

  private static final Offset<Double> ROUNDING = offset(1e-12);

  @Test
  void transformIsItsDefinition(Random random) {
    int n = 7;
    double[] x = random.doubles(n, -1, 1).toArray();
    double[] spectrum =
        OneNode.of("DFT", 20)
            .input(x, 1, n, 1)
            .missing()
            .constant(NdArray.of(new long[] {1}))
            .run()
            .doubles();
    for (int k = 0; k < n; k++) {
      double real = 0;
      double imaginary = 0;
      for (int t = 0; t < n; t++) {
        real += x[t] * Math.cos(2 * Math.PI * k * t / n);
        imaginary -= x[t] * Math.sin(2 * Math.PI * k * t / n);
      }
      assertThat(spectrum[2 * k]).isCloseTo(real, ROUNDING);
      assertThat(spectrum[2 * k + 1]).isCloseTo(imaginary, ROUNDING);
    }
  }

  @Test
  void inverseGivesBack(Random random) {
    double[] x = random.doubles(2 * 6 * 2, -1, 1).toArray();
    NdArray spectrum = OneNode.of("DFT", 17).input(x, 2, 6, 2).set("axis", 1).run();
    NdArray back = OneNode.of("DFT", 17).input(spectrum).set("axis", 1).set("inverse", 1).run();
    assertThat(back.doubles()).containsExactly(x, ROUNDING);
  }

  /** A frame of a constant has its sum at frequency 0 and nothing elsewhere. */
  @Test
  void framesOfAConstant() {
    double[] ones = new double[8];
    Arrays.fill(ones, 1);
    NdArray frames =
        OneNode.of("STFT", 17)
            .input(ones, 1, 8, 1)
            .constant(NdArray.of(new long[] {2}))
            .missing()
            .constant(NdArray.of(new long[] {4}))
            .run();
    assertThat(frames.shape()).containsExactly(1, 3, 3, 2);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.doubles()[i]).isCloseTo(i % 6 == 0 ? 4 : 0, ROUNDING);
    }
  }

  @Test
  void windowsHaveTheirEndsAndTheirMiddle() {
    double[] hann = window("HannWindow", 5, 0);
    assertThat(hann).containsExactly(new double[] {0, 0.5, 1, 0.5, 0}, ROUNDING);
    assertThat(window("HannWindow", 4, 1)).containsExactly(new double[] {0, 0.5, 1, 0.5}, ROUNDING);
    assertThat(window("HammingWindow", 3, 0)[0]).isCloseTo(4.0 / 46, ROUNDING);
    assertThat(window("BlackmanWindow", 3, 0)[1]).isCloseTo(1, ROUNDING);
    assertThat(window("HannWindow", 1, 0)).containsExactly(1);
  }

  private static double[] window(String operator, long size, long periodic) {
    return OneNode.of(operator, 17)
        .input(NdArray.of(new long[] {size}))
        .set("periodic", periodic)
        .run()
        .doubles();
  }

  /** Between the centres of two filters their weights add up to one. */
  @Test
  void melFiltersShareEveryBin() {
    NdArray weights =
        OneNode.of("MelWeightMatrix", 17)
            .input(NdArray.of(new long[] {6}))
            .input(NdArray.of(new long[] {256}))
            .input(NdArray.of(new long[] {8000}))
            .input(NdArray.of(new double[] {100}))
            .input(NdArray.of(new double[] {3500}))
            .run();
    assertThat(weights.shape()).containsExactly(129, 6);
    int first = centre(weights, 0);
    int last = centre(weights, 5);
    assertThat(first).isBetween(3, last);
    for (int bin = first; bin <= last; bin++) {
      double sum = 0;
      for (int filter = 0; filter < 6; filter++) {
        sum += weights.doubles()[bin * 6 + filter];
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  private static int centre(NdArray weights, int filter) {
    for (int bin = 0; bin < 129; bin++) {
      if (weights.doubles()[bin * 6 + filter] == 1) {
        return bin;
      }
    }
    throw new AssertionError("filter " + filter + " has no centre");
  }
}
