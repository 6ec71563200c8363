package dev.nervure.similarity;

import dev.nervure.points.PointCloud;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * 100 rows of two representations with 10 features each, for which published notebooks give values:
 * {@code numpy.random.RandomState(1337)}, X = randn(100, 10), Y = randn(100, 10) + X.
 */
final class ReferencePairs {
  static final Representation X = read(0);
  static final Representation Y = read(10);

  private ReferencePairs() {}

  private static Representation read(int from) {
    List<double[]> rows = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(ReferencePairs.class.getResourceAsStream("pairs.csv"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        double[] row = new double[10];
        for (int j = 0; j < row.length; j++) {
          row[j] = Double.parseDouble(cells[from + j]);
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Representation.of(PointCloud.of(rows.toArray(new double[0][])));
  }
}
