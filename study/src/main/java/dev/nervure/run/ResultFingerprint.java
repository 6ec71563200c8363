package dev.nervure.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells whether two folders hold the same results, of whatever command. */
public final class ResultFingerprint {
  /** Arrays, networks, images and what is packed; texts name files and times beside the results. */
  private static final List<String> RESULTS = List.of(".npy", ".onnx", ".png", ".gz");

  private ResultFingerprint() {}

  /**
   * Of all rows of a run, under the name of its manifest; of any other folder, of each of its
   * arrays, networks and pictures by its name.
   *
   * @throws BadRunException when the folder cannot be read
   */
  public static Map<String, String> of(Path folder) {
    if (Files.isRegularFile(folder.resolve(ManifestFile.FILE_NAME))) {
      try (RunDirectory run = RunDirectory.open(folder)) {
        return Map.of(ManifestFile.FILE_NAME, run.results().hash());
      }
    }
    Map<String, String> fingerprints = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(ResultFingerprint::isResult).toList()) {
        fingerprints.put(folder.relativize(file).toString(), Fingerprint.ofFile(file));
      }
    } catch (IOException e) {
      throw new BadRunException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    return fingerprints;
  }

  private static boolean isResult(Path file) {
    return Files.isRegularFile(file)
        && RESULTS.stream().anyMatch(ending -> file.toString().endsWith(ending));
  }
}
