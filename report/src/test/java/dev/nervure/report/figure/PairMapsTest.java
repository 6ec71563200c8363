package dev.nervure.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.report.figure.SideBySide.Cell;
import dev.nervure.report.figure.SideBySide.Pair;
import dev.nervure.run.LayerResult;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.study.compare.Comparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairMapsTest {
  @TempDir private Path folder;

  /** Networks that begin with {@code mlp} have other layers than the rest. */
  private static List<String> layers(String network) {
    return network.startsWith("mlp") ? List.of("fc1", "fc2") : List.of("conv", "fc");
  }

  private int runs;

  private List<Pair> shown(
      List<String> asked, List<String> seeds, ToDoubleBiFunction<String, String> value) {
    List<String> all = new ArrayList<>(asked);
    all.addAll(seeds);
    StageRows rows = new StageRows();
    for (String network : all) {
      Subject at = Subject.ofModel(network);
      rows.add(new SampleResult(0, 0, 1, 1).at(at));
      for (int layer = 0; layer < 2; layer++) {
        rows.add(
            new LayerResult(
                    layer,
                    layers(network).get(layer),
                    "Relu",
                    "",
                    layer,
                    8,
                    List.of(8),
                    "C",
                    "flatten")
                .at(at));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        for (int a = 0; a < 2; a++) {
          for (int b = 0; b < 2; b++) {
            double found = value.applyAsDouble(all.get(i), all.get(j)) + (a == b ? 0.5 : 0);
            rows.add(row(all.get(i), a, all.get(j), b, found));
          }
        }
      }
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run" + runs++))) {
      run.complete("all", "key", 1, rows);
      run.update(
          manifest ->
              manifest.forStudy(
                  "compare",
                  Map.of(),
                  Map.of("networks", asked, "seedNetworks", seeds),
                  Map.of("seed", 1L)));
      return PairMaps.of(Comparison.of(run.manifest(), run.results()));
    }
  }

  private static SimilarityResult row(
      String first, int firstLayer, String second, int secondLayer, double value) {
    return new SimilarityResult(
        "linear_cka",
        first,
        null,
        firstLayer,
        layers(first).get(firstLayer),
        second,
        null,
        secondLayer,
        layers(second).get(secondLayer),
        value,
        0.02,
        value - 0.04,
        value + 0.04,
        null,
        500,
        "{}",
        null);
  }

  private static Cell cell(Pair pair, int row, int column) {
    return Objects.requireNonNull(pair.maps().get(0).cells().get(row).get(column));
  }

  /**
   * Of seven networks there are 21 pairs: the one asked about, 5 + 5 with the seeds, 10 of these.
   */
  @Test
  void whatIsAskedAboutIsShownAndOtherArchitecturesAreToo() {
    List<Pair> shown =
        shown(
            List.of("old", "mlp"),
            List.of("s1", "s2", "s3", "s4", "s5"),
            (first, second) -> second.equals("s5") ? 0.3 : 0.2);

    assertThat(shown)
        .extracting(Pair::name)
        .containsExactly(
            "old and mlp",
            "mean of 5 pairs of networks such as mlp and s1",
            "mean of 15 pairs of networks such as old and s1");
    assertThat(shown).extracting(Pair::count).containsExactly(1, 5, 15);
    assertThat(shown.get(0).columns()).containsExactly("fc1", "fc2");
    assertThat(cell(shown.get(0), 0, 0).low()).isCloseTo(0.66, within(1e-12));
    // Of 15 pairs of one architecture the 5 with s5 are at 0.3.
    Cell mean = cell(shown.get(2), 0, 1);
    assertThat(mean.value()).isCloseTo((10 * 0.2 + 5 * 0.3) / 15, within(1e-12));
    assertThat(mean.low()).isEqualTo(0.2);
    assertThat(mean.high()).isEqualTo(0.3);
    assertThat(shown.get(2).maps().get(0).sameName()).isEqualTo(15 * 4);
    assertThat(shown.get(1).rows()).containsExactly("fc1", "fc2");
    assertThat(shown.get(1).maps().get(0).of()).isNull();
  }

  @Test
  void fewPairsAreAllShownAndManyAskedAboutAreAMean() {
    assertThat(shown(List.of("a", "b"), List.of("c", "d"), (first, second) -> 0.1))
        .hasSize(6)
        .allMatch(pair -> pair.count() == 1);
    assertThat(shown(List.of("a", "b", "c", "d", "e", "f"), List.of(), (first, second) -> 0.1))
        .extracting(Pair::name)
        .containsExactly("mean of 15 pairs of networks");
  }
}
