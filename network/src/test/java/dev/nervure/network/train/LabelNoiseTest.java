package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class LabelNoiseTest {

  private static final int CLASSES = 10;

  private static int[] labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }

  @Test
  void exactlyTheFractionAskedForIsWrongAndNothingElseChanges() {
    int[] before = labels(997);
    for (double fraction : new double[] {0, 0.1, 0.25, 0.5, 1}) {
      LabelNoise noise = LabelNoise.of(before, CLASSES, fraction, RandomStream.seeded(7));
      int wrong = 0;
      for (int i = 0; i < before.length; i++) {
        assertThat(noise.labels()[i]).isBetween(0, CLASSES - 1);
        if (noise.labels()[i] != before[i]) {
          assertThat(noise.relabelled()[wrong]).isEqualTo(i);
          wrong++;
        }
      }
      assertThat(wrong).isEqualTo((int) Math.round(fraction * 997));
      assertThat(noise.relabelled()).hasSize(wrong);
    }
  }

  @Test
  void wrongClassesAreEquallyLikely() {
    int n = 90_000;
    LabelNoise noise = LabelNoise.of(new int[n], CLASSES, 1, RandomStream.seeded(3));
    int[] counts = new int[CLASSES];
    for (int label : noise.labels()) {
      counts[label]++;
    }
    assertThat(counts[0]).isZero();
    for (int c = 1; c < CLASSES; c++) {
      // Expected 10,000 with a standard deviation of 94; 5 of them.
      assertThat(counts[c]).isBetween(9530, 10470);
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    RandomStream random = RandomStream.seeded(1);
    assertThatThrownBy(() -> LabelNoise.of(labels(5), CLASSES, 1.1, random))
        .hasMessageContaining("1.1");
    assertThatThrownBy(() -> LabelNoise.of(new int[5], 1, 0.5, random))
        .hasMessageContaining("2 classes");
  }
}
