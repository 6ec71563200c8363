package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void theNewBytesReplaceTheOldOnes() throws IOException {
    Path file = folder.resolve("result.json");
    AtomicFile.write(file, new byte[] {1, 2, 3});
    AtomicFile.write(file, new byte[] {4});
    assertThat(file).hasBinaryContent(new byte[] {4});
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFileThatCannotBeReplacedStaysAndNothingElseDoes() throws IOException {
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("by a folder"));
    assertThatThrownBy(() -> AtomicFile.write(taken, new byte[10])).isInstanceOf(IOException.class);
    assertThat(taken.resolve("by a folder")).exists();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
