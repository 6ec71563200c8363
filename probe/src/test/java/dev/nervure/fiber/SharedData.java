package dev.nervure.fiber;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Networks and data beside the project; tests that need them are skipped where they are missing.
 */
final class SharedData {

  private SharedData() {}

  static Path file(String name) {
    String given = System.getProperty("nervure.shared");
    Path folder = given == null ? null : Path.of(given);
    for (Path at = Path.of("").toAbsolutePath();
        folder == null && at != null;
        at = at.getParent()) {
      Path candidate = at.resolve("../shared/data").normalize();
      if (Files.isDirectory(candidate)) {
        folder = candidate;
      }
    }
    Path file = folder == null ? Path.of(name) : folder.resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: no shared data " + name);
    return file;
  }
}
