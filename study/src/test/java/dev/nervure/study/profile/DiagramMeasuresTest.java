package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.BettiCurve;
import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.diagram.PersistenceEntropy;
import dev.nervure.diagram.PersistenceImage;
import dev.nervure.diagram.PersistenceLandscape;
import dev.nervure.diagram.PersistenceSilhouette;
import dev.nervure.diagram.ScaleGrid;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.FeatureScaling;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.RunDirectory;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read off the diagrams of a layer, beside diagrams computed here. */
class DiagramMeasuresTest {
  private static final int OF_CLASS = 40;
  private static final int SCALES = 64;
  private static final int LEVELS = 3;
  private static final int PIXELS = 20;

  /** Distances are float32, and bars are short differences of them. */
  private static final Percentage ROUNDING = withinPercentage(0.01);

  @TempDir Path folder;

  /** The first class is a circle with noise, the second a Gaussian cloud in a larger unit. */
  private static double[] points() {
    RandomStream random = RandomStream.seeded(6);
    double[] points = new double[2 * OF_CLASS * 3];
    for (int i = 0; i < points.length; i++) {
      double noise = random.nextGaussian();
      double angle = 2 * Math.PI * (i / 3) / OF_CLASS;
      double onCircle = i % 3 == 0 ? Math.cos(angle) : i % 3 == 1 ? Math.sin(angle) : 0;
      points[i] = i < points.length / 2 ? onCircle + 0.1 * noise : 3 * noise;
    }
    return points;
  }

  private List<MeasuredValue> measured(double[] points, List<String> measures) throws IOException {
    int n = 2 * OF_CLASS;
    long[] labels = new long[n];
    for (int i = OF_CLASS; i < n; i++) {
      labels[i] = 1;
    }
    NpyWriter.write(folder.resolve("layer.npy"), NdArray.of(points, n, 3));
    NpyWriter.write(folder.resolve("labels.npy"), NdArray.of(labels, n));
    ActivationDump dump = ActivationDump.open(folder, DataOptions.DEFAULT);
    LayerOptions options =
        LayerOptions.defaults().withThreads(1).withRepeats(2).withMeasures(measures);
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      return new StudyRunner(new ProfileStudy(new DumpSource(dump, dump.samples()), options))
          .run(run, Progress.none())
          .measures();
    }
  }

  /** Of both classes, and of all points; coordinates scaled over all points. */
  private static List<List<PersistenceDiagram>> diagrams(double[] points) {
    int n = 2 * OF_CLASS;
    DistanceMatrix distances =
        DistanceMatrix.of(FeatureScaling.MIN_MAX.apply(PointCloud.of(NdArray.of(points, n, 3))));
    return List.of(
        diagrams(distances.select(IntStream.range(0, OF_CLASS).toArray())),
        diagrams(distances.select(IntStream.range(OF_CLASS, n).toArray())),
        diagrams(distances));
  }

  private static List<PersistenceDiagram> diagrams(DistanceMatrix distances) {
    return RipsPersistence.compute(
            PointsOrDistances.of(distances), RipsOptions.defaults().withMaxDimension(1))
        .diagrams();
  }

  private static ScaleGrid grid(List<List<PersistenceDiagram>> all, int degree, int scales) {
    double top = 0;
    for (List<PersistenceDiagram> diagrams : all) {
      for (double[] bar : diagrams.get(degree).finitePairs()) {
        top = Math.max(top, bar[1]);
      }
    }
    return new ScaleGrid(0, top, scales);
  }

  private static Map<String, Double> expected(
      List<PersistenceDiagram> diagrams, PersistenceImage image) {
    Map<String, Double> expected = new LinkedHashMap<>();
    for (int degree = 0; degree < 2; degree++) {
      PersistenceDiagram own = diagrams.get(degree);
      expected.put("lifespan_sum_h" + degree, LifespanSum.sum(own, 1));
      expected.put("persistence_entropy_h" + degree, PersistenceEntropy.of(own).orElseThrow());
      expected.put("landscape_norm_h" + degree, PersistenceLandscape.norm(own, 2));
      expected.put("silhouette_norm_h" + degree, PersistenceSilhouette.norm(own, 1));
    }
    expected.put("betti_peak_h1", (double) BettiCurve.peak(diagrams.get(1)));
    expected.put("image_norm_h1", image.norm(diagrams.get(1)));
    return expected;
  }

  @Test
  void valuesAreThoseOfTheDiagramsOfEachClassAndOfAllPoints() throws IOException {
    double[] points = points();
    List<List<PersistenceDiagram>> diagrams = diagrams(points);
    PersistenceImage image = PersistenceImage.over(grid(diagrams, 1, PIXELS + 1));
    List<Map<String, Double>> expected =
        diagrams.stream().map(one -> expected(one, image)).toList();
    List<String> names = List.copyOf(expected.get(0).keySet());
    List<MeasuredValue> found = measured(points, names);
    assertThat(found).hasSize(4 * names.size());
    for (String name : names) {
      for (int label = 0; label < 2; label++) {
        MeasuredValue one = value(found, name, label);
        assertThat(one.estimate())
            .as("%s of class %d", name, label)
            .isPositive()
            .isCloseTo(expected.get(label).get(name), ROUNDING);
        // Halves of a circle may have one loop each: of peak and entropy that is no spread.
        assertThat(one.error()).as(name).isGreaterThanOrEqualTo(name.endsWith("_h0") ? 1e-6 : 0);
        assertThat(one.n()).isEqualTo(OF_CLASS);
        hasItsShape(one, diagrams, label);
      }
      MeasuredValue all = value(found, name + "_all", null);
      assertThat(all.estimate()).as(name).isCloseTo(expected.get(2).get(name), ROUNDING);
      assertThat(all.n()).isEqualTo(2 * OF_CLASS);
      hasItsShape(all, diagrams, 2);
      assertThat(value(found, name, null).estimate())
          .as("%s, mean", name)
          .isCloseTo((expected.get(0).get(name) + expected.get(1).get(name)) / 2, ROUNDING);
    }
  }

  /** The curve or image of a value, on the grid of its degree. */
  private static void hasItsShape(
      MeasuredValue value, List<List<PersistenceDiagram>> diagrams, int which) throws IOException {
    JsonNode parameters = new ObjectMapper().readTree(value.parameters());
    int degree = value.name().contains("_h1") ? 1 : 0;
    ScaleGrid grid = grid(diagrams, degree, SCALES);
    PersistenceDiagram own = diagrams.get(which).get(degree);
    String name = value.name().substring(0, value.name().indexOf("_h" + degree));
    switch (name) {
      case "landscape_norm" ->
          isNear(parameters.path("landscape"), PersistenceLandscape.of(own, grid, LEVELS));
      case "silhouette_norm" ->
          isNear(parameters.path("silhouette"), PersistenceSilhouette.of(own, grid, 1));
      case "betti_peak" -> {
        double[] curve = IntStream.of(BettiCurve.of(own, grid)).asDoubleStream().toArray();
        isNear(parameters.path("curve"), curve);
      }
      case "image_norm" -> {
        PersistenceImage image = PersistenceImage.over(grid(diagrams, 1, PIXELS + 1));
        isNear(parameters.path("image"), image.of(own));
        assertThat(parameters.path("image").size()).isEqualTo(PIXELS);
        assertThat(parameters.path("pixels").asInt()).isEqualTo(PIXELS);
        assertThat(parameters.path("deviation").asDouble()).isCloseTo(grid.to() / PIXELS, ROUNDING);
      }
      default -> {
        assertThat(parameters.has("to")).isFalse();
        return;
      }
    }
    assertThat(parameters.path("from").asDouble()).isZero();
    assertThat(parameters.path("to").asDouble()).isCloseTo(grid.to(), ROUNDING);
    if (!name.equals("image_norm")) {
      assertThat(parameters.path("scales").asInt()).isEqualTo(SCALES);
    }
  }

  private static void isNear(JsonNode found, double[][] expected) {
    assertThat(found.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      isNear(found.get(i), expected[i]);
    }
  }

  private static void isNear(JsonNode found, double[] expected) {
    assertThat(found.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(i).asDouble()).as("at %d", i).isCloseTo(expected[i], within(1e-5));
    }
  }

  private static MeasuredValue value(List<MeasuredValue> results, String name, Integer labelClass) {
    return results.stream()
        .filter(one -> one.name().equals(name))
        .filter(one -> Objects.equals(one.place().labelClass(), labelClass))
        .findFirst()
        .orElseThrow();
  }
}
