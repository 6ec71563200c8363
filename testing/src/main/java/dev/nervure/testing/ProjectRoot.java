package dev.nervure.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the sources of the project lie. */
public final class ProjectRoot {

  private ProjectRoot() {}

  /**
   * The nearest folder from the working directory up that holds the build's launcher.
   *
   * @throws IllegalStateException if there is none
   */
  public static Path find() {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no mvnw above the working directory");
    }
    return folder;
  }
}
