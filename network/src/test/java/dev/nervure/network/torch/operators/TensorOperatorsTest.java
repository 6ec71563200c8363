package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Matrix products, normalisation, reductions, shapes, selection. */
class TensorOperatorsTest {

  private static final Offset<Double> ROUNDING = offset(1e-12);

  /** Epsilons and other attributes are stored as 32-bit floats. */
  private static final Offset<Double> FLOAT_ATTRIBUTE = offset(1e-6);

  private static final double[] SIX = {1, 2, 3, 4, 5, 6};

  private static NdArray longs(long... values) {
    return NdArray.of(values, values.length);
  }

  @Test
  void products() {
    double[] gemm =
        OneNode.of("Gemm", 13)
            .input(SIX, 3, 2)
            .constant(new double[] {1, 0, 0, 1, 1, 1}, 2, 3)
            .constant(new double[] {10, 20}, 2)
            .set("transA", 1)
            .set("transB", 1)
            .set("alpha", 2.0)
            .set("beta", 0.5)
            .run()
            .doubles();
    // Columns of the input are (1, 3, 5) and (2, 4, 6); rows of the weights (1, 0, 0) and (1, 1,
    // 1).
    assertThat(gemm).containsExactly(2 * 1 + 5, 2 * 9 + 10, 2 * 2 + 5, 2 * 12 + 10);
    assertThat(
            OneNode.of("MatMul", 13)
                .input(SIX, 1, 2, 3)
                .input(new double[] {1, 1, 1}, 3)
                .run()
                .doubles())
        .containsExactly(6, 15);
    assertThat(
            OneNode.of("Einsum", 12)
                .input(SIX, 2, 3)
                .input(SIX, 2, 3)
                .set("equation", "ij, ij -> i")
                .run()
                .doubles())
        .containsExactly(14, 77);
  }

  @Test
  void batchNormalizationUsesStoredStatistics() {
    double[] y =
        OneNode.of("BatchNormalization", 15)
            .input(new double[] {1, 2, 3, 4}, 1, 2, 2)
            .constant(new double[] {2, 1}, 2)
            .constant(new double[] {0, 10}, 2)
            .constant(new double[] {1, 3}, 2)
            .constant(new double[] {4, 1}, 2)
            .set("epsilon", 0.0)
            .run()
            .doubles();
    assertThat(y).containsExactly(new double[] {0, 1, 10, 11}, ROUNDING);
  }

  @Test
  void normalisationsOfOneSample() {
    double[] x = {1, 3, 10, 30};
    double[] ones = {1, 1};
    double[] zeros = {0, 0};
    double[] perChannel = {-1, 1, -1, 1};
    assertThat(
            OneNode.of("InstanceNormalization", 7)
                .input(x, 1, 2, 2)
                .constant(ones, 2)
                .constant(zeros, 2)
                .set("epsilon", 0.0)
                .run()
                .doubles())
        .containsExactly(perChannel, ROUNDING);
    assertThat(
            OneNode.of("GroupNormalization", 18)
                .input(x, 1, 2, 2)
                .constant(ones, 2)
                .constant(zeros, 2)
                .set("num_groups", 2)
                .set("epsilon", 0.0)
                .run()
                .doubles())
        .containsExactly(perChannel, ROUNDING);
    assertThat(
            OneNode.of("LayerNormalization", 17)
                .input(x, 2, 2)
                .constant(new double[] {1, 2}, 2)
                .constant(new double[] {0, 5}, 2)
                .set("epsilon", 0.0)
                .run()
                .doubles())
        .containsExactly(new double[] {-1, 7, -1, 7}, ROUNDING);
    assertThat(
            OneNode.of("MeanVarianceNormalization", 13)
                .input(x, 1, 1, 2, 2)
                .list("axes", 3)
                .run()
                .doubles())
        .containsExactly(perChannel, offset(1e-8));
    assertThat(OneNode.of("LpNormalization", 7).input(new double[] {3, 4}, 1, 2).run().doubles())
        .containsExactly(new double[] {0.6, 0.8}, ROUNDING);
    assertThat(
            OneNode.of("RMSNormalization", 23)
                .input(new double[] {3, 4}, 1, 2)
                .constant(new double[] {1, 1}, 2)
                .set("epsilon", 0.0)
                .run()
                .doubles())
        .containsExactly(new double[] {3 / Math.sqrt(12.5), 4 / Math.sqrt(12.5)}, ROUNDING);
  }

  @Test
  void groupNormalizationWithOneScalePerGroup() {
    double[] y =
        OneNode.of("GroupNormalization", 18)
            .input(new double[] {-1, 1, -2, 2}, 1, 4, 1)
            .constant(new double[] {1, 10}, 2)
            .constant(new double[] {0, 1}, 2)
            .set("num_groups", 2)
            .set("epsilon", 0.0)
            .run()
            .doubles();
    assertThat(y).containsExactly(new double[] {-1, 1, -9, 11}, ROUNDING);
  }

  @Test
  void localResponseNormalization() {
    double[] y =
        OneNode.of("LRN", 13)
            .input(new double[] {1, 2, 3}, 1, 3, 1, 1)
            .set("size", 3)
            .set("alpha", 3.0)
            .set("beta", 1.0)
            .set("bias", 1.0)
            .run()
            .doubles();
    // alpha / size = 1: each value over 1 plus the squares of itself and its neighbours.
    assertThat(y).containsExactly(new double[] {1.0 / 6, 2.0 / 15, 3.0 / 14}, FLOAT_ATTRIBUTE);
  }

  @Test
  void reductions() {
    assertThat(reduce("ReduceSum", 1)).containsExactly(6, 15);
    assertThat(reduce("ReduceMean", 1)).containsExactly(2, 5);
    assertThat(reduce("ReduceMax", 0)).containsExactly(4, 5, 6);
    assertThat(reduce("ReduceMin", 0)).containsExactly(1, 2, 3);
    assertThat(reduce("ReduceProd", 1)).containsExactly(6, 120);
    assertThat(reduce("ReduceL1", 1)).containsExactly(6, 15);
    assertThat(reduce("ReduceL2", 1))
        .containsExactly(new double[] {Math.sqrt(14), Math.sqrt(77)}, ROUNDING);
    assertThat(reduce("ReduceSumSquare", 1)).containsExactly(14, 77);
    assertThat(reduce("ReduceLogSum", 1))
        .containsExactly(new double[] {Math.log(6), Math.log(15)}, ROUNDING);
    assertThat(reduce("ReduceLogSumExp", 0)[0]).isCloseTo(Math.log(Math.E + Math.exp(4)), ROUNDING);
  }

  /** By an attribute in old opsets and by an input in new ones; both must agree. */
  private static double[] reduce(String operator, long axis) {
    double[] old =
        OneNode.of(operator, 11)
            .input(SIX, 2, 3)
            .list("axes", axis)
            .set("keepdims", 0)
            .run()
            .doubles();
    double[] now =
        OneNode.of(operator, 18).input(SIX, 2, 3).constant(axis).set("keepdims", 0).run().doubles();
    assertThat(now).containsExactly(old);
    return old;
  }

  @Test
  void reductionsWithoutAxes() {
    NdArray all = OneNode.of("ReduceSum", 13).input(SIX, 2, 3).run();
    assertThat(all.shape()).containsExactly(1, 1);
    assertThat(all.doubles()).containsExactly(21);
    assertThat(
            OneNode.of("ReduceSum", 13)
                .input(SIX, 2, 3)
                .set("noop_with_empty_axes", 1)
                .run()
                .doubles())
        .containsExactly(SIX);
  }

  @Test
  void extremesAndOrders() {
    double[] x = {1, 3, 3, 2};
    assertThat(OneNode.of("ArgMax", 13).input(x, 1, 4).set("axis", 1).run().longs())
        .containsExactly(1);
    assertThat(
            OneNode.of("ArgMax", 13)
                .input(x, 1, 4)
                .set("axis", 1)
                .set("select_last_index", 1)
                .run()
                .longs())
        .containsExactly(2);
    assertThat(OneNode.of("ArgMin", 13).input(x, 1, 4).set("axis", 1).run().longs())
        .containsExactly(0);
    List<NdArray> top = OneNode.of("TopK", 11).input(x, 4).constant(3).outputs(2).runAll();
    assertThat(top.get(0).doubles()).containsExactly(3, 3, 2);
    assertThat(top.get(1).longs()).containsExactly(1, 2, 3);
    assertThat(OneNode.of("CumSum", 14).input(x, 4).constant(0).run().doubles())
        .containsExactly(1, 4, 7, 9);
    assertThat(
            OneNode.of("CumSum", 14)
                .input(x, 4)
                .constant(0)
                .set("exclusive", 1)
                .set("reverse", 1)
                .run()
                .doubles())
        .containsExactly(8, 5, 2, 0);
  }

  @Test
  void shapes() {
    assertThat(OneNode.of("Reshape", 13).input(SIX, 2, 3).constant(0, -1, 1).run().shape())
        .containsExactly(2, 3, 1);
    assertThat(OneNode.of("Flatten", 13).input(SIX, 1, 2, 3).set("axis", -1).run().shape())
        .containsExactly(2, 3);
    assertThat(OneNode.of("Flatten", 13).input(SIX, 1, 2, 3).set("axis", 0).run().shape())
        .containsExactly(1, 6);
    assertThat(OneNode.of("Squeeze", 11).input(SIX, 1, 6, 1).list("axes", 0).run().shape())
        .containsExactly(6, 1);
    assertThat(OneNode.of("Squeeze", 13).input(SIX, 1, 6, 1).constant(-1).run().shape())
        .containsExactly(1, 6);
    assertThat(OneNode.of("Squeeze", 13).input(SIX, 1, 6, 1).run().shape()).containsExactly(6);
    assertThat(OneNode.of("Unsqueeze", 13).input(SIX, 6).constant(-1, 0).run().shape())
        .containsExactly(1, 6, 1);
    assertThat(OneNode.of("Unsqueeze", 11).input(SIX, 6).list("axes", 0, 2).run().shape())
        .containsExactly(1, 6, 1);
    assertThat(OneNode.of("Transpose", 13).input(SIX, 2, 3).run().doubles())
        .containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(OneNode.of("Expand", 13).input(new double[] {1, 2}, 2, 1).constant(3).run().shape())
        .containsExactly(2, 3);
    assertThat(
            OneNode.of("Tile", 13).input(new double[] {1, 2}, 1, 2).constant(2, 1).run().doubles())
        .containsExactly(1, 2, 1, 2);
    assertThat(OneNode.of("Shape", 15).input(SIX, 1, 2, 3).set("start", -2).run().longs())
        .containsExactly(2, 3);
    assertThat(OneNode.of("Size", 13).input(SIX, 2, 3).run().longs()).containsExactly(6);
    assertThat(OneNode.of("Cast", 13).input(new double[] {-1.5, 2.5}, 2).set("to", 7).run().longs())
        .containsExactly(-1, 2);
  }

  @Test
  void depthAndSpace() {
    double[] x = {0, 1, 2, 3};
    assertThat(
            OneNode.of("DepthToSpace", 13).input(x, 1, 4, 1, 1).set("blocksize", 2).run().shape())
        .containsExactly(1, 1, 2, 2);
    double[] eight = {0, 1, 2, 3, 4, 5, 6, 7};
    assertThat(
            OneNode.of("DepthToSpace", 13)
                .input(eight, 1, 8, 1, 1)
                .set("blocksize", 2)
                .run()
                .doubles())
        .containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    assertThat(
            OneNode.of("DepthToSpace", 13)
                .input(eight, 1, 8, 1, 1)
                .set("blocksize", 2)
                .set("mode", "CRD")
                .run()
                .doubles())
        .containsExactly(eight);
    assertThat(
            OneNode.of("SpaceToDepth", 13)
                .input(new double[] {0, 2, 4, 6, 1, 3, 5, 7}, 1, 2, 2, 2)
                .set("blocksize", 2)
                .run()
                .doubles())
        .containsExactly(eight);
  }

  @Test
  void constants() {
    assertThat(
            OneNode.of("ConstantOfShape", 9)
                .input(longs(2, 2))
                .tensor("value", NdArray.of(new double[] {7}, 1))
                .run()
                .doubles())
        .containsExactly(7, 7, 7, 7);
    assertThat(
            OneNode.of("Range", 11)
                .input(NdArray.of(new long[] {5}))
                .input(NdArray.of(new long[] {0}))
                .input(NdArray.of(new long[] {-2}))
                .run()
                .longs())
        .containsExactly(5, 3, 1);
    assertThat(OneNode.of("EyeLike", 9).input(new double[4], 2, 2).set("k", 1).run().doubles())
        .containsExactly(0, 1, 0, 0);
    assertThat(
            OneNode.of("OneHot", 11)
                .input(longs(1, -1))
                .constant(3)
                .constant(new double[] {0, 5}, 2)
                .run()
                .doubles())
        .containsExactly(0, 5, 0, 0, 0, 5);
  }

  @Test
  void splitAndConcat() {
    List<NdArray> sizes = OneNode.of("Split", 13).input(SIX, 6).constant(1, 5).outputs(2).runAll();
    assertThat(sizes.get(1).doubles()).containsExactly(2, 3, 4, 5, 6);
    List<NdArray> number =
        OneNode.of("Split", 18)
            .input(new double[] {1, 2, 3, 4, 5}, 5)
            .set("num_outputs", 2)
            .outputs(2)
            .runAll();
    assertThat(number.get(0).doubles()).containsExactly(1, 2, 3);
    assertThat(number.get(1).doubles()).containsExactly(4, 5);
    List<NdArray> attribute =
        OneNode.of("Split", 11)
            .input(SIX, 2, 3)
            .set("axis", 1)
            .list("split", 1, 2)
            .outputs(2)
            .runAll();
    assertThat(attribute.get(1).doubles()).containsExactly(2, 3, 5, 6);
    assertThat(
            OneNode.of("Concat", 13)
                .input(SIX, 2, 3)
                .input(SIX, 2, 3)
                .set("axis", -1)
                .run()
                .shape())
        .containsExactly(2, 6);
  }

  @Test
  void slices() {
    assertThat(
            OneNode.of("Slice", 9)
                .input(SIX, 2, 3)
                .list("starts", 0, 1)
                .list("ends", 1, 1000)
                .run()
                .doubles())
        .containsExactly(2, 3);
    assertThat(
            OneNode.of("Slice", 13)
                .input(SIX, 6)
                .constant(-1)
                .constant(Long.MIN_VALUE)
                .constant(0)
                .constant(-2)
                .run()
                .doubles())
        .containsExactly(6, 4, 2);
    assertThat(
            OneNode.of("Slice", 13)
                .input(SIX, 6)
                .constant(1)
                .constant(-1)
                .constant(0)
                .constant(2)
                .run()
                .doubles())
        .containsExactly(2, 4);
  }

  @Test
  void gathers() {
    assertThat(
            OneNode.of("Gather", 13)
                .input(SIX, 2, 3)
                .constant(NdArray.of(new long[] {-1}))
                .set("axis", 1)
                .run()
                .doubles())
        .containsExactly(3, 6);
    NdArray table = OneNode.of("Gather", 13).input(SIX, 3, 2).input(longs(2, -3)).run();
    assertThat(table.shape()).containsExactly(2, 2);
    assertThat(table.doubles()).containsExactly(5, 6, 1, 2);
    assertThat(
            OneNode.of("GatherElements", 13)
                .input(SIX, 2, 3)
                .input(NdArray.of(new long[] {2, 0, -1, 1}, 2, 2))
                .set("axis", 1)
                .run()
                .doubles())
        .containsExactly(3, 1, 6, 5);
    assertThat(
            OneNode.of("GatherND", 13)
                .input(SIX, 2, 3)
                .input(NdArray.of(new long[] {0, 2, 1, -3}, 2, 2))
                .run()
                .doubles())
        .containsExactly(3, 4);
    assertThat(OneNode.of("Trilu", 14).input(new double[] {1, 2, 3, 4}, 2, 2).run().doubles())
        .containsExactly(1, 2, 0, 4);
    assertThat(
            OneNode.of("ReverseSequence", 10).input(SIX, 3, 2).input(longs(3, 2)).run().doubles())
        .containsExactly(5, 4, 3, 2, 1, 6);
    assertThat(OneNode.of("NonZero", 13).input(new double[] {0, 1, 2, 0}, 2, 2).run().longs())
        .containsExactly(0, 1, 1, 0);
  }

  @Test
  void scatters() {
    assertThat(
            OneNode.of("ScatterElements", 16)
                .input(new double[] {1, 2, 3}, 3)
                .input(longs(-1, 0))
                .input(new double[] {10, 20}, 2)
                .run()
                .doubles())
        .containsExactly(20, 2, 10);
    assertThat(
            OneNode.of("ScatterElements", 16)
                .input(new double[] {1, 2, 3}, 3)
                .input(longs(0, 0))
                .input(new double[] {10, 20}, 2)
                .set("reduction", "add")
                .run()
                .doubles())
        .containsExactly(31, 2, 3);
    assertThat(
            OneNode.of("ScatterND", 16)
                .input(SIX, 3, 2)
                .input(NdArray.of(new long[] {1}, 1, 1))
                .input(new double[] {30, 40}, 1, 2)
                .run()
                .doubles())
        .containsExactly(1, 2, 30, 40, 5, 6);
  }
}
