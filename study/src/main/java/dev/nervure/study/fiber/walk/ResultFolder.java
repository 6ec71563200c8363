package dev.nervure.study.fiber.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of a walk, a preimage or a data set of members. It holds one walk or one preimage at a
 * time: what an earlier command left of either is removed before another result is written, so that
 * a report never shows the old one. A data set of members stays: no other result writes its files.
 */
public final class ResultFolder {
  private static final String RUN_MANIFEST = "manifest.json";

  /** Each list begins with the file that says that the others are complete. */
  private static final List<String> WALK =
      List.of(
          WalkJson.FILE_NAME,
          WalkRecorder.PATH,
          WalkRecorder.OUTPUTS,
          WalkRecorder.LOGITS,
          WalkRecorder.STEPS,
          WalkPicture.STRIP,
          WalkPicture.PLANE,
          WalkPicture.LEVELS,
          TargetFile.INPUT,
          CrossingFiles.INPUT,
          CrossingFiles.PICTURE);

  private static final List<String> PREIMAGE =
      List.of(
          PreimageFiles.FILE_NAME,
          PreimageFiles.CURVES,
          PreimageFiles.CURVE_POINTS,
          PreimageFiles.PICTURE,
          WalkPicture.LEVELS);

  private ResultFolder() {}

  /**
   * Refuses the run directory of a study.
   *
   * @throws IllegalArgumentException when the folder is one, which a walk in it would hide
   */
  public static void requireNoStudy(Path folder) {
    if (Files.exists(folder.resolve(RUN_MANIFEST))) {
      throw new IllegalArgumentException(
          folder + " is the run directory of a study; choose another folder (--out)");
    }
  }

  /**
   * Removes the walk and the preimage that are in a folder.
   *
   * @throws IllegalArgumentException when the folder is the run directory of a study
   */
  static void clear(Path folder) {
    requireNoStudy(folder);
    remove(folder, WALK);
    remove(folder, PREIMAGE);
    // The published walk of a comparison is no result of its own, even where the corrected one is
    // not there.
    remove(folder.resolve(WalkFolder.PUBLISHED), WALK);
  }

  private static void remove(Path folder, List<String> files) {
    if (!Files.isRegularFile(folder.resolve(files.get(0)))) {
      return;
    }
    try {
      for (String file : files) {
        Files.deleteIfExists(folder.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
