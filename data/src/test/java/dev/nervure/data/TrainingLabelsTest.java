package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLabelsTest {
  @TempDir Path folder;

  private static LabelledSamples samples() {
    return LabelledSamples.of(
        NdArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2),
        new int[] {0, 1, 0, 1},
        List.of("cat", "dog"),
        "four");
  }

  private Path labels(long... labels) {
    Path file = folder.resolve("labels.npy");
    NpyWriter.write(file, NdArray.of(labels, labels.length));
    return file;
  }

  @Test
  void areThoseOfTheFirstSamples() {
    LabelledSamples trained = TrainingLabels.of(samples(), labels(1, 1, 0));
    assertThat(trained.size()).isEqualTo(3);
    assertThat(trained.labels()).containsExactly(1, 1, 0);
    assertThat(trained.classNames()).containsExactly("cat", "dog");
    assertThat(trained.read(0, 3).floats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(trained.contentHash())
        .isNotEqualTo(samples().select(new int[] {0, 1, 2}).contentHash());
    assertThat(TrainingLabels.of(samples(), labels(0, 2)).classNames())
        .containsExactly("cat", "dog", "2");
  }

  @Test
  void refusesMoreLabelsThanSamples() {
    assertThatThrownBy(() -> TrainingLabels.of(samples(), labels(0, 1, 0, 1, 1)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("5 labels")
        .hasMessageContaining("4 samples");
  }

  @Test
  void relabellingKeepsTheSelection() {
    LabelledSamples chosen = samples().select(new int[] {3, 0});
    LabelledSamples relabelled = chosen.relabelled(new int[] {0, 1});
    assertThat(relabelled.labels()).containsExactly(0, 1);
    assertThat(relabelled.originalIndex(0)).isEqualTo(3);
    assertThat(relabelled.contentHash()).isNotEqualTo(chosen.contentHash());
    assertThatThrownBy(() -> chosen.relabelled(new int[] {0})).hasMessageContaining("1 for 2");
  }
}
