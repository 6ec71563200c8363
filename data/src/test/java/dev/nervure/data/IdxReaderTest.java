package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {

  @TempDir Path folder;

  @Test
  void readsImagesAndTheirLabels() {
    SampleFiles.write(folder.resolve("train-images-idx3-ubyte"), SampleFiles.idx(3, 2, 2));
    SampleFiles.write(
        folder.resolve("train-labels-idx1-ubyte"), SampleFiles.idx(new byte[] {2, 0, 1}, 3));
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.size()).isEqualTo(3);
    assertThat(samples.sampleShape()).containsExactly(1, 2, 2);
    assertThat(samples.labels()).containsExactly(2, 0, 1);
    assertThat(samples.classNames()).containsExactly("0", "1", "2");
    assertThat(samples.read(1, 3).shape()).containsExactly(2, 1, 2, 2);
    assertThat(samples.read(1, 2).floats()).containsExactly(4 / 255f, 5 / 255f, 6 / 255f, 7 / 255f);
    assertThat(samples.read(new int[] {2, 0}).floats())
        .containsExactly(8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f, 0, 1 / 255f, 2 / 255f, 3 / 255f);
  }

  @Test
  void gzipGivesTheSameAsPlain() {
    Path plain = SampleFiles.write(folder.resolve("a-images-idx3-ubyte"), SampleFiles.idx(9, 5, 7));
    Path gzip =
        SampleFiles.write(
            folder.resolve("b-images-idx3-ubyte.gz"), SampleFiles.gzip(SampleFiles.idx(9, 5, 7)));
    float[] one = DataSource.open(plain, DataOptions.DEFAULT).read(0, 9).floats();
    float[] two = DataSource.open(gzip, DataOptions.DEFAULT).read(0, 9).floats();
    assertThat(one).containsExactly(two);
  }

  @Test
  void aFolderGivesTheTestPartUnlessTold() {
    SampleFiles.write(folder.resolve("train-images-idx3-ubyte"), SampleFiles.idx(5, 2, 2));
    SampleFiles.write(folder.resolve("t10k-images-idx3-ubyte"), SampleFiles.idx(4, 2, 2));
    DataOptions options = DataOptions.DEFAULT;
    assertThat(DataSource.open(folder, options).size()).isEqualTo(4);
    assertThat(DataSource.open(folder, options.withSplit(Split.TRAIN)).size()).isEqualTo(5);
    LabelledSamples all = DataSource.open(folder, options.withSplit(Split.ALL));
    assertThat(all.size()).isEqualTo(9);
    assertThat(all.read(4, 6).floats())
        .containsExactly(
            16 / 255f, 17 / 255f, 18 / 255f, 19 / 255f, 0, 1 / 255f, 2 / 255f, 3 / 255f);
  }

  @Test
  void refusesCountsThatDisagree() {
    Path images =
        SampleFiles.write(folder.resolve("x-images-idx3-ubyte"), SampleFiles.idx(3, 2, 2));
    SampleFiles.write(folder.resolve("x-labels-idx1-ubyte"), SampleFiles.idx(4));
    assertThatThrownBy(() -> DataSource.open(images, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("4 labels")
        .hasMessageContaining("3 samples");
  }

  @Test
  void refusesAHeaderThatPromisesMoreThanTheFileHas() {
    byte[] bytes = SampleFiles.idx(3, 2, 2);
    bytes[4] = 0x70;
    Path images = SampleFiles.write(folder.resolve("x-images-idx3-ubyte"), bytes);
    assertThatThrownBy(() -> DataSource.open(images, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("byte 28");
  }
}
