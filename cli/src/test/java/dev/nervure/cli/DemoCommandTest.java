package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain in small: data, training, profile, report, export. */
class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void theDemoEndsInAReportAndASecondRunReusesEverything() throws IOException {
    Path run = folder.resolve("demo");
    CommandRun first = demo(run);
    assertThat(first.out()).contains("trained for 1 epochs", "run: " + run, "report: ");
    Path report = run.resolve("report.html");
    assertThat(report).content().contains("<html").doesNotContain("src=\"http");
    Path snapshot = run.resolve("snapshots/epoch-001.onnx");
    assertThat(snapshot).exists();
    FileTime trained = Files.getLastModifiedTime(snapshot);

    CommandRun second = demo(run);
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(Files.getLastModifiedTime(snapshot)).isEqualTo(trained);

    JsonNode again = CommandRun.of("rerun", run.toString(), "--quiet", "--json").succeeded().json();
    assertThat(again.get("same").asBoolean()).isTrue();
    CommandRun.of("demo", "--out", run.toString(), "--seed", "2").failedWith(ExitCode.BAD_INPUT);
    assertThat(Files.getLastModifiedTime(snapshot)).isEqualTo(trained);

    Path tables = folder.resolve("tables");
    JsonNode files =
        CommandRun.of("export", run.toString(), "--csv", tables.toString(), "--json")
            .succeeded()
            .json()
            .get("files");
    assertThat(files).isNotEmpty();
    assertThat(Files.readAllLines(tables.resolve("epochs.csv")).size()).isGreaterThanOrEqualTo(2);
    assertThat(tables.resolve("measures.csv")).content().contains("ph_dimension");

    Path page = folder.resolve("page.html");
    CommandRun.of(
            "report",
            run.toString(),
            "--out",
            page.toString(),
            "--figures",
            folder.resolve("figures").toString())
        .succeeded();
    assertThat(page).exists();
    assertThat(folder.resolve("figures/overview.svg")).content().contains("<svg");
  }

  private static CommandRun demo(Path run) {
    return CommandRun.of(words(run)).succeeded();
  }

  private static String[] words(Path run) {
    return new String[] {
      "demo",
      "--out",
      run.toString(),
      "--training-samples",
      "200",
      "--test-samples",
      "100",
      "--epochs",
      "1"
    };
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
