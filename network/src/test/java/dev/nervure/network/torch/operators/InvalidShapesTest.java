package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.network.ModelFailedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * What ONNX forbids fails, with the node and the shapes named; nothing is cut off or made to fit.
 */
class InvalidShapesTest {

  private static OneNode of(String operator, int... shape) {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    return OneNode.of(operator, 17).input(new double[size], shape);
  }

  @Test
  void whatDoesNotFitFails() {
    Map<String, OneNode> cases = new LinkedHashMap<>();
    cases.put("squeeze of a size other than 1", of("Squeeze", 2, 3).constant(0L));
    cases.put("squeeze from the end", of("Squeeze", 1, 3).constant(-1L));
    cases.put("squeeze beyond the rank", of("Squeeze", 1, 3).constant(2L));
    cases.put("unsqueeze twice", of("Unsqueeze", 3).constant(0L, 0L));
    cases.put("unsqueeze twice by either name", of("Unsqueeze", 3).constant(0L, -3L));
    cases.put("unsqueeze beyond the rank", of("Unsqueeze", 3).constant(2L));
    cases.put("reshape to another size", of("Reshape", 2, 3).constant(4L, 2L));
    cases.put("reshape with two free axes", of("Reshape", 2, 3).constant(-1L, -1L));
    cases.put("reshape that does not divide", of("Reshape", 2, 3).constant(-1L, 4L));
    cases.put("reshape that keeps no axis", of("Reshape", 2, 3).constant(2L, 3L, 0L));
    cases.put("reshape to a negative size", of("Reshape", 2, 3).constant(-2L, 3L));
    cases.put("concatenation of other sizes", of("Concat", 2, 3).input(new double[4], 1, 4));
    cases.put("concatenation of other ranks", of("Concat", 2, 3).input(new double[0], 0));
    cases.put("expansion of a size", of("Expand", 2, 3).constant(2L, 4L));
    cases.put("expansion to a negative size", of("Expand", 1, 3).constant(-1L, 3L));
    cases.put("repeats of other axes", of("Tile", 2, 3).constant(1L, 2L, 2L));
    cases.put("too few repeats", of("Tile", 2, 3).constant(2L));
    cases.put("index behind the end", of("Gather", 3).constant(0L, 3L));
    cases.put("index before the start", of("Gather", 3).constant(-4L));
    cases.put("one index behind", of("Gather", 3).constant(NdArray.of(new long[] {3})));
    cases.put("element behind the end", of("GatherElements", 3).constant(3L));
    cases.put(
        "point behind the end", of("GatherND", 2, 2).constant(NdArray.of(new long[] {0, 2}, 1, 2)));
    cases.put("parts that are too little", of("Split", 6).constant(2L, 3L).outputs(2));
    cases.put("parts that are too much", of("Split", 6).constant(2L, 5L).outputs(2));
    cases.put("parts too few", of("Split", 6).constant(2L, 4L).outputs(3));
    cases.put("parts too many", of("Split", 6).constant(2L, 2L, 2L).outputs(2));
    cases.put("no equal parts", of("Split", 5).outputs(2));
    cases.put("slices of other numbers", of("Slice", 4).constant(0L).constant(1L, 2L));
    cases.put("slice beyond the rank", of("Slice", 4).constant(0L).constant(1L).constant(1L));
    cases.put("order of other axes", of("Transpose", 2, 3).list("perm", 0, 0));
    cases.put("order of more axes", of("Transpose", 2, 3).list("perm", 0, 1, 2));
    cases.put("flattened beyond the rank", of("Flatten", 2, 3).set("axis", 3));
    cases.put("paddings of more axes", of("Pad", 2, 3).constant(0L, 0L, 0L, 1L, 1L, 1L));
    cases.put("paddings of fewer axes", of("Pad", 2, 3).constant(1L, 1L));
    cases.put(
        "scales of fewer axes",
        of("Resize", 1, 1, 2, 2).missing().constant(new double[] {2, 2}, 2));
    cases.put("product of other sizes", of("MatMul", 2, 3).input(new double[8], 4, 2));
    cases.put("Gemm of no matrix", of("Gemm", 2, 2, 3).input(new double[6], 3, 2));
    cases.put("sum of other sizes", of("Add", 2, 3).input(new double[2], 2));
    cases.put("blocks that do not divide", of("DepthToSpace", 1, 3, 2, 2).set("blocksize", 2));
    cases.put("pixels that do not divide", of("SpaceToDepth", 1, 1, 3, 3).set("blocksize", 2));
    cases.put("more than there is", of("TopK", 1, 3).constant(4L).outputs(2));
    cases.put("axis beyond the rank", of("ReduceSum", 2, 3).constant(2L));
    cases.put("softmax beyond the rank", of("Softmax", 2, 3).set("axis", 2));
    cases.put("sum up beyond the rank", of("CumSum", 3).constant(NdArray.of(new long[] {1})));
    cases.put("lengths of fewer sequences", of("ReverseSequence", 4, 3).constant(2L, 2L));
    cases.put(
        "fewer updates than indices",
        of("ScatterElements", 4).constant(0L, 1L).input(new double[1], 1));
    cases.put("other channels", of("Conv", 1, 3, 4, 4).input(new double[18], 1, 2, 3, 3));
    SoftAssertions all = new SoftAssertions();
    cases.forEach(
        (what, node) ->
            all.assertThatThrownBy(node::run)
                .as(what)
                .isInstanceOf(ModelFailedException.class)
                .hasMessageContaining("the_node failed on inputs of shape"));
    all.assertAll();
  }

  @Test
  void anOutputThatIsReadAndNotThereIsRefused() {
    for (String operator : new String[] {"Relu", "Softmax", "GlobalAveragePool"}) {
      OneNode node = of(operator, 2, 3, 4);
      assertThatThrownBy(() -> node.outputs(2).runAll())
          .as(operator)
          .isInstanceOf(BadModelException.class)
          .hasMessageContaining("the output y1 is not supported");
    }
  }

  @Test
  void emptyTensorsAreEmptyArrays() {
    NdArray none = of("Slice", 4, 3).constant(2L).constant(2L).run();
    assertThat(none.shape()).containsExactly(0, 3);
    assertThat(none.doubles()).isEmpty();
  }
}
