package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged network ends in a short message and an exit code, never in a hang or a dead JVM. */
class DamagedModelTest {
  /**
   * Files up to this size are cut at every per cent; 99 cuts of 1 MB are read in about a second.
   */
  private static final long LARGEST_FILE = 1_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"engine-fixtures", "trained-mnist", "third-party", "trained-ccpp", "simec"})
  void everyNetworkCutAtEveryPerCentIsRefused(String family) throws IOException {
    Path models = SharedData.path("models/" + family);
    for (Path model : networks(models)) {
      byte[] whole = Files.readAllBytes(model);
      for (int percent = 1; percent <= 99; percent++) {
        Path cut = folder.resolve("cut.onnx");
        Files.write(cut, Arrays.copyOf(whole, (int) ((long) whole.length * percent / 100)));
        CommandRun run = CommandRun.of("inspect", cut.toString());
        assertThat(run.exitCode())
            .as("%s cut at %d %%: %s", model.getFileName(), percent, run.err())
            .isIn(ExitCode.BAD_INPUT.number(), ExitCode.MODEL_FAILED.number());
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip().lines()).hasSizeBetween(1, 3);
      }
    }
  }

  @Test
  void otherFilesAreNoNetworks() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a network at all\n");
    Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    for (Path file : List.of(text, empty, folder, folder.resolve("missing.onnx"))) {
      CommandRun run = CommandRun.of("inspect", file.toString()).failedWith(ExitCode.BAD_INPUT);
      assertThat(run.err()).contains(file.toString());
    }
  }

  private static List<Path> networks(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".onnx"))
          .filter(file -> file.toFile().length() <= LARGEST_FILE)
          .sorted()
          .toList();
    }
  }
}
