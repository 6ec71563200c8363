package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small networks of all kinds against outputs, activations and Jacobians of the same networks in
 * PyTorch, float64.
 */
class EngineFixturesTest {

  /** Two implementations of a float32 network of up to 50 layers; 4e-7 is what was seen. */
  private static final double FLOAT32_OUTPUT = 5e-6;

  /**
   * Where the exporter folded BatchNormalization into float32 weights the file is another function
   * by about 1e-8.
   */
  private static final double FOLDED = 1e-7;

  /** Same function, float64: rounding of a few hundred operations. */
  private static final double EXACT = 1e-12;

  private static Map<String, NdArray> reference(String name) throws IOException {
    return NpzArrays.of(SharedData.path("models/engine-fixtures/" + name + ".ref.npz"));
  }

  private static Path file(String name) {
    return SharedData.path("models/engine-fixtures/" + name + ".onnx");
  }

  private static void assertClose(NdArray actual, NdArray expected, double tolerance) {
    assertThat(actual.size()).isEqualTo(expected.size());
    double[] a = actual.doubles();
    double[] b = expected.doubles();
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp_relu_784", "mlp_tanh_2d", "lenet5", "resnet8_cifar", "resnet8_cifar.unfused",
        "resnet20_cifar", "minivgg_bn", "minivgg_bn.unfused", "minimobile", "decoder_z2",
        "tinyvit", "tinyvit.opset17"
      })
  void matchesPyTorch(String name) throws IOException {
    Map<String, NdArray> reference = reference(name.replaceAll("\\..*", ""));
    NdArray input = reference.get("input");
    try (Model model = Model.load(file(name))) {
      assertThat(model.acceptsBatch()).isTrue();
      assertClose(model.predict(input), reference.get("output_f32"), FLOAT32_OUTPUT);
    }
    boolean same =
        name.contains("unfused")
            || List.of("mlp_relu_784", "mlp_tanh_2d", "lenet5", "decoder_z2").contains(name);
    double tolerance = same ? EXACT : FOLDED;
    try (Model model = Model.load(file(name), Precision.FLOAT64)) {
      assertClose(model.predict(input), reference.get("output_f64"), tolerance);
      Derivatives derivatives = model.derivatives(model.input(), model.layer("output"));
      NdArray sample = input.rows(0, 1);
      NdArray jacobian = derivatives.jacobian(sample);
      NdArray expected = reference.get("jacobian_sample0_f64");
      assertThat(jacobian.shape()).isEqualTo(expected.shape());
      assertClose(jacobian, expected, tolerance);
      checkProducts(derivatives, sample, jacobian);
    }
  }

  /** v^T J and J v against the matrix itself. */
  private static void checkProducts(Derivatives derivatives, NdArray sample, NdArray jacobian) {
    int rows = jacobian.shape()[0];
    int columns = jacobian.shape()[1];
    double[] matrix = jacobian.doubles();
    double[] left = new double[rows];
    double[] right = new double[columns];
    for (int i = 0; i < rows; i++) {
      left[i] = Math.sin(1 + i);
    }
    for (int j = 0; j < columns; j++) {
      right[j] = Math.cos(2 + j);
    }
    double[] pulled = new double[columns];
    double[] pushed = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        pulled[j] += left[i] * matrix[i * columns + j];
        pushed[i] += matrix[i * columns + j] * right[j];
      }
    }
    NdArray vjp = derivatives.vjp(sample, NdArray.of(left, 1, rows));
    NdArray jvp = derivatives.jvp(sample, NdArray.of(right, 1, columns));
    assertClose(vjp, NdArray.of(pulled, 1, columns), EXACT * rows);
    assertClose(jvp, NdArray.of(pushed, 1, rows), EXACT * columns);
  }

  @Test
  void runsOnTokens() throws IOException {
    Map<String, NdArray> reference = reference("tinybert");
    try (Model model = Model.load(file("tinybert"), Precision.FLOAT64)) {
      assertClose(model.predict(reference.get("input")), reference.get("output_f64"), FOLDED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lenet5",
        "resnet8_cifar.unfused",
        "minivgg_bn.unfused",
        "mlp_tanh_2d",
        "decoder_z2",
        "tinyvit.opset17"
      })
  void activationsMatchPyTorchModuleByModule(String name) throws IOException {
    Map<String, NdArray> reference = reference(name.replaceAll("\\..*", ""));
    NdArray sample = reference.get("input").rows(0, 1);
    try (Model model = Model.load(file(name), Precision.FLOAT64)) {
      Map<Layer, NdArray> all =
          Activations.of(model)
              .layers(model.layers())
              .pooling(Pooling.FLATTEN)
              .collect(SampleBatches.of(sample));
      double tolerance = name.startsWith("tinyvit") ? FOLDED : EXACT;
      int modules = 0;
      for (Map.Entry<String, NdArray> entry : reference.entrySet()) {
        if (entry.getKey().startsWith("act_sample0/")) {
          modules++;
          assertThat(all.values())
              .as("some layer equals module %s", entry.getKey())
              .anyMatch(values -> near(values, entry.getValue(), tolerance));
        }
      }
      assertThat(modules).isPositive();
    }
  }

  private static boolean near(NdArray a, NdArray b, double tolerance) {
    if (a.size() != b.size()) {
      return false;
    }
    double[] x = a.doubles();
    double[] y = b.doubles();
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(x[i] - y[i]) > tolerance) {
        return false;
      }
    }
    return true;
  }
}
