package dev.nervure.study.fiber.inputs;

import dev.nervure.study.Artifact;
import dev.nervure.study.fiber.walk.WalkFolder;

/** The folders of the walks in a run directory, one a walk. */
public final class WalkFolders {
  private WalkFolders() {}

  /**
   * The folder of a walk, whether or not it was made.
   *
   * @param originalIndex of the input
   * @param kind of the walk, as its row has it
   */
  public static Artifact of(int originalIndex, String kind) {
    return Artifact.folder("walks/%06d-%s".formatted(originalIndex, kind), WalkFolder.LAST_FILE);
  }
}
