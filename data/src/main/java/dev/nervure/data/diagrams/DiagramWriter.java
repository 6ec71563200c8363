package dev.nervure.data.diagrams;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.PersistenceDiagram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes diagrams as rows of dimension, birth and death; the death of a class without end is inf.
 */
public final class DiagramWriter {
  private static final int COLUMNS = 3;

  /** Whole numbers below it are float32 values. */
  private static final int WHOLE = 1 << 24;

  private DiagramWriter() {}

  /** CSV with the header {@code dim,birth,death}, a bar a line, in the order of the diagrams. */
  public static String csv(List<PersistenceDiagram> diagrams) {
    StringBuilder csv = new StringBuilder("dim,birth,death\n");
    for (PersistenceDiagram diagram : diagrams) {
      for (int i = 0; i < diagram.size(); i++) {
        csv.append(diagram.dimension())
            .append(',')
            .append(number(diagram.birth(i)))
            .append(',')
            .append(number(diagram.death(i)))
            .append('\n');
      }
    }
    return csv.toString();
  }

  /**
   * Writes {@link #csv} where the name ends in .csv, else a float64 array in .npy format of as many
   * rows as there are bars, by 3.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void write(List<PersistenceDiagram> diagrams, Path file) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      try {
        Files.writeString(file, csv(diagrams));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      writeArray(diagrams, file);
    }
  }

  private static void writeArray(List<PersistenceDiagram> diagrams, Path npy) {
    int rows = 0;
    for (PersistenceDiagram diagram : diagrams) {
      rows += diagram.size();
    }
    double[] values = new double[COLUMNS * rows];
    int at = 0;
    for (PersistenceDiagram diagram : diagrams) {
      for (int i = 0; i < diagram.size(); i++) {
        values[at++] = diagram.dimension();
        values[at++] = diagram.birth(i);
        values[at++] = diagram.death(i);
      }
    }
    try (NpyWriter writer = NpyWriter.create(npy, ElementType.FLOAT64, COLUMNS)) {
      writer.append(NdArray.of(values, rows, COLUMNS));
    }
  }

  /** Shortest text that gives the same float32 back; {@code inf} where there is no end. */
  public static String number(double value) {
    if (Double.isInfinite(value)) {
      return "inf";
    }
    return value == Math.rint(value) && Math.abs(value) < WHOLE
        ? Long.toString((long) value)
        : Float.toString((float) value);
  }
}
