package dev.nervure.study.fiber.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.run.PlainJson;
import dev.nervure.study.fiber.picture.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written as a whole is there as a whole, or as it was. */
class WholeFilesTest {
  @TempDir Path folder;

  private void assertOldOrNew(String name, Consumer<Path> writer) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "old");
    // What is written in place does not notice.
    Path temporary = folder.resolve(name + ".tmp");
    Path inTheWay = Files.createDirectories(temporary.resolve("in the way"));
    assertThatThrownBy(() -> writer.accept(file)).isInstanceOf(UncheckedIOException.class);
    assertThat(file).hasContent("old");
    Files.delete(inTheWay);
    Files.delete(temporary);
    writer.accept(file);
    assertThat(Files.readAllBytes(file)).isNotEqualTo("old".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void figures() throws IOException {
    assertOldOrNew("walk.json", file -> PlainJson.write(file, Map.of("length", 1)));
  }

  @Test
  void pictures() throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    assertOldOrNew("strip.png", file -> PngFile.write(image, file));
  }
}
