package dev.nervure.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SensitivityResult;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.similarity.PrincipalComponents;
import dev.nervure.similarity.Representation;
import dev.nervure.similarity.SimilarityMeasures;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReducedLayerTest {
  private static final int ROWS = 90;
  private static final int WIDTH = 12;
  private static final int OF_DIAGRAMS = 30;

  @TempDir private Path folder;

  private static NdArray values() {
    RandomStream random = RandomStream.seeded(3);
    float[] values = new float[ROWS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * (1 + i % WIDTH));
    }
    return NdArray.of(values, ROWS, WIDTH);
  }

  private static CompareOptions options() {
    return CompareOptions.defaults()
        .withSimilarities(List.of("linear_cka", "sliced_wasserstein_h0", "sliced_wasserstein_h1"))
        .withRemovals(3)
        .withBlocks(0)
        .withChance(0)
        .withLayers(
            LayerOptions.defaults()
                .withMeasures(List.of("twonn_dimension"))
                .withPointsOverall(OF_DIAGRAMS));
  }

  /** The numbers of the published test, of 64 and of 512 components. */
  @Test
  void removesAsManyComponentsAsPublished() {
    assertThat(ReducedLayer.removals(64, 1000))
        .hasSize(16)
        .startsWith(4, 7, 11, 15, 19, 22)
        .endsWith(52, 56, 60);
    assertThat(ReducedLayer.removals(512, 1000)).hasSize(128).startsWith(4, 7).endsWith(504, 508);
    assertThat(ReducedLayer.removals(64, 4)).containsExactly(4, 19, 34, 49);
    assertThat(ReducedLayer.removals(4, 4)).isEmpty();
    assertThat(ReducedLayer.removals(5, 4)).containsExactly(4);
  }

  @Test
  void diagramsAreComputedOnceForAllDistances() {
    ReducedLayer layer =
        ReducedLayer.of(PointRows.of(PointCloud.of(values())), options(), Progress.none());
    List<LayerDiagrams.Part> diagrams = layer.diagrams(Progress.none());
    assertThat(diagrams).hasSize(1 + 3);
    assertThat(layer.diagrams(Progress.none())).isSameAs(diagrams);
    // Degree 0 has a bar fewer than points.
    assertThat(diagrams.get(3).of(0, false).size() - diagrams.get(3).of(0, false).essential())
        .isEqualTo(OF_DIAGRAMS - 1);
  }

  /** Values stand beside those between networks: of as many rows, whatever diagrams are of. */
  @Test
  void rowsAreThoseOfTheComparison() throws Exception {
    Path dump = Files.createDirectories(folder.resolve("dump"));
    NpyWriter.write(dump.resolve("x.npy"), values());
    ActivationDump opened = ActivationDump.open(dump, DataOptions.DEFAULT);
    ComparedNetworks networks =
        new ComparedNetworks(
            Map.of(Subject.ONLY, new DumpSource(opened, opened.samples())), Map.of(), false);
    List<SensitivityResult> found;
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      new StudyRunner(new CompareStudy(networks, options())).run(run, Progress.none());
      found = run.results().rows(Tables.SENSITIVITIES);
    }
    Representation whole = Representation.of(PointCloud.of(values()));
    PrincipalComponents components = PrincipalComponents.of(whole, Progress.none());
    assertThat(found).hasSize(3 * 3);
    for (SensitivityResult row : found) {
      boolean pairsRows = row.measure().equals("linear_cka");
      assertThat(row.n()).isEqualTo(pairsRows ? ROWS : OF_DIAGRAMS);
      assertThat(row.estimate()).isNotNull();
      if (pairsRows) {
        double expected =
            SimilarityMeasures.named("linear_cka")
                .between(
                    whole,
                    Representation.of(components.withoutLast(row.removed())),
                    1,
                    Progress.none())
                .value();
        assertThat(row.estimate()).isCloseTo(expected, within(1e-12));
      }
    }
  }
}
