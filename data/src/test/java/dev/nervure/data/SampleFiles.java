package dev.nervure.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Tiny valid files of the formats, for tests. */
final class SampleFiles {

  private SampleFiles() {}

  /** An IDX file of unsigned bytes; values count up from 0 and wrap at 256. */
  static byte[] idx(int... shape) {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = (byte) i;
    }
    return idx(values, shape);
  }

  static byte[] idx(byte[] values, int... shape) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    buffer.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) shape.length);
    for (int axis : shape) {
      buffer.putInt(axis);
    }
    return buffer.put(values).array();
  }

  /** CIFAR-10 records with labels 0, 1, 2, ... modulo 10. */
  static byte[] cifar10(int records) {
    byte[] bytes = new byte[3073 * records];
    for (int i = 0; i < records; i++) {
      bytes[3073 * i] = (byte) (i % 10);
      for (int k = 1; k < 3073; k++) {
        bytes[3073 * i + k] = (byte) (i + k);
      }
    }
    return bytes;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
