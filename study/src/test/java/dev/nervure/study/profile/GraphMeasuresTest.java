package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.progress.Progress;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.RunDirectory;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.GraphOptions;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Betti numbers and spectra of graphs of neighbours, and correlations of units, of known clouds.
 */
class GraphMeasuresTest {
  private static final int OF_CLASS = 100;

  @TempDir Path folder;

  private List<MeasuredValue> measured(NdArray layer, int classes, LayerOptions options)
      throws IOException {
    long[] labels = new long[layer.shape()[0]];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (long) i * classes / labels.length;
    }
    NpyWriter.write(folder.resolve("layer.npy"), layer);
    NpyWriter.write(folder.resolve("labels.npy"), NdArray.of(labels, labels.length));
    ActivationDump dump = ActivationDump.open(folder, DataOptions.DEFAULT);
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      return new StudyRunner(new ProfileStudy(new DumpSource(dump, dump.samples()), options))
          .run(run, Progress.none())
          .measures();
    }
  }

  private static MeasuredValue value(List<MeasuredValue> results, String name, Integer labelClass) {
    return results.stream()
        .filter(one -> one.name().equals(name))
        .filter(one -> Objects.equals(one.place().labelClass(), labelClass))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode parameters(MeasuredValue value) throws IOException {
    return new ObjectMapper().readTree(value.parameters());
  }

  /** The first class is two circles far apart, the second a sphere. */
  private static NdArray circlesAndSphere() {
    RandomStream random = RandomStream.seeded(4);
    double[] points = new double[2 * OF_CLASS * 3];
    for (int i = 0; i < OF_CLASS; i++) {
      double angle = 4 * Math.PI * i / OF_CLASS;
      points[3 * i] = Math.cos(angle) + (i < OF_CLASS / 2 ? 0 : 20);
      points[3 * i + 1] = Math.sin(angle);
    }
    // Points of a sphere, evenly on a spiral, turned a little.
    for (int i = 0; i < OF_CLASS; i++) {
      double z = 1 - (2 * i + 1.0) / OF_CLASS;
      double angle = i * Math.PI * (3 - Math.sqrt(5)) + 0.01 * random.nextDouble();
      int at = 3 * (OF_CLASS + i);
      points[at] = 40 + Math.sqrt(1 - z * z) * Math.cos(angle);
      points[at + 1] = Math.sqrt(1 - z * z) * Math.sin(angle);
      points[at + 2] = z;
    }
    return NdArray.of(points, 2 * OF_CLASS, 3);
  }

  @Test
  void circlesAndASphereHaveTheirBettiNumbersAndKernels() throws IOException {
    List<MeasuredValue> found =
        measured(
            circlesAndSphere(),
            2,
            LayerOptions.defaults()
                .withThreads(1)
                .withRepeats(2)
                .withGraph(new GraphOptions(8, 1))
                .withMeasures(
                    List.of(
                        "graph_betti_0",
                        "graph_betti_1",
                        "graph_betti_2",
                        "graph_gap",
                        "hodge_gap")));
    int[][] expected = {{2, 2, 0}, {1, 0, 1}};
    for (int degree = 0; degree < 3; degree++) {
      String name = "graph_betti_" + degree;
      for (int label = 0; label < 2; label++) {
        MeasuredValue one = value(found, name, label);
        assertThat(one.estimate()).as(name).isEqualTo(expected[label][degree]);
        assertThat(one.error()).isNull();
        assertThat(one.n()).isEqualTo(OF_CLASS);
        assertThat(parameters(one).path("bySettings").size()).isBetween(4, 5);
      }
      assertThat(value(found, name, null).estimate())
          .isEqualTo((expected[0][degree] + expected[1][degree]) / 2.0);
    }
    // Twice the neighbours reach so far that the sphere is not hollow any more, or one step more.
    MeasuredValue hollow = value(found, "graph_betti_2", 1);
    assertThat(parameters(hollow).path("warnings").toString()).contains("another");
    for (String name : List.of("graph_gap", "hodge_gap")) {
      MeasuredValue gap = value(found, name, null);
      assertThat(gap.notEstimable()).isNull();
      JsonNode parameters = parameters(gap);
      assertThat(parameters.path("zeroEigenvalues").asInt())
          .isEqualTo(parameters.path("bettiNumber").asInt())
          .isGreaterThanOrEqualTo(2);
      assertThat(gap.estimate()).isGreaterThan(parameters.path("tolerance").asDouble());
    }
    assertThat(parameters(value(found, "graph_gap", null)).path("zeroEigenvalues").asInt())
        .isEqualTo(3);
  }

  /**
   * Units around a square: neighbours share one of two independent parts, so that r = 1/2, and
   * opposite ones have none in common. The loop is born at a distance of 1/2 and filled at 1.
   */
  @Test
  void unitsAroundASquareHaveTheLoopOfTheirCorrelations() throws IOException {
    int n = 400;
    double[] points = new double[n * 4];
    for (int i = 0; i < n; i++) {
      for (int unit = 0; unit < 4; unit++) {
        points[4 * i + unit] = sign(i, unit) + sign(i, (unit + 1) % 4);
      }
    }
    List<MeasuredValue> found =
        measured(
            NdArray.of(points, n, 4),
            2,
            LayerOptions.defaults()
                .withThreads(1)
                .withRepeats(5)
                .withMeasures(
                    List.of("unit_mean_life_h0", "unit_mean_life_h1", "unit_mid_life_h1")));
    double[] expected = {0.5, 0.5, 0.75};
    for (int k = 0; k < 3; k++) {
      String name = List.of("unit_mean_life_h0", "unit_mean_life_h1", "unit_mid_life_h1").get(k);
      MeasuredValue one = value(found, name, null);
      assertThat(one.estimate()).as(name).isCloseTo(expected[k], within(1e-6));
      assertThat(one.error()).as(name).isBetween(1e-4, 0.1);
      assertThat(one.n()).isEqualTo(4);
    }
    assertThat(parameters(value(found, "unit_mean_life_h1", null)).path("bars").asInt())
        .isEqualTo(1);
  }

  /** A binary digit as 1 or -1: on every 16 samples the four are uncorrelated exactly. */
  private static double sign(int sample, int digit) {
    return (sample >> digit & 1) == 0 ? 1 : -1;
  }

  @Test
  void unitsThatVaryTogetherAreNear() throws IOException {
    int n = 400;
    RandomStream random = RandomStream.seeded(9);
    double[] points = new double[n * 4];
    for (int i = 0; i < n; i++) {
      points[4 * i] = random.nextGaussian();
      points[4 * i + 1] = 3 - 2 * points[4 * i];
      points[4 * i + 2] = random.nextGaussian();
      points[4 * i + 3] = 7;
    }
    List<MeasuredValue> found =
        measured(
            NdArray.of(points, n, 4),
            2,
            LayerOptions.defaults()
                .withThreads(1)
                .withRepeats(5)
                .withMeasures(
                    List.of("unit_mean_life_h0", "unit_mean_life_h1", "unit_mid_life_h1")));
    MeasuredValue life = value(found, "unit_mean_life_h0", null);
    // One unit at 0 from its double, one at 1 less the chance correlation, 1 / 20 at most thrice.
    assertThat(life.estimate()).isCloseTo(0.5, within(0.08));
    assertThat(life.error()).isBetween(1e-4, 0.05);
    assertThat(life.n()).isEqualTo(3);
    assertThat(parameters(life).path("constantUnits").asInt()).isEqualTo(1);
    assertThat(parameters(life).path("curve").size()).isEqualTo(64);
    assertThat(value(found, "unit_mid_life_h1", null).notEstimable())
        .contains("no bar of degree 1");
  }
}
