package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubsetTest {

  private static final LabelledSamples DATA = data(100);

  @Test
  void theSameSeedGivesTheSameRowsInAscendingOrder() {
    Subset subset = new Subset(20, 0, List.of(), 5);
    int[] rows = subset.choose(DATA);
    assertThat(rows).hasSize(20).isSorted().doesNotHaveDuplicates();
    assertThat(subset.choose(DATA)).containsExactly(rows);
    assertThat(new Subset(20, 0, List.of(), 6).choose(DATA)).isNotEqualTo(rows);
  }

  @Test
  void countsPerClassAreExact() {
    LabelledSamples chosen = new Subset(0, 7, List.of(), 1).of(DATA);
    int[] counts = new int[4];
    for (int label : chosen.labels()) {
      counts[label]++;
    }
    assertThat(counts).containsExactly(7, 7, 7, 7);
  }

  @Test
  void classesAreChosenByNameOrIndex() {
    LabelledSamples chosen = new Subset(0, 0, List.of("blue", "0"), 1).of(DATA);
    assertThat(chosen.size()).isEqualTo(50);
    assertThat(chosen.labels()).containsOnly(0, 2);
    assertThat(chosen.classNames()).isEqualTo(DATA.classNames());
  }

  @Test
  void theChoiceWithinAClassDoesNotDependOnTheOthers() {
    int[] alone = new Subset(0, 5, List.of("green"), 3).choose(DATA);
    int[] together = new Subset(0, 5, List.of(), 3).choose(DATA);
    assertThat(together).contains(alone);
  }

  @Test
  void aSelectionKeepsValuesLabelsAndOriginalRows() {
    LabelledSamples chosen = new Subset(10, 0, List.of(), 8).of(DATA);
    LabelledSamples again = chosen.select(new int[] {9, 0});
    assertThat(again.originalIndex(0)).isEqualTo(chosen.originalIndex(9));
    float[] values = again.read(0, 2).floats();
    assertThat(values[0]).isEqualTo(2 * again.originalIndex(0));
    assertThat(values[2]).isEqualTo(2 * again.originalIndex(1));
    assertThat(again.label(1)).isEqualTo(again.originalIndex(1) % 4);
    assertThat(again.contentHash()).isNotEqualTo(DATA.contentHash());
  }

  @Test
  void askingForMoreThanThereIsGivesAll() {
    assertThat(new Subset(1000, 0, List.of(), 1).choose(DATA)).hasSize(100);
    assertThat(new Subset(0, 1000, List.of(), 1).choose(DATA)).hasSize(100);
  }

  @Test
  void badChoicesAreNamed() {
    assertThatThrownBy(() -> new Subset(0, 0, List.of("pink"), 1).choose(DATA))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("pink", "[red, green, blue, white]");
    LabelledSamples bare =
        LabelledSamples.of(NdArray.of(new float[4], 2, 2), null, List.of(), "bare");
    assertThatThrownBy(() -> new Subset(0, 3, List.of(), 1).choose(bare))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no labels");
    assertThatThrownBy(() -> new Subset(-1, 0, List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static LabelledSamples data(int count) {
    float[] values = new float[2 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      values[2 * i] = 2 * i;
      values[2 * i + 1] = 2 * i + 1;
      labels[i] = i % 4;
    }
    return LabelledSamples.of(
        NdArray.of(values, count, 2), labels, List.of("red", "green", "blue", "white"), "numbers");
  }
}
