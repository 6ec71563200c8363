package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.Bar;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The band of noise in diagrams and barcodes, in a browser; skipped where there is none. */
class NoiseBandPageTest extends PageInBrowser {
  private static final int BARS = 142;
  private static final String PALE_DOTS = dots("0.35");
  private static final String CLEAR_DOTS = dots("0.95");

  private static Path page;

  private static String dots(String opacity) {
    return "document.querySelectorAll('#figure-diagram .plot svg path[fill-opacity=\"%s\"]').length"
        .formatted(opacity);
  }

  /** A layer with two loops and a component outside the band, and a layer that has no band. */
  @BeforeAll
  static void writePage() {
    StageRows rows = new StageRows();
    Random random = new Random(3);
    for (int layer = 0; layer < 2; layer++) {
      Place place = Place.ofLayer(layer);
      rows.add(
          new LayerResult(
              layer,
              "layer" + layer,
              "Relu",
              "block",
              0.5 + layer / 2.0,
              8,
              List.of(8),
              "C",
              "flatten"));
      for (int i = 0; i < BARS; i++) {
        double birth = 0.3 + 0.2 * random.nextDouble();
        rows.add(new Bar(place, 0, 0, 0.1 + 0.1 * random.nextDouble()));
        rows.add(new Bar(place, 1, birth, birth + 0.1 * random.nextDouble()));
      }
      rows.add(new Bar(place, 0, 0, 0.6));
      rows.add(new Bar(place, 0, 0, Double.POSITIVE_INFINITY));
      rows.add(new Bar(place, 1, 0.3, 0.9));
      rows.add(new Bar(place, 1, 0.35, 0.7));
      rows.add(sum(layer, "lifespan_sum_h0_all", layer == 0 ? band(1) : "{}"));
      rows.add(sum(layer, "lifespan_sum_h1_all", layer == 0 ? band(2) : "{}"));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("profile", "key", 1, rows);
      run.update(manifest -> manifest.forStudy("profile", Map.of(), Map.of(), Map.of()));
    }
    page = page("run");
  }

  private static String band(int outside) {
    return "{\"band\":0.25,\"bandLevel\":0.95,\"barsOutside\":%d}".formatted(outside);
  }

  private static MeasuredValue sum(int layer, String name, String parameters) {
    return new MeasuredValue(
        name,
        Place.ofLayer(layer),
        null,
        10.0,
        0.5,
        9.0,
        11.0,
        "the sum at this n",
        143,
        1,
        "robust",
        "min_max",
        parameters,
        null);
  }

  private static int count(String script) throws Exception {
    return browser.evaluate(script).asInt();
  }

  private static void showLayer(int position) throws Exception {
    browser.evaluate(
        "(() => { const s = document.querySelector('#persistence input[type=range]'); s.value = %d; s.dispatchEvent(new Event('input')); })()"
            .formatted(position));
    browser.settle();
  }

  @Test
  void barsWithinTheBandArePaleAndThoseOutsideAreCounted() throws Exception {
    browser.open(page, 1200, 900, false);
    showLayer(0);
    assertThat(text("#figure-diagram figcaption"))
        .contains("1 of 143 bars of degree 0 lies outside the band of noise (95 %, 0.250 wide).")
        .contains("2 of 144 bars of degree 1 lie outside the band of noise (95 %, 0.250 wide).");
    assertThat(text("#figure-barcode figcaption")).contains("Pale bars");
    assertThat(count(PALE_DOTS)).isEqualTo(2 * BARS);
    assertThat(count(CLEAR_DOTS)).isEqualTo(3);
    assertQuiet();
    keepScreenshot("band");
  }

  @Test
  void withoutABandAllBarsLookAlike() throws Exception {
    browser.open(page, 1200, 900, false);
    showLayer(1);
    assertThat(text("#figure-diagram figcaption")).doesNotContain("band");
    assertThat(text("#figure-barcode figcaption")).doesNotContain("Pale");
    assertThat(count(PALE_DOTS)).isZero();
    assertQuiet();
  }
}
