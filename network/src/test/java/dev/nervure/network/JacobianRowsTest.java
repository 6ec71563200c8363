package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nervure.array.NdArray;
import dev.nervure.network.torch.operators.OperatorDefinition;
import dev.nervure.network.torch.operators.OperatorRegistry;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of a Jacobian, made all at once from one evaluation, are the vector-Jacobian products
 * with the unit vectors, for which libtorch records the whole network.
 */
class JacobianRowsTest {

  /** Sums of some hundred products of numbers of size 1, in two orders. */
  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @MethodSource("dev.nervure.network.OperatorCases#cases")
  void rowsAreProductsWithTheUnitVectors(OperatorCases.Case network) {
    try (Model model = Model.of(network.graph(), Precision.FLOAT64)) {
      assertRowsAreProducts(model.derivatives(model.input(), model.layer("y")), network.sample(11));
    }
  }

  /** What has no case above has no proof. */
  @Test
  void everyOperatorWithAnOwnDerivativeForRowsIsTested() {
    TreeSet<String> tested = new TreeSet<>();
    OperatorCases.cases().forEach(network -> tested.addAll(network.operators()));
    List<String> own = new ArrayList<>();
    for (OperatorDefinition definition : OperatorRegistry.all()) {
      if (definition.pullback() != null) {
        own.add(definition.name());
      }
    }
    assertThat(tested).containsExactlyElementsOf(own);
  }

  @Test
  void rowsOfTrainedNetworks() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("trained-mnist", "trained-ccpp", "cifar10-resnet")) {
      files.addAll(SharedData.files("models/" + folder, ".onnx"));
    }
    assumeTrue(!files.isEmpty(), "skipped: there is no ../shared/data/models");
    for (Path file : files) {
      try (Model model = Model.load(file, Precision.FLOAT64)) {
        NdArray x = SmallGraphs.random(12, SmallGraphs.batch(1, model.inputShape()));
        assertRowsAreProducts(model.derivatives(model.input(), model.logits()), x);
      }
    }
  }

  private static void assertRowsAreProducts(Derivatives derivatives, NdArray x) {
    Derivatives.ValueAndJacobian both = derivatives.valueAndJacobian(x);
    assertThat(both.value().doubles()).containsExactly(derivatives.value(x).doubles());
    double[] jacobian = both.jacobian().doubles();
    int n = Math.toIntExact(x.size());
    int m = jacobian.length / n;
    double size = Arrays.stream(jacobian).map(Math::abs).max().orElse(0);
    for (int row = 0; row < m; row++) {
      double[] unit = new double[m];
      unit[row] = 1;
      NdArray v = NdArray.of(unit, both.value().shape());
      assertThat(Arrays.copyOfRange(jacobian, row * n, (row + 1) * n))
          .as("row %d", row)
          .containsExactly(derivatives.vjp(x, v).doubles(), offset(ROUNDING * Math.max(1, size)));
    }
    assertCombinationsAreProducts(derivatives, x, both.value(), Math.max(1, size));
  }

  /** Gradients of the sum of the squares of the values, and of what two random weights give. */
  private static void assertCombinationsAreProducts(
      Derivatives derivatives, NdArray x, NdArray value, double size) {
    int m = Math.toIntExact(value.size());
    double[] weights = SmallGraphs.random(13, 3, m).doubles();
    for (int i = 0; i < m; i++) {
      weights[i] = 2 * value.doubles()[i];
    }
    Derivatives.ValueAndRows found =
        derivatives.valueAndRows(
            x,
            there -> {
              assertThat(there.doubles()).containsExactly(value.doubles());
              return NdArray.of(weights, 3, m);
            });
    assertThat(found.value().doubles()).containsExactly(value.doubles());
    int n = Math.toIntExact(x.size());
    assertThat(found.rows().shape()).containsExactly(3, n);
    double scale = size * Math.max(1, Arrays.stream(weights).map(Math::abs).sum());
    for (int row = 0; row < 3; row++) {
      NdArray v = NdArray.of(Arrays.copyOfRange(weights, row * m, (row + 1) * m), value.shape());
      assertThat(Arrays.copyOfRange(found.rows().doubles(), row * n, (row + 1) * n))
          .as("combination %d", row)
          .containsExactly(derivatives.vjp(x, v).doubles(), offset(ROUNDING * scale));
    }
  }
}
