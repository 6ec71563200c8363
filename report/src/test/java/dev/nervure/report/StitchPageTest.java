package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.StitchRow;
import dev.nervure.run.StitchRungRow;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of runs that stitch networks. */
class StitchPageTest extends PageInBrowser {
  private static StitchRungRow rung(
      int layer, int position, String name, @Nullable Double residual, @Nullable Double error) {
    return new StitchRungRow(
        layer,
        layer + 1,
        position,
        name,
        20,
        residual,
        residual == null ? null : (Double) 0.01,
        residual == null ? null : (Double) (residual * 0.9),
        residual == null ? null : (Double) (residual * 1.1),
        1.0,
        residual == null ? null : (Double) 0.7,
        0.6,
        0.8,
        error,
        error == null ? null : (Double) (error - 0.02),
        error == null ? null : (Double) (error + 0.02),
        error == null ? null : (Double) 0.75,
        0.7,
        0.8,
        0.1,
        null,
        residual == null ? "of another size" : null);
  }

  private static void write(String name) {
    StageRows rows = new StageRows();
    rows.add(new SampleResult(0, 0, 1, 1));
    for (int layer = 0; layer < 2; layer++) {
      rows.add(
          new StitchRow(
              layer,
              layer + 1,
              "conv" + layer,
              "block" + layer,
              0.2,
              0.3,
              4,
              6,
              8,
              8,
              4,
              4,
              false,
              0.05,
              30,
              20,
              null));
      rows.add(rung(layer, 0, "identity", null, null));
      rows.add(rung(layer, 2, "shared_1x1", 0.25, 0.5));
      rows.add(rung(layer, 7, "task_oriented", 0.5, 0.125));
    }
    try (RunDirectory directory = RunDirectory.create(folder.resolve(name))) {
      directory.complete("all", "key", 1, rows);
    }
  }

  @Test
  void aLineForEachMapBesideUntrainedNetworksAndTheOtherByItself() throws Exception {
    write("stitch");
    Path page = page("stitch");
    assertThat(figuresDrawn(page, "f.querySelector('.plot svg')")).contains("figure-stitches");
    assertQuiet();
    assertThat(values())
        .isEqualTo(
            "[[[\"0\",0.5],[\"1\",0.5]],[[\"0\",0.75],[\"1\",0.75]],[[\"0\",0.125],[\"1\",0.125]],[[\"0\",0.75],[\"1\",0.75]]]");
    assertThat(text("#figure-stitches figcaption"))
        .contains("Dotted: 5.0 % by itself", "30 images to find maps", "20 others");
    assertFitsAPhone(page, ".plot");
  }

  /** The lines of errors. */
  private static String values() throws Exception {
    return browser
        .evaluate(
            "JSON.stringify(window.echarts.getInstanceByDom(document.querySelector('#figure-stitches .plot')).getOption().series.filter((s) => s.type === 'line').map((s) => s.data.map((d) => d.value)))")
        .asText();
  }
}
