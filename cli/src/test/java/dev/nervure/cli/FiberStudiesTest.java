package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers} from many inputs. */
class FiberStudiesTest extends FiberCommands {

  @Test
  void manyInputsAreAStudyThatResumes() {
    String run = folder.resolve("run").toString();
    String[] text = {
      "fibers",
      glyphModel,
      "--data",
      "glyphs:samples=40",
      "--per-class",
      "2",
      "--length",
      "1",
      "--quiet",
      "--out",
      run
    };
    String[] command = concat(text, "--json");
    JsonNode plan = CommandRun.of(concat(command, "--dry-run")).succeeded().json();
    assertThat(plan.get("stages")).hasSize(2 + 20 * 3);
    assertThat(Path.of(run)).doesNotExist();

    JsonNode result = CommandRun.of(command).succeeded().json();
    assertThat(result.get("inputs")).hasSize(20);
    JsonNode walk = result.get("inputs").get(0).get("walk");
    assertThat(walk.get("stop").asText()).isEqualTo("length");
    assertThat(walk.get("drift").asDouble()).isLessThan(1e-9);
    JsonNode layers = result.get("layers");
    JsonNode logits = layers.get(layers.size() - 1).get("measures");
    assertThat(logits.get("null_dimension").get("estimate").asDouble()).isEqualTo(774);
    assertThat(logits.get("boundary_distance").get("error").asDouble()).isPositive();
    assertThat(logits.get("boundary_distance").get("estimate").asDouble())
        .isLessThanOrEqualTo(logits.get("lift_distance").get("estimate").asDouble());
    assertThat(logits.get("walk_distance").get("perClass")).hasSize(10);

    JsonNode after = CommandRun.of(concat(command, "--dry-run")).succeeded().json();
    for (JsonNode stage : after.get("stages")) {
      assertThat(stage.get("done").asBoolean()).as(stage.get("name").asText()).isTrue();
    }
    String table = CommandRun.of(text).succeeded().out();
    assertThat(table).contains("walk: distance reached").contains("774.000");
  }

  @Test
  void optionsOfOneInputAreRefusedForMany() {
    assertThat(onGlyphs("--samples", "3", "--mode", "preimage").failedWith(ExitCode.USAGE).err())
        .contains("--index");
    assertThat(onGlyphs("--samples", "3", "--to", "2").failedWith(ExitCode.USAGE).err())
        .contains("--mode directed");
    assertThat(onGlyphs("--dry-run").failedWith(ExitCode.USAGE).err()).contains("--samples");
  }

  @Test
  void reportsShowAWalkAPreimageAndAStudy() throws IOException {
    onGlyphs("--index", "2", "--length", "1").succeeded();
    assertThat(CommandRun.of("report", out(), "--quiet").succeeded().out().strip())
        .isEqualTo(Path.of(out()).resolve("report.html").toString());
    assertThat(Path.of(out()).resolve("report.html")).content().contains("data:image/png;base64,");
    assertThat(
            CommandRun.of("report", out(), "--figures", folder.resolve("figures").toString())
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--figures");

    onPlane("--mode", "preimage", "--epsilon", "0.01").succeeded();
    String run = folder.resolve("run").toString();
    CommandRun.of(
            "fibers",
            glyphModel,
            "--data",
            "glyphs:samples=20",
            "--samples",
            "2",
            "--length",
            "1",
            "--quiet",
            "--out",
            run)
        .succeeded();
    CommandRun.of("report", run, "--quiet").succeeded();
    assertThat(Path.of(run).resolve("report.html")).content().contains("Nervure fibers");
    CommandRun.of("export", run, "--csv", folder.resolve("csv").toString()).succeeded();
    assertThat(folder.resolve("csv/walks.csv")).content().contains("boundary");

    Files.writeString(Path.of(out()).resolve("walk.json"), "{");
    assertThat(CommandRun.of("report", out()).failedWith(ExitCode.BAD_INPUT).err())
        .contains("walk.json");
  }
}
