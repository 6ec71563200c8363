package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArtifactTest {
  @Nested
  class OfAFile extends ArtifactContract {
    @Override
    Artifact at(String path) {
      return Artifact.file(path);
    }

    @Override
    void make(Path place) throws IOException {
      Files.writeString(place, "whole");
    }

    @Override
    void damage(Path place) throws IOException {
      Files.delete(place);
    }
  }

  @Nested
  class OfAnArray extends ArtifactContract {
    @Override
    Artifact at(String path) {
      return Artifact.array(path, 3);
    }

    @Override
    void make(Path place) {
      NpyWriter.write(place, NdArray.of(new float[6], 2, 3));
    }

    @Override
    void damage(Path place) throws IOException {
      Files.write(place, Arrays.copyOf(Files.readAllBytes(place), 20));
    }

    @Test
    void withRowsOfAnotherSizeIsAnother() {
      NpyWriter.write(folder.resolve("a.npy"), NdArray.of(new float[6], 3, 2));
      assertThat(at("a.npy").isWholeAt(folder.resolve("a.npy"))).isFalse();
      assertThat(Artifact.array("a.npy", 0).isWholeAt(folder.resolve("a.npy")))
          .as("of any size")
          .isTrue();
    }
  }

  @Nested
  class OfAFolder extends ArtifactContract {
    @Override
    Artifact at(String path) {
      return Artifact.folder(path, "last.txt");
    }

    @Override
    void make(Path place) throws IOException {
      Files.createDirectories(place);
      Files.writeString(place.resolve("first.txt"), "1");
      Files.writeString(place.resolve("last.txt"), "2");
    }

    @Override
    void damage(Path place) throws IOException {
      Files.delete(place.resolve("last.txt"));
    }
  }
}
