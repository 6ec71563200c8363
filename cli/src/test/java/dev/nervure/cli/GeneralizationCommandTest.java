package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nervure generalization} from its command line to its JSON and its page. */
class GeneralizationCommandTest {
  private static final int NETWORKS = 5;

  @TempDir Path folder;
  private Path zoo = Path.of("");

  @BeforeEach
  void writeZoo() throws IOException {
    zoo = Files.createDirectories(folder.resolve("zoo"));
    Architecture perceptron = Architectures.named("mlp");
    StringBuilder table = new StringBuilder("model,gap_acc,test_acc\n");
    for (int i = 0; i < NETWORKS; i++) {
      OnnxWriter.write(
          perceptron.graph(perceptron.defaults(List.of(4), 2).withWidth(3 + i).withDepth(1), i),
          zoo.resolve("net" + i + ".onnx"));
      table.append(
          String.format(
              Locale.ROOT, "net%d,%.2f,%.2f\n", i, 0.1 + i * 2 % 5 * 0.05, 0.8 - i * 0.03));
    }
    table.append("lost,0.1,0.5\n");
    Files.writeString(zoo.resolve("zoo.csv"), table);
    NpyWriter.write(zoo.resolve("net3.train_labels.npy"), NdArray.of(labels(40), 40));
    Files.writeString(folder.resolve("train.csv"), samples());
  }

  private static long[] labels(int count) {
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 4 == 0 ? 1 : 0;
    }
    return labels;
  }

  private static String samples() {
    RandomStream stream = RandomStream.seeded(2);
    StringBuilder text = new StringBuilder("a,b,c,d,label\n");
    for (int i = 0; i < 50; i++) {
      for (int column = 0; column < 4; column++) {
        text.append(String.format(Locale.ROOT, "%.3f,", stream.nextGaussian() + i % 2));
      }
      text.append(i % 2).append('\n');
    }
    return text.toString();
  }

  private CommandRun generalization(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "generalization",
                "--models",
                zoo.toString(),
                "--table",
                zoo.resolve("zoo.csv").toString(),
                "--train-data",
                folder.resolve("train.csv").toString(),
                "--out",
                folder.resolve("run").toString(),
                "--resamples",
                "100"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  @Test
  void theJsonIsTheContract() {
    JsonNode json = generalization("--target", "gap_acc", "--json").succeeded().json();
    assertThat(json.get("models").size()).isEqualTo(NETWORKS);
    double squares = 0;
    double ofMean = 0;
    double sum = 0;
    for (JsonNode model : json.get("models")) {
      sum += model.get("target").asDouble();
    }
    for (JsonNode model : json.get("models")) {
      assertThat(model.get("name").asText()).startsWith("net");
      double target = model.get("target").asDouble();
      squares += Math.pow(model.get("predicted").asDouble() - target, 2);
      ofMean += Math.pow((sum - target) / (NETWORKS - 1) - target, 2);
    }
    assertThat(json.at("/leaveOneOut/error").asDouble())
        .isCloseTo(Math.sqrt(squares / NETWORKS), within(1e-12));
    assertThat(json.at("/leaveOneOut/baselineError").asDouble())
        .isCloseTo(Math.sqrt(ofMean / NETWORKS), within(1e-12));
    assertThat(json.get("topOneRegret").asDouble()).isBetween(0.0, 0.2);
    assertThat(json.get("descriptors").size()).isGreaterThan(15);
    for (JsonNode one : json.get("descriptors")) {
      for (String field :
          List.of("name", "pearson", "spearman", "kendall", "low", "high", "partial")) {
        assertThat(one.has(field)).as(field).isTrue();
      }
      if (one.get("pearson").isNull()) {
        assertThat(one.get("notEstimable").asText()).isNotBlank();
      } else if (!one.get("low").isNull()) {
        assertThat(one.get("pearson").asDouble())
            .isBetween(one.get("low").asDouble(), one.get("high").asDouble());
      }
    }
    assertThat(json.get("notes").toString()).contains("1 row of the table has no file", "lost");
    assertThat(json.get("networks").size()).isEqualTo(NETWORKS);
  }

  @Test
  void layersThePaperAndAPageOfAllOfIt() {
    CommandRun run = generalization("--target", "test_acc", "--layers", "type:Relu", "--paper");
    assertThat(run.succeeded().out())
        .contains("lifespan_sum_h0_paper_class_1 at ", "predicted from", "chance best");
    Path page = folder.resolve("page.html");
    CommandRun.of("report", folder.resolve("run").toString(), "--out", page.toString()).succeeded();
    assertThat(page)
        .content()
        .contains("What tells how well networks generalise", "Predicted from the other networks");
    JsonNode again =
        CommandRun.of("rerun", folder.resolve("run").toString(), "--quiet", "--json")
            .succeeded()
            .json();
    assertThat(again.get("same").asBoolean()).isTrue();
  }

  @Test
  void saysWhatIsMissing() {
    CommandRun.of("generalization", "--models", zoo.toString()).failedWith(ExitCode.USAGE);
    generalization("--train-zoo", "3").failedWith(ExitCode.USAGE);
    generalization("--epochs", "3").failedWith(ExitCode.USAGE);
    assertThat(zooOf("glyphs:samples=200", "--split", "test").failedWith(ExitCode.USAGE).err())
        .contains("--split does not go with --train-zoo");
    assertThat(
            zooOf("glyphs:samples=200", "--test-data", "glyphs:samples=200")
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("is what the networks are trained on");
    assertThat(generalization("--target", "acc", "--quiet").failedWith(ExitCode.BAD_INPUT).err())
        .contains("no column 'acc'", "gap_acc");
  }

  private CommandRun zooOf(String data, String... more) {
    List<String> words =
        new ArrayList<>(List.of("generalization", "--train-zoo", "4", "--train-data", data));
    words.addAll(List.of("--out", folder.resolve("refused").toString()));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  @Test
  void trainsAZooOfItsOwn() {
    Path out = folder.resolve("own");
    JsonNode json =
        CommandRun.of(
                "generalization",
                "--train-zoo",
                "4",
                "--train-data",
                "glyphs:samples=200",
                "--test-data",
                "glyphs:samples=60,seed=9",
                "--epochs",
                "1",
                "--samples",
                "60",
                "--resamples",
                "100",
                "--out",
                out.toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("models").size()).isEqualTo(4);
    assertThat(out.resolve("networks/zoo.csv")).content().contains("net_001,", "gap_acc");
    assertThat(out.resolve("networks/net_004.onnx")).exists();
  }

  /**
   * The bound was set after the ratio was seen, 0.44 with 1000 samples and all measures, and the
   * ratio owes much to the list of known parts, which was fixed after this zoo had been seen: that
   * it holds says that nothing got worse, not how well gaps of another zoo are predicted.
   */
  @Test
  void predictsGapsOfTheSharedZooBetterThanTheirMean() {
    Path shared = SharedData.path("models/zoo-fashion");
    Path data = SharedData.path("datasets/fashion-mnist");
    JsonNode json =
        CommandRun.of(
                "generalization",
                "--models",
                shared.toString(),
                "--table",
                shared.resolve("zoofit.csv").toString(),
                "--train-data",
                data.toString(),
                "--target",
                "gap_acc",
                "--samples",
                "200",
                "--resamples",
                "100",
                "--measures",
                "lifespan_sum_h0,twonn_dimension",
                "--out",
                folder.resolve("shared").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("models").size()).isEqualTo(12);
    assertThat(json.at("/leaveOneOut/error").asDouble())
        .isLessThan(0.75 * json.at("/leaveOneOut/baselineError").asDouble());
  }
}
