package dev.nervure.data.distances;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.table.TextLines;
import dev.nervure.points.PointCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The vertices of an OFF file, the text format of surfaces; faces and edges are not looked at. */
final class OffVertices {

  private static final String FORMAT = "After OFF come the counts of vertices, faces, edges.";

  private OffVertices() {}

  static boolean isOff(Path file) {
    try (TextLines lines = new TextLines(file)) {
      return lines.next() && words(lines).get(0).equals("OFF");
    }
  }

  static PointCloud read(Path file) {
    try (TextLines lines = new TextLines(file)) {
      lines.next();
      List<String> counts = words(lines).subList(1, words(lines).size());
      while (counts.isEmpty() && lines.next()) {
        counts = words(lines);
      }
      double count = counts.isEmpty() ? 0 : number(counts.get(0), lines, file);
      if (!(count >= 0 && count <= Integer.MAX_VALUE - 8) || count != (int) count) {
        throw new BadDataException("counts " + count + " vertices", where(lines, file), FORMAT);
      }
      List<double[]> vertices = new ArrayList<>();
      while (vertices.size() < count && lines.next()) {
        List<String> words = words(lines);
        double[] vertex = new double[words.size()];
        for (int i = 0; i < vertex.length; i++) {
          vertex[i] = number(words.get(i), lines, file);
        }
        if (vertex.length > 0) {
          vertices.add(vertex);
        }
      }
      if (vertices.size() < count) {
        throw new BadDataException(
            "ends after " + vertices.size() + " of " + (int) count + " vertices",
            file.toString(),
            FORMAT);
      }
      return cloud(vertices);
    }
  }

  private static PointCloud cloud(List<double[]> vertices) {
    int d = vertices.isEmpty() ? 0 : vertices.get(0).length;
    float[] values = new float[Math.multiplyExact(vertices.size(), d)];
    for (int i = 0; i < vertices.size(); i++) {
      double[] vertex = vertices.get(i);
      if (vertex.length != d) {
        throw new IllegalArgumentException(
            "vertex " + i + " has " + vertex.length + " coordinates but the first has " + d);
      }
      for (int j = 0; j < d; j++) {
        values[i * d + j] = (float) vertex[j];
      }
    }
    return PointCloud.of(NdArray.of(values, vertices.size(), d));
  }

  /** The words of a line before a comment. */
  private static List<String> words(TextLines lines) {
    String text = lines.text().replaceFirst("#.*", "").strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  private static double number(String word, TextLines lines, Path file) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new BadDataException("'" + word + "' is not a number", where(lines, file), FORMAT, e);
    }
  }

  private static String where(TextLines lines, Path file) {
    return file + ", line " + lines.number();
  }
}
