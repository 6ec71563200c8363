package dev.nervure.data;

import dev.nervure.data.array.ByteCollector;
import dev.nervure.data.array.Bytes;
import dev.nervure.data.array.MappedBytes;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a file that may be gzip, which its first two bytes tell and not its name. */
public final class SourceFile {

  /** Inflated bytes that are never questioned. */
  private static final long UNQUESTIONED = 64L << 20;

  /** Beyond that, real data does not compress better than this. */
  private static final long BOMB_RATIO = 200;

  private SourceFile() {}

  /**
   * The content of a file: mapped where it is plain, inflated where it is gzip.
   *
   * @param limit an inflated file is read up to one byte more than this, so that the caller sees
   *     that it is too long
   */
  static Bytes bytes(Path file, long limit) {
    requireFile(file);
    if (!isGzip(file)) {
      return MappedBytes.of(file);
    }
    try (InputStream stream = stream(file);
        ByteCollector collector = new ByteCollector(file.toString())) {
      collector.append(stream, limit == Long.MAX_VALUE ? limit : limit + 1);
      return collector.finish();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The content as a stream, inflated where it is gzip, guarded against gzip bombs.
   *
   * @throws BadDataException if there is no such file
   */
  public static InputStream stream(Path file) {
    requireFile(file);
    try {
      boolean gzip = isGzip(file);
      InputStream raw = Files.newInputStream(file);
      try {
        return gzip
            ? new Guard(new GZIPInputStream(raw, 1 << 16), file, Files.size(file))
            : new BufferedInputStream(raw, 1 << 16);
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What to throw where a stream of the file fails. */
  public static BadDataException unreadable(Path file, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new BadDataException(
        "cannot be read to its end (" + reason + ")",
        file.toString(),
        "The file is damaged or cut short; fetch or write it again.",
        e);
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(
          Files.exists(file) ? "is not a regular file" : "does not exist",
          file.toString(),
          "Check the path.");
    }
  }

  /** The name without folder, in lower case and without {@code .gz}. */
  static String plainName(Path file) {
    Path name = file.getFileName();
    String text = name == null ? "" : name.toString().toLowerCase(java.util.Locale.ROOT);
    return text.endsWith(".gz") ? text.substring(0, text.length() - 3) : text;
  }

  private static boolean isGzip(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.read() == 0x1f && stream.read() == 0x8b;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Counts what comes out of a compressed file and stops at the absurd. */
  private static final class Guard extends FilterInputStream {

    private final Path file;
    private final long packed;
    private long inflated;

    Guard(InputStream stream, Path file, long packed) {
      super(stream);
      this.file = file;
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      int read = super.read(target, at, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      inflated += read;
      if (inflated > UNQUESTIONED && inflated / BOMB_RATIO > packed) {
        throw new BadDataException(
            String.format("inflates %,d bytes to more than %,d", packed, inflated),
            file.toString(),
            "If this is real data, decompress it first.");
      }
    }
  }
}
