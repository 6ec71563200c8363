package dev.nervure.data.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzReaderTest {

  @TempDir Path folder;

  @Test
  void listsAndUnpacksArrays() throws IOException {
    Path file = archive("x.npy", "note.txt", "deep/y.npy");
    NpzReader reader = NpzReader.open(file);
    assertThat(reader.names()).containsExactly("x", "deep/y");
    assertThat(reader.array("deep/y").readAll().longs()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> reader.array("z"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("[x, deep/y]");
  }

  @Test
  void namesThatLeaveTheFolderAreRefused() throws IOException {
    for (String name : new String[] {"../x.npy", "/x.npy", "a/../../x.npy", "C:x.npy", "\\x.npy"}) {
      Path file = archive(name);
      assertThatThrownBy(() -> NpzReader.open(file))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("leaves its folder");
    }
  }

  @Test
  void sameNamesAreRefused() throws IOException {
    Path file = archive("x.npy", "y.npy");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i + 5 <= bytes.length; i++) {
      if (new String(bytes, i, 5, StandardCharsets.ISO_8859_1).equals("y.npy")) {
        bytes[i] = 'x';
      }
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> NpzReader.open(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void bombsAreRefusedBeforeTheyAreUnpacked() throws IOException {
    Path file = folder.resolve("bomb.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 80; i++) {
        zip.write(zeros);
      }
    }
    assertThatThrownBy(() -> NpzReader.open(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("83,886,080 bytes packed into");
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    String[] names = new String[10_001];
    for (int i = 0; i < names.length; i++) {
      names[i] = i + ".txt";
    }
    Path file = archive(names);
    assertThatThrownBy(() -> NpzReader.open(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("10001 entries");
  }

  private Path archive(String... names) throws IOException {
    Path array = folder.resolve("array.npy");
    NpyWriter.write(array, NdArray.of(new long[] {1, 2, 3}, 3));
    byte[] bytes = Files.readAllBytes(array);
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.endsWith(".npy") ? bytes : new byte[0]);
      }
    }
    return file;
  }
}
