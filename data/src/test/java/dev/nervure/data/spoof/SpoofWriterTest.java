package dev.nervure.data.spoof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Normalization;
import dev.nervure.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoofWriterTest {
  private static final SpoofOptions OPTIONS = new SpoofOptions(SpoofKind.PRINT, 0.7, 3);

  @TempDir Path folder;

  private static LabelledSamples images() {
    float[] values = new float[6 * 3 * 10 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 256) / 255f;
    }
    return LabelledSamples.of(
        NdArray.of(values, 6, 3, 10, 8),
        new int[] {1, 0, 1, 1, 0, 2},
        List.of("cat", "dog", "a/b"),
        "six");
  }

  @Test
  void arraysKeepTheOrderAndTheLabels() {
    new SpoofWriter(images(), OPTIONS).writeArrays(folder, Progress.none());

    LabelledSamples spoofed = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(spoofed.labels()).isEqualTo(images().labels());
    assertThat(spoofed.classNames()).isEqualTo(images().classNames());
    Spoof spoof = new Spoof(OPTIONS);
    for (int i = 0; i < 6; i++) {
      assertThat(spoofed.read(i, i + 1).floats())
          .isEqualTo(spoof.of(images().read(i, i + 1).floats(), 3, 10, 8, i));
    }
  }

  /** A selection of images gives the same spoofs as all of them. */
  @Test
  void aChoiceOfImagesHasTheirSpoofs() {
    new SpoofWriter(images().select(new int[] {2, 4}), OPTIONS)
        .writeArrays(folder, Progress.none());

    LabelledSamples spoofed = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(spoofed.read(1, 2).floats())
        .isEqualTo(new Spoof(OPTIONS).of(images().read(4, 5).floats(), 3, 10, 8, 4));
  }

  @Test
  void picturesLieInFoldersOfTheirClasses() {
    new SpoofWriter(images(), OPTIONS).writePictures(folder, Progress.none());

    assertThat(folder.resolve("cat/000001.png")).exists();
    assertThat(folder.resolve("a_b/000005.png")).exists();
    LabelledSamples read = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(read.classNames()).containsExactly("a_b", "cat", "dog");
    // The first of "cat", after the one of "a_b".
    assertThat(read.read(1, 2).floats())
        .isEqualTo(new Spoof(OPTIONS).of(images().read(1, 2).floats(), 3, 10, 8, 1));
  }

  private static LabelledSamples named(String first, String second) {
    return LabelledSamples.of(
        NdArray.of(new float[2 * 9], 2, 1, 3, 3), new int[] {0, 1}, List.of(first, second), "two");
  }

  /** Nothing is written where a folder would hold two classes, or be the one around all. */
  @Test
  void classesWithoutFoldersOfTheirOwnAreRefused() {
    for (List<String> names :
        List.of(List.of("a/b", "a_b"), List.of("Cat", "cat"), List.of("cat", ""))) {
      SpoofWriter writer = new SpoofWriter(named(names.get(0), names.get(1)), OPTIONS);
      assertThatThrownBy(() -> writer.writePictures(folder, Progress.none()))
          .as("%s", names)
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("'" + names.get(1) + "'");
      assertThat(folder).isEmptyDirectory();
    }
    // A class without samples needs no folder.
    new SpoofWriter(named("a/b", "a_b").select(new int[] {1}), OPTIONS)
        .writePictures(folder, Progress.none());
    assertThat(folder.resolve("a_b/000001.png")).exists();
  }

  @Test
  void refusesWhatIsNoImage() {
    LabelledSamples table =
        LabelledSamples.of(NdArray.of(new float[8], 2, 4), null, List.of(), "table");
    assertThatThrownBy(() -> new SpoofWriter(table, OPTIONS))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no images");
    LabelledSamples dark =
        LabelledSamples.of(
            NdArray.of(new float[] {-0.5f, 0, 0, 0}, 1, 1, 2, 2), null, List.of(), "dark");
    assertThatThrownBy(() -> new SpoofWriter(dark, OPTIONS).writeArrays(folder, Progress.none()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("sample 0");
    new SpoofWriter(images(), OPTIONS).writeArrays(folder, Progress.none());
    LabelledSamples normalised =
        DataSource.open(
            folder,
            DataOptions.DEFAULT.withNormalization(
                new Normalization(new float[] {0.5f}, new float[] {0.2f})));
    assertThatThrownBy(() -> new SpoofWriter(normalised, OPTIONS))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("normalised");
  }
}
