package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.run.BadRunException;
import dev.nervure.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every kind of artifact. */
abstract class ArtifactContract {
  @TempDir Path folder;

  /** An artifact at a path. */
  abstract Artifact at(String path);

  /** Makes it whole. */
  abstract void make(Path place) throws IOException;

  /** Takes from a whole one what it cannot do without. */
  abstract void damage(Path place) throws IOException;

  @Test
  void isWholeOnceItIsMadeAndInPlace() throws IOException {
    Artifact artifact = at("some/thing");
    assertThat(artifact.path()).isEqualTo("some/thing");
    assertThat(artifact).isEqualTo(at("some/thing")).isNotEqualTo(at("some/other"));
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Path place = run.at(artifact.path());
      assertThat(artifact.isWholeAt(place)).isFalse();
      make(run.making(artifact.path()));
      assertThat(artifact.isWholeAt(place)).as("made, but not in place").isFalse();
      run.putInPlace(artifact.path());
      assertThat(artifact.isWholeAt(place)).isTrue();
      damage(place);
      assertThat(artifact.isWholeAt(place)).isFalse();
      make(run.making(artifact.path()));
      run.putInPlace(artifact.path());
      assertThat(artifact.isWholeAt(place)).as("made anew").isTrue();
    }
  }

  @Test
  void staysInsideTheRunDirectory() {
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      for (String path : List.of("../outside", "a/../../outside", ".", "")) {
        assertThatThrownBy(() -> run.at(at(path).path()))
            .as(path)
            .isInstanceOf(BadRunException.class);
      }
    }
  }
}
