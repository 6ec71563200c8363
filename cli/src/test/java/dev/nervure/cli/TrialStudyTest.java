package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.report.HtmlReport;
import dev.nervure.report.figure.Figure;
import dev.nervure.report.figure.Figures;
import dev.nervure.report.view.StoredRun;
import dev.nervure.run.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A study that is not part of the program: two phases, three measures, a figure, a command, in
 * seven files, without a change anywhere else. It is planned, run, resumed, shown as a table, as
 * JSON and on the page like every other.
 */
class TrialStudyTest {
  @TempDir Path folder;

  private String norms(String... more) throws IOException {
    String model = SmallNetwork.write(folder.resolve("model.onnx")).toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            Terminal.piped(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            Interruption.never());
    CommandLine root =
        Main.commandLine(session, Configuration.of(Map.of(), "norms"))
            .addSubcommand(new NormCommand(session))
            .setCaseInsensitiveEnumValuesAllowed(true); // what came later has not been told
    List<String> words = new ArrayList<>(List.of("norms", model, "--data", SmallNetwork.DATA));
    words.addAll(List.of("--out", folder.resolve("run").toString()));
    words.addAll(List.of(more));
    assertThat(root.execute(words.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void isPlannedRunResumedAndShownLikeEveryOther() throws IOException {
    assertThat(norms("--dry-run")).contains("samples", "logits/norms", "stages to do");
    assertThat(folder.resolve("run")).doesNotExist();

    String table = norms();
    assertThat(table).contains("layer", "norm", "zeros");
    JsonNode json = new ObjectMapper().readTree(norms("--json"));
    JsonNode relu = null;
    for (JsonNode layer : json.get("layers")) {
      JsonNode measures = layer.get("measures");
      assertThat(measures.get("mean_norm").get("error").asDouble()).isPositive();
      assertThat(measures.get("largest_norm").get("estimate").asDouble())
          .isGreaterThanOrEqualTo(measures.get("mean_norm").get("estimate").asDouble());
      relu = layer.get("operator").asText().equals("Relu") ? layer : relu;
    }
    assertThat(relu).as("a layer of rectifiers").isNotNull();
    assertThat(relu.get("measures").get("zero_share").get("estimate").asDouble())
        .isBetween(0.0, 1.0);
    assertThat(norms("--dry-run")).contains("0 of ");

    Path page = folder.resolve("page.html");
    List<Figure> figures = new ArrayList<>(Figures.ALL);
    figures.add(new NormFigure());
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(run.manifest().study()).isEqualTo("norms");
      HtmlReport.write(new StoredRun(run), figures, page);
    }
    assertThat(Files.readString(page)).contains("id=\"norms\"", "Mean norm", "figure(\"norms\"");
  }
}
