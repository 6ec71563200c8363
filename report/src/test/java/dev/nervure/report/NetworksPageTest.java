package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages of runs of several networks. */
class NetworksPageTest extends PageInBrowser {

  private static void write(Path run, List<Subject> networks, boolean sameLayers) {
    try (RunDirectory directory = RunDirectory.create(run)) {
      StageRows rows = new StageRows();
      for (int i = 0; i < networks.size(); i++) {
        Subject network = networks.get(i);
        rows.add(new SampleResult(0, 0, 1, i == 0 ? 0 : 1).at(network));
        for (int layer = 0; layer < 2; layer++) {
          String name = sameLayers || layer == 0 ? "layer" + layer : "layer" + layer + "of" + i;
          rows.add(
              new LayerResult(
                      sameLayers ? layer : layer + i, // one has more edges before
                      name,
                      "Relu",
                      "",
                      layer,
                      sameLayers ? 4 : 4 + 6 * i,
                      List.of(4),
                      "C",
                      "flatten")
                  .at(network));
          rows.add(
              new MeasuredValue(
                  "fisher_ratio",
                  network.layer(sameLayers ? layer : layer + i),
                  null,
                  1.0 + i + 10 * layer,
                  0.1,
                  0.8 + i + 10 * layer,
                  1.2 + i + 10 * layer,
                  "the ratio at this n",
                  100,
                  1,
                  "",
                  "none",
                  "{}",
                  null));
        }
      }
      directory.complete("all", "key", 1, rows);
    }
  }

  private static List<String> drawn(String run) throws Exception {
    List<String> figures = figuresDrawn(page(run), "f.querySelector('.plot svg')");
    assertQuiet();
    return figures;
  }

  private static String option(String of) throws Exception {
    return browser
        .evaluate(
            "JSON.stringify(window.echarts.getInstanceByDom(document.querySelector('#figure-networks .plot')).getOption()%s)"
                .formatted(of))
        .asText();
  }

  @Test
  void snapshotsAreDrawnEpochByEpochALineALayer() throws Exception {
    write(
        folder.resolve("epochs"),
        List.of(Subject.ofEpoch(0), Subject.ofEpoch(2), Subject.ofEpoch(10)),
        true);
    assertThat(drawn("epochs")).contains("figure-networks");
    assertThat(
            option(
                ".series.filter((s) => s.type === 'line').map((s) => s.data.map((d) => d.value))"))
        .isEqualTo("[[[0,1],[2,2],[10,3]],[[0,11],[2,12],[10,13]]]");
    assertThat(text("#figure-networks")).contains("epoch 0 0.0 %", "epoch 10 100.0 %");
    assertThat(text("#figure-networks")).doesNotContain("not of one width");
    assertFitsAPhone(page("epochs"), ".plot");
  }

  @Test
  void modelsOfOtherLayersAreComparedInTheirLastOne() throws Exception {
    write(folder.resolve("models"), List.of(Subject.ofModel("a"), Subject.ofModel("b")), false);
    assertThat(drawn("models")).contains("figure-networks");
    assertThat(
            option(
                ".series.filter((s) => s.type === 'line').map((s) => s.data.map((d) => d.value))"))
        .isEqualTo("[[[0,11],[1,12]]]");
    assertThat(text("#figure-networks")).contains("not of one width", "4, 10 coordinates");
  }

  @Test
  void oneNetworkHasNoSuchFigure() throws Exception {
    write(folder.resolve("one"), List.of(Subject.ONLY), true);
    assertThat(drawn("one")).doesNotContain("figure-networks");
  }
}
