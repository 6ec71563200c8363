package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers study}. */
class FibersStudyCommandTest extends FiberCommands {

  @Test
  void manyInputsAreAStudyThatResumes() {
    String run = folder.resolve("run").toString();
    String[] text = {
      "fibers",
      "study",
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
    JsonNode perClass = logits.get("walk_distance").get("perClass");
    assertThat(perClass).hasSize(10);
    assertThat(perClass.get(3).fieldNames())
        .toIterable()
        .contains("class", "className", "seed", "convention", "scaling", "parameters");

    JsonNode after = CommandRun.of(concat(command, "--dry-run")).succeeded().json();
    for (JsonNode stage : after.get("stages")) {
      assertThat(stage.get("done").asBoolean()).as(stage.get("name").asText()).isTrue();
    }
    String table = CommandRun.of(text).succeeded().out();
    assertThat(table)
        .contains("mean over inputs", "walk: distance reached", "singular value")
        .containsPattern("logits +1.00 +10 +774 ");
  }

  @Test
  void theWalksAreThoseAskedFor() {
    assertThat(kinds("random")).containsExactly("boundary", "walk");
    assertThat(kinds("farthest")).containsExactly("boundary", "farthest");
    assertThat(kinds("directed")).containsExactly("boundary", "directed", "walk");
    assertThat(kinds("none")).containsExactly("boundary");
  }

  /** What each of two inputs is asked beside its Jacobians. */
  private Set<String> kinds(String walk) {
    JsonNode plan =
        onGlyphs("study", "--samples", "2", "--walk", walk, "--dry-run").succeeded().json();
    Set<String> kinds = new TreeSet<>();
    for (JsonNode stage : plan.get("stages")) {
      String name = stage.get("name").asText();
      if (name.startsWith("input ") && !name.endsWith("/spectra")) {
        kinds.add(name.substring(name.indexOf('/') + 1));
      }
    }
    return kinds;
  }

  @Test
  void anOptionThatTheWalksLeaveAsideIsRefused() {
    assertThat(onGlyphs("study", "--samples", "3", "--to", "2").failedWith(ExitCode.USAGE).err())
        .contains("--to belongs to --walk directed");
    for (String[] option :
        List.of(
            new String[] {"--hold", "logit:1"},
            new String[] {"--method", "kinks"},
            new String[] {"--at-rank-change", "stop"},
            new String[] {"--backward"})) {
      assertThat(
              onGlyphs("study", concat(new String[] {"--walk", "none"}, option))
                  .failedWith(ExitCode.USAGE)
                  .err())
          .contains(option[0] + " belongs to walks");
    }
    assertThat(
            onGlyphs("study", "--samples", "3", "--walk", "directed", "--to", "3")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("samples 0 to 2");
    assertThat(
            onGlyphs("study", "--samples", "3", "--walk", "farthest", "--backward")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("random walks");
    assertThat(onGlyphs("study", "--walk", "wild").failedWith(ExitCode.USAGE).err())
        .contains("--walk");
    assertThat(Path.of(out())).doesNotExist();
  }

  @Test
  void reportsShowAWalkAPreimageAndAStudy() throws IOException {
    onGlyphs("walk", "--index", "2", "--length", "1").succeeded();
    assertThat(CommandRun.of("report", out(), "--quiet").succeeded().out().strip())
        .isEqualTo(Path.of(out()).resolve("report.html").toString());
    assertThat(Path.of(out()).resolve("report.html")).content().contains("data:image/png;base64,");
    assertThat(
            CommandRun.of("report", out(), "--figures", folder.resolve("figures").toString())
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--figures");

    onPlane("preimage", "--epsilon", "0.01").succeeded();
    String run = folder.resolve("run").toString();
    CommandRun.of(
            "fibers",
            "study",
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
    assertThat(Path.of(run).resolve("report.html"))
        .content()
        .contains("id=\"walks\"", "id=\"inputs\"");
    CommandRun.of("export", run, "--csv", folder.resolve("csv").toString()).succeeded();
    assertThat(folder.resolve("csv/walks.csv")).content().contains("boundary");

    Files.writeString(Path.of(out()).resolve("walk.json"), "{");
    assertThat(CommandRun.of("report", out()).failedWith(ExitCode.BAD_INPUT).err())
        .contains("walk.json");
  }
}
