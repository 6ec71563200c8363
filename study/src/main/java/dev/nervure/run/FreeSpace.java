package dev.nervure.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a disk still takes, and byte counts as a reader writes them. */
public final class FreeSpace {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final double STEP = 1024;

  private FreeSpace() {}

  /**
   * Usable bytes where the path is, or will be; {@link Long#MAX_VALUE} where the system does not
   * say.
   */
  public static long bytes(Path path) {
    Path existing = path.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing == null ? Long.MAX_VALUE : Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** The same, for a message. */
  static String describe(Path path) {
    long bytes = bytes(path);
    return bytes == Long.MAX_VALUE ? "unknown" : describe(bytes);
  }

  /** Bytes in the unit that leaves one to four digits: {@code 1536} is "1.5 KiB". */
  public static String describe(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
