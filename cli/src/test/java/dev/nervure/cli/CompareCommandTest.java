package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.NdArray;
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

class CompareCommandTest {
  private static final int ROWS = 60;

  @TempDir Path folder;

  /** Two layers: {@code a} the same whatever the seed but for a little noise, {@code b} its own. */
  private String dump(String name, long seed) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    RandomStream shared = RandomStream.seeded(1);
    RandomStream own = RandomStream.seeded(seed);
    for (String layer : List.of("a", "b")) {
      float[] values = new float[ROWS * 3];
      for (int i = 0; i < values.length; i++) {
        double common = layer.equals("a") ? shared.nextGaussian() : 0;
        values[i] = (float) (common + (layer.equals("a") ? 0.1 : 1) * own.nextGaussian());
      }
      NpyWriter.write(to.resolve(layer + ".npy"), NdArray.of(values, ROWS, 3));
    }
    long[] ids = new long[ROWS];
    Arrays.setAll(ids, i -> i);
    NpyWriter.write(to.resolve("ids.npy"), NdArray.of(ids, ROWS));
    return to.toString();
  }

  private static CommandRun compare(String... more) {
    List<String> words = new ArrayList<>(List.of("compare"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  @Test
  void comparesDumpsBesideSeeds() throws IOException {
    String one = dump("one", 11);
    String two = dump("two", 12);
    String seeds = String.join(",", dump("s1", 13), dump("s2", 14), dump("s3", 15));
    String out = folder.resolve("run").toString();
    String[] words = {
      one,
      two,
      "--seeds",
      seeds,
      "--measures",
      "twonn_dimension",
      "--similarity",
      "linear_cka,sliced_wasserstein_h1",
      "--out",
      out
    };

    CommandRun run = compare(words).succeeded();

    assertThat(run.out())
        .containsPattern("layer +linear_cka +sliced_wasserstein_h1")
        .contains("the smaller, the more alike in sliced_wasserstein_h1")
        .contains("Linear CKA: of the 2 layers that one and two share, b is least alike")
        .contains("networks of other seeds (3 pairs")
        .contains("With 10 pairs of networks no p-value can be below 0.1");
    assertThat(run.err()).doesNotContain("taken for granted");
    // Only what is asked about has an error and a chance level.
    for (JsonNode value : compare(words("--json", words)).succeeded().json().get("similarities")) {
      boolean isAsked =
          value.at("/first/model").asText().equals("one")
              && value.at("/second/model").asText().equals("two");
      assertThat(value.get("error").isNumber()).as("%s", value).isEqualTo(isAsked);
      assertThat(value.get("chance").isNumber() && isAsked)
          .isEqualTo(value.get("chance").isNumber());
    }
    JsonNode options =
        new ObjectMapper()
            .readTree(folder.resolve("run/manifest.json").toFile())
            .at("/command/options");
    assertThat(options.at("/--points-overall/value").asText()).isEqualTo("1000");
    assertThat(CommandRun.of("compare", "--help").out())
        .containsPattern("lifespan sums and diagrams over all\\s+points\\. Default: 1000\\.");
    assertThat(CommandRun.of("profile", "--help").out())
        .containsPattern("lifespan sums and diagrams over all\\s+points\\. Default: 500\\.");

    List<String> json = new ArrayList<>(List.of(words));
    json.add("--json");
    JsonNode tree = compare(json.toArray(String[]::new)).succeeded().json();
    JsonNode first = tree.get("similarities").get(0);
    assertThat(first.get("measure").asText()).isEqualTo("linear_cka");
    assertThat(first.get("first").get("model").asText()).isEqualTo("one");
    assertThat(first.get("estimate").asDouble()).isGreaterThan(0.95);
    assertThat(first.get("n").asInt()).isEqualTo(ROWS);
    assertThat(tree.get("comparison").get("seedRanks")).hasSize(2 * 2);
    assertThat(tree.get("comparison").get("nearestLayers").get(0).get("of").asInt()).isEqualTo(4);

    assertThat(CommandRun.of("report", out).succeeded().out()).contains("report.html");
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("id=\"side-by-side\"")
        .contains("Linear CKA: of the 2 layers that one and two share, b is least alike");

    // The run itself can be compared again, by its networks.
    assertThat(
            compare(
                    out + ":model=one",
                    out + ":model=s3",
                    "--measures",
                    "twonn_dimension",
                    "--similarity",
                    "linear_cka",
                    "--out",
                    folder.resolve("again").toString())
                .succeeded()
                .out())
        .contains("share, b is least alike");
  }

  /** Of 60 rows in 3 directions 3/59 would be fitted by chance. */
  @Test
  void showsWhatAMeasureSaysOfItsValues() throws IOException {
    CommandRun run =
        compare(
                dump("one", 11),
                dump("two", 12),
                "--measures",
                "twonn_dimension",
                "--similarity",
                "linear_regression",
                "--out",
                folder.resolve("run").toString())
            .succeeded();
    assertThat(run.out())
        .containsPattern(
            "note: linear_regression of a and a: of unrelated rows it would be 0.051.*\\(2 such notes");
  }

  private static String[] words(String more, String... words) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = more;
    return all;
  }

  @Test
  void refusesWhatCannotBeCompared() throws IOException {
    String one = dump("one", 11);
    String two = dump("two", 12);
    long[] ids = new long[ROWS];
    Arrays.setAll(ids, i -> ROWS - i);
    NpyWriter.write(Path.of(two, "ids.npy"), NdArray.of(ids, ROWS));
    assertThat(compare(one, two).exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(compare(one, two).err()).contains("other ids than one");
    assertThat(compare(one, "--seeds", one + "," + two).err()).contains("is given twice");
    assertThat(compare().err()).contains("give what to compare");
    assertThat(compare(one, two, "--epochs", "3").err()).contains("belongs to --train");
    assertThat(compare(one, two, "--similarity", "cosine").err())
        .contains(
            "there is no 'cosine'; did you mean aligned_cosine or rsa_cosine or second_order");
    assertThat(compare("--train", "1", "--data", "x").err()).contains("at least 2");
    assertThat(compare(one, folder.resolve("none").toString()).err())
        .contains("there is no such file or folder");
  }

  @Test
  void trainsSeedsItself() {
    String out = folder.resolve("seeds").toString();
    CommandRun run =
        compare(
                "--train",
                "2",
                "--arch",
                "cnn",
                "--width",
                "4",
                "--data",
                "glyphs:samples=150",
                "--epochs",
                "1",
                "--layers",
                "logits",
                "--measures",
                "twonn_dimension",
                "--similarity",
                "linear_cka",
                "--blocks",
                "0",
                "--out",
                out)
            .succeeded();
    assertThat(run.out()).contains("Linear CKA: seed 01 and seed 02 read 0.").contains("in logits");
    assertThat(Files.exists(Path.of(out, "snapshots/seed_01/epoch-001.onnx"))).isTrue();
  }

  @Test
  void holdsMeasuresAgainstTheAccuracyOfNetworks() {
    String[] words = {
      "--train",
      "6",
      "--arch",
      "cnn",
      "--width",
      "4",
      "--data",
      "glyphs:samples=400",
      "--epochs",
      "2",
      "--layers",
      "logits",
      "--measures",
      "twonn_dimension",
      "--similarity",
      "linear_cka,procrustes",
      "--blocks",
      "0",
      "--out",
      folder.resolve("seeds").toString()
    };
    String out = compare(words).succeeded().out();
    assertThat(out)
        .containsPattern("The best network is seed 0[1-6] with an accuracy of 0\\.\\d+")
        .containsPattern("Linear CKA: rank correlation of the distance from seed 0[1-6]")
        .contains("in logits (5 networks, one-sided p ");

    List<String> json = new ArrayList<>(List.of(words));
    json.add("--json");
    JsonNode found =
        compare(json.toArray(String[]::new)).succeeded().json().at("/comparison/accuracyAgreement");
    assertThat(found.get("accuracies")).hasSize(6);
    double best = found.get("accuracies").get(found.get("best").asText()).asDouble();
    found.get("accuracies").forEach(one -> assertThat(one.asDouble()).isLessThanOrEqualTo(best));
    assertThat(found.get("notEstimable").isNull()).isTrue();
    assertThat(found.get("layers")).hasSize(2);
    for (JsonNode one : found.get("layers")) {
      assertThat(one.get("others").asInt()).isEqualTo(5);
      assertThat(one.get("spearman").asDouble()).isBetween(-1.0, 1.0);
      assertThat(one.get("kendall").asDouble()).isBetween(-1.0, 1.0);
      assertThat(one.get("p").asDouble()).isBetween(0.001, 1.0);
      assertThat(one.get("pCorrected").asDouble()).isGreaterThanOrEqualTo(one.get("p").asDouble());
    }
  }
}
