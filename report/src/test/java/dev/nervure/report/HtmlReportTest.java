package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.StoredRun;
import dev.nervure.run.ResourceException;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as bytes; what a browser makes of it is tested in {@link ReportPageTest}. */
class HtmlReportTest {
  @TempDir Path folder;

  private String html() {
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      return HtmlReport.html(new StoredRun(run));
    }
  }

  private JsonNode data() throws Exception {
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      return PageJson.of(new StoredRun(run));
    }
  }

  @Test
  void theSameRunGivesTheSameBytes() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    Path out = folder.resolve("new/report.html");
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      HtmlReport.write(run, out);
    }
    assertThat(Files.readString(out)).isEqualTo(html());
    assertThat(out.resolveSibling("report.html.tmp")).doesNotExist();
  }

  @Test
  void thePolicyAllowsItsOwnScriptsOnly() {
    ExampleRun.write(folder.resolve("run"));
    assertThat(html())
        .containsPattern(
            "Content-Security-Policy\" content=\"default-src 'none'; [^\"]*script-src 'sha256-[^']+' 'sha256-[^']+'\"");
  }

  @Test
  void diagramsAreColumnsAndEssentialFeaturesHaveNoDeath() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    JsonNode diagrams = data().get("figures").get("persistence").get("diagrams");
    // Each layer: all points and ten classes, in two degrees.
    assertThat(diagrams).hasSize(ExampleRun.LAYERS * (1 + ExampleRun.CLASSES) * 2);
    JsonNode components = diagrams.get(0);
    assertThat(components.get("class").isNull()).isTrue();
    assertThat(components.has("births")).isFalse();
    assertThat(components.get("deaths")).hasSize(250);
    assertThat(components.get("deaths").get(249).isNull()).isTrue();
    assertThat(diagrams.get(1).get("births")).hasSize(63);
  }

  @Test
  void classesHaveTheirSizeAndAccuracy() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    JsonNode first = data().get("classes").get(0);
    assertThat(first.get("size").asInt()).isEqualTo(100);
    assertThat(first.get("accuracy").asDouble()).isBetween(0.9, 1.0);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThatThrownBy(() -> HtmlReport.write(run, file.resolve("report.html")))
          .isInstanceOf(ResourceException.class)
          .hasMessageContaining("report.html");
    }
  }

  @Test
  void aFigureNeedsItsClassItsScriptAndItsTextOnly() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      String page = Page.of(new StoredRun(run), List.of(new SampleCount()));
      assertThat(page)
          .contains("<section id=\"sample-count\"")
          .contains("figure(\"sample-count\"")
          .contains("\"figures\":{\"sample-count\":{\"count\":1000}}")
          .doesNotContain("id=\"overview\"");
    }
  }

  @Test
  void aFigureWithoutDataLeavesNothingInThePage() {
    RunDirectory.create(folder.resolve("run")).close();
    assertThat(html())
        .doesNotContain("data-link=\"At a glance\"")
        .doesNotContain("figure(\"overview\"")
        .doesNotContain("\"figures\"");
  }
}
