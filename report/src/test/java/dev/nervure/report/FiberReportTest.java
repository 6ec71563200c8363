package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
      data = FiberReportData.of(run);
    }
    assertThat(data.get("askedInputs")).hasSize(FiberExample.INPUTS);
    assertThat(data.get("walks")).hasSize(3 * (FiberExample.INPUTS - 1));
    for (JsonNode walk : data.get("walks")) {
      assertThat(walk.get("frames")).hasSizeBetween(2, FiberExample.FRAMES);
      for (JsonNode frame : walk.get("frames")) {
        assertThat(frame.get("picture").asText()).startsWith("data:image/png;base64,");
        assertThat(frame.get("outputs").asInt()).isEqualTo(10);
      }
      JsonNode path = walk.get("path");
      assertThat(path.get(path.size() - 1).get(1).asDouble()).isPositive();
    }
    assertThat(data.get("spectra")).hasSameSizeAs(data.get("layers"));
    JsonNode logits = data.get("spectra").get(data.get("spectra").size() - 1).get("points");
    assertThat(logits).hasSize(10);
    assertThat(logits.get(0).get(1).asDouble()).isGreaterThan(logits.get(9).get(1).asDouble());
    assertThat(data.get("findings").toString())
        .contains("774 ± 0")
        .contains("the answer is the same at both ends of all 11")
        .containsPattern("found for 11 of 12 inputs");
  }

  @Test
  void aComparisonHasBothWalks() throws IOException {
    FiberExample.comparison(folder, folder.resolve("both"));
    JsonNode data = FiberReportData.of(folder.resolve("both"));
    assertThat(data.get("walks")).hasSize(2);
    JsonNode corrected = data.get("walks").get(0);
    JsonNode published = data.get("walks").get(1);
    assertThat(corrected.get("kind").asText()).isEqualTo("walk");
    assertThat(published.get("kind").asText()).isEqualTo("euler");
    assertThat(published.get("drift").asDouble())
        .isGreaterThan(1e4 * corrected.get("drift").asDouble());
    assertThat(data.get("findings").get(2).asText()).startsWith("As published, with Euler steps");
  }

  @Test
  void aSinglePreimageHasItsCurvesAndNoWalks() throws IOException {
    FiberExample.preimage(folder, folder.resolve("preimage"));
    JsonNode data = FiberReportData.of(folder.resolve("preimage"));
    assertThat(data.get("walks")).isEmpty();
    assertThat(data.get("preimages").get(0).get("curves")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(data.get("findings").get(0).asText()).contains("of area");
  }
}
