package dev.nervure.study.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatchedSamplesTest {
  /** Samples whose only value is their number. */
  private static LabelledSamples samples(int @Nullable [] labels, int count, String... classes) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return LabelledSamples.of(
        NdArray.of(values, count, 1), labels, List.of(classes), "numbers to " + count);
  }

  private static int[] cycling(int count, int classes) {
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % classes);
    return labels;
  }

  private static long count(LabelledSamples samples, String name) {
    return Arrays.stream(samples.labels())
        .filter(label -> samples.classNames().get(label).equals(name))
        .count();
  }

  @Test
  void takesAsManyOfEachClassFromBoth() {
    // Other numbers of the same names, and unequal shares: 90 of each, and 20, 100, 180.
    LabelledSamples first = samples(cycling(270, 3), 270, "a", "b", "c");
    int[] labels = new int[300];
    Arrays.fill(labels, 0, 20, 2);
    Arrays.fill(labels, 20, 120, 1);
    LabelledSamples second = samples(labels, 300, "c", "b", "a");

    MatchedSamples matched = MatchedSamples.of(first, second, 150, 1);

    // 20 of "a", which has no more in the second, and 65 of each of the others.
    for (String name : List.of("a", "b", "c")) {
      long expected = name.equals("a") ? 20 : 65;
      assertThat(count(matched.first(), name)).as(name).isEqualTo(expected);
      assertThat(count(matched.second(), name)).as(name).isEqualTo(expected);
    }
    assertThat(matched.exchange().first()).isEqualTo(150);
    assertThat(Arrays.stream(matched.exchange().strata()).distinct()).hasSize(3);
    for (int i = 0; i < 150; i++) {
      assertThat(first.classNames().get(matched.first().label(i)))
          .isEqualTo(second.classNames().get(matched.second().label(i)));
    }
    assertThat(matched.sameClasses()).isFalse();
    assertThat(matched.notes().get(0)).contains("150 samples").contains("3 classes");
  }

  @Test
  void twoClassesHaveAsManySamplesAsTheSmallerWhereMoreAreAskedFor() {
    LabelledSamples data = samples(cycling(199, 2), 199, "a", "b");
    assertThat(MatchedSamples.ofClasses(data, "a", "b", 160, 1).notes())
        .containsExactly(
            "each group has 99 samples, chosen at random from 100 of a and 99 of b: as many as the smaller class has");
    assertThat(MatchedSamples.ofClasses(data, "a", "b", 60, 1).notes().get(0))
        .endsWith("60 samples, chosen at random from 100 of a and 99 of b");
  }

  @Test
  void leavesClassesOfOneGroupOut() {
    LabelledSamples first = samples(cycling(200, 4), 200, "a", "b", "c", "d");
    LabelledSamples second = samples(cycling(200, 2), 200, "a", "b");

    MatchedSamples matched = MatchedSamples.of(first, second, 80, 1);

    assertThat(count(matched.first(), "c")).isZero();
    assertThat(matched.first().size()).isEqualTo(80);
    assertThat(matched.notes())
        .anyMatch(note -> note.contains("left out") && note.contains("c, d"));
  }

  @Test
  void setsWithoutCommonClassesAreDrawnAtRandom() {
    MatchedSamples matched =
        MatchedSamples.of(
            samples(cycling(100, 2), 100, "a", "b"), samples(cycling(70, 2), 70, "x", "y"), 500, 1);

    assertThat(matched.first().size()).isEqualTo(70);
    assertThat(matched.second().size()).isEqualTo(70);
    assertThat(matched.sameClasses()).isFalse();
    assertThat(matched.notes().get(0)).contains("no class in common");
    assertThat(MatchedSamples.of(samples(null, 50), samples(null, 60), 45, 1).notes().get(0))
        .contains("no labels");
  }

  @Test
  void pairsAreTheSameSamplesInBoth() {
    MatchedSamples matched =
        MatchedSamples.pairs(
            samples(cycling(90, 3), 90, "a", "b", "c"),
            samples(cycling(90, 3), 90, "a", "b", "c"),
            50,
            7);

    assertThat(matched.exchange().isPaired()).isTrue();
    assertThat(matched.first().size()).isEqualTo(50);
    for (int i = 0; i < 50; i++) {
      assertThat(matched.first().originalIndex(i)).isEqualTo(matched.second().originalIndex(i));
    }
  }

  @Test
  void aClassIsNotComparedWithItself() {
    LabelledSamples data = samples(cycling(90, 2), 90, "a", "b");
    assertThatThrownBy(() -> MatchedSamples.ofClasses(data, "a", "a", 40, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' cannot be compared with itself");
  }

  @Test
  void refusesWhatAreNoPairs() {
    LabelledSamples first = samples(cycling(90, 3), 90, "a", "b", "c");
    assertThatThrownBy(() -> MatchedSamples.pairs(first, samples(null, 80), 50, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("80 samples for 90");
    int[] other = cycling(90, 3);
    other[4] = 2;
    assertThatThrownBy(() -> MatchedSamples.pairs(first, samples(other, 90, "a", "b", "c"), 50, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("sample 4 is c");
  }

  @Test
  void twoClassesOfOneSet() {
    int[] labels = new int[200];
    Arrays.fill(labels, 0, 60, 1);
    LabelledSamples data = samples(labels, 200, "real", "spoof");

    MatchedSamples matched = MatchedSamples.ofClasses(data, "spoof", "real", 500, 3);

    assertThat(matched.first().size()).isEqualTo(60);
    assertThat(matched.second().size()).isEqualTo(60);
    assertThat(count(matched.first(), "spoof")).isEqualTo(60);
    assertThat(count(matched.second(), "real")).isEqualTo(60);
    assertThat(matched.notes().get(0)).contains("60 of spoof").contains("140 of real");
  }

  @Test
  void saysWhatIsMissing() {
    LabelledSamples data = samples(cycling(90, 3), 90, "a", "b", "c");
    assertThatThrownBy(() -> MatchedSamples.ofClasses(data, "a", "z", 50, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("'z'");
    assertThatThrownBy(() -> MatchedSamples.ofClasses(data, "a", "b", 50, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("too few")
        .hasMessageContaining("30 and 30");
    assertThatThrownBy(() -> MatchedSamples.ofClasses(samples(null, 90), "a", "b", 50, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no labels");
    assertThatThrownBy(() -> MatchedSamples.of(data, samples(null, 20), 50, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("90 and 20");
  }
}
