package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
  @Test
  void bytesAreShownInTheUnitThatSuits() {
    assertThat(FreeSpace.describe(0)).isEqualTo("0 B");
    assertThat(FreeSpace.describe(1023)).isEqualTo("1023 B");
    assertThat(FreeSpace.describe(1536)).isEqualTo("1.5 KiB");
    assertThat(FreeSpace.describe(3L << 30)).isEqualTo("3.0 GiB");
    assertThat(FreeSpace.describe(Long.MAX_VALUE)).endsWith("TiB");
  }

  @Test
  void aFolderThatDoesNotExistYetHasTheSpaceOfItsDisk(@TempDir Path folder) {
    assertThat(FreeSpace.bytes(folder.resolve("a").resolve("b"))).isPositive();
  }
}
