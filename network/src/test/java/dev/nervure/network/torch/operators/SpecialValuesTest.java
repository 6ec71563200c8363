package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * NaN, infinities, zeros and ties, as ONNX's reference implementation and ONNX Runtime have them.
 * Where these differ (extremes of values among which one is NaN), NaN is the answer here.
 */
class SpecialValuesTest {

  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  /** A few roundings of numbers of order 1, and attributes in float32. */
  private static final Offset<Double> ROUNDING = within(1e-6);

  private static void check(String what, double[] actual, double... expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Double.isFinite(expected[i])) {
        assertThat(actual[i]).as("%s at %d", what, i).isCloseTo(expected[i], ROUNDING);
      } else {
        assertThat(Double.valueOf(actual[i]))
            .as("%s at %d", what, i)
            .isEqualTo(Double.valueOf(expected[i]));
      }
    }
  }

  @Test
  void functionsOfOneNumber() {
    double[] x = {NAN, INF, -INF, 0};
    Map<String, double[]> expected = new LinkedHashMap<>();
    expected.put("Relu", new double[] {NAN, INF, 0, 0});
    expected.put("Sigmoid", new double[] {NAN, 1, 0, 0.5});
    expected.put("Tanh", new double[] {NAN, 1, -1, 0});
    expected.put("Softplus", new double[] {NAN, INF, 0, Math.log(2)});
    expected.put("Softsign", new double[] {NAN, NAN, NAN, 0});
    expected.put("Mish", new double[] {NAN, INF, NAN, 0});
    expected.put("HardSwish", new double[] {NAN, INF, NAN, 0});
    expected.put("HardSigmoid", new double[] {NAN, 1, 0, 0.5});
    expected.put("Elu", new double[] {NAN, INF, -1, 0});
    expected.put("Celu", new double[] {NAN, INF, -1, 0});
    expected.put("Selu", new double[] {NAN, INF, -1.7580993, 0});
    expected.put("Gelu", new double[] {NAN, INF, NAN, 0});
    expected.put("LeakyRelu", new double[] {NAN, INF, -INF, 0});
    expected.put("ThresholdedRelu", new double[] {0, INF, 0, 0});
    expected.put("Shrink", new double[] {0, INF, -INF, 0});
    expected.put("Erf", new double[] {NAN, 1, -1, 0});
    expected.put("Abs", new double[] {NAN, INF, INF, 0});
    expected.put("Neg", new double[] {NAN, -INF, INF, 0});
    expected.put("Exp", new double[] {NAN, INF, 0, 1});
    expected.put("Log", new double[] {NAN, INF, NAN, -INF});
    expected.put("Sqrt", new double[] {NAN, INF, NAN, 0});
    expected.put("Reciprocal", new double[] {NAN, 0, 0, INF});
    expected.put("Sin", new double[] {NAN, NAN, NAN, 0});
    expected.put("Cos", new double[] {NAN, NAN, NAN, 1});
    expected.put("Tan", new double[] {NAN, NAN, NAN, 0});
    expected.put("Atan", new double[] {NAN, Math.PI / 2, -Math.PI / 2, 0});
    expected.put("Sinh", new double[] {NAN, INF, -INF, 0});
    expected.put("Cosh", new double[] {NAN, INF, INF, 1});
    expected.put("Asinh", new double[] {NAN, INF, -INF, 0});
    expected.put("Acosh", new double[] {NAN, INF, NAN, NAN});
    expected.put("Atanh", new double[] {NAN, NAN, NAN, 0});
    expected.put("Asin", new double[] {NAN, NAN, NAN, 0});
    expected.put("Acos", new double[] {NAN, NAN, NAN, Math.PI / 2});
    expected.put("Sign", new double[] {NAN, 1, -1, 0});
    expected.put("Floor", new double[] {NAN, INF, -INF, 0});
    expected.put("Ceil", new double[] {NAN, INF, -INF, 0});
    expected.put("Round", new double[] {NAN, INF, -INF, 0});
    expected.put("Identity", x);
    expected.put("IsNaN", new double[] {1, 0, 0, 0});
    expected.put("IsInf", new double[] {0, 1, 1, 0});
    expected.forEach(
        (operator, values) ->
            check(operator, OneNode.of(operator, 20).input(x, 4).run().doubles(), values));
  }

  @Test
  void halvesAreRoundedToEven() {
    double[] halves = {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5};
    check("Round", OneNode.of("Round", 20).input(halves, 7).run().doubles(), -2, -2, 0, 0, 2, 2, 4);
  }

  @Test
  void functionsOfTwoNumbers() {
    double[] a = {1, NAN, NAN, INF, 0, 3};
    double[] b = {NAN, 1, NAN, -INF, 0, 0};
    Map<String, double[]> expected = new LinkedHashMap<>();
    expected.put("Max", new double[] {NAN, NAN, NAN, INF, 0, 3});
    expected.put("Min", new double[] {NAN, NAN, NAN, -INF, 0, 0});
    expected.put("Add", new double[] {NAN, NAN, NAN, NAN, 0, 3});
    expected.put("Sub", new double[] {NAN, NAN, NAN, INF, 0, 3});
    expected.put("Mul", new double[] {NAN, NAN, NAN, -INF, 0, 0});
    expected.put("Div", new double[] {NAN, NAN, NAN, NAN, NAN, INF});
    expected.put("Pow", new double[] {1, NAN, NAN, 0, 1, 1});
    expected.put("PRelu", new double[] {1, NAN, NAN, INF, 0, 3});
    expected.put("Equal", new double[] {0, 0, 0, 0, 1, 0});
    expected.put("Greater", new double[] {0, 0, 0, 1, 0, 1});
    expected.put("GreaterOrEqual", new double[] {0, 0, 0, 1, 1, 1});
    expected.put("Less", new double[] {0, 0, 0, 0, 0, 0});
    expected.put("LessOrEqual", new double[] {0, 0, 0, 0, 1, 0});
    expected.forEach(
        (operator, values) ->
            check(
                operator,
                OneNode.of(operator, 18).input(a, 6).input(b, 6).run().doubles(),
                values));
  }

  @Test
  void wholeNumbersDivideAndHaveRemaindersAndPowers() {
    NdArray a = NdArray.of(new long[] {7, -7, 7, -7}, 4);
    NdArray b = NdArray.of(new long[] {3, 3, -3, -3}, 4);
    check("Div", OneNode.of("Div", 18).input(a).input(b).run().doubles(), 2, -2, -2, 2);
    check("Mod", OneNode.of("Mod", 18).input(a).input(b).run().doubles(), 1, 2, -2, -1);
    check(
        "fmod",
        OneNode.of("Mod", 18).input(a).input(b).set("fmod", 1).run().doubles(),
        1,
        -1,
        1,
        -1);
    // The result has the type of the base.
    NdArray root = OneNode.of("Pow", 18).input(a).scalar(0).run();
    assertThat(root.type()).isEqualTo(a.type());
    NdArray base = NdArray.of(new long[] {2, 3}, 2);
    check("Pow", OneNode.of("Pow", 18).input(base).scalar(0.5).run().doubles(), 1, 1);
    check("Pow", OneNode.of("Pow", 18).input(base).constant(3L).run().doubles(), 8, 27);
  }

  @Test
  void clipping() {
    double[] x = {NAN, 1, 5, -5, INF, -INF};
    check(
        "between",
        OneNode.of("Clip", 13).input(x, 6).scalar(-1).scalar(2).run().doubles(),
        NAN,
        1,
        2,
        -1,
        2,
        -1);
    check(
        "crossed bounds",
        OneNode.of("Clip", 13).input(x, 6).scalar(3).scalar(2).run().doubles(),
        NAN,
        2,
        2,
        2,
        2,
        2);
    check(
        "computed bounds",
        OneNode.of("Clip", 13)
            .input(x, 6)
            .input(NdArray.of(new double[] {-1}))
            .input(NdArray.of(new double[] {2}))
            .run()
            .doubles(),
        NAN,
        1,
        2,
        -1,
        2,
        -1);
  }

  private static final double[] ROWS = {
    1, NAN, 3, 3, 1, 3, -INF, -INF, -INF, INF, 1, INF, 0, 0, 0,
  };

  @Test
  void reductions() {
    Map<String, double[]> expected = new LinkedHashMap<>();
    expected.put("ReduceMax", new double[] {NAN, 3, -INF, INF, 0});
    expected.put("ReduceMin", new double[] {NAN, 1, -INF, 1, 0});
    expected.put("ReduceSum", new double[] {NAN, 7, -INF, INF, 0});
    expected.put("ReduceMean", new double[] {NAN, 7 / 3.0, -INF, INF, 0});
    expected.put("ReduceProd", new double[] {NAN, 9, -INF, INF, 0});
    expected.put("ReduceL1", new double[] {NAN, 7, INF, INF, 0});
    expected.put("ReduceL2", new double[] {NAN, Math.sqrt(19), INF, INF, 0});
    expected.put("ReduceSumSquare", new double[] {NAN, 19, INF, INF, 0});
    expected.put("ReduceLogSum", new double[] {NAN, Math.log(7), NAN, INF, -INF});
    expected.put("ReduceLogSumExp", new double[] {NAN, 3.7586238, -INF, INF, Math.log(3)});
    expected.forEach(
        (operator, values) ->
            check(
                operator,
                OneNode.of(operator, 18)
                    .input(ROWS, 5, 3)
                    .constant(1L)
                    .set("keepdims", 0)
                    .run()
                    .doubles(),
                values));
  }

  @Test
  void placesOfExtremes() {
    record Case(String operator, long last, double[] expected) {}
    // NaN counts as the extreme, and the first of equals is taken, or the last where asked for.
    List<Case> cases =
        List.of(
            new Case("ArgMax", 0, new double[] {1, 0, 0, 0, 0}),
            new Case("ArgMax", 1, new double[] {1, 2, 2, 2, 2}),
            new Case("ArgMin", 0, new double[] {1, 1, 0, 1, 0}),
            new Case("ArgMin", 1, new double[] {1, 1, 2, 1, 2}));
    for (Case one : cases) {
      check(
          one.toString(),
          OneNode.of(one.operator, 13)
              .input(ROWS, 5, 3)
              .set("axis", 1)
              .set("keepdims", 0)
              .set("select_last_index", one.last)
              .run()
              .doubles(),
          one.expected);
    }
    List<NdArray> top =
        OneNode.of("TopK", 13)
            .input(new double[] {1, NAN, 3, 3}, 1, 4)
            .constant(3L)
            .outputs(2)
            .runAll();
    check("values", top.get(0).doubles(), NAN, 3, 3);
    check("places", top.get(1).doubles(), 1, 2, 3);
  }

  @Test
  void softmaxes() {
    double third = 1 / 3.0;
    double[] x = {1, NAN, 3, -INF, 0, 0, -INF, -INF, -INF, 0, 0, 0, INF, 0, 0};
    check(
        "Softmax",
        OneNode.of("Softmax", 13).input(x, 5, 3).run().doubles(),
        NAN,
        NAN,
        NAN,
        0,
        0.5,
        0.5,
        NAN,
        NAN,
        NAN,
        third,
        third,
        third,
        NAN,
        NAN,
        NAN);
    check(
        "LogSoftmax",
        OneNode.of("LogSoftmax", 13).input(new double[] {-INF, 0, 0}, 1, 3).run().doubles(),
        -INF,
        -Math.log(2),
        -Math.log(2));
  }

  @Test
  void normsOfNothing() {
    double[] x = {0, 0, 0, 3, 4, 0, NAN, 1, 1, INF, 1, 1};
    check(
        "p = 2",
        OneNode.of("LpNormalization", 13).input(x, 4, 3).set("axis", 1).run().doubles(),
        0,
        0,
        0,
        0.6,
        0.8,
        0,
        NAN,
        NAN,
        NAN,
        NAN,
        0,
        0);
    check(
        "p = 1",
        OneNode.of("LpNormalization", 13)
            .input(new double[] {0, 0, 3, -1}, 2, 2)
            .set("p", 1)
            .run()
            .doubles(),
        0,
        0,
        0.75,
        -0.25);
    check(
        "MeanVarianceNormalization",
        OneNode.of("MeanVarianceNormalization", 13)
            .input(new double[] {2, 2, 2, 2}, 1, 1, 2, 2)
            .run()
            .doubles(),
        0,
        0,
        0,
        0);
  }

  @Test
  void sumsUpTo() {
    double[] x = {1, INF, 2, NAN, 1};
    check("CumSum", cumulative(x, 0, 0), 1, INF, INF, NAN, NAN);
    check("exclusive", cumulative(x, 1, 0), 0, 1, INF, INF, NAN);
    check("reverse", cumulative(x, 0, 1), NAN, NAN, NAN, NAN, 1);
    check("both", cumulative(x, 1, 1), NAN, NAN, NAN, 1, 0);
  }

  private static double[] cumulative(double[] x, long exclusive, long reverse) {
    return OneNode.of("CumSum", 14)
        .input(x, x.length)
        .constant(NdArray.of(new long[] {0}))
        .set("exclusive", exclusive)
        .set("reverse", reverse)
        .run()
        .doubles();
  }

  @Test
  void choicesKeepWhatIsNotChosenOut() {
    NdArray truth = NdArray.of(new long[] {1, 0}, 2);
    check(
        "Where",
        OneNode.of("Where", 16)
            .input(truth)
            .input(new double[] {1, NAN}, 2)
            .input(new double[] {NAN, 2}, 2)
            .run()
            .doubles(),
        1,
        2);
    check(
        "Cast",
        OneNode.of("Cast", 13)
            .input(new double[] {NAN, 0, 0.5, INF}, 4)
            .set("to", 9)
            .run()
            .doubles(),
        1,
        0,
        1,
        1);
    check(
        "Cast",
        OneNode.of("Cast", 13).input(new double[] {0.9, -0.9, 2.5}, 3).set("to", 7).run().doubles(),
        0,
        0,
        2);
    check(
        "GlobalMaxPool",
        OneNode.of("GlobalMaxPool", 13).input(new double[] {1, NAN, 2}, 1, 1, 3).run().doubles(),
        NAN);
  }
}
