package dev.nervure.study.fiber.walk;

import dev.nervure.run.ReportPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A result while it is made. Its files go into a folder of their own, {@code unfinished.part}
 * within the result folder; {@link #finish} puts them in place of what that holds. Whatever is
 * refused or fails before leaves the result folder as it was, and a process that is killed leaves
 * nothing but that folder, which the next result removes.
 */
public final class UnfinishedResult implements AutoCloseable {
  private static final String NAME = "unfinished.part";

  private final Path target;
  private final Path folder;
  private final boolean made;

  /**
   * Begins a result.
   *
   * @param target the result folder; made where it is missing
   * @throws IllegalArgumentException when the folder is the run directory of a study
   */
  public UnfinishedResult(Path target) {
    ResultFolder.requireNoStudy(target);
    this.target = target;
    this.folder = target.resolve(NAME);
    try {
      this.made = !Files.exists(target);
      remove(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the files are written to. */
  public Path folder() {
    return folder;
  }

  /**
   * Puts the files in place of the walk or preimage that the result folder holds.
   *
   * @param last the file that says that the others are complete: it goes first and comes last
   */
  public void finish(String last) {
    ResultFolder.clear(target);
    try {
      Files.deleteIfExists(target.resolve(last));
      for (Path file : files()) {
        if (!file.equals(folder.resolve(last))) {
          move(file);
        }
      }
      move(folder.resolve(last));
      ReportPages.mark(target, ResultFolder.fingerprint(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void move(Path file) throws IOException {
    Path to = target.resolve(folder.relativize(file));
    Path parent = to.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not finished, and the result folder where it was made for this result. */
  @Override
  public void close() {
    try {
      remove(folder);
      if (made && isEmpty(target)) {
        Files.delete(target);
      }
    } catch (IOException e) {
      // What is left, as of a file that Windows still maps, serves nobody: the next result removes
      // it.
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
