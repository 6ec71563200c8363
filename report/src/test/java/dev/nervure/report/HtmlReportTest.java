package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.run.ResourceException;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as bytes; what a browser makes of it is tested in {@link ReportPageTest}. */
class HtmlReportTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"report-data\">(.*?)</script>");

  @TempDir Path folder;

  private String html() {
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      return HtmlReport.html(run);
    }
  }

  private JsonNode data() throws Exception {
    Matcher found = DATA.matcher(html());
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
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
  void diagramsAreColumnsAndEssentialClassesHaveNoDeath() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    JsonNode diagrams = data().get("diagrams");
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
}
