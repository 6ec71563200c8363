package dev.nervure.study.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.jacobian.LeadingSingularValues;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.progress.Progress;
import dev.nervure.study.fiber.LayerSpectrum.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerSpectrumTest {
  private static final double RANK_TOLERANCE = 1e-10;

  @TempDir Path folder;

  private Model network(int side, int width, int outputs) throws IOException {
    Architecture architecture = Architectures.named("cnn");
    Path file = folder.resolve("cnn.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(List.of(1, side, side), outputs).withWidth(width).withDepth(2),
            3),
        file);
    return Model.load(file, Precision.FLOAT64);
  }

  private static PullbackMetric metric(Model model, double... point) {
    return PullbackMetric.at(model, model.input(), point, OutputMetric.EUCLIDEAN);
  }

  private static double[] image(int size) {
    double[] image = new double[size];
    for (int i = 0; i < size; i++) {
      image[i] = 0.5 + 0.5 * StrictMath.sin(0.37 * i);
    }
    return image;
  }

  @Test
  void aJacobianThatIsTooLargeHasItsLeadingValues() throws IOException {
    try (Model model = network(72, 2, 10)) {
      double[] image = image(72 * 72);
      Layer wide = model.select("type:Relu").get(0);
      assertThat(LayerSpectrum.isTooLarge(wide, model)).isTrue();

      LayerSpectrum found =
          metric(model, image).spectrum(wide, RANK_TOLERANCE, Extent.AFFORDABLE, Progress.none());
      assertThat(found.spectrum()).isNull();
      assertThat(found.rank()).isNull();
      assertThat(found.nullDimension()).isNull();
      assertThat(found.notEstimable())
          .contains("53747712 entries, more than 33554432")
          .contains("about 2.6 GB and 5 minutes")
          .contains("the 10 largest singular values do not tell the rank")
          .doesNotContain("at least");
      LeadingSingularValues leading = found.leading();
      assertThat(leading).isNotNull();
      assertThat(leading.values()).hasSize(10).isSortedAccordingTo((a, b) -> Double.compare(b, a));

      // No direction is stretched by more than the largest value, within its error.
      NetworkMap map = NetworkMap.between(model, model.input(), wide);
      double[] even = new double[image.length];
      Arrays.fill(even, 1 / Math.sqrt(image.length));
      try (NetworkMap.Tangent tangent = map.tangent(image)) {
        double stretch =
            Math.sqrt(Arrays.stream(tangent.push(even)).map(value -> value * value).sum());
        assertThat(stretch).isPositive();
        assertThat(leading.values()[0] + leading.errors()[0]).isGreaterThan(stretch);
      }
      assertThat(LayerSpectrum.decomposed(model, wide, image, RANK_TOLERANCE).leading()).isNull();
      assertThat(
              metric(model, image)
                  .spectrum(wide, RANK_TOLERANCE, Extent.AFFORDABLE, Progress.none())
                  .leading()
                  .values())
          .isEqualTo(leading.values());
    }
  }

  @Test
  void aJacobianThatTakesMinutesIsDecomposedOnlyOnDemand() throws IOException {
    // 3136 x 784 (a layer of LeNet) is quick, 6050 x 3025 is not, and 53 million are too many.
    try (Model quick = network(28, 4, 10);
        Model slow = network(55, 2, 10);
        Model large = network(72, 2, 10)) {
      assertThat(isTooLarge(quick, Extent.AFFORDABLE)).isFalse();
      assertThat(isTooLarge(slow, Extent.AFFORDABLE)).isTrue();
      assertThat(isTooLarge(slow, Extent.WHOLE)).isFalse();
      assertThat(isTooLarge(large, Extent.WHOLE)).isTrue();
    }
  }

  private static boolean isTooLarge(Model model, Extent extent) {
    return LayerSpectrum.isTooLarge(model.input(), model.select("type:Relu").get(0), extent);
  }

  @Test
  void leadingValuesThatAreAllTellTheRank() throws IOException {
    try (Model model = network(24, 12, 10)) {
      double[] image = image(24 * 24);
      LayerSpectrum whole =
          metric(model, image)
              .spectrum(model.logits(), RANK_TOLERANCE, Extent.AFFORDABLE, Progress.none());
      LayerSpectrum found =
          metric(model, image).leading(model.logits(), RANK_TOLERANCE, Progress.none());
      assertThat(found.rank()).isEqualTo(10).isEqualTo(whole.rank());
      assertThat(found.nullDimension()).isEqualTo(24 * 24 - 10);
      assertThat(found.notEstimable()).isNull();
      double[] values = found.leading().values();
      for (int i = 0; i < 10; i++) {
        assertThat(values[i])
            .isCloseTo(whole.spectrum().singularValues()[i], within(1e-10 * values[0]));
      }
    }
  }

  @Test
  void fewerLeadingValuesThanOutputsLeaveTheRankOpenButNotTheLeastNullDimension()
      throws IOException {
    try (Model model = network(24, 12, 30)) {
      LayerSpectrum found =
          metric(model, image(24 * 24)).leading(model.logits(), RANK_TOLERANCE, Progress.none());
      assertThat(found.leading().values()).hasSize(10);
      assertThat(found.rank()).isNull();
      assertThat(found.notEstimable()).contains("the null dimension is at least " + (24 * 24 - 30));
    }
  }

  @Test
  void aSmallJacobianIsDecomposed() throws IOException {
    try (Model model = network(12, 2, 10)) {
      LayerSpectrum found =
          metric(model, image(144))
              .spectrum(model.logits(), RANK_TOLERANCE, Extent.AFFORDABLE, Progress.none());
      PullbackSpectrum spectrum = found.spectrum();
      assertThat(spectrum).isNotNull();
      assertThat(found.leading()).isNull();
      assertThat(found.notEstimable()).isNull();
      // Two channels, averaged, give ten logits.
      assertThat(found.rank()).isEqualTo(2);
      assertThat(found.nullDimension()).isEqualTo(142);
      assertThat(spectrum.singularValues()[2]).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void ofAJacobianThatIsNotFiniteNoRankIsTold() throws IOException {
    Path file = folder.resolve("roots.onnx");
    OnnxWriter.write(SmallGraphs.roots(), file);
    try (Model model = Model.load(file, Precision.FLOAT64)) {
      assertThat(spectrum(model, 0, 0.5, 0.5).notEstimable())
          .isEqualTo("the Jacobian has NaN or infinite entries here");
      assertThat(spectrum(model, -1, 0.5, 0.5).notEstimable())
          .isEqualTo("the layer has NaN or infinite values here");
      for (double[] point : new double[][] {{0, 0.5, 0.5}, {-1, 0.5, 0.5}}) {
        LayerSpectrum unknown = spectrum(model, point);
        assertThat(unknown.rank()).isNull();
        assertThat(unknown.nullDimension()).isNull();
        assertThat(unknown.spectrum()).isNull();
        assertThat(
                LayerSpectrum.decomposed(model, model.logits(), point, RANK_TOLERANCE)
                    .notEstimable())
            .isEqualTo(unknown.notEstimable());
      }
      assertThat(spectrum(model, 0.1, 0.5, 0.5).nullDimension()).isEqualTo(2);
    }
  }

  private static LayerSpectrum spectrum(Model model, double... point) {
    return metric(model, point)
        .spectrum(model.logits(), RANK_TOLERANCE, Extent.AFFORDABLE, Progress.none());
  }
}
