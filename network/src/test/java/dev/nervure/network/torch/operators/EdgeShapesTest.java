package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Tensors without values, and numbers without an axis, are values like any other. */
class EdgeShapesTest {

  private static OneNode empty(String operator) {
    return OneNode.of(operator, 18).input(new double[0], 2, 0, 3);
  }

  private static OneNode number(String operator, double value) {
    return OneNode.of(operator, 18).input(NdArray.of(new double[] {value}));
  }

  @Test
  void ofNoValues() {
    Map<String, OneNode> cases = new LinkedHashMap<>();
    for (String operator :
        new String[] {
          "Relu", "Neg", "Softmax", "LogSoftmax", "Hardmax", "Erf", "Identity", "Swish", "Dropout"
        }) {
      cases.put(operator, empty(operator));
    }
    cases.put("Cast", empty("Cast").set("to", 6));
    cases.put("Transpose", empty("Transpose").list("perm", 2, 1, 0));
    cases.put("Concat", empty("Concat").input(new double[0], 2, 0, 3).set("axis", 1));
    cases.put("Slice", empty("Slice").constant(0L).constant(-9L).constant(1L).constant(-1L));
    cases.put("Gather", empty("Gather").constant(1L));
    cases.put("Reshape", empty("Reshape").constant(3L, 0L, 2L).set("allowzero", 1));
    cases.put("Compress", empty("Compress").constant(1L, 0L).set("axis", 0));
    cases.put("Unique", empty("Unique"));
    cases.put("ReverseSequence", empty("ReverseSequence").input(NdArray.of(new long[0], 0)));
    cases.put("TopK", empty("TopK").constant(0L).outputs(2));
    cases.put("NonZero", empty("NonZero"));
    cases.put("Trilu", empty("Trilu"));
    cases.put("CumSum", empty("CumSum").constant(NdArray.of(new long[] {1})));
    cases.put(
        "CumSum, exclusive",
        empty("CumSum").constant(NdArray.of(new long[] {1})).set("exclusive", 1));
    cases.put("MatMul", empty("MatMul").input(new double[6], 3, 2));
    cases.put("Resize", empty("Resize").missing().constant(new double[] {1, 2, 2}, 3));
    SoftAssertions all = new SoftAssertions();
    cases.forEach(
        (what, node) ->
            all.assertThatCode(() -> empty(what, node)).as(what).doesNotThrowAnyException());
    all.assertAll();
  }

  private static void empty(String what, OneNode node) {
    NdArray result = node.run();
    boolean some = what.equals("Gather") || what.equals("Compress");
    assertThat(result.size()).as(what).isZero();
    assertThat(some ? result.shape()[0] : 1).isEqualTo(1);
  }

  @Test
  void reducedToWhatNoValuesGive() {
    assertThat(empty("ReduceSum").constant(1L).run().doubles()).containsOnly(0);
    assertThat(empty("ReduceProd").constant(1L).run().doubles()).containsOnly(1);
    assertThat(empty("ReduceL1").constant(1L).run().doubles()).containsOnly(0);
    assertThat(empty("ReduceL2").constant(1L).run().doubles()).containsOnly(0);
    assertThat(empty("ReduceSumSquare").constant(1L).run().doubles()).containsOnly(0);
    assertThat(empty("ReduceMax").constant(1L).run().doubles())
        .containsOnly(Double.NEGATIVE_INFINITY);
    assertThat(empty("ReduceMin").constant(1L).run().doubles())
        .containsOnly(Double.POSITIVE_INFINITY);
    assertThat(empty("ReduceLogSum").constant(1L).run().doubles())
        .containsOnly(Double.NEGATIVE_INFINITY);
    assertThat(empty("ReduceLogSumExp").constant(1L).run().doubles())
        .containsOnly(Double.NEGATIVE_INFINITY);
  }

  @Test
  void ofOneNumber() {
    assertThat(number("ReduceSum", 3).run().doubles()).containsExactly(3);
    assertThat(number("ReduceMax", 3).run().doubles()).containsExactly(3);
    assertThat(number("ReduceL1", -3).run().doubles()).containsExactly(3);
    assertThat(number("ReduceSumSquare", 3).run().doubles()).containsExactly(9);
    assertThat(number("ReduceMean", 3).run().shape()).isEmpty();
    assertThat(number("Relu", -3).run().doubles()).containsExactly(0);
    assertThat(number("Flatten", 3).set("axis", 0).run().shape()).containsExactly(1, 1);
    assertThat(number("Expand", 3).constant(2L, 1L).run().shape()).containsExactly(2, 1);
    assertThat(number("Unsqueeze", 3).constant(0L).run().shape()).containsExactly(1);
    assertThat(number("Shape", 3).run().shape()).containsExactly(0);
    assertThat(number("Size", 3).run().longs()).containsExactly(1);
    assertThat(number("Transpose", 3).run().shape()).isEmpty();
  }

  /** Over no axis at all each value is reduced by itself: what else is done to it is done. */
  @Test
  void reducedOverNoAxis() {
    Map<String, Double> expected = new LinkedHashMap<>();
    expected.put("ReduceSum", -3.0);
    expected.put("ReduceMean", -3.0);
    expected.put("ReduceMax", -3.0);
    expected.put("ReduceL1", 3.0);
    expected.put("ReduceL2", 3.0);
    expected.put("ReduceSumSquare", 9.0);
    expected.put("ReduceLogSumExp", -3.0);
    expected.forEach(
        (operator, value) -> {
          NdArray result =
              OneNode.of(operator, 18)
                  .input(new double[] {-3, -3}, 1, 2)
                  .set("noop_with_empty_axes", 1)
                  .run();
          assertThat(result.shape()).as(operator).containsExactly(1, 2);
          assertThat(result.doubles()).as(operator).containsExactly(value, value);
        });
  }

  /** Means of integers are cut to integers, as by the reference implementation. */
  @Test
  void reducedIntegersStayIntegers() {
    NdArray integers = NdArray.of(new long[] {-3, 4, 6}, 3);
    NdArray mean = OneNode.of("ReduceMean", 18).input(integers).run();
    assertThat(mean.longs()).containsExactly(2);
    assertThat(OneNode.of("ReduceL2", 18).input(NdArray.of(new long[] {3, 4}, 2)).run().longs())
        .containsExactly(5);
  }
}
