package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nervure fibers}: the list of its questions, and what holds for all of them. */
class FibersCommandTest extends FiberCommands {

  private static final List<String> QUESTIONS =
      List.of("walk", "directed", "farthest", "cross", "preimage", "sample", "members", "study");

  @Test
  void aloneItListsItsQuestions() {
    String list = CommandRun.of("fibers").succeeded().out();
    for (String question : QUESTIONS) {
      assertThat(list)
          .containsPattern("(?m)^  " + question + " +[A-Z].+\\.$")
          .contains("nervure fibers " + question + " ");
    }
    assertThat(CommandRun.of("fibers", "--help").succeeded().out()).isEqualTo(list);
    assertThat(CommandRun.of("help", "fibers").succeeded().out()).isEqualTo(list);
  }

  @Test
  void theHelpOfAQuestionIsTheSameByBothWays() {
    for (String question : QUESTIONS) {
      String help = CommandRun.of("fibers", question, "--help").succeeded().out();
      assertThat(help).contains("Examples:", "nervure fibers " + question + " ");
      assertThat(CommandRun.of("help", "fibers", question).succeeded().out()).isEqualTo(help);
    }
    assertThat(CommandRun.of("help", "fibers", "wander").failedWith(ExitCode.USAGE).err())
        .contains("wander", "walk, directed, farthest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--length 3",
        "some.onnx --data mnist/ --index 7",
        "--mode cross some.onnx",
        "wlak"
      })
  void withoutAQuestionTheErrorNamesThem(String words) {
    assertThat(
            CommandRun.of(concat(new String[] {"fibers"}, words.split(" ", -1)))
                .failedWith(ExitCode.USAGE)
                .err())
        .contains(String.join(", ", QUESTIONS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "walk --to 3",
        "walk --epsilon 0.1",
        "walk --interval 0,1",
        "walk --layers all",
        "walk --threads 2",
        "walk --dry-run",
        "walk --per-input 2",
        "walk --mode cross",
        "directed --to 3 --backward",
        "directed --to 3 --compare",
        "farthest --to 3",
        "farthest --backward",
        "farthest --compare",
        "cross --hold logit:1",
        "cross --backward",
        "cross --method corrector",
        "cross --at-rank-change stop",
        "preimage --epsilon 0.1 --step 0.1",
        "preimage --epsilon 0.1 --to 3",
        "preimage --epsilon 0.1 --method corrector",
        "preimage --epsilon 0.1 --every 2",
        "preimage --epsilon 0.1 --threads 2",
        "sample --per-input 2 --length 3",
        "sample --per-input 2 --steps 3",
        "sample --per-input 2 --farthest",
        "members --per-input 2 --layers all",
        "members --per-input 2 --step 0.1",
        "members --per-input 2 --backward",
        "members --per-input 2 --every 2",
        "members --per-input 2 --frames 4",
        "members --per-input 2 --method euler",
        "members --per-input 2 --dry-run",
        "study --index 3",
        "study --point 0.1,0.2",
        "study --epsilon 0.1",
        "study --compare",
        "study --per-input 2"
      })
  void aQuestionKnowsOnlyItsOwnOptions(String words) {
    List<String> asked = List.of(words.split(" ", -1));
    String alien =
        asked.stream().filter(word -> word.startsWith("--")).reduce((a, b) -> b).orElseThrow();
    CommandRun run = onGlyphs(asked.get(0), asked.subList(1, asked.size()).toArray(String[]::new));
    assertThat(run.failedWith(ExitCode.USAGE).err()).containsPattern("Unknown option.*" + alien);
    assertThat(Path.of(out())).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "walk --data glyphs:samples=20",
        "walk --samples 3",
        "walk --range 0:3",
        "cross --per-class 3",
        "farthest --index 3",
        "preimage --mean 0.5 --std 0.5 --epsilon 0.1",
        "sample --classes 3 --per-input 2",
        "members --labels some.csv --per-input 2",
        "directed --index 3 --data glyphs:samples=20 --to 2"
      })
  void whatAPointLeavesUnreadIsRefused(String words) {
    List<String> asked = List.of(words.split(" ", -1));
    CommandRun run = onPlane(asked.get(0), asked.subList(1, asked.size()).toArray(String[]::new));
    assertThat(run.failedWith(ExitCode.USAGE).err())
        .containsPattern(asked.get(1) + " (is not read|chooses among)");
    assertThat(Path.of(out())).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"walk", "directed --to 2", "farthest", "cross", "preimage --epsilon 0.1"})
  void manyInputsAreRefusedWhereOneIsAskedAbout(String words) {
    List<String> asked = List.of(words.split(" ", -1));
    for (String many : List.of("--range=2:4", "--samples=2", "--per-class=2")) {
      String[] more = concat(asked.subList(1, asked.size()).toArray(String[]::new), many);
      assertThat(onGlyphs(asked.get(0), more).failedWith(ExitCode.USAGE).err())
          .contains(many.split("=", -1)[0] + " asks for many inputs", "--index");
    }
  }

  @Test
  void allOfVeryManyLogitsAreRefusedBeforeAnythingIsComputed() throws IOException {
    Path model = rectifiers(List.of(1, 28, 28), 3400, 32, 3);
    String[] more = {
      model.toString(),
      "--data",
      "glyphs:samples=20",
      "--length",
      "1",
      "--overwrite",
      "--out",
      out()
    };
    for (String[] asked :
        List.of(
            concat(new String[] {"fibers", "walk"}, more),
            concat(new String[] {"fibers", "study", "--samples", "2"}, more),
            concat(
                new String[] {"fibers", "members", "--samples", "2", "--per-input", "2"}, more))) {
      assertThat(CommandRun.of(asked).failedWith(ExitCode.RESOURCE).err())
          .contains("all 3400 logits")
          .contains("--hold top:5");
      assertThat(Path.of(out())).doesNotExist();
    }
    JsonNode held =
        CommandRun.of(
                concat(
                    new String[] {"fibers", "walk", "--hold", "top:5", "--json", "--quiet"}, more))
            .succeeded()
            .json();
    assertThat(held.get("nullDimension").asInt()).isEqualTo(778);
    assertThat(held.get("drift").asDouble()).isLessThan(1e-9);
    CommandRun.of(concat(new String[] {"fibers", "cross", "--quiet"}, more)).succeeded();
    JsonNode members =
        CommandRun.of(
                concat(
                    new String[] {
                      "fibers",
                      "members",
                      "--samples",
                      "2",
                      "--per-input",
                      "2",
                      "--hold",
                      "top:5",
                      "--json",
                      "--quiet"
                    },
                    more))
            .succeeded()
            .json();
    assertThat(members.get("guarantee").get("largestDrift").asDouble()).isLessThan(1e-9);
  }

  @Test
  void whatIsRefusedLeavesTheResultThatIsThere() throws IOException {
    Path walk = Path.of(out());
    onGlyphs("walk", "--index", "3", "--length", "1").succeeded();
    Map<String, String> before = contents(walk);
    List<List<String>> refused =
        List.of(
            List.of("walk", "--box", "0.3,0.4"),
            List.of("directed"),
            List.of("directed", "--to", "999"),
            List.of("cross", "--to", "77"),
            List.of("walk", "--backward"),
            List.of("walk", "--method", "kinks"),
            List.of("walk", "--hold", "logit:99"),
            List.of("walk", "--compare", "--step", "0.1", "--box", "0.3,0.4"),
            List.of("preimage", "--epsilon", "0.1"),
            List.of("members", "--per-input", "2", "--box", "0.3,0.4"));
    for (List<String> wrong : refused) {
      String[] more = wrong.subList(1, wrong.size()).toArray(String[]::new);
      CommandRun run = onGlyphs(wrong.get(0), concat(new String[] {"--index", "3"}, more));
      assertThat(run.exitCode()).as(wrong.toString()).isEqualTo(2);
      assertThat(contents(walk)).as(wrong.toString()).isEqualTo(before);
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
