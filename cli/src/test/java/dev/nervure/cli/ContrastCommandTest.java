package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContrastCommandTest {
  @TempDir Path folder;

  private void dump(String name, double shift, long seed) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    RandomStream random = RandomStream.seeded(seed);
    for (String layer : List.of("a", "b")) {
      float[] values = new float[60 * 3];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() + (layer.equals("b") ? shift : 0));
      }
      NpyWriter.write(to.resolve(layer + ".npy"), NdArray.of(values, 60, 3));
    }
  }

  private CommandRun contrast(String... more) {
    List<String> words = new ArrayList<>(List.of("contrast"));
    words.addAll(List.of(more));
    words.addAll(
        List.of(
            "--measures",
            "twonn_dimension",
            "--permutations",
            "99",
            "--tests",
            "energy_distance,spread"));
    return CommandRun.of(words.toArray(String[]::new));
  }

  @Test
  void comparesFoldersOfActivations() throws IOException {
    dump("clean", 0, 1);
    dump("shifted", 3, 2);
    String out = folder.resolve("run").toString();
    String[] words = {
      "--activations",
      folder.resolve("clean").toString(),
      "--against",
      folder.resolve("shifted").toString(),
      "--out",
      out
    };

    CommandRun run = contrast(words).succeeded();

    assertThat(run.out()).contains("differences are clean minus shifted");
    assertThat(run.out())
        .contains("Energy distance of the groups: clean and shifted differ in b (p at most")
        .contains("Spread of a group: no layer differs between clean and shifted");
    assertThat(run.err()).contains("60 samples");

    List<String> json = new ArrayList<>(List.of(words));
    json.add("--json");
    JsonNode tree = contrast(json.toArray(String[]::new)).succeeded().json();
    JsonNode first = tree.get("contrasts").get(0);
    assertThat(first.get("layer").asText()).isEqualTo("a");
    for (String field :
        List.of("measure", "difference", "low", "high", "p", "pCorrected", "effectSize", "n")) {
      assertThat(first.get(field).isNull()).as(field).isFalse();
    }
    assertThat(first.get("n").asInt()).isEqualTo(60);
    assertThat(tree.get("networks").get(0).get("group").asText()).isEqualTo("clean");

    assertThat(CommandRun.of("report", out).succeeded().out()).contains("report.html");
    String page = Files.readString(folder.resolve("run/report.html"));
    assertThat(page)
        .contains("id=\"contrast\"")
        .contains("Energy distance of the groups: clean and shifted differ in b");
  }

  @Test
  void takesTwoClassesOfOneSetThroughANetwork() throws IOException {
    Path model = SmallNetwork.write(folder.resolve("lenet.onnx"));
    CommandRun run =
        contrast(
                model.toString(),
                "--data",
                "glyphs:samples=1000,classes=arc+star",
                "--groups",
                "arc,star",
                "--samples",
                "45",
                "--layers",
                "depth:0.9-1",
                "--out",
                folder.resolve("run").toString(),
                "--json")
            .succeeded();
    JsonNode tree = run.json();
    assertThat(tree.get("contrasts")).isNotEmpty();
    assertThat(tree.get("contrasts").get(0).get("n").asInt()).isEqualTo(45);
    assertThat(tree.get("networks")).hasSize(2);
    assertThat(tree.get("notes").toString()).contains("of arc and");
  }

  /** A set made from a part of the other is paired with that part. */
  @Test
  void theRangeOfPairsIsThatOfTheLargerSet() throws IOException {
    dump("clean", 0, 1);
    Path part = Files.createDirectories(folder.resolve("part"));
    for (String layer : List.of("a", "b")) {
      NdArray all = NpyReader.open(folder.resolve("clean/" + layer + ".npy")).read(0, 60);
      float[] values = Arrays.copyOfRange(all.floats(), 3 * 5, 3 * 50);
      NpyWriter.write(part.resolve(layer + ".npy"), NdArray.of(values, 45, 3));
    }
    String clean = folder.resolve("clean").toString();
    for (String[] two : new String[][] {{clean, part.toString()}, {part.toString(), clean}}) {
      JsonNode json =
          contrast(
                  "--activations",
                  two[0],
                  "--against",
                  two[1],
                  "--paired",
                  "--range",
                  "5:50",
                  "--json",
                  "--out",
                  folder.resolve("run-" + two[0].length()).toString())
              .succeeded()
              .json();
      assertThat(json.at("/contrasts/0/n").asInt()).isEqualTo(45);
      // The very same samples.
      assertThat(json.at("/contrasts/0/difference").asDouble()).isZero();
    }
    assertThat(
            contrast("--activations", clean, "--against", part.toString(), "--paired")
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("--range");
  }

  @Test
  void samplesThatBothGroupsShareAreNoted() throws IOException {
    dump("clean", 0, 1);
    String clean = folder.resolve("clean").toString();
    String[] words = {
      "--activations", clean, "--against", clean, "--out", folder.resolve("run").toString()
    };
    assertThat(contrast(words).succeeded().err())
        .contains("both groups come from the same samples");
  }

  @Test
  void aPlanComputesNothing() throws IOException {
    dump("clean", 0, 1);
    dump("shifted", 3, 2);
    CommandRun run =
        contrast(
                "--activations",
                folder.resolve("clean").toString(),
                "--against",
                folder.resolve("shifted").toString(),
                "--paired",
                "--out",
                folder.resolve("run").toString(),
                "--dry-run")
            .succeeded();
    assertThat(run.out()).contains("contrast energy_distance").contains("correction over layers");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    dump("clean", 0, 1);
    String clean = folder.resolve("clean").toString();
    assertThat(contrast("--activations", clean).failedWith(ExitCode.USAGE).err())
        .contains("--against");
    assertThat(
            contrast("m.onnx", "--data", clean, "--against", clean, "--groups", "a,b")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--groups");
    assertThat(
            contrast("m.onnx", "--data", clean, "--groups", "a,b", "--paired")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--paired does not go with --groups");
    assertThat(
            contrast("m.onnx", "--data", clean, "--groups", "a").failedWith(ExitCode.USAGE).err())
        .contains("two names");
    assertThat(
            contrast("--activations", clean, "--against", clean, "--names", "x,x")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("'x'");
    assertThat(
            contrast(
                    "m.onnx",
                    "--data",
                    clean,
                    "--against",
                    clean,
                    "--selection",
                    "foreground-1",
                    "--mask",
                    "masks.npy")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--mask holds the masks of one set of samples");
    Path few = Files.createDirectories(folder.resolve("few"));
    NpyWriter.write(few.resolve("a.npy"), NdArray.of(new float[30], 10, 3));
    NpyWriter.write(few.resolve("b.npy"), NdArray.of(new float[30], 10, 3));
    assertThat(
            contrast("--activations", clean, "--against", few.toString())
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("too few");
  }
}
