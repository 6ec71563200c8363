package dev.nervure.dimension;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reference data beside the project; tests that need it are skipped where it is missing. */
final class SharedData {

  private SharedData() {}

  static Path file(String name) {
    String given = System.getProperty("nervure.shared");
    Path folder = given == null ? null : Path.of(given);
    for (Path at = Path.of("").toAbsolutePath();
        folder == null && at != null;
        at = at.getParent()) {
      Path candidate = at.resolve("../shared/data").normalize();
      if (Files.isDirectory(candidate)) {
        folder = candidate;
      }
    }
    Path file = folder == null ? Path.of(name) : folder.resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: no reference data " + name);
    return file;
  }

  static double[][] table(String name) {
    List<double[]> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file(name))) {
        String[] cells = line.trim().split("[,\\s]+");
        double[] row = new double[cells.length];
        for (int j = 0; j < row.length; j++) {
          row[j] = Double.parseDouble(cells[j]);
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows.toArray(new double[0][]);
  }
}
