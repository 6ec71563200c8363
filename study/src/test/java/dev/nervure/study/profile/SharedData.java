package dev.nervure.study.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Data beside the project that a fresh clone does not have; tests that need it are skipped without.
 */
final class SharedData {
  private SharedData() {}

  /**
   * A file or folder under {@code ../shared/data}, or under the system property {@code
   * nervure.shared}.
   */
  static Path require(String name) {
    String told = System.getProperty("nervure.shared");
    Path found = null;
    if (told != null) {
      found = Path.of(told).resolve(name);
    } else {
      Path folder = Path.of("").toAbsolutePath();
      while (folder != null && found == null) {
        Path candidate = folder.resolveSibling("shared").resolve("data").resolve(name);
        found = Files.exists(candidate) ? candidate : null;
        folder = folder.getParent();
      }
    }
    Assumptions.assumeTrue(
        found != null && Files.exists(found), "skipped: shared/data/" + name + " is not here");
    return found;
  }
}
