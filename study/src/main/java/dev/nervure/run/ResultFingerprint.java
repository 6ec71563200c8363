package dev.nervure.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether two folders hold the same results, of whatever command. */
public final class ResultFingerprint {
  /** Arrays, networks, images and what is packed; texts name files and times beside the results. */
  private static final List<String> RESULTS = List.of(".npy", ".onnx", ".png", ".gz");

  private ResultFingerprint() {}

  /**
   * Of all rows of a run; of any other folder, of its arrays, networks and pictures.
   *
   * @throws BadRunException when the folder cannot be read
   */
  public static String of(Path folder) {
    if (Files.isRegularFile(folder.resolve(ManifestFile.FILE_NAME))) {
      try (RunDirectory run = RunDirectory.open(folder)) {
        return run.results().hash();
      }
    }
    Fingerprint fingerprint = Fingerprint.of("folder");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(ResultFingerprint::isResult).sorted().toList()) {
        fingerprint.with(folder.relativize(file).toString(), Fingerprint.ofFile(file));
      }
    } catch (IOException e) {
      throw new BadRunException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    return fingerprint.hex();
  }

  private static boolean isResult(Path file) {
    return Files.isRegularFile(file)
        && RESULTS.stream().anyMatch(ending -> file.toString().endsWith(ending));
  }
}
