package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTransformTest {

  /** Beside the sum of the definition; the inverse gives back what went in. */
  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 20, 22, 24, 25, 40, 48, 49, 56, 60, 77, 96, 97, 128})
  void isTheSumOfItsDefinition(int length) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    int outer = 2;
    int inner = 3;
    double[] re = random.doubles(outer * length * inner, -1, 1).toArray();
    double[] im = random.doubles(outer * length * inner, -1, 1).toArray();
    double[] givenRe = re.clone();
    double[] givenIm = im.clone();
    double[] spareRe = new double[re.length];
    double[] spareIm = new double[re.length];
    FourierTransform transform = new FourierTransform(length);
    boolean spare = transform.apply(re, im, spareRe, spareIm, outer, inner);
    double[] gotRe = (spare ? spareRe : re).clone();
    double[] gotIm = (spare ? spareIm : im).clone();
    for (int block = 0; block < outer; block++) {
      for (int k = 0; k < length; k++) {
        for (int i = 0; i < inner; i++) {
          double sumRe = 0;
          double sumIm = 0;
          for (int n = 0; n < length; n++) {
            double angle = -2 * Math.PI * ((long) n * k % length) / length;
            int at = (block * length + n) * inner + i;
            sumRe += givenRe[at] * Math.cos(angle) - givenIm[at] * Math.sin(angle);
            sumIm += givenRe[at] * Math.sin(angle) + givenIm[at] * Math.cos(angle);
          }
          int at = (block * length + k) * inner + i;
          String repeat = FreshSeed.repeat(seed, getClass());
          assertThat(gotRe[at]).as(repeat).isCloseTo(sumRe, within(1e-12));
          assertThat(gotIm[at]).as(repeat).isCloseTo(sumIm, within(1e-12));
        }
      }
    }
    boolean back = transform.apply(gotIm, gotRe, spareIm, spareRe, outer, inner);
    double[] backRe = back ? spareRe : gotRe;
    double[] backIm = back ? spareIm : gotIm;
    for (int i = 0; i < givenRe.length; i++) {
      assertThat(backRe[i] / length).isCloseTo(givenRe[i], within(1e-13));
      assertThat(backIm[i] / length).isCloseTo(givenIm[i], within(1e-13));
    }
  }
}
