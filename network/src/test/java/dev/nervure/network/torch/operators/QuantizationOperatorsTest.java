package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class QuantizationOperatorsTest {

  /** What was rounded lies within half a step, and halves go to even numbers. */
  @Test
  void roundsToTheGrid(Random random) {
    double[] x = random.doubles(50, -10, 10).toArray();
    NdArray rounded =
        OneNode.of("QuantizeLinear", 21).input(x, 50).scalar(0.25).set("output_dtype", 3).run();
    for (int i = 0; i < 50; i++) {
      assertThat(rounded.longs()[i] * 0.25).isCloseTo(x[i], within(0.125));
    }
    assertThat(
            OneNode.of("QuantizeLinear", 21)
                .input(new double[] {0.5, 1.5, -0.5, 300, -300}, 5)
                .scalar(1)
                .run()
                .longs())
        .containsExactly(0, 2, 0, 255, 0);
  }

  @Test
  void blocksHaveTheirOwnScale() {
    NdArray result =
        OneNode.of("DequantizeLinear", 21)
            .input(NdArray.of(new long[] {1, 2, 3, 4, 5, 6}, 2, 3))
            .constant(new double[] {1, 10, 2, 20}, 2, 2)
            .set("axis", 1)
            .set("block_size", 2)
            .run();
    assertThat(result.doubles()).containsExactly(1, 2, 30, 8, 10, 120);
  }

  /** Sums of integers are exact; zero points of rows and columns are taken off before. */
  @Test
  void integersAreMultipliedExactly() {
    NdArray result =
        OneNode.of("MatMulInteger", 10)
            .input(NdArray.of(new long[] {200, 3, 4, 100}, 2, 2))
            .input(NdArray.of(new long[] {1, -2, 3, 4}, 2, 2))
            .input(NdArray.of(new long[] {100, 4}, 2))
            .input(NdArray.of(new long[] {1, 0}, 2))
            .run();
    // (200 - 100, 3 - 100), (4 - 4, 100 - 4) times (1 - 1, -2), (3 - 1, 4)
    assertThat(result.longs()).containsExactly(-194, -588, 192, 384);
  }

  @Test
  void theRangeOfTheValuesAndZeroIsUsed() {
    List<NdArray> result =
        OneNode.of("DynamicQuantizeLinear", 11)
            .input(new double[] {0, 1, 5.1}, 3)
            .outputs(3)
            .runAll();
    assertThat(result.get(0).longs()).containsExactly(0, 50, 255);
    assertThat(result.get(1).doubles()[0]).isCloseTo(5.1 / 255, within(1e-12));
    assertThat(result.get(2).longs()).containsExactly(0);
    List<NdArray> zeros =
        OneNode.of("DynamicQuantizeLinear", 11).input(new double[3], 3).outputs(3).runAll();
    assertThat(zeros.get(0).longs()).containsOnly(0);
  }

  /** Where the width is not known nothing may saturate at a guess. */
  @Test
  void widthsThatAreNotKnownAreRefused() {
    OneNode wide = OneNode.of("QuantizeLinear", 21).input(new double[] {1}, 1).scalar(1);
    assertThatThrownBy(() -> wide.constant(NdArray.of(new long[] {0})).run())
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("how wide");
  }
}
