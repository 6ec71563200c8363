package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command line before environment before file before default. */
class ConfigurationTest {
  @TempDir Path folder;

  @Test
  void theFirstOfCommandLineEnvironmentFileAndDefaultWins() throws IOException {
    Path file = file("samples = 1\nseed = 1\nthreads = 1\nexport.csv = tables\n");
    Map<String, String> environment = Map.of("NERVURE_SAMPLES", "2", "NERVURE_SEED", "2");
    CommandRun run =
        CommandRun.with(
                environment,
                "profile",
                "m.onnx",
                "--data",
                "x",
                "--samples",
                "3",
                "--config",
                file.toString(),
                "--print-config")
            .succeeded();
    assertThat(run.out())
        .containsPattern("# command line\\R(.+\\R)*samples = 3\\R")
        .containsPattern("# environment variable NERVURE_SEED\\Rseed = 2\\R")
        .containsPattern("# file .*options.properties\\Rthreads = 1\\R")
        .containsPattern("# default\\R(.+\\R)*format = auto\\R")
        .doesNotContain("tables");
  }

  @Test
  void aSettingOfOneCommandOverridesTheGeneralOneOfTheFile() throws IOException {
    Path file = file("samples = 1\nprofile.samples = 4\n");
    CommandRun run =
        CommandRun.of("profile", "m.onnx", "--config=" + file, "--print-config").succeeded();
    assertThat(run.out()).containsPattern("# file .*\\Rsamples = 4\\R");
  }

  @Test
  void aSettingMayBeForAllCommandsWithinOneOrForOneOfThem() throws IOException {
    String[] print = {"--config=" + file("fibers.length = 2\nfibers.cross.length = 3\n")};
    for (String[] asked : new String[][] {{"walk", "2.0"}, {"cross", "3.0"}, {"farthest", "2.0"}}) {
      assertThat(
              CommandRun.of("fibers", asked[0], "m.onnx", print[0], "--print-config")
                  .succeeded()
                  .out())
          .containsPattern("# file .*\\Rlength = " + asked[1] + "\\R");
    }
  }

  @Test
  void aFlagFromTheEnvironmentStaysOnWhenItIsAlsoGiven() {
    CommandRun run =
        CommandRun.with(
                Map.of("NERVURE_QUIET", "true"), "profile", "m.onnx", "--quiet", "--print-config")
            .succeeded();
    assertThat(run.out()).containsPattern("# command line\\R(.+\\R)*quiet = true\\R");
  }

  @Test
  void aValueFromTheEnvironmentIsCheckedLikeOneThatIsGiven() {
    CommandRun.with(Map.of("NERVURE_SAMPLES", "many"), "profile", "m.onnx")
        .failedWith(ExitCode.USAGE);
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() throws IOException {
    String file = file("\uFEFFsamples = 7\n").toString();
    assertThat(
            CommandRun.of("profile", "m.onnx", "--data", "x", "--config", file, "--print-config")
                .succeeded()
                .out())
        .contains("samples = 7");
  }

  @Test
  void aMissingFileIsWrongUsage() {
    CommandRun run =
        CommandRun.of("profile", "m.onnx", "--config", folder.resolve("none").toString())
            .failedWith(ExitCode.USAGE);
    assertThat(run.err()).contains("--config");
  }

  @Test
  void aNameThatNoCommandHasIsRefused() throws IOException {
    for (String line :
        new String[] {"sample = 5", "profile.csv = x", "out.samples = 5", "walk.length = 5"}) {
      CommandRun run =
          CommandRun.of("profile", "m.onnx", "--config", file(line + "\n").toString())
              .failedWith(ExitCode.USAGE);
      assertThat(run.err()).contains("'" + line.split(" ", 2)[0] + "'");
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("options.properties"), text);
  }
}
