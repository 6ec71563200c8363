package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.manifolds.BenchmarkManifold;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifoldCommandTest {
  @TempDir Path folder;

  @Test
  void pointsAreWrittenAndReadAgain() {
    Path file = folder.resolve("roll.npy");
    JsonNode json =
        CommandRun.of(
                "data",
                "manifold",
                "m7",
                "--points",
                "300",
                "--seed",
                "5",
                "--out",
                file.toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("manifold").asText()).isEqualTo("M7");
    assertThat(json.get("dimension").asInt()).isEqualTo(2);
    assertThat(json.get("coordinates").asInt()).isEqualTo(3);
    NdArray written = NpyReader.open(file).readAll();
    assertThat(written.shape()).containsExactly(300, 3);
    assertThat(written.doubles())
        .isEqualTo(BenchmarkManifold.named("M7").points(300, 0, 5).array().doubles());
    CommandRun.of("dimension", file.toString(), "--measures", "mle_dimension").succeeded();
  }

  @Test
  void allAreListed() {
    String out = CommandRun.of("data", "manifold", "--list").succeeded().out();
    for (BenchmarkManifold one : BenchmarkManifold.all()) {
      assertThat(out).contains(one.name(), one.description());
    }
    JsonNode json = CommandRun.of("data", "manifold", "--list", "--json").succeeded().json();
    assertThat(json.get("manifolds")).hasSize(24);
  }

  @Test
  void wrongUsageIsTold() throws Exception {
    String file = folder.resolve("a.npy").toString();
    assertThat(
            CommandRun.of("data", "manifold", "M14", "--out", file)
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("'M14'", "M13b");
    CommandRun.of("data", "manifold", "M1").failedWith(ExitCode.USAGE);
    CommandRun.of("data", "manifold", "--out", file).failedWith(ExitCode.USAGE);
    CommandRun.of("data", "manifold", "M1", "--points", "0", "--out", file)
        .failedWith(ExitCode.USAGE);
    CommandRun.of("data", "manifold", "M1", "--noise", "-1", "--out", file)
        .failedWith(ExitCode.USAGE);
    Files.writeString(Path.of(file), "mine");
    assertThat(
            CommandRun.of("data", "manifold", "M1", "--out", file).failedWith(ExitCode.USAGE).err())
        .contains("--overwrite");
    assertThat(Files.readString(Path.of(file))).isEqualTo("mine");
    CommandRun.of("data", "manifold", "M1", "--points", "9", "--out", file, "--overwrite")
        .succeeded();
    assertThat(NpyReader.open(Path.of(file)).readAll().shape()).containsExactly(9, 11);
  }
}
