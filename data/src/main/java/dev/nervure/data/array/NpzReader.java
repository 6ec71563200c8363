package dev.nervure.data.array;

import dev.nervure.data.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Opens NumPy's {@code .npz} archives, compressed or not. An entry is unpacked when it is asked
 * for: to the heap up to {@link ByteCollector#HEAP_LIMIT}, beyond that to a temporary file that is
 * mapped. No entry is ever written under its own name.
 */
public final class NpzReader {

  private static final int MOST_ENTRIES = 10_000;
  private static final long BOMB_SIZE = 64L << 20;
  private static final long BOMB_RATIO = 1000;

  /** Bytes that hold the header of any array that is supported. */
  private static final long HEADER_AT_MOST = (1L << 16) + 12;

  private static final Set<String> SCIPY_SPARSE = Set.of("data", "format", "shape");

  private final Path file;
  private final Map<String, String> entries;

  private NpzReader(Path file, Map<String, String> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Opens an archive and lists its arrays.
   *
   * @throws BadDataException if it is no zip archive, or has entries that no archive of arrays has
   *     (paths that leave the folder, duplicates, more than 10,000 entries, ratios beyond 1000:1)
   */
  public static NpzReader open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadDataException("no such file", file.toString(), "Check the path.");
    }
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw new BadDataException(
            "has " + zip.size() + " entries (at most 10,000)",
            file.toString(),
            "Give an archive that numpy.savez wrote.");
      }
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        check(entry, file);
        String name = entry.getName();
        if (name.endsWith(".npy")) {
          String key = name.substring(0, name.length() - 4);
          if (entries.put(key, name) != null) {
            throw refused("holds the entry '" + name + "' twice", file);
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
    if (entries.keySet().containsAll(SCIPY_SPARSE)) {
      throw new BadDataException(
          "is a sparse matrix of SciPy",
          file.toString(),
          "Save it as lines of text, two indices and a value each, or as a full array.");
    }
    return new NpzReader(file, entries);
  }

  /** Names of the arrays, without {@code .npy}, in the order of the archive. */
  public List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  /**
   * The name of the only array that may be points: numbers with two axes or more that are not named
   * as labels are; or of the only array. Reads the headers.
   *
   * @throws BadDataException if there is none, or more than one
   */
  public String onlyPoints() {
    List<String> names = names();
    List<String> points = names.stream().filter(this::mayBePoints).toList();
    if (names.size() == 1 || points.size() == 1) {
      return names.size() == 1 ? names.get(0) : points.get(0);
    }
    throw new BadDataException(
        "holds the arrays " + names + (points.isEmpty() ? ", none n x d" : ""),
        file.toString(),
        "Name the one to read: --array NAME.");
  }

  private boolean mayBePoints(String name) {
    boolean labels = name.toLowerCase(Locale.ROOT).matches("(y|labels?|targets?|classes)(_.*)?");
    return !labels && rank(name) >= 2;
  }

  /** Number of axes; 0 for what is no array of numbers. */
  private int rank(String name) {
    String entryName = entries.get(name);
    try (ZipFile zip = new ZipFile(file.toFile());
        ByteCollector collector = new ByteCollector(file + "!" + entryName)) {
      ZipEntry entry = zip.getEntry(entryName);
      if (entry == null) {
        return 0;
      }
      try (InputStream stream = zip.getInputStream(entry)) {
        collector.append(stream, HEADER_AT_MOST);
      }
      return NpyHeader.parse(collector.finish()).shape().length;
    } catch (BadDataException e) {
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Unpacks one array.
   *
   * @throws BadDataException if there is none of this name, or it is damaged
   */
  public StoredArray array(String name) {
    String entryName = entries.get(name);
    if (entryName == null) {
      throw new BadDataException(
          "has no array '" + name + "'", file.toString(), "Name one of " + names() + ".");
    }
    String origin = file + "!" + entryName;
    try (ZipFile zip = new ZipFile(file.toFile());
        ByteCollector collector = new ByteCollector(origin)) {
      ZipEntry entry = zip.getEntry(entryName);
      if (entry == null) {
        throw refused("lost the entry '" + entryName + "'", file);
      }
      try (InputStream stream = zip.getInputStream(entry)) {
        long announced = entry.getSize();
        long taken = collector.append(stream, announced);
        if (taken < announced || stream.read() >= 0) {
          throw refused(
              "holds an entry '" + entryName + "' that is not as long as the archive says", file);
        }
      }
      return NpyReader.open(collector.finish());
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
  }

  private static void check(ZipEntry entry, Path file) {
    String name = entry.getName();
    boolean leaves =
        name.startsWith("/")
            || name.startsWith("\\")
            || name.contains("..")
            || (name.length() > 1 && name.charAt(1) == ':');
    if (leaves || name.indexOf('\0') >= 0) {
      throw refused("holds an entry whose name leaves its folder", file);
    }
    long size = entry.getSize();
    long packed = Math.max(1, entry.getCompressedSize());
    if (size < 0 || (size > BOMB_SIZE && size / packed >= BOMB_RATIO)) {
      throw refused(
          String.format("holds an entry '%s' of %,d bytes packed into %,d", name, size, packed),
          file);
    }
  }

  private static BadDataException refused(String what, Path file) {
    return new BadDataException(
        what, file.toString(), "Give an archive that numpy.savez wrote, or plain .npy files.");
  }

  private static BadDataException unreadable(Path file, Exception e) {
    return new BadDataException(
        "is no readable zip archive (" + e.getMessage() + ")",
        file.toString(),
        "The file is damaged or no .npz; write it again with numpy.savez.",
        e);
  }
}
