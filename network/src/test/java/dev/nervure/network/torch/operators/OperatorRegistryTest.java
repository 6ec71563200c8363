package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorRegistryTest {

  /** The first release list, which later ones may only add to. */
  private static final List<String> PROMISED =
      List.of(
          "Conv",
          "ConvTranspose",
          "BatchNormalization",
          "LayerNormalization",
          "Relu",
          "Sigmoid",
          "Tanh",
          "Erf",
          "Sqrt",
          "Softplus",
          "Exp",
          "Neg",
          "Elu",
          "LeakyRelu",
          "Clip",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "Flatten",
          "Gemm",
          "MatMul",
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Pow",
          "Softmax",
          "ReduceMean",
          "Transpose",
          "Concat",
          "Reshape",
          "Shape",
          "Gather",
          "Unsqueeze",
          "Squeeze",
          "Slice",
          "ConstantOfShape",
          "Expand",
          "Where",
          "Equal",
          "Cast",
          "Range",
          "Identity",
          "Dropout",
          "Constant",
          "Split",
          "Pad",
          "ReduceMax",
          "LogSoftmax",
          "MeanVarianceNormalization",
          "ReduceMin",
          "Log",
          "Abs",
          "Min",
          "Max",
          "PRelu",
          "HardSigmoid",
          "HardSwish",
          "Gelu",
          "Mish",
          "InstanceNormalization",
          "GroupNormalization",
          "Resize",
          "ReduceSum",
          "ReduceL2",
          "ArgMax",
          "Tile",
          "Greater",
          "Less",
          "Not",
          "And",
          "CumSum",
          "Einsum",
          "LSTM",
          "GRU",
          "TopK",
          "GatherElements",
          "ScatterND",
          "Upsample");

  @Test
  void hasEveryPromisedOperator() {
    for (String operator : PROMISED) {
      assertThat(OperatorRegistry.find("", operator)).as(operator).isNotNull();
    }
    assertThat(OperatorRegistry.find("", "RandomNormalLike")).isNull();
    assertThat(OperatorRegistry.find("com.microsoft", "Gelu")).isNotNull();
    assertThat(OperatorRegistry.find("com.microsoft", "Relu")).isNull();
    assertThat(OperatorRegistry.find("", "BiasGelu")).isNull();
  }

  /**
   * The table in the documentation is this one; on failure the message holds what belongs there.
   */
  @Test
  void documentationListsExactlyTheOperators() throws IOException {
    StringBuilder table = new StringBuilder("| operator | family | not supported of it |\n");
    table.append("| --- | --- | --- |\n");
    for (OperatorDefinition definition : OperatorRegistry.all()) {
      table
          .append("| ")
          .append(definition.name())
          .append(definition.differentiable() ? "" : " (no derivative)")
          .append(" | ")
          .append(definition.family())
          .append(" | ")
          .append(definition.limits())
          .append(" |\n");
    }
    Path page = ProjectRoot.find().resolve("docs/networks.md");
    assertThat(Files.readString(page)).contains(table);
  }
}
