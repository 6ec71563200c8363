package dev.nervure.study.fiber.walk;

import dev.nervure.run.Fingerprint;
import dev.nervure.run.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a walk, a preimage or a data set of members. It holds one of them at a time: what
 * an earlier command left is removed before another result is written, so that a report never shows
 * the old one. Whether it may be removed is decided before ({@link dev.nervure.run.ResultPlace}).
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

  private static final List<String> MEMBERS =
      List.of("members.json", "samples.npy", "labels.npy", "sources.npy", "members.png");

  private ResultFolder() {}

  /** Names of the files that a result of any kind may write. */
  public static List<String> files() {
    return Stream.of(WALK, PREIMAGE, MEMBERS).flatMap(List::stream).distinct().toList();
  }

  /**
   * What pages show of the walk or preimage in a folder: equal for equal results; null where there
   * is none.
   */
  public static @Nullable String fingerprint(Path folder) {
    Fingerprint results = Fingerprint.of("walk");
    boolean found = false;
    for (Path file :
        List.of(
            folder.resolve(WALK.get(0)),
            folder.resolve(PREIMAGE.get(0)),
            folder.resolve(WalkFolder.PUBLISHED).resolve(WALK.get(0)))) {
      if (Files.isRegularFile(file)) {
        found = true;
        results.with(folder.relativize(file).toString(), Fingerprint.ofFile(file));
      }
    }
    return found ? results.hex() : null;
  }

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
   * Removes the result that is in a folder, and what says how it was made.
   *
   * @throws IllegalArgumentException when the folder is the run directory of a study
   */
  static void clear(Path folder) {
    requireNoStudy(folder);
    remove(folder, List.of(Provenance.FILE_NAME));
    remove(folder, WALK);
    remove(folder, PREIMAGE);
    remove(folder, MEMBERS);
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
