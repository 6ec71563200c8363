package dev.nervure.study.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.MultilayerPerceptron;
import dev.nervure.progress.Progress;
import dev.nervure.run.ResourceException;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldOutputTest {
  private static final int INPUTS = 36;
  private static final int OUTPUTS = 7;
  private static final double RANK_TOLERANCE = 1e-10;

  @TempDir Path folder;

  private static Graph classifier(int outputs) {
    return classifier(6, outputs);
  }

  private static Graph classifier(int side, int outputs) {
    return SmallGraphs.perceptron(List.of(1, side, side), outputs);
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
      HeldOutput answers = HeldOutput.of(model, "answers", start());
      assertThat(nullDimension(answers)).isEqualTo(INPUTS - OUTPUTS + 1);
      assertThat(answers.warnings())
          .singleElement()
          .asString()
          .contains("one dimension more")
          .contains("7 outputs of rank 6")
          .contains("--hold logits");

      HeldOutput before = HeldOutput.of(model, "logits", start());
      assertThat(nullDimension(before)).isEqualTo(INPUTS - OUTPUTS);
      assertThat(before.warnings()).isEmpty();
    }
  }

  @Test
  void theLargestLogitsAreHeldWithTheLogSumExpOfTheOthers() throws IOException {
    try (Model model = load(classifier(OUTPUTS))) {
      double[] logits = NetworkMap.toLogits(model).value(start());
      HeldOutput held = HeldOutput.of(model, "top:3", start());
      double[] values = held.map().value(start());
      assertThat(values).hasSize(4);
      double[] sorted = logits.clone();
      Arrays.sort(sorted);
      double others = 0;
      for (int i = 0; i < OUTPUTS - 3; i++) {
        others += Math.exp(sorted[i]);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(values[i]).isEqualTo(sorted[OUTPUTS - 1 - i]);
      }
      assertThat(values[3]).isCloseTo(Math.log(others), offset(1e-12));
      assertThat(nullDimension(held)).isEqualTo(INPUTS - 4);
      assertThat(held.warnings())
          .singleElement()
          .asString()
          .contains("the log-sum-exp of the other 4");
      for (String wrong : List.of("top:0", "top:7", "top:x")) {
        assertThatThrownBy(() -> HeldOutput.of(model, wrong, start()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(wrong);
      }
    }
  }

  @Test
  void allOfVeryManyLogitsAreRefusedAndFewOfThemAreNot() throws IOException {
    // More outputs than a preconditioner is made for.
    try (Model model = load(classifier(150, 2100))) {
      double[] start = new double[150 * 150];
      for (Executable refused :
          List.<Executable>of(
              () -> HeldOutput.of(model, "logits", start).requireAffordable(),
              () -> HeldOutput.of(model, "logits", start).requireDecomposable())) {
        assertThatThrownBy(refused::execute)
            .isInstanceOf(ResourceException.class)
            .hasMessageContaining("2100 logits")
            .hasMessageContaining("more than 2e+09")
            .hasMessageContaining("--hold top:5")
            .hasMessageEndingWith("logit:I or logprob:I");
      }
      for (String fewer : List.of("top:5", "logit:3", "logprob:3")) {
        HeldOutput.of(model, fewer, start).requireAffordable();
        HeldOutput.of(model, fewer, start).requireDecomposable();
      }
    }
    // However many, for few inputs their Jacobian is small.
    for (int outputs : new int[] {OUTPUTS, 7500}) {
      try (Model model = load(classifier(outputs))) {
        HeldOutput held = HeldOutput.of(model, "logits", start());
        held.requireAffordable();
        held.requireDecomposable();
        assertThat(held.warnings()).isEmpty();
      }
    }
  }

  @Test
  void manyLogitsAreHeldFromOneInputOnly() throws IOException {
    try (Model model = load(classifier(150, 400))) {
      HeldOutput held = HeldOutput.of(model, "logits", new double[150 * 150]);
      held.requireAffordable();
      assertThat(held.warnings())
          .singleElement()
          .asString()
          .contains("All 400 logits of an input with 22500 values")
          .contains("37 MB");
      WalkResult walk =
          new LevelSetWalk(held.map(), WalkOptions.ofLength(5).withFixedStep(1))
              .walk(
                  new double[150 * 150],
                  new RandomHeading(RandomStream.seeded(1), 1),
                  step -> {},
                  Progress.none());
      // Sixteen units of a hidden layer give four hundred logits: many more than their rank.
      assertThat(walk.stop()).isEqualTo(StopReason.LENGTH);
      assertThat(walk.drift()).isLessThan(1e-10);
      assertThatThrownBy(held::requireDecomposable)
          .isInstanceOf(ResourceException.class)
          .hasMessageContaining("400 logits")
          .hasMessageEndingWith("a walk from one input ('nervure fibers walk') holds them all");
    }
  }

  @Test
  void aLayerThatIsNoSoftmaxIsHeldWithoutANote() throws IOException {
    try (Model model = load(classifier(OUTPUTS))) {
      HeldOutput held = HeldOutput.of(model, model.select("type:Tanh").get(0).name(), start());
      assertThat(held.warnings()).isEmpty();
      assertThat(held.map().outputSize()).isEqualTo(16);
    }
  }

  @Test
  void whatIsTooManyIsDecidedBySizesNotByName() throws IOException {
    try (Model model = load(classifier(60, 1000))) {
      double[] start = new double[60 * 60];
      HeldOutput.of(model, "top:5", start).requireAffordable();
      HeldOutput leading = HeldOutput.of(model, "top:900", start);
      for (Executable refused :
          List.<Executable>of(leading::requireAffordable, leading::requireDecomposable)) {
        assertThatThrownBy(refused::execute)
            .isInstanceOf(ResourceException.class)
            .hasMessageContaining("the 901 values of 'top:900'")
            .hasMessageContaining("more than 2e+09");
      }
    }
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Graph wide =
        architecture.graph(
            architecture.defaults(List.of(1, 60, 60), 10).withWidth(1000).withDepth(1), 3);
    try (Model model = load(wide)) {
      String hidden = model.select("type:Relu").get(0).name();
      HeldOutput layer = HeldOutput.of(model, hidden, new double[60 * 60]);
      layer.requireAffordable();
      assertThatThrownBy(layer::requireDecomposable)
          .isInstanceOf(ResourceException.class)
          .hasMessageContaining("the 1000 values of '" + hidden + "'")
          .hasMessageEndingWith("a walk from one input ('nervure fibers walk') holds them all");
    }
  }
}
