package dev.nervure.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of the bytes that samples come from and of the choices that shaped them. Names of files
 * and what is said about the samples do not count: the same content under another path has the same
 * hash. Computed on first use, since it reads every byte once.
 */
final class ContentHash {

  private final List<Path> files;
  private final String options;
  private @Nullable String value;

  /**
   * @param files in a fixed order
   * @param options everything else that the samples depend on, as text; no path
   */
  ContentHash(List<Path> files, String options) {
    this.files = List.copyOf(files);
    this.options = options;
  }

  /** The hash of floating-point values in memory and of what else determines the samples. */
  static ContentHash ofValues(float[] values, String options) {
    MessageDigest digest = sha256();
    byte[] bytes = new byte[4];
    for (float value : values) {
      update(digest, Float.floatToIntBits(value), bytes);
    }
    return new ContentHash(List.of(), HexFormat.of().formatHex(digest.digest()) + options);
  }

  /** The same of float64. */
  static ContentHash ofValues(double[] values, String options) {
    MessageDigest digest = sha256();
    byte[] bytes = new byte[4];
    for (double value : values) {
      long bits = Double.doubleToLongBits(value);
      update(digest, (int) bits, bytes);
      update(digest, (int) (bits >>> 32), bytes);
    }
    return new ContentHash(List.of(), HexFormat.of().formatHex(digest.digest()) + options);
  }

  /** SHA-256 of a text, in hexadecimal. */
  static String ofText(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The hash that further options lead to. */
  ContentHash with(String furtherOptions) {
    return new ContentHash(files, options + "\n" + furtherOptions);
  }

  /** The hash of two sources, one after the other. */
  ContentHash with(ContentHash next) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(next.files);
    return new ContentHash(all, options + "\n" + next.options);
  }

  synchronized String value() {
    if (value == null) {
      value = compute();
    }
    return value;
  }

  /** The hash of a selection of rows of what has the hash {@code whole}. */
  static String ofSelection(String whole, int[] rows) {
    MessageDigest digest = sha256();
    digest.update(whole.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[4];
    for (int row : rows) {
      update(digest, row, bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private String compute() {
    MessageDigest digest = sha256();
    byte[] part = new byte[1 << 16];
    for (Path file : files) {
      MessageDigest ofFile = sha256();
      try (InputStream stream = Files.newInputStream(file)) {
        for (int count = stream.read(part); count >= 0; count = stream.read(part)) {
          ofFile.update(part, 0, count);
        }
      } catch (IOException e) {
        throw new BadDataException(
            "can no longer be read (" + e.getMessage() + ")",
            file.toString(),
            "Leave the input alone during a run.",
            e);
      }
      digest.update(ofFile.digest());
    }
    digest.update(options.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, int value, byte[] scratch) {
    for (int i = 0; i < 4; i++) {
      scratch[i] = (byte) (value >>> (8 * i));
    }
    digest.update(scratch);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
