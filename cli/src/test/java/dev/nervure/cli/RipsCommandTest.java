package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.run.ToolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RipsCommandTest {
  @TempDir Path folder;

  private String rectangle() throws IOException {
    return Files.writeString(folder.resolve("points.csv"), "0,0\n3,0\n3,4\n0,4\n").toString();
  }

  @Test
  void printsBarsAsCsv() throws IOException {
    CommandRun run = CommandRun.of("rips", rectangle()).succeeded();
    assertThat(run.out()).isEqualTo("dim,birth,death\n0,0,3\n0,0,3\n0,0,4\n0,0,inf\n1,4,5\n");
    assertThat(run.err()).contains("4 points, euclidean, threshold 5, Z/2: 6 edges");
  }

  @Test
  void printsJsonWithRepresentatives() throws IOException {
    JsonNode tree =
        CommandRun.of("rips", rectangle(), "--json", "--representatives", "--field", "3", "-q")
            .succeeded()
            .json();
    assertThat(tree.at("/diagrams/1/bars/0/1").asDouble()).isEqualTo(5);
    assertThat(tree.at("/diagrams/0/bars/3/1").isNull()).isTrue();
    assertThat(tree.at("/representatives/0/cycle/simplices")).hasSize(4);
    assertThat(tree.at("/field").asInt()).isEqualTo(3);
    assertThat(tree.at("/version").asText()).isEqualTo(ToolVersion.TEXT);
  }

  @Test
  void writesArraysAndPictures() throws IOException {
    Path bars = folder.resolve("bars.npy");
    Path svg = folder.resolve("bars.svg");
    Path png = folder.resolve("bars.png");
    CommandRun.of("rips", rectangle(), "--out", bars.toString(), "--plot", svg.toString())
        .succeeded();
    CommandRun.of("rips", rectangle(), "--dim", "2", "--plot", png.toString()).succeeded();
    Path csv = folder.resolve("bars.csv");
    CommandRun printed = CommandRun.of("rips", rectangle(), "--out", csv.toString()).succeeded();
    assertThat(csv).hasContent(printed.out());
    CommandRun.of("rips", rectangle(), "--out", csv.toString()).failedWith(ExitCode.USAGE);
    CommandRun.of("rips", rectangle(), "--out", "bars.txt").failedWith(ExitCode.USAGE);
    NdArray array = NpyReader.open(bars).readAll();
    assertThat(array.shape()).containsExactly(5, 3);
    assertThat(array.doubles()).endsWith(1, 4, 5);
    assertThat(Files.readString(svg)).startsWith("<svg").contains("H1 (1)");
    assertThat(Files.size(png)).isGreaterThan(1000);
  }

  @Test
  void saysThatLandmarksAreApproximate() throws IOException {
    CommandRun run = CommandRun.of("rips", rectangle(), "--landmarks", "2").succeeded();
    assertThat(run.err()).contains("2 landmarks of 4 points, bottleneck error at most 6");
  }

  @Test
  void estimatesWithoutComputing() throws IOException {
    assertThat(CommandRun.of("rips", rectangle(), "--dry-run").succeeded().out())
        .contains("4 points, dimension 1");
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    CommandRun.of("rips", folder.resolve("missing.txt").toString()).failedWith(ExitCode.BAD_INPUT);
    CommandRun.of("rips", rectangle(), "--format", "lower-distance").failedWith(ExitCode.BAD_INPUT);
    CommandRun.of("rips", rectangle(), "--format", "upper").failedWith(ExitCode.USAGE);
    CommandRun.of("rips", rectangle(), "--field", "4").failedWith(ExitCode.USAGE);
    CommandRun.of("rips", rectangle(), "--plot", "bars.pdf").failedWith(ExitCode.USAGE);
    CommandRun.of("rips", rectangle(), "--representatives").failedWith(ExitCode.USAGE);
  }
}
