package dev.nervure.data.naitzat;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The points of a set with their classes.
 *
 * @param set which
 * @param pointsOfPiece points asked for of each piece
 * @param seed of the draws
 * @param points one row a point
 * @param labels class of each point, 0 or 1
 */
public record NaitzatPoints(
    NaitzatSet set, int pointsOfPiece, long seed, double[][] points, int[] labels) {
  /** The files that {@link #write} writes. */
  public static final List<String> FILES = List.of("x.npy", "y.npy", "naitzat.json");

  /** The points of a class, in order. */
  public double[][] ofClass(int label) {
    double[][] chosen = new double[points.length][];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      if (labels[i] == label) {
        chosen[count++] = points[i];
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /**
   * Writes the points ({@code x.npy}, float32), their classes ({@code y.npy}), and what is known of
   * them ({@code naitzat.json}).
   *
   * @param folder made where it is missing
   */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      int d = points[0].length;
      float[] values = new float[points.length * d];
      long[] classes = new long[labels.length];
      for (int i = 0; i < points.length; i++) {
        classes[i] = labels[i];
        for (int j = 0; j < d; j++) {
          values[i * d + j] = (float) points[i][j];
        }
      }
      NpyWriter.write(folder.resolve(FILES.get(0)), NdArray.of(values, points.length, d));
      NpyWriter.write(folder.resolve(FILES.get(1)), NdArray.of(classes, classes.length));
      writeTruth(folder.resolve(FILES.get(2)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  private void writeTruth(Path file) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("kind", "nervure naitzat");
      json.writeStringField("set", set.id());
      json.writeStringField("published", set.published());
      json.writeNumberField("points", points.length);
      json.writeNumberField("pointsOfPiece", pointsOfPiece);
      json.writeNumberField("seed", seed);
      json.writeArrayFieldStart("bettiNumbers");
      for (int label = 0; label < 2; label++) {
        json.writeStartArray();
        for (int betti : set.betti(label)) {
          json.writeNumber(betti);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
