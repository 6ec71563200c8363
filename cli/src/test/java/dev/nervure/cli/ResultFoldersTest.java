package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.run.Manifest;
import dev.nervure.run.ReportPages;
import dev.nervure.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where results go, what says how they were made, and pages that do not outlive them unmarked. */
class ResultFoldersTest extends FiberCommands {
  private static final String CHEAP = "twonn_dimension,mle_dimension";
  private static final String DATA = "glyphs:samples=60";

  private CommandRun profile(String... more) {
    String[] arguments = {"profile", glyphModel, "--data", DATA, "--out", run().toString()};
    return CommandRun.of(concat(arguments, more));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static boolean isMarkedStale(Path page) throws IOException {
    return !Files.readString(page).contains(ReportPages.CURRENT_NOTICE);
  }

  @Test
  void anotherQuestionInTheUsualFolderGetsANumberAndLeavesTheFirstRunAsItWas() throws IOException {
    String[] first = {
      "profile", "image.onnx", "--data", DATA, "--measures", CHEAP, "--layers", "type:Tanh"
    };
    Path run = folder.resolve("runs/image");
    String[] placed = concat(first, "--out", run.toString());
    placed[1] = glyphModel;
    CommandRun.of(placed).succeeded();
    CommandRun.of("report", run.toString()).succeeded();
    byte[] manifest = Files.readAllBytes(run.resolve("manifest.json"));
    byte[] page = Files.readAllBytes(run.resolve("report.html"));

    CommandRun other = CommandRun.in(folder, concat(first, "--seed", "3", "--samples", "40"));
    assertThat(other.succeeded().out()).contains("run: " + Path.of("runs/image-2"));
    assertThat(other.err())
        .contains("--samples 0 there, 40 here", "the results are in " + Path.of("runs/image-2"));
    assertThat(run.resolve("manifest.json")).hasBinaryContent(manifest);
    assertThat(run.resolve("report.html")).hasBinaryContent(page);

    // One that only adds to the first goes on there.
    String[] added = first.clone();
    added[added.length - 1] = "type:Tanh,logits";
    assertThat(CommandRun.in(folder, added).succeeded().out())
        .contains("run: " + Path.of("runs/image") + System.lineSeparator());
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      assertThat(runs).hasSize(2);
    }
  }

  @Test
  void twoQuestionsOfOneInputDoNotShareAFolder() throws IOException {
    String[] one = {
      "fibers", "walk", "image.onnx", "--data", DATA, "--index", "7", "--length", "1"
    };
    String[] walk = concat(one, "--out", folder.resolve("fibers").toString());
    walk[2] = glyphModel;
    CommandRun.of(walk).succeeded();
    String[] other = concat(one, "-q", "--json");
    other[1] = "cross";
    CommandRun cross = CommandRun.in(folder, other);
    assertThat(cross.succeeded().json().get("folder").asText()).isEqualTo("fibers-2");
    assertThat(json(folder.resolve("fibers/walk.json")).get("mode").asText()).isEqualTo("walk");
    assertThat(json(folder.resolve("fibers-2/walk.json")).get("mode").asText()).isEqualTo("cross");

    String[] members = concat(walk, "--per-input", "2");
    members[1] = "members";
    members[walk.length - 1] = folder.resolve("members").toString();
    CommandRun.of(members).succeeded();
    String[] more = concat(one, "--per-input", "3");
    more[1] = "members";
    CommandRun.in(folder, more).succeeded();
    assertThat(json(folder.resolve("members/members.json")).get("samples").asInt()).isEqualTo(2);
    assertThat(json(folder.resolve("members-2/members.json")).get("samples").asInt()).isEqualTo(3);
  }

  @Test
  void aNamedFolderThatHoldsAnotherQuestionIsRefusedUnlessOverwritten() throws IOException {
    profile("--measures", CHEAP).succeeded();
    byte[] manifest = Files.readAllBytes(run().resolve("manifest.json"));
    assertThat(
            profile("--measures", CHEAP, "--pooling", "global_average")
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("--pooling flatten there, global_average here", "--overwrite");
    assertThat(profile("--measures", "mle_dimension").failedWith(ExitCode.BAD_INPUT).err())
        .contains("--measures");
    String[] fibers = {
      "fibers",
      "study",
      glyphModel,
      "--data",
      DATA,
      "--samples",
      "2",
      "--length",
      "1",
      "--quiet",
      "--out"
    };
    assertThat(CommandRun.of(concat(fibers, run().toString())).failedWith(ExitCode.BAD_INPUT).err())
        .contains("'nervure profile' there, 'nervure fibers study' here");
    assertThat(run().resolve("manifest.json")).hasBinaryContent(manifest);

    CommandRun.of(concat(fibers, run().toString(), "--overwrite")).succeeded();
    assertThat(json(run().resolve("manifest.json")).get("study").asText()).isEqualTo("fibers");
    assertThat(run().resolve("activations")).doesNotExist();
  }

  @Test
  void aRunThatWasBegunForAnotherModelAndHasNothingFinishedIsTakenOver() {
    try (RunDirectory begun = RunDirectory.create(run())) {
      begun.update(
          manifest ->
              manifest.forStudy(
                  "profile",
                  Map.of("model", new Manifest.Input("other.onnx", "", "00")),
                  Map.of(),
                  Map.of()));
    }
    profile("--measures", CHEAP).succeeded();
  }

  @Test
  void aModelThatWasExportedAgainWithoutAChangeGoesOnInItsRun() throws IOException {
    profile("--measures", CHEAP).succeeded();
    Path model = Path.of(glyphModel);
    // A text about the model, field 6 of an ONNX file: other bytes, the same network.
    Files.write(model, new byte[] {0x32, 1, 'x'}, StandardOpenOption.APPEND);
    assertThat(profile("--measures", CHEAP, "--dry-run").succeeded().out()).contains("0 of ");
    profile("--measures", CHEAP).succeeded();
  }

  @Test
  void aPageSaysWhichResultsItShowsAndIsMarkedWhenTheyChange() throws IOException {
    profile("--measures", CHEAP).succeeded();
    Path page = run().resolve("report.html");
    CommandRun.of("report", run().toString()).succeeded();
    String results = ReportPages.fingerprint(page);
    assertThat(page).content().contains("--measures", "resultsHash", "nervure profile ");
    assertThat(isMarkedStale(page)).isFalse();

    profile("--measures", CHEAP).succeeded();
    assertThat(isMarkedStale(page)).as("nothing has changed").isFalse();
    profile("--measures", CHEAP, "--seed", "2", "--overwrite").succeeded();
    profile("--measures", CHEAP + ",fisher_ratio", "--seed", "2").succeeded();
    assertThat(isMarkedStale(page)).isTrue();
    assertThat(ReportPages.fingerprint(page)).isEqualTo(results);
    CommandRun check = CommandRun.of("report", run().toString(), "--check");
    assertThat(check.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(check.err()).contains("stale", "nervure report " + run());

    CommandRun.of("report", run().toString()).succeeded();
    assertThat(isMarkedStale(page)).isFalse();
    assertThat(ReportPages.fingerprint(page)).isNotEqualTo(results);
    CommandRun.of("report", run().toString(), "--check").succeeded();
  }

  @Test
  void thePageOfAWalkIsMarkedToo() throws IOException {
    onGlyphs("walk", "--index", "2", "--length", "1").succeeded();
    Path page = Path.of(out()).resolve("report.html");
    CommandRun.of("report", out()).succeeded();
    onGlyphs("walk", "--index", "2", "--length", "1").succeeded();
    assertThat(isMarkedStale(page)).as("the same walk again").isFalse();
    CommandRun.of("report", out(), "--check").succeeded();
    onGlyphs("walk", "--index", "3", "--length", "1").succeeded();
    assertThat(isMarkedStale(page)).isTrue();
  }

  @Test
  void theManifestHoldsEveryOptionThatShapedTheResult() throws IOException {
    Path images = folder.resolve("glyphs");
    CommandRun.of("data", "glyphs", "--out", images.toString(), "--samples", "60").succeeded();
    String[] shaping = {
      "--mean", "0.25", "--std", "0.5", "--split", "all", "--classes", "0,1,2,3,4", "--seed", "5"
    };
    List<String> words =
        new ArrayList<>(
            List.of("profile", glyphModel, "--data", images.toString(), "--out", run().toString()));
    words.addAll(List.of(shaping));
    words.addAll(List.of("--measures", CHEAP));
    CommandRun.with(Map.of("NERVURE_POOLING", "flatten"), words.toArray(String[]::new)).succeeded();
    JsonNode manifest = json(run().resolve("manifest.json"));
    JsonNode options = manifest.get("command").get("options");
    for (int i = 0; i < shaping.length; i += 2) {
      assertThat(options.get(shaping[i]).get("value").asText())
          .as(shaping[i])
          .isEqualTo(shaping[i + 1]);
      assertThat(options.get(shaping[i]).get("from").asText()).isEqualTo("command line");
    }
    assertThat(options.get("--pooling").get("from").asText()).contains("NERVURE_POOLING");
    assertThat(options.get("--point-cap").get("value").asText()).isEqualTo("5000");
    assertThat(manifest.get("command").get("line")).hasSize(words.size());
    assertThat(manifest.get("engine").get("version").asText()).matches("\\d+\\.\\d+.*");
    assertThat(manifest.get("engine").get("instructionSet").asText()).isNotEmpty();
    assertThat(manifest.get("engine").get("oneDnn").isBoolean()).isTrue();
    assertThat(manifest.get("engine").get("faults").isArray()).isTrue();

    JsonNode again =
        CommandRun.of("rerun", run().toString(), "--json", "--quiet").succeeded().json();
    assertThat(again.get("same").asBoolean()).isTrue();
    assertThat(again.get("notes")).isEmpty();
    Path repeated = folder.resolve("run-2");
    assertThat(again.get("folder").asText()).isEqualTo(repeated.toString());
    JsonNode kept = json(repeated.resolve("manifest.json")).get("command").get("options");
    assertThat(kept.get("--pooling").get("value").asText())
        .as("a value of the environment of then")
        .isEqualTo("flatten");
  }

  @Test
  void aRerunElsewhereFindsTheFilesAndSaysWhichHaveChanged() throws IOException {
    Path there = Files.createDirectories(folder.resolve("there"));
    Files.copy(Path.of(glyphModel), there.resolve("net.onnx"));
    CommandRun.in(there, "profile", "net.onnx", "--data", DATA, "--measures", CHEAP, "--quiet")
        .succeeded();
    Path run = there.resolve("runs/net");
    CommandRun same = rerun(run, "again").succeeded();
    assertThat(same.out()).contains("bit for bit");
    assertThat(folder.resolve("again/manifest.json")).exists();

    Files.copy(
        rectifiers(List.of(1, 28, 28), 10, 24, 9),
        there.resolve("net.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    CommandRun changed = rerun(run, "changed");
    assertThat(changed.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(changed.err()).contains("the model net.onnx has changed since: SHA-256 ");
    assertThat(changed.out()).contains("are NOT those of");
    rerun(run, "changed").failedWith(ExitCode.BAD_INPUT);
  }

  private CommandRun rerun(Path run, String target) {
    return CommandRun.of("rerun", run.toString(), "--out", folder.resolve(target).toString());
  }

  @Test
  void everyCommandThatWritesAFolderCanBeRepeated() throws IOException {
    onGlyphs("walk", "--index", "2", "--length", "1").succeeded();
    repeat(Path.of(out()));
    Path members = folder.resolve("members");
    CommandRun.of(
            "fibers",
            "members",
            glyphModel,
            "--data",
            DATA,
            "--per-class",
            "1",
            "--length",
            "1",
            "--per-input",
            "2",
            "--classes",
            "1,2",
            "--out",
            members.toString())
        .succeeded();
    repeat(members);
    Path study = folder.resolve("study");
    CommandRun.of(
            "fibers",
            "study",
            glyphModel,
            "--data",
            DATA,
            "--samples",
            "2",
            "--walk",
            "none",
            "--out",
            study.toString())
        .succeeded();
    repeat(study);
    Path trained = folder.resolve("trained");
    CommandRun.of(
            "train",
            "--data",
            "glyphs:samples=80",
            "--arch",
            "mlp",
            "--width",
            "8",
            "--epochs",
            "1",
            "--quiet",
            "--out",
            trained.toString())
        .succeeded();
    repeat(trained);
    Path dump = folder.resolve("dump");
    CommandRun.of(
            "activations",
            glyphModel,
            "--data",
            DATA,
            "--layers",
            "type:Tanh",
            "--out",
            dump.toString())
        .succeeded();
    repeat(dump);
    Path glyphs = folder.resolve("drawn");
    CommandRun.of("data", "glyphs", "--samples", "20", "--out", glyphs.toString()).succeeded();
    repeat(glyphs);
    CommandRun.of("rerun", Files.createDirectories(folder.resolve("empty")).toString())
        .failedWith(ExitCode.BAD_INPUT);
  }

  @Test
  void eachPartOfADataSetIsRepeatedByItself() throws IOException {
    Path glyphs = folder.resolve("glyphs");
    String[] part = {"data", "glyphs", "--samples", "20", "--out", glyphs.toString()};
    CommandRun.of(concat(part, "--split", "train", "--format", "npy")).succeeded();
    repeat(glyphs);
    CommandRun.of(concat(part, "--split", "test", "--seed", "2")).succeeded();
    CommandRun.of(concat(part, "--seed", "3")).succeeded();
    assertThat(CommandRun.of("rerun", glyphs.toString()).failedWith(ExitCode.BAD_INPUT).err())
        .contains("3 commands", glyphs.resolve("train-command.json").toString());
    for (String record : List.of("command.json", "t10k-command.json", "train-command.json")) {
      CommandRun again = rerun(glyphs.resolve(record), "again-" + record).succeeded();
      assertThat(again.out()).contains("bit for bit");
    }
    byte[] one = Files.readAllBytes(glyphs.resolve("x_train.npy"));
    one[one.length - 1] ^= 1;
    Files.write(glyphs.resolve("x_train.npy"), one);
    rerun(glyphs.resolve("t10k-command.json"), "untouched").succeeded();
    CommandRun differs = rerun(glyphs.resolve("train-command.json"), "touched");
    assertThat(differs.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(differs.out()).contains("are NOT those of");
  }

  private static void repeat(Path results) {
    JsonNode again =
        CommandRun.of("rerun", results.toString(), "--json", "--quiet").succeeded().json();
    assertThat(again.get("same").asBoolean()).as(results.toString()).isTrue();
    assertThat(again.get("folder").asText()).isEqualTo(results + "-2");
  }

  @Test
  void aDumpOfOtherSamplesDoesNotMixWithTheFirst() throws IOException {
    Path dump = folder.resolve("dump");
    String[] first = {
      "activations", glyphModel, "--data", DATA, "--layers", "type:Tanh", "--out", dump.toString()
    };
    CommandRun.of(first).succeeded();
    CommandRun.of(first).succeeded();
    String[] other = {
      "activations",
      glyphModel,
      "--data",
      "glyphs:samples=30",
      "--layers",
      "logits",
      "--out",
      dump.toString()
    };
    CommandRun.of(other).failedWith(ExitCode.BAD_INPUT);
    CommandRun.of(concat(other, "--overwrite")).succeeded();
    try (Stream<Path> arrays = Files.list(dump)) {
      assertThat(arrays.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".npy"))
          .hasSize(2)
          .contains("labels.npy")
          .anyMatch(name -> name.contains("logits"));
    }
  }

  @Test
  void aPartThatIsReplacedLeavesTheOthersAndTheirRecords() throws IOException {
    Path glyphs = folder.resolve("glyphs");
    String[] set = {"data", "glyphs", "--samples", "20", "--out", glyphs.toString()};
    CommandRun.of(set).succeeded();
    CommandRun.of(concat(set, "--split", "test")).succeeded();
    CommandRun.of(concat(set, "--split", "train")).succeeded();
    byte[] whole = Files.readAllBytes(glyphs.resolve("command.json"));
    byte[] test = Files.readAllBytes(glyphs.resolve("t10k-command.json"));
    CommandRun.of(concat(set, "--split", "train", "--seed", "2", "--overwrite")).succeeded();
    assertThat(glyphs.resolve("command.json")).hasBinaryContent(whole);
    assertThat(glyphs.resolve("t10k-command.json")).hasBinaryContent(test);
    CommandRun.of(set).succeeded();
  }

  @Test
  void partsOfADataSetShareAFolderAndTablesOfTwoRunsDoNot() {
    Path glyphs = folder.resolve("glyphs");
    String[] part = {"data", "glyphs", "--samples", "20", "--out", glyphs.toString(), "--split"};
    CommandRun.of(concat(part, "train")).succeeded();
    CommandRun.of(concat(part, "test", "--seed", "2")).succeeded();
    CommandRun.of(concat(part, "train")).succeeded();
    CommandRun.of(concat(part, "train", "--seed", "2")).failedWith(ExitCode.BAD_INPUT);
    CommandRun.of(concat(part, "train", "--seed", "2", "--overwrite")).succeeded();

    profile("--measures", CHEAP).succeeded();
    Path tables = folder.resolve("tables");
    CommandRun.of("export", run().toString(), "--csv", tables.toString()).succeeded();
    CommandRun.of("export", run().toString(), "--parquet", tables.toString()).succeeded();
    profile("--measures", CHEAP, "--samples", "50", "--overwrite").succeeded();
    assertThat(
            CommandRun.of("export", run().toString(), "--csv", tables.toString())
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("--overwrite");
    CommandRun.of("export", run().toString(), "--csv", tables.toString(), "--overwrite")
        .succeeded();
    assertThat(tables.resolve("measures.csv")).exists();
    assertThat(tables.resolve("measures.parquet")).doesNotExist();
  }
}
