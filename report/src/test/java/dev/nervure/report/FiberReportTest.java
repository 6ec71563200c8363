package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.SingleResult;
import dev.nervure.report.view.StoredRun;
import dev.nervure.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the page of a fiber run is given; what a browser makes of it is in {@link FiberPageTest}.
 */
class FiberReportTest {

  @TempDir Path folder;

  @Test
  void everyInputHasItsWalksAndEveryLayerItsSpectrum() throws IOException {
    FiberExample.study(folder, folder.resolve("run"));
    JsonNode data;
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      data = PageJson.of(new StoredRun(run));
    }
    assertThat(data.get("figures").get("inputs").get("inputs")).hasSize(FiberExample.INPUTS);
    assertThat(data.get("walks")).hasSize(3 * (FiberExample.INPUTS - 1));
    JsonNode figures = data.get("figures");
    assertThat(figures.get("walks").get("strips")).hasSameSizeAs(data.get("walks"));
    for (JsonNode strip : figures.get("walks").get("strips")) {
      assertThat(strip.get("frames")).hasSizeBetween(2, FiberExample.FRAMES);
      for (JsonNode frame : strip.get("frames")) {
        assertThat(frame.get("picture").asText()).startsWith("data:image/png;base64,");
        assertThat(frame.get("outputs").asInt()).isEqualTo(10);
      }
    }
    assertThat(figures.get("along-path").get("paths")).hasSameSizeAs(data.get("walks"));
    for (JsonNode along : figures.get("along-path").get("paths")) {
      JsonNode path = along.get("path");
      assertThat(path.get(path.size() - 1).get(1).asDouble()).isPositive();
    }
    JsonNode lines = figures.get("spectrum").get("lines");
    assertThat(lines).hasSameSizeAs(data.get("layers"));
    JsonNode logits = lines.get(lines.size() - 1).get("points");
    assertThat(logits).hasSize(10);
    assertThat(logits.get(0).get(1).asDouble()).isGreaterThan(logits.get(9).get(1).asDouble());
    assertThat(data.get("head").get("findings").toString())
        .contains("blind to 774 of the directions")
        .contains("the answer is the same at both ends of all 11")
        .containsPattern("found for 11 of 12 inputs");
  }

  @Test
  void aComparisonHasBothWalks() throws IOException {
    FiberExample.comparison(folder, folder.resolve("both"));
    JsonNode data = PageJson.of(SingleResult.open(folder.resolve("both")));
    assertThat(data.get("walks")).hasSize(2);
    JsonNode corrected = data.get("walks").get(0);
    JsonNode published = data.get("walks").get(1);
    assertThat(corrected.get("kind").asText()).isEqualTo("walk");
    assertThat(published.get("kind").asText()).isEqualTo("euler");
    assertThat(published.get("figures").get("drift").asDouble())
        .isGreaterThan(1e4 * corrected.get("figures").get("drift").asDouble());
    assertThat(data.get("head").get("findings").get(2).asText())
        .startsWith("As published, with Euler steps");
  }

  @Test
  void aSinglePreimageHasItsCurvesAndNoWalks() throws IOException {
    FiberExample.preimage(folder, folder.resolve("preimage"));
    JsonNode data = PageJson.of(SingleResult.open(folder.resolve("preimage")));
    assertThat(data.has("walks")).isFalse();
    assertThat(data.get("figures").properties()).hasSize(1);
    assertThat(data.get("figures").get("preimage").get("curves")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(data.get("head").get("findings").get(0).asText()).contains("of area");
  }
}
