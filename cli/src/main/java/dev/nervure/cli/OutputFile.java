package dev.nervure.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * Files that options name, checked before hours of work end at a mistyped one or replace what took
 * hours.
 */
final class OutputFile {
  @Option(
      names = "--overwrite",
      fallbackValue = "true",
      description = "Replace a file that exists. Default: it is kept, and the command refused.")
  private boolean overwrite;

  /**
   * Refuses a file that holds something and is not to be overwritten, and one in a folder that is
   * none or cannot be written to.
   *
   * @throws WrongUsageException naming the option
   */
  void require(String option, Path file) {
    requireFolder(option, file);
    if (Files.isDirectory(file)) {
      throw new WrongUsageException(option + ": " + file + " is a folder, not a file");
    }
    if (Files.exists(file) && !overwrite && !isEmpty(file)) {
      throw new WrongUsageException(
          option + ": " + file + " exists; choose another file, or give --overwrite");
    }
  }

  /**
   * Refuses a file in a folder that is none or cannot be written to.
   *
   * @throws WrongUsageException naming the option
   */
  static void requireFolder(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new WrongUsageException(
          option + ": " + folder + " is not a folder that can be written to");
    }
  }

  /** Such as a script makes for what is to be written. */
  private static boolean isEmpty(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses a file of another format.
   *
   * @throws WrongUsageException naming the option
   */
  static void requireEnding(String option, Path file, String ending, String other) {
    if (!hasEnding(file, ending) && !hasEnding(file, other)) {
      throw new WrongUsageException(
          option + " needs a name that ends in " + ending + " or " + other);
    }
  }

  private static boolean hasEnding(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
