package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoofCommandTest {
  @TempDir Path folder;

  private CommandRun spoof(String out, String... more) {
    String[] words = {
      "data",
      "spoof",
      "--data",
      "glyphs:samples=20,style=color",
      "--out",
      folder.resolve(out).toString(),
      "--kind",
      "replay"
    };
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void writesArraysThatOtherCommandsRead() throws IOException {
    JsonNode json = spoof("spoofed", "--strength", "0.5", "--json").succeeded().json();
    assertThat(json.get("samples").asInt()).isEqualTo(20);
    assertThat(json.get("kind").asText()).isEqualTo("replay");
    assertThat(folder.resolve("spoofed/x.npy")).exists();
    assertThat(folder.resolve("spoofed/y.npy")).exists();
    CommandRun dimension =
        CommandRun.of("dimension", folder.resolve("spoofed").toString(), "--json");
    assertThat(dimension.exitCode()).isZero();
    byte[] first = Files.readAllBytes(folder.resolve("spoofed/x.npy"));
    spoof("again", "--strength", "0.5").succeeded();
    assertThat(Files.readAllBytes(folder.resolve("again/x.npy"))).isEqualTo(first);
  }

  @Test
  void writesPicturesByClass() {
    spoof("pictures", "--as", "png", "--samples", "5").succeeded();
    assertThat(folder.resolve("pictures")).isDirectoryRecursivelyContaining("glob:**.png");
    spoof("pictures", "--as", "png", "--samples", "6").failedWith(ExitCode.BAD_INPUT);
    spoof("pictures", "--as", "png", "--samples", "6", "--overwrite").succeeded();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(spoof("x", "--as", "foo").failedWith(ExitCode.USAGE).err()).contains("[npy, png]");
    assertThat(spoof("x", "--strength", "2").failedWith(ExitCode.USAGE).err()).contains("strength");
    assertThat(spoof("x", "--mean", "0.5", "--std", "0.2").failedWith(ExitCode.BAD_INPUT).err())
        .contains("normalised");
  }
}
