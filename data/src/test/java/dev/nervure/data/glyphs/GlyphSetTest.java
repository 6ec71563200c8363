package dev.nervure.data.glyphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlyphSetTest {

  /** Turning by a symmetry moves chord ends by rounding errors only; a byte may round elsewhere. */
  private static final float ONE_BYTE = 1.01f / 255;

  /** Mean absolute difference of two pictures that an eye tells apart at once. */
  private static final double CLEARLY_DIFFERENT = 0.015;

  private static final int GREY_HASH = 1954768289;
  private static final int COLOR_HASH = 1983757799;

  @Test
  void theSameSeedGivesTheSameBytes() {
    GlyphOptions options = GlyphOptions.DEFAULT.withSamples(50).withSeed(9);
    float[] once = all(GlyphSet.generate(options).samples());
    assertThat(all(GlyphSet.generate(options).samples())).containsExactly(once);
    assertThat(all(GlyphSet.generate(options.withSeed(10)).samples())).isNotEqualTo(once);
  }

  @Test
  void bitsDoNotChangeFromOneVersionToTheNext() {
    LabelledSamples grey = GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(200)).samples();
    LabelledSamples color =
        GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(200).withStyle(GlyphStyle.COLOR))
            .samples();
    assertThat(Arrays.hashCode(all(grey))).isEqualTo(GREY_HASH);
    assertThat(Arrays.hashCode(all(color))).isEqualTo(COLOR_HASH);
  }

  @Test
  void aSampleDoesNotDependOnHowManyFollow() {
    LabelledSamples few = GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(23)).samples();
    LabelledSamples many = GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(60)).samples();
    assertThat(many.read(0, 23).floats()).containsExactly(few.read(0, 23).floats());
  }

  @Test
  void aFactorDoesNotDependOnWhichOthersVary() {
    GlyphSet one = GlyphSet.generate(GlyphOptions.DEFAULT.withFactors(GlyphFactor.ROTATION));
    GlyphSet all = GlyphSet.generate(GlyphOptions.DEFAULT);
    for (int i = 0; i < 100; i++) {
      assertThat(one.factor(i, GlyphFactor.ROTATION))
          .isEqualTo(all.factor(i, GlyphFactor.ROTATION));
      assertThat(one.factor(i, GlyphFactor.SCALE)).isEqualTo(GlyphFactor.SCALE.standard());
    }
  }

  @Test
  void classesAreBalancedAndInRandomOrder() {
    int[] labels = GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(1003)).samples().labels();
    int[] counts = new int[10];
    for (int label : labels) {
      counts[label]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(100, 101);
    }
    int[] first = Arrays.copyOf(labels, 10);
    int[] second = Arrays.copyOfRange(labels, 10, 20);
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void labelsArePositionsAmongAllClasses() {
    GlyphOptions options =
        GlyphOptions.DEFAULT.withSamples(6).withClasses(GlyphClass.STAR, GlyphClass.KEY);
    LabelledSamples samples = GlyphSet.generate(options).samples();
    assertThat(samples.labels()).containsOnly(GlyphClass.STAR.ordinal(), GlyphClass.KEY.ordinal());
    assertThat(samples.classNames()).hasSize(10).element(9).isEqualTo("key");
  }

  @Test
  void factorsStayWithinTheirRanges() {
    GlyphSet set =
        GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(2000).withStyle(GlyphStyle.COLOR));
    for (GlyphFactor factor : GlyphFactor.values()) {
      double lowest = Double.POSITIVE_INFINITY;
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 2000; i++) {
        lowest = Math.min(lowest, set.factor(i, factor));
        highest = Math.max(highest, set.factor(i, factor));
      }
      double span = factor.high() - factor.low();
      // The extremes of 2000 uniform draws miss an end by 1 % with probability 2e-9.
      assertThat(lowest).isBetween(factor.low(), factor.low() + 0.01 * span);
      assertThat(highest).isBetween(factor.high() - 0.01 * span, factor.high());
    }
  }

  @ParameterizedTest
  @EnumSource(GlyphClass.class)
  void turningByTheSymmetryChangesNothing(GlyphClass glyph) {
    double[] factors = GlyphSet.standardFactors();
    float[] upright = picture(glyph, factors);
    int order = glyph.symmetry().order();
    factors[GlyphFactor.ROTATION.ordinal()] = 2 * Math.PI / order;
    assertThat(picture(glyph, factors)).containsExactly(upright, within(ONE_BYTE));
    // And no finer turn does: k is the whole rotation group.
    for (int finer = order + 1; finer <= 12; finer++) {
      factors[GlyphFactor.ROTATION.ordinal()] = 2 * Math.PI / finer;
      if (order % finer != 0) {
        assertThat(difference(picture(glyph, factors), upright)).isGreaterThan(CLEARLY_DIFFERENT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GlyphClass.class)
  void shearLeavesTheHalfTurnAlone(GlyphClass glyph) {
    double[] factors = GlyphSet.standardFactors();
    factors[GlyphFactor.SHEAR.ordinal()] = 0.3;
    float[] upright = picture(glyph, factors);
    factors[GlyphFactor.ROTATION.ordinal()] = Math.PI;
    double turned = difference(picture(glyph, factors), upright);
    if (glyph.symmetry().orderUnderShear() == 2) {
      assertThat(turned).isLessThan(ONE_BYTE);
    } else {
      assertThat(turned).isGreaterThan(CLEARLY_DIFFERENT);
    }
  }

  @ParameterizedTest
  @EnumSource(GlyphClass.class)
  void mirrorsAreAsStated(GlyphClass glyph) {
    double[] factors = GlyphSet.standardFactors();
    float[] mirrored = mirrored(picture(glyph, factors));
    double nearest = nearestTurn(glyph, factors, mirrored);
    if (glyph.symmetry().mirrors()) {
      assertThat(nearest).isLessThan(0.012);
    } else {
      assertThat(nearest).isGreaterThan(CLEARLY_DIFFERENT);
    }
  }

  @Test
  void noClassIsATurnedOrMirroredCopyOfAnother() {
    double[] factors = GlyphSet.standardFactors();
    for (GlyphClass a : GlyphClass.values()) {
      float[] upright = picture(a, factors);
      for (GlyphClass b : GlyphClass.values()) {
        if (a != b) {
          assertThat(nearestTurn(b, factors.clone(), upright)).isGreaterThan(CLEARLY_DIFFERENT);
          assertThat(nearestTurn(b, factors.clone(), mirrored(upright)))
              .isGreaterThan(CLEARLY_DIFFERENT);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GlyphFactor.class)
  void picturesMoveContinuouslyWithEveryFactor(GlyphFactor factor) {
    int steps = 250;
    for (GlyphClass glyph : GlyphClass.values()) {
      double[] factors = GlyphSet.standardFactors();
      float[] before = null;
      double largest = 0;
      for (int i = 0; i <= steps; i++) {
        double part = (double) i / steps;
        factors[factor.ordinal()] = factor.low() + (factor.high() - factor.low()) * part;
        float[] now = picture(glyph, factors, GlyphStyle.COLOR);
        if (before != null) {
          largest = Math.max(largest, largestDifference(now, before));
        }
        before = now;
      }
      // A 250th of a turn moves a point by at most 0.24 pixels, and the steepest edge has slope 1
      // per pixel: 0.24, and two roundings.
      assertThat(largest).isLessThan(0.25);
      if (factor.isPeriodic()) {
        double[] start = GlyphSet.standardFactors();
        start[factor.ordinal()] = factor.low();
        assertThat(picture(glyph, factors, GlyphStyle.COLOR))
            .containsExactly(picture(glyph, start, GlyphStyle.COLOR), within(ONE_BYTE));
      }
    }
  }

  @Test
  void noGlyphIsCutOffAtTheBorder() {
    for (GlyphStyle style : GlyphStyle.values()) {
      LabelledSamples samples =
          GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(3000).withStyle(style)).samples();
      int side = style.side();
      double border = 0;
      for (int i = 0; i < samples.size(); i++) {
        float[] picture = samples.read(i, i + 1).floats();
        for (int k = 0; k < side; k++) {
          border +=
              picture[k]
                  + picture[(side - 1) * side + k]
                  + picture[k * side]
                  + picture[k * side + side - 1];
        }
      }
      assertThat(border).isZero();
    }
  }

  @Test
  void groundTruthFollowsFromTheFactors() {
    GlyphOptions grey = GlyphOptions.DEFAULT.withSamples(1);
    GlyphSet still = GlyphSet.generate(grey.withFactors());
    assertThat(still.trueDimension()).isZero();
    assertThat(still.bettiNumbers()).containsExactly(1);
    GlyphSet turning = GlyphSet.generate(grey.withFactors(GlyphFactor.ROTATION, GlyphFactor.SCALE));
    assertThat(turning.trueDimension()).isEqualTo(2);
    assertThat(turning.bettiNumbers()).containsExactly(1, 1);
    GlyphSet torus =
        GlyphSet.generate(
            grey.withStyle(GlyphStyle.COLOR).withFactors(GlyphFactor.ROTATION, GlyphFactor.HUE));
    assertThat(torus.bettiNumbers()).containsExactly(1, 2, 1);
  }

  @Test
  void specificationsAreReadBack() {
    GlyphOptions options =
        GlyphOptions.DEFAULT
            .withSamples(17)
            .withStyle(GlyphStyle.COLOR)
            .withClasses(GlyphClass.CROSS, GlyphClass.ARC)
            .withFactors(GlyphFactor.HUE, GlyphFactor.ROTATION)
            .withSeed(-3);
    assertThat(GlyphOptions.parse(options.specification())).isEqualTo(options);
    assertThat(GlyphOptions.parse("")).isEqualTo(GlyphOptions.DEFAULT);
    assertThat(GlyphOptions.parse(GlyphOptions.DEFAULT.specification()))
        .isEqualTo(GlyphOptions.DEFAULT);
    assertThat(GlyphOptions.parse("factors=none").factors()).isEmpty();
  }

  @Test
  void badSpecificationsSayWhatIsWrong() {
    for (String bad :
        new String[] {
          "samples=0", "samples=x", "size=3", "classes=cros", "factors=hue", "style=red", "a"
        }) {
      assertThatThrownBy(() -> GlyphOptions.parse(bad))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("Example: glyphs:");
    }
  }

  private static float[] all(LabelledSamples samples) {
    return samples.read(0, samples.size()).floats();
  }

  private static float[] picture(GlyphClass glyph, double[] factors) {
    return picture(glyph, factors, GlyphStyle.GREY);
  }

  private static float[] picture(GlyphClass glyph, double[] factors, GlyphStyle style) {
    return GlyphSet.picture(glyph, style, factors).floats();
  }

  private static float[] mirrored(float[] picture) {
    int side = GlyphStyle.GREY.side();
    float[] result = new float[picture.length];
    for (int i = 0; i < picture.length; i++) {
      result[i] = picture[i / side * side + side - 1 - i % side];
    }
    return result;
  }

  /** The smallest difference to any of 180 turns of a class. */
  private static double nearestTurn(GlyphClass glyph, double[] factors, float[] picture) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 180; i++) {
      factors[GlyphFactor.ROTATION.ordinal()] = 2 * Math.PI * i / 180;
      nearest = Math.min(nearest, difference(picture(glyph, factors), picture));
    }
    return nearest;
  }

  private static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  private static double largestDifference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
