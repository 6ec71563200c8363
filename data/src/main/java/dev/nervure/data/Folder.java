package dev.nervure.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder, in the order of names, so that no result depends on the file system. */
final class Folder {

  private Folder() {}

  /** Files of a folder, hidden ones left out. */
  static List<Path> files(Path folder) {
    return entries(folder).stream().filter(Files::isRegularFile).toList();
  }

  /** Subfolders of a folder, hidden ones left out. */
  static List<Path> folders(Path folder) {
    return entries(folder).stream().filter(Files::isDirectory).toList();
  }

  /** The last part of a path as text. */
  static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  private static List<Path> entries(Path folder) {
    List<Path> result = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(entry -> !name(entry).startsWith(".")).forEach(result::add);
    } catch (IOException e) {
      throw new BadDataException(
          "cannot be listed (" + e.getMessage() + ")",
          folder.toString(),
          "Check the path and its permissions.",
          e);
    }
    result.sort((a, b) -> name(a).compareTo(name(b)));
    return result;
  }
}
