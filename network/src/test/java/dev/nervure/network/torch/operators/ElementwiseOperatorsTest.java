package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.network.ModelFailedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ElementwiseOperatorsTest {

  /** A few roundings of numbers up to 10; erf and its kin have a few units more. */
  private static final Offset<Double> ROUNDING = offset(1e-13);

  /** Attributes are stored as 32-bit floats. */
  private static final Offset<Double> FLOAT_ATTRIBUTE = offset(1e-6);

  private static final double[] POINTS = {-3.5, -1, -0.25, 0, 0.25, 0.5, 1, 2.75, 6.5};
  private static final double[] INSIDE = {-0.9, -0.5, 0, 0.1, 0.75};
  private static final double[] POSITIVE = {0.01, 0.5, 1, 2, 40};

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static void check(OneNode node, double[] points, DoubleUnaryOperator f) {
    double[] y = node.input(points, points.length).run().doubles();
    for (int i = 0; i < points.length; i++) {
      assertThat(y[i]).isCloseTo(f.applyAsDouble(points[i]), FLOAT_ATTRIBUTE);
    }
  }

  @Test
  void functionsOfOneNumber() {
    Map<String, DoubleUnaryOperator> everywhere = new LinkedHashMap<>();
    everywhere.put("Relu", x -> Math.max(0, x));
    everywhere.put("Sigmoid", ElementwiseOperatorsTest::sigmoid);
    everywhere.put("Tanh", Math::tanh);
    everywhere.put("Softplus", x -> Math.log1p(Math.exp(x)));
    everywhere.put("Softsign", x -> x / (1 + Math.abs(x)));
    everywhere.put("Mish", x -> x * Math.tanh(Math.log1p(Math.exp(x))));
    everywhere.put("HardSwish", x -> x * Math.max(0, Math.min(1, x / 6 + 0.5)));
    everywhere.put("HardSigmoid", x -> Math.max(0, Math.min(1, 0.2f * x + 0.5)));
    everywhere.put("Elu", x -> x > 0 ? x : Math.expm1(x));
    everywhere.put("Celu", x -> x > 0 ? x : Math.expm1(x));
    everywhere.put(
        "Selu", x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)));
    everywhere.put("LeakyRelu", x -> x > 0 ? x : 0.01 * x);
    everywhere.put("ThresholdedRelu", x -> x > 1 ? x : 0);
    everywhere.put("Abs", Math::abs);
    everywhere.put("Neg", x -> -x);
    everywhere.put("Exp", Math::exp);
    everywhere.put("Sin", Math::sin);
    everywhere.put("Cos", Math::cos);
    everywhere.put("Tan", Math::tan);
    everywhere.put("Atan", Math::atan);
    everywhere.put("Sinh", Math::sinh);
    everywhere.put("Cosh", Math::cosh);
    everywhere.put("Asinh", x -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1)));
    everywhere.put("Sign", Math::signum);
    everywhere.put("Floor", Math::floor);
    everywhere.put("Ceil", Math::ceil);
    everywhere.put("Round", Math::rint);
    everywhere.put("Identity", x -> x);
    everywhere.put("Dropout", x -> x);
    everywhere.forEach((name, f) -> check(OneNode.of(name, 18), POINTS, f));
    Map<String, DoubleUnaryOperator> inside = new LinkedHashMap<>();
    inside.put("Asin", Math::asin);
    inside.put("Acos", Math::acos);
    inside.put("Atanh", x -> 0.5 * Math.log((1 + x) / (1 - x)));
    inside.forEach((name, f) -> check(OneNode.of(name, 18), INSIDE, f));
    Map<String, DoubleUnaryOperator> positive = new LinkedHashMap<>();
    positive.put("Log", Math::log);
    positive.put("Sqrt", Math::sqrt);
    positive.put("Reciprocal", x -> 1 / x);
    positive.forEach((name, f) -> check(OneNode.of(name, 18), POSITIVE, f));
    check(OneNode.of("Acosh", 18), new double[] {1, 2, 5}, x -> Math.log(x + Math.sqrt(x * x - 1)));
  }

  @Test
  void erfAndGelu() {
    // Abramowitz and Stegun, table 7.1.
    double[] y = OneNode.of("Erf", 18).input(new double[] {0, 0.5, -1, 2}, 4).run().doubles();
    assertThat(y)
        .containsExactly(
            new double[] {0, 0.5204998778130465, -0.8427007929497149, 0.9953222650189527},
            ROUNDING);
    double[] exact = OneNode.of("Gelu", 20).input(new double[] {1}, 1).run().doubles();
    // Half of 1 + erf(1 / sqrt 2): the normal distribution function at 1.
    assertThat(exact[0]).isCloseTo(0.8413447460685429, ROUNDING);
    check(
        OneNode.of("Gelu", 20).set("approximate", "tanh"),
        POINTS,
        x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
  }

  @Test
  void attributesOfActivations() {
    check(OneNode.of("Elu", 7).set("alpha", 0.5), POINTS, x -> x > 0 ? x : 0.5 * Math.expm1(x));
    check(OneNode.of("Celu", 12).set("alpha", 2.0), POINTS, x -> x > 0 ? x : 2 * Math.expm1(x / 2));
    check(OneNode.of("LeakyRelu", 7).set("alpha", 0.25), POINTS, x -> x > 0 ? x : 0.25 * x);
    check(
        OneNode.of("HardSigmoid", 7).set("alpha", 0.5).set("beta", 0.25),
        POINTS,
        x -> Math.max(0, Math.min(1, 0.5 * x + 0.25)));
    check(
        OneNode.of("Shrink", 9).set("lambd", 0.5).set("bias", 0.25),
        POINTS,
        x -> x < -0.5 ? x + 0.25 : x > 0.5 ? x - 0.25 : 0);
    double[] prelu =
        OneNode.of("PRelu", 9)
            .input(new double[] {-1, 2, -3, 4}, 2, 2)
            .constant(new double[] {0.5, 0.1}, 2)
            .run()
            .doubles();
    assertThat(prelu).containsExactly(new double[] {-0.5, 2, -1.5, 4}, ROUNDING);
  }

  @Test
  void clipByAttributesByConstantsAndByComputedBounds() {
    check(
        OneNode.of("Clip", 7).set("min", -0.5).set("max", 2.0),
        POINTS,
        x -> Math.max(-0.5, Math.min(2, x)));
    double[] constants =
        OneNode.of("Clip", 13).input(POINTS, POINTS.length).missing().scalar(1).run().doubles();
    assertThat(constants).containsExactly(-3.5, -1, -0.25, 0, 0.25, 0.5, 1, 1, 1);
    double[] computed =
        OneNode.of("Clip", 13)
            .input(POINTS, POINTS.length)
            .input(NdArray.of(new double[] {0.1}))
            .run()
            .doubles();
    assertThat(computed).containsExactly(0.1, 0.1, 0.1, 0.1, 0.25, 0.5, 1, 2.75, 6.5);
  }

  @Test
  void softmaxBeforeAndAfterOpset13() {
    double[] x = {0, 1, 2, 3};
    // Before 13, axis 1 flattens the rest: one distribution over all four values.
    double sum = 1 + Math.E + Math.exp(2) + Math.exp(3);
    double[] old = OneNode.of("Softmax", 11).input(x, 1, 2, 2).run().doubles();
    assertThat(old)
        .containsExactly(
            new double[] {1 / sum, Math.E / sum, Math.exp(2) / sum, Math.exp(3) / sum}, ROUNDING);
    double[] now = OneNode.of("Softmax", 13).input(x, 1, 2, 2).run().doubles();
    double low = 1 / (1 + Math.E);
    assertThat(now).containsExactly(new double[] {low, 1 - low, low, 1 - low}, ROUNDING);
    double[] logs = OneNode.of("LogSoftmax", 13).input(x, 1, 2, 2).set("axis", 1).run().doubles();
    double first = -Math.log1p(Math.exp(2));
    assertThat(logs).containsExactly(new double[] {first, first, first + 2, first + 2}, ROUNDING);
  }

  @Test
  void arithmeticBroadcasts() {
    double[] matrix = {1, 2, 3, 4, 5, 6};
    double[] row = {10, 20, 30};
    assertThat(binary("Add", matrix, row)).containsExactly(11, 22, 33, 14, 25, 36);
    assertThat(binary("Sub", matrix, row)).containsExactly(-9, -18, -27, -6, -15, -24);
    assertThat(binary("Mul", matrix, row)).containsExactly(10, 40, 90, 40, 100, 180);
    assertThat(binary("Div", matrix, row))
        .containsExactly(new double[] {0.1, 0.1, 0.1, 0.4, 0.25, 0.2}, ROUNDING);
    assertThat(binary("Pow", row, new double[] {2, 1, 0.5}))
        .containsExactly(new double[] {100, 20, Math.sqrt(30)}, ROUNDING);
    assertThat(binary("Max", matrix, new double[] {2, 3, 4})).containsExactly(2, 3, 4, 4, 5, 6);
    assertThat(binary("Min", matrix, new double[] {2, 3, 4})).containsExactly(1, 2, 3, 2, 3, 4);
    assertThat(binary("Sum", matrix, row)).containsExactly(11, 22, 33, 14, 25, 36);
    assertThat(binary("Mean", matrix, row)).containsExactly(5.5, 11, 16.5, 7, 12.5, 18);
  }

  private static double[] binary(String operator, double[] a, double[] b) {
    OneNode node = OneNode.of(operator, 13);
    node = a.length > b.length ? node.input(a, 2, 3) : node.input(a, a.length);
    return node.input(b, b.length).run().doubles();
  }

  @Test
  void integersDivideTowardsZeroAndModFollowsItsFlag() {
    NdArray a = NdArray.of(new long[] {7, -7, 7, -7}, 4);
    NdArray b = NdArray.of(new long[] {2, 2, -2, -2}, 4);
    assertThat(OneNode.of("Div", 13).input(a).input(b).run().longs()).containsExactly(3, -3, -3, 3);
    assertThat(OneNode.of("Mod", 13).input(a).input(b).run().longs()).containsExactly(1, 1, -1, -1);
    assertThat(OneNode.of("Mod", 13).input(a).input(b).set("fmod", 1).run().longs())
        .containsExactly(1, -1, 1, -1);
  }

  @Test
  void comparisonsAndLogic() {
    double[] a = {1, 2, 3};
    double[] b = {3, 2, 1};
    assertThat(compare("Equal", a, b)).containsExactly(0, 1, 0);
    assertThat(compare("Greater", a, b)).containsExactly(0, 0, 1);
    assertThat(compare("GreaterOrEqual", a, b)).containsExactly(0, 1, 1);
    assertThat(compare("Less", a, b)).containsExactly(1, 0, 0);
    assertThat(compare("LessOrEqual", a, b)).containsExactly(1, 1, 0);
    NdArray p = NdArray.of(new long[] {0, 0, 1, 1}, 4);
    NdArray q = NdArray.of(new long[] {0, 1, 0, 1}, 4);
    assertThat(OneNode.of("And", 7).input(p).input(q).run().longs()).containsExactly(0, 0, 0, 1);
    assertThat(OneNode.of("Or", 7).input(p).input(q).run().longs()).containsExactly(0, 1, 1, 1);
    assertThat(OneNode.of("Xor", 7).input(p).input(q).run().longs()).containsExactly(0, 1, 1, 0);
    assertThat(OneNode.of("Not", 7).input(p).run().longs()).containsExactly(1, 1, 0, 0);
    double[] special = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0};
    assertThat(OneNode.of("IsNaN", 13).input(special, 4).run().longs()).containsExactly(1, 0, 0, 0);
    assertThat(OneNode.of("IsInf", 10).input(special, 4).run().longs()).containsExactly(0, 1, 1, 0);
    assertThat(OneNode.of("IsInf", 10).input(special, 4).set("detect_positive", 0).run().longs())
        .containsExactly(0, 1, 0, 0);
    double[] chosen =
        OneNode.of("Where", 9)
            .input(NdArray.of(new long[] {1, 0, 1}, 3))
            .input(a, 3)
            .input(new double[] {9}, 1)
            .run()
            .doubles();
    assertThat(chosen).containsExactly(1, 9, 3);
  }

  private static long[] compare(String operator, double[] a, double[] b) {
    return OneNode.of(operator, 16).input(a, a.length).input(b, b.length).run().longs();
  }

  /** What it drops is drawn anew at every evaluation: there is no answer to give. */
  @Test
  void dropoutInTrainingModeIsRefused() {
    OneNode random = OneNode.of("Dropout", 13).input(new double[] {1, 2}, 2).scalar(0.5);
    assertThatThrownBy(random.constant(1)::run)
        .isInstanceOf(ModelFailedException.class)
        .hasMessageContaining("training_mode");
    OneNode plain = OneNode.of("Dropout", 13).input(new double[] {1, 2}, 2).scalar(0.5);
    assertThat(plain.constant(0).run().doubles()).containsExactly(1, 2);
  }
}
