package dev.nervure.run;

import dev.nervure.array.NdArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A SHA-256 key over named parts in a fixed order. Names and values are written with their lengths,
 * so no two different lists of parts give the same bytes. Not thread safe.
 */
public final class Fingerprint {
  private static final int COPY_BUFFER = 1 << 16;

  private final MessageDigest digest = sha256();

  private Fingerprint(String kind) {
    text(kind);
  }

  /** Starts a key; {@code kind} says what is keyed and which revision of its computation. */
  public static Fingerprint of(String kind) {
    return new Fingerprint(kind);
  }

  /** Adds a part; the value enters as its {@code toString}. */
  public Fingerprint with(String name, Object value) {
    text(name);
    text(value.toString());
    return this;
  }

  /** Adds whole numbers, in order. */
  public Fingerprint with(String name, int[] values) {
    text(name);
    number(values.length);
    for (int value : values) {
      number(value);
    }
    return this;
  }

  /** Adds a list of parts, in order. */
  public Fingerprint with(String name, List<?> values) {
    text(name);
    number(values.size());
    for (Object value : values) {
      text(value.toString());
    }
    return this;
  }

  /** Adds an array: element type, shape and the exact bits of its values. */
  public Fingerprint with(String name, NdArray array) {
    text(name);
    text(array.type().name());
    with("shape", array.shape());
    ByteBuffer block = ByteBuffer.allocate(COPY_BUFFER);
    switch (array.type()) {
      case FLOAT32 -> {
        for (float value : array.floats()) {
          room(block).putFloat(value);
        }
      }
      case FLOAT64 -> {
        for (double value : array.doubles()) {
          room(block).putDouble(value);
        }
      }
      case INT64 -> {
        for (long value : array.longs()) {
          room(block).putLong(value);
        }
      }
    }
    digest.update(block.flip());
    return this;
  }

  private ByteBuffer room(ByteBuffer block) {
    if (block.remaining() < Long.BYTES) {
      digest.update(block.flip());
      block.clear();
    }
    return block;
  }

  /**
   * The key as 64 hexadecimal digits; the fingerprint starts anew afterwards and is not to be used
   * again.
   */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * SHA-256 of a file's bytes.
   *
   * @throws UncheckedIOException where the file cannot be read
   */
  public static String ofFile(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[COPY_BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
  }

  private void number(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (value >>> shift));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
