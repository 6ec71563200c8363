package dev.nervure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Finds and reads the reference data beside the project; tests are skipped where it is missing. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder. */
  public static Path path(String relative) {
    String given = System.getProperty("nervure.shared");
    Path found = given == null ? null : Path.of(given, relative);
    for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared/data").resolve(relative);
      if (Files.exists(candidate)) {
        found = candidate;
      }
    }
    Assumptions.assumeTrue(
        found != null && Files.exists(found), "reference data missing: " + relative);
    return found;
  }

  /** The lines of a text, gzipped or not. */
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
      throw new AssertionError("cannot read " + path, e);
    }
    return lines;
  }

  /** Rows of numbers after so many lines; empty lines are left out. */
  public static float[][] rows(String relative, int skip) {
    List<float[]> rows = new ArrayList<>();
    List<String> lines = lines(relative);
    for (String line : lines.subList(skip, lines.size())) {
      String[] words = line.trim().split("[,\\s]+");
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
}
