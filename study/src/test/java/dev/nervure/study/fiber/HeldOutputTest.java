package dev.nervure.study.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.fiber.PullbackSpectrum;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.MultilayerPerceptron;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldOutputTest {
  private static final int INPUTS = 36;
  private static final int OUTPUTS = 7;
  private static final double RANK_TOLERANCE = 1e-10;

  @TempDir Path folder;

  private static Graph classifier(int outputs) {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    return architecture.graph(
        architecture
            .defaults(List.of(1, 6, 6), outputs)
            .withWidth(16)
            .withActivation(Activation.TANH),
        3);
  }

  private Model load(Graph graph) throws IOException {
    Path file = folder.resolve("net.onnx");
    OnnxWriter.write(graph, file);
    return Model.load(file, Precision.FLOAT64);
  }

  private static double[] start() {
    double[] start = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      start[i] = (i % 5) / 5.0;
    }
    return start;
  }

  private static int nullDimension(HeldOutput held) {
    return PullbackSpectrum.at(held.map(), start(), RANK_TOLERANCE).nullDimension();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Softmax", "LogSoftmax"})
  void aSoftmaxLeavesOneDimensionMoreAndSaysWhatToHold(String operator) throws IOException {
    Graph logits = classifier(OUTPUTS);
    List<Node> nodes = new ArrayList<>(logits.nodes());
    nodes.add(Node.of(operator, List.of(logits.outputs().get(0).name()), "answers"));
    Graph graph =
        new Graph(
            "with " + operator,
            nodes,
            logits.initializers(),
            logits.inputs(),
            List.of(new ValueInfo("answers", null, null)),
            logits.opset());
    try (Model model = load(graph)) {
      HeldOutput answers = HeldOutput.of(model, "answers");
      assertThat(nullDimension(answers)).isEqualTo(INPUTS - OUTPUTS + 1);
      assertThat(answers.warnings())
          .singleElement()
          .asString()
          .contains("one dimension more")
          .contains("7 outputs of rank 6")
          .contains("--hold logits");

      HeldOutput before = HeldOutput.of(model, "logits");
      assertThat(nullDimension(before)).isEqualTo(INPUTS - OUTPUTS);
      assertThat(before.warnings()).isEmpty();
    }
  }

  @Test
  void aLayerThatIsNoSoftmaxIsHeldWithoutANote() throws IOException {
    try (Model model = load(classifier(OUTPUTS))) {
      HeldOutput held = HeldOutput.of(model, model.select("type:Tanh").get(0).name());
      assertThat(held.warnings()).isEmpty();
      assertThat(held.map().outputSize()).isEqualTo(16);
    }
  }
}
