package dev.nervure.data.glyphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.dimension.MaximumLikelihoodDimension;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ground truth of the glyphs, measured. */
class GlyphShapeTest {

  @ParameterizedTest
  @EnumSource(GlyphClass.class)
  void aTurningGlyphIsOneCircle(GlyphClass glyph) {
    GlyphOptions turning =
        GlyphOptions.DEFAULT.withSamples(300).withClasses(glyph).withFactors(GlyphFactor.ROTATION);
    PersistenceDiagram loops =
        RipsPersistence.compute(
                PointsOrDistances.of(cloud(turning)), RipsOptions.defaults().withMaxDimension(1))
            .diagram(1);
    double[] lifespans = new double[loops.size()];
    for (int i = 0; i < lifespans.length; i++) {
      lifespans[i] = loops.lifespan(i);
    }
    Arrays.sort(lifespans);
    double longest = lifespans[lifespans.length - 1];
    double next = lifespans.length > 1 ? lifespans[lifespans.length - 2] : 0;
    assertThat(longest).isGreaterThan(2 * next);
  }

  @Test
  void theMeasuredDimensionIsTheNumberOfFactors() {
    GlyphFactor[] factors = {
      GlyphFactor.ROTATION, GlyphFactor.SCALE, GlyphFactor.POSITION_X, GlyphFactor.POSITION_Y
    };
    for (int k = 1; k <= factors.length; k++) {
      GlyphOptions options =
          GlyphOptions.DEFAULT
              .withSamples(1500)
              .withClasses(GlyphClass.ARROW)
              .withFactors(Arrays.copyOf(factors, k));
      double dimension =
          new MaximumLikelihoodDimension().estimate(cloud(options), 1).estimate().value();
      // Bias by curvature and by the rounding to bytes: 15 % at most at this number of samples.
      assertThat(dimension).isBetween(0.85 * k, 1.15 * k);
    }
  }

  private static PointCloud cloud(GlyphOptions options) {
    LabelledSamples samples = GlyphSet.generate(options).samples();
    NdArray values = samples.read(0, samples.size());
    return PointCloud.of(values.reshape(samples.size(), 28 * 28));
  }
}
