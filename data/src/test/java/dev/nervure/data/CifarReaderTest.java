package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {

  @TempDir Path folder;

  @Test
  void readsAnyNumberOfRecords() {
    Path file = SampleFiles.write(folder.resolve("data_batch_1.bin"), SampleFiles.cifar10(7));
    LabelledSamples samples = DataSource.open(file, DataOptions.DEFAULT);
    assertThat(samples.sampleShape()).containsExactly(3, 32, 32);
    assertThat(samples.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(samples.classNames()).hasSize(10).startsWith("airplane");
    float[] third = samples.read(2, 3).floats();
    assertThat(third[0]).isEqualTo(3 / 255f);
    assertThat(third[3071]).isEqualTo(((2 + 3072) & 0xff) / 255f);
  }

  @Test
  void aFolderIsReadBySplitInTheOrderOfNames() {
    SampleFiles.write(folder.resolve("data_batch_1.bin"), SampleFiles.cifar10(3));
    SampleFiles.write(
        folder.resolve("data_batch_2_first2.bin.gz"), SampleFiles.gzip(SampleFiles.cifar10(2)));
    SampleFiles.write(folder.resolve("test_batch.bin"), SampleFiles.cifar10(4));
    DataOptions options = DataOptions.DEFAULT;
    assertThat(DataSource.open(folder, options).size()).isEqualTo(4);
    assertThat(DataSource.open(folder, options.withSplit(Split.TRAIN)).labels())
        .containsExactly(0, 1, 2, 0, 1);
    assertThat(DataSource.open(folder, options.withSplit(Split.ALL)).size()).isEqualTo(9);
  }

  @Test
  void readsBothLabelsOfCifar100() {
    byte[] records = new byte[3074 * 2];
    records[0] = 4;
    records[1] = 95;
    records[3074] = 19;
    records[3075] = 7;
    Path file = SampleFiles.write(folder.resolve("test.bin"), records);
    assertThat(DataSource.open(file, DataOptions.DEFAULT).labels()).containsExactly(95, 7);
    DataOptions coarse = DataOptions.DEFAULT.withCoarseLabels(true);
    assertThat(DataSource.open(folder, coarse).labels()).containsExactly(4, 19);
    assertThat(DataSource.open(folder, coarse).classNames()).hasSize(20);
  }

  @Test
  void saysWhereItIsWrong() {
    byte[] whole = SampleFiles.cifar10(2);
    Path cut = SampleFiles.write(folder.resolve("cut.bin"), Arrays.copyOf(whole, 5000));
    assertThatThrownBy(() -> DataSource.open(cut, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("5,000 bytes", "3,073", "byte 3073");
    whole[3073] = 11;
    Path label = SampleFiles.write(folder.resolve("label.bin"), whole);
    assertThatThrownBy(() -> DataSource.open(label, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("record 1", "label 11", "byte 3073");
  }
}
