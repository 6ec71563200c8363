package dev.nervure.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Networks, data and reference results that lie beside the project, in {@code ../shared/data} or in
 * {@code -Dnervure.shared=DIR}; a test that needs one is skipped where it is missing.
 */
public final class SharedData {

  private static final String PROPERTY = "nervure.shared";

  private SharedData() {}

  /** A file or folder, or a skipped test. */
  public static Path path(String relative) {
    Path path = folder().resolve(relative);
    Assumptions.assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return path;
  }

  /** All files below a folder whose names end so, sorted; empty where there are none. */
  public static List<Path> files(String relative, String suffix) {
    Path root = folder().resolve(relative);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a text, gzipped or not, or a skipped test. */
  public static List<String> lines(String relative) {
    Path path = path(relative);
    List<String> lines = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(path);
        InputStream in = relative.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** Rows of numbers after so many lines, or a skipped test; empty lines are left out. */
  public static float[][] rows(String relative, int skip) {
    List<float[]> rows = new ArrayList<>();
    List<String> lines = lines(relative);
    for (String line : lines.subList(skip, lines.size())) {
      String[] words = line.trim().split("[,\\s]+", 0);
      if (!words[0].isEmpty()) {
        float[] row = new float[words.length];
        for (int i = 0; i < words.length; i++) {
          row[i] = Float.parseFloat(words[i]);
        }
        rows.add(row);
      }
    }
    return rows.toArray(new float[0][]);
  }

  private static Path folder() {
    String given = System.getProperty(PROPERTY);
    return given == null
        ? ProjectRoot.find().resolve("../shared/data").normalize()
        : Path.of(given);
  }
}
