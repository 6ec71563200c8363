package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks that PyTorch 2.13 exported, with the answers of ONNX Runtime 1.30 in float32: operators
 * that exporters have begun to write in the place of many.
 */
class ExportsTest {

  /** Both round in float32; the answers are of size 1. */
  private static final double FLOAT32 = 1e-5;

  /** float64 of the same weights against float32. */
  private static final double DIFFERENCE_STEP = 1e-6;

  private static Path file(String name) throws URISyntaxException {
    URL found = ExportsTest.class.getResource("/exports/" + name);
    return Path.of(Objects.requireNonNull(found, name).toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"attention-opset23-encoder", "attention-opset23-llama", "fold-col2im"})
  void answersAsItsRuntimeDoes(String name) throws IOException, URISyntaxException {
    NdArray samples = NpzArrays.ofNpy(file(name + "/x.npy"));
    double[] expected = NpzArrays.ofNpy(file(name + "/x_ref.npy")).doubles();
    try (Model model = Model.load(file(name + "/model.onnx"))) {
      double[] answers = model.predict(samples).doubles();
      assertThat(answers).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(answers[i]).isCloseTo(expected[i], within(FLOAT32));
      }
    }
  }

  /** Its derivative is the difference of its answers. */
  @ParameterizedTest
  @ValueSource(strings = {"attention-opset23-encoder", "fold-col2im"})
  void derivativesAreDifferences(String name) throws IOException, URISyntaxException {
    NdArray sample = NpzArrays.ofNpy(file(name + "/x.npy")).rows(0, 1);
    assertThat(sample.type()).isNotEqualTo(ElementType.INT64);
    try (Model model = Model.load(file(name + "/model.onnx"), Precision.FLOAT64)) {
      NdArray jacobian = model.derivatives(model.input(), model.logits()).jacobian(sample);
      int inputs = (int) sample.size();
      int outputs = (int) jacobian.size() / inputs;
      for (int input = 0; input < inputs; input += 7) {
        double[] ahead = moved(model, sample, input, DIFFERENCE_STEP);
        double[] behind = moved(model, sample, input, -DIFFERENCE_STEP);
        for (int output = 0; output < outputs; output++) {
          double slope = (ahead[output] - behind[output]) / (2 * DIFFERENCE_STEP);
          // The step cuts off at 1e-12 of a third derivative; rounding divides 1e-16 by the step.
          assertThat(jacobian.doubles()[output * inputs + input]).isCloseTo(slope, within(1e-8));
        }
      }
    }
  }

  private static double[] moved(Model model, NdArray sample, int index, double step) {
    double[] values = sample.doubles().clone();
    values[index] += step;
    return model.predict(NdArray.of(values, sample.shape())).doubles();
  }

  @Test
  void oneThatDrawsRandomNumbersIsRefusedForIt() {
    assertThatThrownBy(() -> Model.load(file("vae-random-latent/model.onnx")))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("RandomNormalLike")
        .hasMessageContaining("draws random numbers")
        .hasMessageContaining("export the mean instead");
  }
}
