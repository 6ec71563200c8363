package dev.nervure.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources of the project lie. */
final class ProjectRoot {
  private ProjectRoot() {}

  /** The nearest folder above the working directory that holds the launcher. */
  static Path find() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no mvnw above the working directory");
      }
    }
    return folder;
  }

  /** Data and networks for tests that lie beside a checkout; may not exist. */
  static Path shared() {
    String told = System.getProperty("nervure.shared");
    return told == null ? find().resolveSibling("shared/data") : Path.of(told);
  }
}
