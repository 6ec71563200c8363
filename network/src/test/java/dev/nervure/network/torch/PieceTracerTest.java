package dev.nervure.network.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.network.OperatorCases;
import dev.nervure.network.Precision;
import dev.nervure.network.SmallGraphs;
import dev.nervure.network.torch.operators.Inputs;
import dev.nervure.network.torch.operators.Linearity;
import dev.nervure.network.torch.operators.OperatorDefinition;
import dev.nervure.network.torch.operators.OperatorRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stated of the linearity of the operators is what their values do. */
class PieceTracerTest {

  /** Sums of some hundred products of numbers of size 1, three of them, in float64. */
  private static final double ROUNDING = 1e-12;

  /** Far more than rounding. */
  private static final double CURVED = 1e-7;

  /** Beyond the kinks of clipped functions, at a few units; random numbers are at most 1/2. */
  private static final Scalar FAR = new Scalar(16.0);

  private static final boolean[] FIRST = {true, false, false};
  private static final boolean[] SECOND = {false, true, false};
  private static final boolean[] LATER = {false, true, true};
  private static final boolean[] ALL = {true, true, true};

  static Stream<OperatorCases.Case> cases() {
    return Stream.concat(OperatorCases.cases(), Stream.of(OperatorCases.single()));
  }

  /** Along a line an affine function has no second difference, and another has one somewhere. */
  @ParameterizedTest
  @MethodSource("cases")
  @SuppressWarnings("try") // The scope acts by being open.
  void operatorsAreAffineWhereTheirLinearitySaysSo(OperatorCases.Case network) {
    try (Evaluator evaluator = new Evaluator(network.graph(), Precision.FLOAT64, "case");
        NativeScope scope = NativeScope.evaluating()) {
      Program program = evaluator.program();
      Plan plan = evaluator.plan(List.of("x"), List.of("y"));
      Tensor[] values = evaluator.trace(plan, evaluator.tensors(plan, List.of(network.sample(11))));
      for (int index : plan.steps()) {
        Program.Step step = program.steps().get(index);
        Tensor[] operands = new Tensor[step.inputs().length];
        boolean[] changing = new boolean[operands.length];
        boolean any = false;
        for (int i = 0; i < operands.length; i++) {
          int slot = step.inputs()[i];
          operands[i] = slot < 0 ? null : values[slot];
          changing[i] =
              slot >= 0 && program.dependsOnInput(slot) && operands[i].is_floating_point();
          any |= changing[i];
        }
        if (any && step.differentiable()) {
          double largest = 0;
          for (long seed = 0; seed < 20; seed++) {
            largest =
                Math.max(
                    largest, secondDifference(scope, evaluator, step, operands, changing, seed));
          }
          String name = step.node().operator();
          if (step.linearity().isAffine(changing)) {
            assertThat(largest).as(name).isLessThan(ROUNDING);
          } else {
            assertThat(largest).as(name).isGreaterThan(CURVED);
          }
        }
      }
    }
  }

  /** Of what a node gives along a line through three points, relative to its size. */
  private static double secondDifference(
      NativeScope scope,
      Evaluator evaluator,
      Program.Step step,
      Tensor[] operands,
      boolean[] changing,
      long seed) {
    Tensor[] ahead = operands.clone();
    Tensor[] behind = operands.clone();
    for (int i = 0; i < operands.length; i++) {
      if (changing[i]) {
        int[] shape = Arrays.stream(operands[i].shape()).mapToInt(size -> (int) size).toArray();
        Tensor along = evaluator.tensor(SmallGraphs.random(seed + i, shape)).mul(FAR);
        ahead[i] = operands[i].add(along);
        behind[i] = operands[i].sub(along);
      }
    }
    double[] middle = values(scope, step, operands);
    double[] before = values(scope, step, behind);
    double[] after = values(scope, step, ahead);
    double largest = 0;
    double size = 1;
    for (int i = 0; i < middle.length; i++) {
      double difference = after[i] - 2 * middle[i] + before[i];
      // A step may lead out of the domain of a function.
      if (Double.isFinite(difference)) {
        largest = Math.max(largest, Math.abs(difference));
        size = Math.max(size, Math.abs(middle[i]));
      }
    }
    return largest / size;
  }

  private static double[] values(NativeScope scope, Program.Step step, Tensor[] operands) {
    Tensor[] outputs = step.kernel().run(new Inputs(operands, false));
    int read = 0;
    while (step.outputs()[read] < 0) {
      read++;
    }
    return scope.copy(outputs[read]).doubles();
  }

  /** A statement without a case has no proof. */
  @Test
  void everyOperatorThatIsSaidToBeAffineHasACase() {
    Set<String> tested =
        cases()
            .flatMap(network -> network.nodes().stream())
            .map(node -> node.operator())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> stated =
        OperatorRegistry.all().stream()
            .filter(definition -> definition.linearity() != Linearity.NONE)
            .map(OperatorDefinition::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tested).containsAll(stated);
  }

  @Test
  void operatorsWithoutADerivativeAreNeverAffine() {
    for (OperatorDefinition definition : OperatorRegistry.all()) {
      if (!definition.differentiable()) {
        assertThat(definition.linearity()).as(definition.name()).isEqualTo(Linearity.NONE);
      }
    }
  }

  @Test
  void anOperatorIsAffineInTheInputsThatItsLinearityNames() {
    for (boolean[] changing : new boolean[][] {FIRST, SECOND, LATER, ALL}) {
      assertThat(Linearity.JOINT.isAffine(changing)).isTrue();
      assertThat(Linearity.FIRST.isAffine(changing)).isEqualTo(changing == FIRST);
      assertThat(Linearity.EACH.isAffine(changing))
          .isEqualTo(changing == FIRST || changing == SECOND);
      assertThat(Linearity.BIASED.isAffine(changing)).isEqualTo(changing != ALL);
      assertThat(Linearity.CHOICE.isAffine(changing))
          .isEqualTo(changing == SECOND || changing == LATER);
      for (Linearity kinked : List.of(Linearity.RECTIFIER, Linearity.MAXIMUM)) {
        assertThat(kinked.isAffine(changing)).isFalse();
        assertThat(kinked.isPiecewiseAffine(changing)).isEqualTo(changing == FIRST);
      }
      assertThat(Linearity.NONE.isAffine(changing)).isFalse();
      assertThat(Linearity.NONE.isPiecewiseAffine(changing)).isFalse();
    }
  }
}
