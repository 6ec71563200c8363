package dev.nervure.bench;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.progress.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the table: a file, the way it is read, a dimension and a threshold.
 *
 * @param name name of the row
 * @param file input, the same for all programs
 * @param format Ripser's name of its format
 * @param dimension highest homology dimension
 * @param threshold largest diameter; 0 for the enclosing radius
 */
record RipsCase(String name, Path file, String format, int dimension, double threshold) {

  /** The published benchmark from {@code data}/ph and activation clouds written to {@code work}. */
  static List<RipsCase> all(Path data, Path work) {
    Path ph = data.resolve("ph");
    List<RipsCase> cases = new ArrayList<>();
    cases.add(
        new RipsCase("sphere_3_192", ph.resolve("sphere_3_192_points.dat"), "point-cloud", 2, 0));
    cases.add(new RipsCase("random16", ph.resolve("random_50_16.txt"), "point-cloud", 7, 0));
    cases.add(new RipsCase("fractal-r", ph.resolve("fractal_9_5_2_random.dist"), "distance", 2, 0));
    cases.add(new RipsCase("o3_1024", ph.resolve("o3_1024.txt"), "point-cloud", 3, 1.8));
    cases.add(new RipsCase("act-1000 dim 1", activations(1000, work), "lower-distance", 1, 0));
    cases.add(new RipsCase("act-2000 dim 1", activations(2000, work), "lower-distance", 1, 0));
    cases.add(new RipsCase("act-4000 dim 1", activations(4000, work), "lower-distance", 1, 0));
    cases.add(new RipsCase("act-1000 dim 2", activations(1000, work), "lower-distance", 2, 0));
    cases.add(new RipsCase("o3_4096", ph.resolve("o3_4096.txt"), "point-cloud", 3, 1.4));
    cases.add(
        new RipsCase("torus4", ph.resolve("clifford_torus_50000.txt"), "point-cloud", 2, 0.15));
    return cases;
  }

  /**
   * The float32 distances of an activation cloud in 512 dimensions, seed 1, as text: Debian's
   * Ripser 1.2.1 reads one number too many from a binary file and gives up.
   */
  private static Path activations(int n, Path work) {
    Path file = work.resolve("act_" + n + ".txt");
    if (!Files.exists(file)) {
      float[] lower =
          DistanceMatrix.of(ActivationCloud.of(n, 512, 1), Metric.EUCLIDEAN, 1, Progress.none())
              .lower();
      try {
        Files.createDirectories(work);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
          int at = 0;
          for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
              writer.write(Float.toString(lower[at++]));
              writer.write(j + 1 < i ? ',' : '\n');
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return file;
  }

  /** Options with which Ripser reads the input and does next to nothing else. */
  List<String> readingOptions() {
    return List.of("--format", format, "--dim", "0", "--threshold", "0");
  }

  /** Options after the program's name, in the words that Ripser and {@code nervure rips} share. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("--format", format, "--dim", "" + dimension));
    if (threshold > 0) {
      options.addAll(List.of("--threshold", "" + threshold));
    }
    return options;
  }
}
