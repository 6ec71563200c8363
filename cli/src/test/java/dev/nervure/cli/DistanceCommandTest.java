package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceCommandTest {
  @TempDir Path folder;

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private String first() throws IOException {
    return file("a.csv", "dim,birth,death\n0,0,inf\n1,6,9\n1,6,8\n");
  }

  private String second() throws IOException {
    return file("b.json", "[[[0, null]], [[4, 10], [9, 10]]]");
  }

  @ParameterizedTest
  @CsvSource({
    "bottleneck, --degree=1, 2",
    "wasserstein, --order=1, 3.5",
    "wasserstein, --ground=2, 4.357388321059432",
    "wasserstein, --order=2, 2.29128784747792",
    "sliced_wasserstein, --directions=50, 2.473424009",
    "sliced_wasserstein, --directions=exact, 2.472322004"
  })
  void printsTheDistanceOfTwoFiles(String metric, String setting, double expected)
      throws IOException {
    JsonNode tree =
        CommandRun.of("distance", first(), second(), "--metric", metric, setting, "--json")
            .succeeded()
            .json();
    assertThat(tree.at("/distance").asDouble()).isCloseTo(expected, within(1e-9));
    assertThat(tree.at("/error").asDouble()).isBetween(0.0, 1e-12);
    assertThat(tree.at("/metric").asText()).isEqualTo(metric);
    assertThat(tree.at("/bars").toString()).isEqualTo("[2,2]");
    assertThat(tree.at("/degree").asInt()).isEqualTo(1);
  }

  @Test
  void printsANumberAlone() throws IOException {
    assertThat(CommandRun.of("distance", first(), second()).succeeded().out().strip())
        .isEqualTo("2.0");
  }

  @Test
  void aFolderGivesAMatrix() throws IOException {
    first();
    second();
    file("c.csv", "dim,birth,death\n0,0,inf\n0,0,inf\n1,6,9\n");
    Path out = folder.resolve("matrix.npy");
    Path diagrams = Files.createDirectory(folder.resolve("diagrams"));
    for (String name : new String[] {"a.csv", "b.json", "c.csv"}) {
      Files.move(folder.resolve(name), diagrams.resolve(name));
    }
    CommandRun.of("distance", diagrams.toString(), "--out", out.toString()).succeeded();
    NdArray matrix = NpyReader.open(out).readAll();
    assertThat(matrix.shape()).containsExactly(3, 3);
    assertThat(matrix.doubles()).containsExactly(0, 2, 1, 2, 0, 2, 1, 2, 0);
    CommandRun table = CommandRun.of("distance", diagrams.toString(), "--degree", "0").succeeded();
    assertThat(table.out().lines()).hasSize(4);
    assertThat(table.out()).contains(",inf");
    assertThat(table.err()).contains("2 pairs of diagrams do not have equally many bars");
    JsonNode tree =
        CommandRun.of("distance", diagrams.toString(), "--degree", "0", "--json")
            .succeeded()
            .json();
    assertThat(tree.at("/distances/0/1").asDouble()).isZero();
    assertThat(tree.at("/distances/0/2").isNull()).isTrue();
  }

  @Test
  void saysWhatIsInfiniteAndWhatIsLeftOut() throws IOException {
    String none = file("none.csv", "dim,birth,death\n1,6,9\n");
    CommandRun run =
        CommandRun.of("distance", first(), none, "--degree", "0", "--json").succeeded();
    assertThat(run.json().at("/distance").isNull()).isTrue();
    assertThat(run.json().at("/infinite").asBoolean()).isTrue();
    assertThat(run.err()).contains("equally many bars without end");
    assertThat(run.err()).contains("taken as empty");
    CommandRun landscape =
        CommandRun.of("distance", first(), first(), "--degree", "0", "--metric", "landscape")
            .succeeded();
    assertThat(landscape.err()).contains("does not compare the births of bars without end");
  }

  @Test
  void aFileOfTheUserIsKept() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.npy"), "mine");
    assertThat(
            CommandRun.of("distance", first(), second(), "--out", mine.toString())
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("mine.npy exists", "--overwrite");
    assertThat(mine).hasContent("mine");
    CommandRun.of("distance", first(), second(), "--out", mine.toString(), "--overwrite")
        .succeeded();
    assertThat(Files.size(mine)).isGreaterThan(4);
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    CommandRun.of("distance", first(), second(), "--out", empty.toString()).succeeded();
    assertThat(empty).isNotEmptyFile();
  }

  @Test
  void refusesWhatCannotBe() throws IOException {
    CommandRun.of("distance", first()).failedWith(ExitCode.USAGE);
    CommandRun.of("distance", first(), folder.resolve("missing.csv").toString())
        .failedWith(ExitCode.BAD_INPUT);
    CommandRun.of("distance", first(), second(), "--metric", "euclidean")
        .failedWith(ExitCode.USAGE);
    CommandRun.of("distance", first(), second(), "--order", "2").failedWith(ExitCode.USAGE);
    CommandRun.of("distance", first(), second(), "--metric", "fisher").failedWith(ExitCode.USAGE);
    CommandRun.of("distance", first(), second(), "--out", "matrix.txt").failedWith(ExitCode.USAGE);
    CommandRun.of(
            "distance", first(), second(), "--metric", "sliced_wasserstein", "--directions", "0")
        .failedWith(ExitCode.USAGE);
    assertThat(
            CommandRun.of("distance", first(), second(), "--degree", "2")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("no file has a bar of degree 2", "[0, 1]");
  }
}
