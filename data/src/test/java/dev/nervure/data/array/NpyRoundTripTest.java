package dev.nervure.data.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyRoundTripTest {

  @TempDir Path folder;

  @Test
  void rowsAppendedInBlocksComeBack() {
    Path file = folder.resolve("a.npy");
    try (NpyWriter writer = NpyWriter.create(file, ElementType.FLOAT32, 2, 2)) {
      writer.append(NdArray.of(new float[] {1, 2, 3, 4}, 1, 2, 2));
      writer.append(NdArray.of(new float[] {5, 6, 7, 8, 9, 10, 11, 12}, 2, 2, 2));
      assertThat(writer.rows()).isEqualTo(3);
    }
    StoredArray array = NpyReader.open(file);
    assertThat(array.shape()).containsExactly(3, 2, 2);
    assertThat(array.type()).isEqualTo(StoredType.FLOAT32);
    assertThat(array.readAll().floats()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(array.read(1, 2).floats()).containsExactly(5, 6, 7, 8);
  }

  @Test
  void everyElementTypeComesBack() {
    NdArray doubles = NdArray.of(new double[] {Math.PI, -0.0, 1e300}, 3);
    NdArray longs = NdArray.of(new long[] {Long.MIN_VALUE, 7, Long.MAX_VALUE}, 3);
    NpyWriter.write(folder.resolve("d.npy"), doubles);
    NpyWriter.write(folder.resolve("l.npy"), longs);
    assertThat(NpyReader.open(folder.resolve("d.npy")).readAll().doubles())
        .containsExactly(doubles.doubles());
    assertThat(NpyReader.open(folder.resolve("l.npy")).readAll().longs())
        .containsExactly(longs.longs());
  }

  @Test
  void unsignedBytesComeBackAndOtherNumbersAreRefused() {
    Path file = folder.resolve("bytes.npy");
    try (NpyWriter writer = NpyWriter.ofBytes(file, 2)) {
      writer.append(NdArray.of(new long[] {0, 1, 200, 255}, 2, 2));
    }
    StoredArray array = NpyReader.open(file);
    assertThat(array.type()).isEqualTo(StoredType.UINT8);
    assertThat(array.readAll().longs()).containsExactly(0, 1, 200, 255);
    Path refused = folder.resolve("refused.npy");
    try (NpyWriter writer = NpyWriter.ofBytes(refused, 1)) {
      for (long value : new long[] {-1, 256}) {
        assertThatThrownBy(() -> writer.append(NdArray.of(new long[] {value}, 1, 1)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("no unsigned byte");
      }
    }
    assertThat(refused).doesNotExist();
  }

  @Test
  void moreThanOneBufferIsWritten() {
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.25f;
    }
    NpyWriter.write(folder.resolve("long.npy"), NdArray.of(values, values.length));
    assertThat(NpyReader.open(folder.resolve("long.npy")).readAll().floats())
        .containsExactly(values);
  }

  @Test
  void theTargetAppearsOnlyOnClose() throws IOException {
    Path file = folder.resolve("late.npy");
    try (NpyWriter writer = NpyWriter.create(file, ElementType.INT64)) {
      writer.append(NdArray.of(new long[] {1, 2}, 2));
      assertThat(file).doesNotExist();
    }
    assertThat(file).exists();
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void aDiscardedOrFailedFileLeavesTheTargetAsItWas() throws IOException {
    Path file = folder.resolve("kept.npy");
    NpyWriter.write(file, NdArray.of(new long[] {5}, 1));
    try (NpyWriter writer = NpyWriter.create(file, ElementType.INT64)) {
      writer.append(NdArray.of(new long[] {6}, 1));
      writer.discard();
    }
    NpyWriter writer = NpyWriter.create(file, ElementType.INT64, 3);
    assertThatThrownBy(() -> writer.append(NdArray.of(new long[] {1, 2}, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3]")
        .hasMessageContaining("[1, 2]");
    writer.close();
    assertThat(NpyReader.open(file).readAll().longs()).containsExactly(5);
    assertThat(filesLeft()).isEqualTo(1);
  }

  @Test
  void noRowsAreAnArrayToo() {
    Path file = folder.resolve("empty.npy");
    NpyWriter.create(file, ElementType.FLOAT64, 4).close();
    assertThat(NpyReader.open(file).shape()).containsExactly(0, 4);
    assertThat(NpyReader.open(file).readAll().size()).isZero();
  }

  private long filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
