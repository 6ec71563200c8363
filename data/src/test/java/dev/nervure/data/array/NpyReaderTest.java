package dev.nervure.data.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.data.BadDataException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReaderTest {

  @TempDir Path folder;

  @Test
  void readsColumnMajorArraysOfSeveralAxes() throws IOException {
    // Element (i, j, k) of shape (2, 3, 4) has the value 12 i + 4 j + k; i varies fastest on disk.
    byte[] data = new byte[24];
    int at = 0;
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 2; i++) {
          data[at++] = (byte) (12 * i + 4 * j + k);
        }
      }
    }
    StoredArray array = open(npy("|u1", true, "(2, 3, 4)", data));
    long[] counted = new long[24];
    Arrays.setAll(counted, i -> i);
    assertThat(array.readAll().longs()).containsExactly(counted);
    assertThat(array.read(1, 2).longs()).containsExactly(Arrays.copyOfRange(counted, 12, 24));
    float[] floats = new float[12];
    array.readFloats(1, 1, floats, 0);
    assertThat(floats[5]).isEqualTo(17);
  }

  @Test
  void readsBothByteOrders() throws IOException {
    ByteBuffer big = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2);
    assertThat(open(npy(">f4", false, "(2,)", big.array())).readAll().floats())
        .containsExactly(1.5f, -2);
    ByteBuffer little = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    little.putShort((short) -3).putShort((short) 300);
    assertThat(open(npy("<i2", false, "(2,)", little.array())).readAll().longs())
        .containsExactly(-3, 300);
  }

  @Test
  void readsHalfFloatsExactly() throws IOException {
    int[] bits = {0x0000, 0x8000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x7c00};
    float[] values = {0, -0f, 1, -2, 65504, 0x1p-24f, 0x1.ff8p-15f, 0x1p-14f, 1 / 0f};
    ByteBuffer data = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    for (int half : bits) {
      data.putShort((short) half);
    }
    assertThat(open(npy("<f2", false, "(9,)", data.array())).readAll().floats())
        .containsExactly(values);
  }

  @Test
  void unsignedValuesBeyondALongAreRefusedAsLongsOnly() throws IOException {
    byte[] data = new byte[8];
    Arrays.fill(data, (byte) 0xff);
    StoredArray array = open(npy("<u8", false, "(1,)", data));
    assertThatThrownBy(array::readAll)
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("18446744073709551615");
    float[] values = new float[1];
    array.readFloats(0, 1, values, 0);
    assertThat(values[0]).isEqualTo(0x1p64f);
  }

  @Test
  void aSingleNumberIsOneRow() throws IOException {
    StoredArray array = open(npy("|u1", false, "()", new byte[] {42}));
    assertThat(array.rank()).isZero();
    assertThat(array.rows()).isEqualTo(1);
    assertThat(array.read(0, 1).longs()).containsExactly(42);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyFormatVersionIsRead(int version) throws IOException {
    byte[] file = npy(version, "{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }\n", 2);
    file[file.length - 1] = 1;
    assertThat(open(file).readAll().longs()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {'descr': '|O', 'fortran_order': False, 'shape': (2,), };pickled
          {'descr': '<U5', 'fortran_order': False, 'shape': (2,), };'<U5'
          {'descr': '<c8', 'fortran_order': False, 'shape': (2,), };'<c8'
          {'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), };structured
          {'descr': '<f4', 'fortran_order': False, 'shape': (2, 99999999999), };2^31
          {'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), };elements
          {'descr': '<f4', 'fortran_order': False, 'shape': (-1,), };whole numbers
          {'descr': '<f4', 'fortran_order': False, 'shape': (1000,), };4,0
          {'descr': '<f4', 'fortran_order': 0, 'shape': (1,), };neither True nor False
          {'descr': '<f4', 'shape': (1,), };lacks
          {'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 'y'};unknown header key
          [1, 2];'{'
          """)
  void whatIsNotSupportedIsNamed(String header, String part) {
    assertThatThrownBy(() -> open(npy(1, header + "\n", 16)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(part.replace("'{'", "{"));
  }

  @Test
  void aHeaderOfFourGibibytesIsRefused() {
    byte[] file = new byte[20];
    System.arraycopy(NpyHeader.MAGIC, 0, file, 0, 6);
    file[6] = 2;
    Arrays.fill(file, 8, 12, (byte) 0xff);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("4294967295");
  }

  @Test
  void rowsBeyondTwoGibibytesAreReached() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).getUsableSpace() > 4L << 30, "needs 4 GiB of free disk");
    int rows = 3 << 20;
    byte[] header = npy("<f4", false, "(" + rows + ", 256)", new byte[0]);
    Path file = folder.resolve("large.npy");
    ByteBuffer row = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 256; i++) {
      row.putFloat(i + 0.5f);
    }
    // A hole in between: the file takes a few blocks on the disk.
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      for (long at : new long[] {1_048_575, 2_097_151, rows - 1}) {
        out.seek(header.length + at * 1024);
        out.write(row.array());
      }
    }
    StoredArray array = NpyReader.open(file);
    assertThat(array.rows()).isEqualTo(rows);
    for (int at : new int[] {1_048_575, 2_097_151, rows - 1}) {
      float[] values = array.read(at, at + 1).floats();
      assertThat(values[0]).isEqualTo(0.5f);
      assertThat(values[255]).isEqualTo(255.5f);
      assertThat(array.read(at - 1, at).floats()[0]).isZero();
    }
  }

  private StoredArray open(byte[] bytes) throws IOException {
    return NpyReader.open(Files.write(folder.resolve("a.npy"), bytes));
  }

  private static byte[] npy(String descr, boolean fortran, String shape, byte[] data) {
    String order = fortran ? "True" : "False";
    String header =
        "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
    byte[] file = npy(1, header, data.length);
    System.arraycopy(data, 0, file, file.length - data.length, data.length);
    return file;
  }

  private static byte[] npy(int version, String header, int dataLength) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    int fixed = version == 1 ? 10 : 12;
    ByteBuffer file =
        ByteBuffer.allocate(fixed + text.length + dataLength).order(ByteOrder.LITTLE_ENDIAN);
    file.put(NpyHeader.MAGIC).put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) text.length);
    } else {
      file.putInt(text.length);
    }
    return file.put(text).array();
  }
}
