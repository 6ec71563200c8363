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
  void aRangeIsTakenInTheOrderOfTheFile() {
    assertThat(Subset.ALL.within(SampleRange.parse("10:13")).choose(DATA))
        .containsExactly(10, 11, 12);
    assertThat(Subset.ALL.within(SampleRange.parse("97:")).choose(DATA))
        .containsExactly(97, 98, 99);
    assertThat(Subset.ALL.within(SampleRange.parse(":2")).choose(DATA)).containsExactly(0, 1);
    assertThat(Subset.ALL.within(SampleRange.parse("0:100")).choose(DATA)).hasSize(100);
  }

  @Test
  void everyOtherChoiceIsMadeWithinTheRange() {
    SampleRange range = SampleRange.parse("20:60");
    assertThat(new Subset(0, 0, List.of("blue"), 1).within(range).choose(DATA))
        .containsExactly(22, 26, 30, 34, 38, 42, 46, 50, 54, 58);
    int[] rows = new Subset(12, 4, List.of(), 1).within(range).choose(DATA);
    assertThat(rows).hasSize(12).isSorted().doesNotHaveDuplicates();
    assertThat(rows[0]).isGreaterThanOrEqualTo(20);
    assertThat(rows[11]).isLessThan(60);
    LabelledSamples chosen = Subset.ALL.within(range).of(DATA);
    assertThat(chosen.originalIndex(0)).isEqualTo(20);
    assertThat(chosen.contentHash())
        .isNotEqualTo(Subset.ALL.within(SampleRange.parse("21:61")).of(DATA).contentHash());
  }

  @Test
  void aRangeBeyondTheDataIsRefused() {
    for (String text : List.of("50:101", "100:", "100:101", "200:300")) {
      assertThatThrownBy(() -> Subset.ALL.within(SampleRange.parse(text)).choose(DATA))
          .as(text)
          .isInstanceOf(BadDataException.class)
          .hasMessageContainingAll("100 samples", "0:100");
    }
    assertThatThrownBy(() -> Subset.ALL.within(SampleRange.parse("50:103")).choose(DATA))
        .hasMessageContaining("none from 100 to 102");
    for (String text : List.of("", ":", "5", "5:5", "7:3", "-1:3", "a:b", "1:2:3", "1.5:3")) {
      assertThatThrownBy(() -> SampleRange.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("range");
    }
    SampleRange range = SampleRange.parse("0:1");
    assertThatThrownBy(() -> new Subset(0, 0, List.of("white"), 1).within(range).choose(DATA))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("white", "0:1");
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
