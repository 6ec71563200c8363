package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePositionsTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("members.csv"), text);
  }

  @Test
  void positionsAreReadFromLinesAndFromTheCsvOfTheReport() throws IOException {
    assertThat(SamplePositions.read(file("7\n3\n3\n\n0"), 8)).containsExactly(0, 3, 7);
    assertThat(SamplePositions.read(file("node,sample\n4,7\n4,2\n5,7\n"), 8)).containsExactly(2, 7);
  }

  @Test
  void whatIsNoPositionIsRefused() throws IOException {
    Path word = file("1\ntwo\n");
    assertThatThrownBy(() -> SamplePositions.read(word, 8)).hasMessageContaining("'two'");
    Path beyond = file("8\n");
    assertThatThrownBy(() -> SamplePositions.read(beyond, 8)).hasMessageContaining("sample 8");
    Path empty = file("node,sample\n");
    assertThatThrownBy(() -> SamplePositions.read(empty, 8)).hasMessageContaining("no sample");
  }
}
