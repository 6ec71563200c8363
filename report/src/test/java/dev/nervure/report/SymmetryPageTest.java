package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.LayerResult;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.SymmetryRungRow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages of runs that ask for symmetries. */
class SymmetryPageTest extends PageInBrowser {
  private static SymmetryRungRow rung(int layer, int position, String name, double residual) {
    return new SymmetryRungRow(
        layer,
        "rotate90",
        position,
        name,
        10,
        residual,
        0.01,
        residual * 0.9,
        residual * 1.1,
        1.0,
        0.5,
        0.4,
        0.6,
        0.25,
        0.2,
        0.3,
        0.1,
        null,
        null);
  }

  private static void write(String name) {
    StageRows rows = new StageRows();
    rows.add(new SampleResult(0, 0, 1, 1));
    for (int layer = 0; layer < 2; layer++) {
      rows.add(
          new LayerResult(
              layer,
              "conv" + layer,
              "Conv",
              "",
              layer,
              64,
              List.of(4, 4, 4),
              "CHW",
              "channel_maps"));
      rows.add(
          new SymmetryRow(
              layer,
              "rotate90",
              true,
              true,
              16,
              16,
              4,
              0,
              0,
              0.1,
              3,
              1,
              4,
              0.01,
              0.02,
              null,
              30,
              20,
              null));
      rows.add(rung(layer, 0, "identity", 0.8));
      rows.add(rung(layer, 2, "shared_1x1", 1e-12));
    }
    try (RunDirectory directory = RunDirectory.create(folder.resolve(name))) {
      directory.complete("all", "key", 1, rows);
    }
  }

  @Test
  void aPanelForEachRungHasALineForTrainedAndUntrainedNetworks() throws Exception {
    write("symmetry");
    Path page = page("symmetry");
    assertThat(figuresDrawn(page, "f.querySelector('.plot svg')"))
        .contains("figure-learned-symmetry");
    assertQuiet();
    assertThat(values())
        .isEqualTo(
            "[[0,[[0,0.8],[1,0.8]]],[0,[[0,0.5],[1,0.5]]],[1,[[0,1e-12],[1,1e-12]]],[1,[[0,0.5],[1,0.5]]]]");
    assertThat(text("#figure-learned-symmetry figcaption"))
        .contains("30 images to find maps", "20 others");
    assertThat(text("#findings"))
        .contains("rotate90: all layers follow it by a 1 x 1 map to rounding");
    assertFitsAPhone(page, ".plot");
  }

  /** Panels of the lines, and the lines. */
  private static String values() throws Exception {
    return browser
        .evaluate(
            "JSON.stringify(window.echarts.getInstanceByDom(document.querySelector('#figure-learned-symmetry .plot')).getOption().series.filter((s) => s.type === 'line').map((s) => [s.xAxisIndex, s.data.map((d) => d.value)]))")
        .asText();
  }
}
