package dev.nervure.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NdArrayTest {

  @Test
  void shapeMustHoldTheValues() {
    assertThatThrownBy(() -> NdArray.of(new float[5], 2, 3)).hasMessageContaining("needs 6");
    assertThatThrownBy(() -> NdArray.of(new float[0], -1, 0)).hasMessageContaining("negative");
    assertThatThrownBy(() -> NdArray.of(new float[0], 1 << 20, 1 << 20))
        .hasMessageContaining("2^31");
    assertThat(NdArray.of(new float[] {3}).rank()).isZero();
  }

  @Test
  void convertsToEveryTypeThatHoldsTheValues() {
    NdArray longs = NdArray.of(new long[] {1, 2}, 2);
    assertThat(longs.floats()).containsExactly(1, 2);
    assertThat(longs.doubles()).containsExactly(1, 2);
    assertThatThrownBy(NdArray.of(new double[1], 1)::longs).hasMessageContaining("FLOAT64");
    float[] own = {1};
    assertThat(NdArray.of(own, 1).floats()).isSameAs(own);
  }

  @Test
  void rowsAndSelectionKeepTheOtherAxes() {
    NdArray array = NdArray.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 2, 2);
    assertThat(array.rows(1, 2).doubles()).containsExactly(4, 5, 6, 7);
    assertThat(array.select(new int[] {2, 2}).shape()).containsExactly(2, 2, 2);
    assertThat(array.reshape(12).rows(10, 12).doubles()).containsExactly(10, 11);
    assertThatThrownBy(() -> array.rows(2, 4)).hasMessageContaining("3 rows");
    assertThatThrownBy(() -> array.select(new int[] {3})).hasMessageContaining("row 3");
    assertThatThrownBy(() -> array.reshape(5)).hasMessageContaining("needs 5");
  }
}
