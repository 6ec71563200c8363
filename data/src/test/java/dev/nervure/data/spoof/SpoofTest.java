package dev.nervure.data.spoof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(FreshSeed.class)
class SpoofTest {
  private static final int SIDE = 24;

  /** A smooth picture with an edge, in 256 levels. */
  private static float[] picture() {
    float[] values = new float[3 * SIDE * SIDE];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          int level = (i * 7 + j * 3 * (c + 1)) % 200 + (j > SIDE / 2 ? 50 : 0);
          values[(c * SIDE + i) * SIDE + j] = level / 255f;
        }
      }
    }
    return values;
  }

  private static float[] spoof(SpoofKind kind, double strength, long seed, long number) {
    return new Spoof(new SpoofOptions(kind, strength, seed)).of(picture(), 3, SIDE, SIDE, number);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }

  @ParameterizedTest
  @EnumSource(SpoofKind.class)
  void withoutStrengthItIsTheImage(SpoofKind kind) {
    assertThat(spoof(kind, 0, 1, 5)).isEqualTo(picture());
  }

  @ParameterizedTest
  @EnumSource(SpoofKind.class)
  void itChangesMoreWithMoreStrength(SpoofKind kind) {
    double weak = distance(picture(), spoof(kind, 0.2, 1, 5));
    double middle = distance(picture(), spoof(kind, 0.5, 1, 5));
    double strong = distance(picture(), spoof(kind, 1, 1, 5));
    assertThat(weak).isPositive().isLessThan(middle);
    assertThat(middle).isLessThan(strong);
    // Still the picture: less than a quarter of the range, in the mean.
    assertThat(strong).isLessThan(0.25);
  }

  @ParameterizedTest
  @EnumSource(SpoofKind.class)
  void seedAndNumberDecideWhatDiffers(SpoofKind kind) {
    assertThat(spoof(kind, 1, 1, 5)).isEqualTo(spoof(kind, 1, 1, 5));
    assertThat(spoof(kind, 1, 1, 6)).isNotEqualTo(spoof(kind, 1, 1, 5));
    assertThat(spoof(kind, 1, 2, 5)).isNotEqualTo(spoof(kind, 1, 1, 5));
  }

  @ParameterizedTest
  @EnumSource(SpoofKind.class)
  void valuesAreLevelsOfBytes(SpoofKind kind) {
    for (float value : spoof(kind, 1, 3, 1)) {
      assertThat(value).isBetween(0f, 1f);
      assertThat((float) (Math.rint(value * 255.0) / 255)).isEqualTo(value);
    }
  }

  /**
   * The sums of the bytes that this program makes, on every JDK; written down from its first run.
   */
  @Test
  void theSameBitsOnEveryPlatform() {
    assertThat(checksum(spoof(SpoofKind.PRINT, 1, 1, 5))).isEqualTo(PRINT_SUM);
    assertThat(checksum(spoof(SpoofKind.REPLAY, 1, 1, 5))).isEqualTo(REPLAY_SUM);
  }

  private static final long PRINT_SUM = 2320713812L;
  private static final long REPLAY_SUM = 3796948982L;

  private static long checksum(float[] values) {
    CRC32 sum = new CRC32();
    for (float value : values) {
      sum.update(Math.round(255 * value));
    }
    return sum.getValue();
  }

  @Test
  void greyImagesStayGrey() {
    float[] grey = Arrays.copyOf(picture(), SIDE * SIDE);
    float[] spoofed =
        new Spoof(new SpoofOptions(SpoofKind.REPLAY, 1, 1)).of(grey, 1, SIDE, SIDE, 0);
    assertThat(spoofed).hasSize(grey.length).isNotEqualTo(grey);
  }

  @Test
  void refusesWhatIsNoImage() {
    Spoof spoof = new Spoof(new SpoofOptions(SpoofKind.PRINT, 1, 1));
    assertThatThrownBy(() -> spoof.of(new float[8], 2, 2, 2, 0)).hasMessageContaining("1 or 3");
    assertThatThrownBy(() -> spoof.of(new float[] {-1, 0, 0, 0}, 1, 2, 2, 0))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new SpoofOptions(SpoofKind.PRINT, 1.5, 1)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new SpoofOptions(SpoofKind.PRINT, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEvenImageStaysEvenUnderBlurAndResampling(Random random) {
    float level = random.nextInt(256) / 255f;
    float[] even = new float[11 * 9];
    Arrays.fill(even, level);
    Planes planes = new Planes(even, 1, 11, 9);
    planes.blur(1.7);
    planes.resample(0.6);
    assertThat(planes.quantized()).containsOnly(level);
  }

  @Test
  void aBlurKeepsTheSumOfAPointAndItsSymmetry() {
    float[] point = new float[21 * 21];
    point[10 * 21 + 10] = 1;
    Planes planes = new Planes(point, 1, 21, 21);
    planes.blur(2);
    double[] blurred = planes.channels()[0];
    assertThat(Arrays.stream(blurred).sum()).isCloseTo(1, within(1e-12));
    assertThat(blurred[10 * 21 + 7]).isCloseTo(blurred[7 * 21 + 10], within(1e-15));
    // Of a normal kernel: exp(-3^2 / (2 * 2^2)).
    assertThat(blurred[10 * 21 + 7] / blurred[10 * 21 + 10])
        .isCloseTo(Math.exp(-9.0 / 8), within(1e-12));
  }

  /** At quality 100 all steps are 1: what is left is rounding, of coefficients and of colours. */
  @Test
  void theBestQualityLosesHardlyAnything(Random random) {
    float[] noise = new float[3 * 19 * 13];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextInt(256) / 255f;
    }
    Planes planes = new Planes(noise, 3, 19, 13);
    new JpegRoundTrip(100).apply(planes);
    // Coefficients off by at most 1/2 have a root mean square of 0.29; blue is 1.8 of that.
    assertThat(distance(noise, planes.quantized())).isLessThan(1.0 / 255);
  }

  @Test
  void aCoarseQualityLeavesOneValueABlock() {
    float[] slope = new float[64];
    for (int i = 0; i < 64; i++) {
      slope[i] = (100 + i % 8) / 255f;
    }
    Planes planes = new Planes(slope, 1, 8, 8);
    new JpegRoundTrip(1).apply(planes);
    // Every step is 255 here: the mean is 8 * (103.5 - 128) / 255, rounded to -1 step of 255 / 8.
    assertThat(planes.quantized()).containsOnly((float) (Math.rint(128 - 255.0 / 8) / 255));
  }
}
