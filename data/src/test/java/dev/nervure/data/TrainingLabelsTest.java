package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
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

  private Path text(String... labels) throws IOException {
    return Files.write(folder.resolve("labels.txt"), List.of(labels));
  }

  /** Only some of the classes occur, so that their order among themselves is another. */
  @Test
  void namesAreThoseOfTheClassesOfTheSamples() throws IOException {
    assertThat(TrainingLabels.of(samples(), text("dog", "dog", "dog")).labels())
        .containsExactly(1, 1, 1);
    assertThat(TrainingLabels.of(samples(), text("dog", "cat")).classNames())
        .containsExactly("cat", "dog");
    Path unknown = text("dog", "cow");
    assertThatThrownBy(() -> TrainingLabels.of(samples(), unknown))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("'cow'");
    assertThatThrownBy(() -> TrainingLabels.of(samples(), labels(-1, 1)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("'-1'");
  }

  @Test
  void unusualNumbersAreNamesOfClasses() throws IOException {
    Path data = folder.resolve("table.csv");
    Files.write(data, List.of("a,b,label", "1,2,-5", "3,4,2", "5,6,7", "7,8,-5"));
    LabelledSamples numbered = DataSource.open(data, DataOptions.DEFAULT);
    assertThat(numbered.classNames()).containsExactly("-5", "2", "7");
    assertThat(TrainingLabels.of(numbered, labels(2, 2, 7)).labels()).containsExactly(1, 1, 2);
    assertThat(TrainingLabels.of(numbered, labels(7, -5)).labels()).containsExactly(2, 0);
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
