package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.run.LayerResult;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class PositionSelectorTest {
  private static final int HEIGHT = 3;
  private static final int WIDTH = 4;
  private static final int POSITIONS = HEIGHT * WIDTH;

  /** Five standard errors of a share. */
  private static final double SURE = 5;

  private static LayerResult layer(int channels) {
    return new LayerResult(
        2, "maps", "Conv", "", 0.5, channels, List.of(channels, HEIGHT, WIDTH), "CHW", "spatial");
  }

  private static LayerOptions options(SelectionOptions selection, long seed) {
    return LayerOptions.defaults().withSelection(selection).withSeed(seed).withPointCap(100);
  }

  private static PositionSelector selector(int channels, int samples, LayerOptions options) {
    return new PositionSelector(layer(channels), samples, options, sample -> sample, null);
  }

  /** Rows whose first coordinate is their own number. */
  private static NdArray numbered(int samples) {
    float[] values = new float[samples * POSITIONS * 2];
    for (int row = 0; row < samples * POSITIONS; row++) {
      values[2 * row] = row;
    }
    return NdArray.of(values, samples * POSITIONS, 2);
  }

  private static int[] rows(SelectionOptions selection, int samples, long seed) {
    NdArray taken = selector(2, samples, options(selection, seed)).select(numbered(samples));
    int[] rows = new int[taken.shape()[0]];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) taken.floats()[2 * i];
    }
    return rows;
  }

  private static double[] shares(SelectionOptions selection, int samples, long seed) {
    double[] shares = new double[POSITIONS];
    int[] rows = rows(selection, samples, seed);
    for (int row : rows) {
      shares[row % POSITIONS] += 1.0 / rows.length;
    }
    return shares;
  }

  @Test
  void aRandomPositionIsUniformOverAllOfThem(Random random) {
    int samples = 20_000;
    double error = Math.sqrt((1 - 1.0 / POSITIONS) / POSITIONS / samples);
    int[] rows =
        rows(new SelectionOptions(PointSelection.RANDOM, false, null), samples, random.nextLong());
    assertThat(rows).hasSize(samples);
    for (int i = 0; i < samples; i++) {
      assertThat(rows[i] / POSITIONS).isEqualTo(i);
    }
    for (double share :
        shares(
            new SelectionOptions(PointSelection.RANDOM, false, null), samples, random.nextLong())) {
      assertThat(Math.abs(share - 1.0 / POSITIONS)).isLessThan(SURE * error);
    }
  }

  @Test
  void theReferenceRuleLeavesTheFirstRowAndColumnOut(Random random) {
    int samples = 20_000;
    double[] shares =
        shares(new SelectionOptions(PointSelection.RANDOM, true, null), samples, random.nextLong());
    int inside = (HEIGHT - 1) * (WIDTH - 1);
    double error = Math.sqrt((1 - 1.0 / inside) / inside / samples);
    for (int position = 0; position < POSITIONS; position++) {
      if (position < WIDTH || position % WIDTH == 0) {
        assertThat(shares[position]).as("position " + position).isZero();
      } else {
        assertThat(Math.abs(shares[position] - 1.0 / inside)).isLessThan(SURE * error);
      }
    }
    assertThatThrownBy(() -> new SelectionOptions(PointSelection.FULL, true, null))
        .hasMessageContaining("with replacement");
  }

  @Test
  void allPositionsUnderACapAreDrawnWithoutReplacementAsManyOfEachSample(Random random) {
    SelectionOptions full = new SelectionOptions(PointSelection.FULL, false, null);
    long seed = random.nextLong();
    int[] rows = rows(full, 40, seed);
    assertThat(rows).hasSize(40 * 3).isSorted().doesNotHaveDuplicates(); // 100 / 40, rounded up
    for (int i = 0; i < rows.length; i++) {
      assertThat(rows[i] / POSITIONS).isEqualTo(i / 3);
    }
    assertThat(rows(full, 5, seed)).as("fewer than the cap: all").hasSize(5 * POSITIONS);
    assertThat(rows(full, 40, seed + 1)).isNotEqualTo(rows);
  }

  @Test
  void theLongestVectorIsTakenTheFirstOfEqualOnes(Random random) {
    SelectionOptions longest = new SelectionOptions(PointSelection.TOP_L2, false, null);
    int samples = 30;
    float[] values = new float[samples * POSITIONS * 3];
    int[] expected = new int[samples];
    for (int sample = 0; sample < samples; sample++) {
      double most = -1;
      for (int position = 0; position < POSITIONS; position++) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
          // Few different values, so that there are ties.
          float value = random.nextInt(3) - 1;
          values[((sample * POSITIONS) + position) * 3 + channel] = value;
          sum += value * value;
        }
        if (sum > most) {
          most = sum;
          expected[sample] = position;
        }
      }
    }
    NdArray rows = NdArray.of(values, samples * POSITIONS, 3);
    NdArray taken = selector(3, samples, options(longest, 1)).select(rows);
    assertThat(taken.shape()).containsExactly(samples, 3);
    for (int sample = 0; sample < samples; sample++) {
      int row = sample * POSITIONS + expected[sample];
      assertThat(Arrays.copyOfRange(taken.floats(), sample * 3, sample * 3 + 3))
          .isEqualTo(Arrays.copyOfRange(values, row * 3, row * 3 + 3));
    }
  }

  @Test
  void aVectorThatIsNotFiniteIsSeen() {
    float[] values = new float[POSITIONS * 2];
    values[0] = 1e30f;
    values[9] = Float.NaN;
    NdArray taken =
        selector(2, 1, options(new SelectionOptions(PointSelection.TOP_L2, false, null), 1))
            .select(NdArray.of(values, POSITIONS, 2));
    assertThat(taken.floats()[1]).isNaN();
  }

  @Test
  void whatIsTakenDoesNotDependOnTheBatches(Random random) {
    long seed = random.nextLong();
    NdArray all = numbered(10);
    for (PointSelection points :
        List.of(PointSelection.RANDOM, PointSelection.FULL, PointSelection.TOP_L2)) {
      LayerOptions options = options(new SelectionOptions(points, false, null), seed);
      float[] whole = selector(2, 10, options).select(all).floats();
      PositionSelector parts = selector(2, 10, options);
      float[] first = parts.select(all.rows(0, 3 * POSITIONS)).floats();
      float[] second = parts.select(all.rows(3 * POSITIONS, 10 * POSITIONS)).floats();
      float[] joined = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, joined, first.length, second.length);
      assertThat(joined).as(points.toString()).isEqualTo(whole);
    }
  }
}
