package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SensitivityResult;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages of runs that compare networks. */
class ComparedPageTest extends PageInBrowser {
  private static final List<String> LAYERS = List.of("input", "conv", "logits");

  private static SimilarityResult row(
      String measure, String first, int row, String second, int column, double value) {
    return new SimilarityResult(
        measure,
        first,
        null,
        row,
        LAYERS.get(row),
        second,
        null,
        column,
        LAYERS.get(column),
        value,
        0.02,
        value - 0.04,
        value + 0.04,
        measure.equals("linear_cka") ? (Double) 0.03 : null,
        500,
        "{}",
        null);
  }

  private static void addNetwork(StageRows rows, String name, double shift) {
    Subject at = Subject.ofModel(name);
    rows.add(new SampleResult(0, 0, 1, 1).at(at));
    rows.add(new SampleResult(1, 1, 1, name.equals("new") ? 0 : 1).at(at));
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      String operator = layer == 0 ? "Input" : "Relu";
      rows.add(
          new LayerResult(
                  layer,
                  LAYERS.get(layer),
                  operator,
                  "",
                  layer / 2.0,
                  8,
                  List.of(8),
                  "C",
                  "flatten")
              .at(at));
      double value = 3 + layer + (layer == 1 ? shift : 0);
      rows.add(
          new MeasuredValue(
              "twonn_dimension",
              at.layer(layer),
              null,
              value,
              0.1,
              value - 0.2,
              value + 0.2,
              "the estimator at this n",
              500,
              1,
              "",
              "none",
              "{}",
              null));
    }
  }

  private static void write(String run, List<String> asked, List<String> seeds) {
    StageRows rows = new StageRows();
    List<String> all = new ArrayList<>(asked);
    all.addAll(seeds);
    for (String name : all) {
      addNetwork(rows, name, name.equals("new") ? 2 : 0);
    }
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        boolean differs = all.get(j).equals("new") || all.get(i).equals("new");
        for (int a = 0; a < LAYERS.size(); a++) {
          for (int b = 0; b < LAYERS.size(); b++) {
            double like = a == b ? (differs && a == 1 ? 0.4 : 0.9) : 0.3 + 0.01 * j;
            rows.add(row("linear_cka", all.get(i), a, all.get(j), b, like));
            rows.add(row("sliced_wasserstein_h1", all.get(i), a, all.get(j), b, 10 * (1 - like)));
          }
        }
      }
    }
    for (int removed : new int[] {2, 4}) {
      rows.add(
          new SensitivityResult(
              "linear_cka",
              asked.get(0),
              null,
              1,
              "conv",
              removed,
              8,
              0.01 * removed,
              1 - 0.04 * removed,
              500,
              null));
    }
    try (RunDirectory directory = RunDirectory.create(folder.resolve(run))) {
      directory.complete("all", "key", 1, rows);
      directory.update(
          manifest ->
              manifest.forStudy(
                  "compare",
                  Map.of(),
                  Map.of("networks", asked, "seedNetworks", seeds),
                  Map.of("seed", 1L)));
    }
  }

  private static List<String> drawn(String run) throws Exception {
    List<String> figures = figuresDrawn(page(run), "f.querySelector('.plot svg')");
    assertQuiet();
    return figures;
  }

  private static int cells(int map) throws Exception {
    return browser
        .evaluate(
            "window.echarts.getInstanceByDom(document.querySelector('#figure-similarity .plot')).getOption().series[%d].data.length"
                .formatted(map))
        .asInt();
  }

  @Test
  void twoNetworksHaveMapsAndProfiles() throws Exception {
    write("two", List.of("old", "new"), List.of());
    assertThat(drawn("two")).contains("figure-similarity", "figure-overlay");
    keepScreenshot("compared-two");
    assertThat(cells(0)).isEqualTo(9);
    assertThat(text("#figure-similarity figcaption"))
        .contains("Rows: layers of old. Columns: layers of new.")
        .contains("Linear CKA 4 of 4")
        .contains("a smaller distance (Sliced Wasserstein distance, H1)");
    assertThat(text("#sentences"))
        .contains(
            "Linear CKA: of the 2 layers that old and new share, conv is least alike (0.400, 95 % interval 0.360 to 0.440; unrelated layers of these sizes would read 0.0300)");
    assertThat(text("#sentences"))
        .contains("TwoNN dimension differs between old and new in conv (p below 0.05");
    click("#side-by-side button", "Difference");
    assertThat(text("#figure-overlay h3")).contains("old minus new");
    assertThat(text("#figure-overlay figcaption")).contains("in 1 of 2 layers");
    assertQuiet();
    assertFitsAPhone(page("two"), ".plot");
  }

  /** What is of one network says of which; nothing else on the page would. */
  @Test
  void whatIsOfOneNetworkNamesIt() throws Exception {
    write("named", List.of("old", "new"), List.of());
    drawn("named");
    // Networks are in the order of their names.
    assertThat(text("#facts")).contains("Accuracy of old on them").doesNotContain("Accuracy on");
    assertThat(text("#sentences"))
        .contains("Right answers on the 2 samples: new 50.0 %; old 100.0 %.")
        .contains("and the figures that name no network, are of old alone.")
        .contains("old: For comparison, at n = 500 the TwoNN dimension inside the network rises")
        .doesNotContain("The model labels");
  }

  @Test
  void aRangeIsGivenOfManyNetworks() throws Exception {
    write("range", List.of("a", "b", "c", "d", "e", "f", "new"), List.of());
    drawn("range");
    assertThat(text("#sentences"))
        .contains("Right answers on the 2 samples: from new 50.0 % to f 100.0 % in 7 networks.");
  }

  @Test
  void otherSeedsSayWhatIsMoreThanNoise() throws Exception {
    write("seeds", List.of("old", "new"), List.of("s1", "s2", "s3"));
    assertThat(drawn("seeds")).contains("figure-seeds", "figure-removals");
    // Without half of the components conv reads 0.84, other seeds 0.9; without a quarter 0.92.
    assertThat(text("#sentences"))
        .contains(
            "farther from itself than from the layer of another seed in 1 of 1 layers, once 50 % of them are gone (median)");
    keepScreenshot("compared-seeds");
    // Of 10 pairs the 4 with the new network are the farthest apart in its conv layer.
    assertThat(text("#sentences"))
        .contains(
            "Linear CKA: old and new are farther apart than any two networks of other seeds (3 pairs) in conv (p at most 0.400");
    assertThat(text("#sentences"))
        .contains("With 10 pairs of networks no p-value can be below 0.1");
    assertThat(text("#figure-seeds figcaption")).contains("Diamonds: old and new");
    assertFitsAPhone(page("seeds"), ".plot");
  }

  /** Of 21 pairs the one that is asked about comes first, with its interval. */
  @Test
  void theTwoThatAreAskedAboutAreShownBesideManySeeds() throws Exception {
    write("manySeeds", List.of("old", "new"), List.of("s1", "s2", "s3", "s4", "s5"));
    assertThat(drawn("manySeeds")).contains("figure-similarity");
    assertThat(text("#figure-similarity h3")).contains("Layer by layer: old and new");
    assertThat(text("#figure-similarity figcaption"))
        .contains("Rows: layers of old. Columns: layers of new.")
        .contains("95 % interval, by the choice of samples")
        .doesNotContain("The mean of");
  }

  /** Ten pairs fit; fifteen are a mean. */
  @Test
  void ofManyPairsTheMeanIsShown() throws Exception {
    write("many", List.of("a", "b", "c", "d", "e", "f"), List.of());
    assertThat(drawn("many")).contains("figure-similarity", "figure-seeds");
    assertThat(text("#figure-similarity h3")).contains("mean of 15 pairs of networks");
    assertThat(cells(1)).isEqualTo(9);
    assertThat(text("#figure-similarity figcaption")).contains("The mean of 15 pairs");
    // Networks that are compared are not said to differ by their seeds only.
    assertThat(text("#figure-seeds h3")).contains("of the same layer in the networks");
    assertThat(text("#figure-seeds figcaption")).contains("Dots: 15 pairs of the networks.");
  }
}
