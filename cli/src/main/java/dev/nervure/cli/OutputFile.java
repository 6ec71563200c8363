package dev.nervure.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files that an option names, checked before hours of work end at a mistyped one. */
final class OutputFile {
  private OutputFile() {}

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

  /**
   * Refuses a file of another format.
   *
   * @throws WrongUsageException naming the option
   */
  static void requireEnding(String option, Path file, String ending, String other) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(ending) && !name.endsWith(other)) {
      throw new WrongUsageException(
          option + " needs a name that ends in " + ending + " or " + other);
    }
  }
}
