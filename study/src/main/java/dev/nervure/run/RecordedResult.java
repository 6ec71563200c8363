package dev.nervure.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A result with the record of the command that made it: a run, or what lies in a folder beside a
 * {@code command.json}. A folder may hold several, as the parts of a data set are; each has a
 * record of its own there, such as {@code train-command.json}.
 *
 * @param folder where it lies
 * @param part what the name of its record begins with; empty for the only result of a folder
 * @param shares whether the folder holds others
 */
public record RecordedResult(Path folder, String part, boolean shares) {

  /**
   * The result in a folder, or the one of a record.
   *
   * @param named a folder, or a file such as {@code train-command.json}
   * @throws BadRunException when the folder holds several results
   */
  public static RecordedResult of(Path named) {
    String name = String.valueOf(named.getFileName());
    if (Files.isRegularFile(named) && name.endsWith(Provenance.FILE_NAME)) {
      Path parent = named.getParent();
      Path folder = parent == null ? Path.of("") : parent;
      return new RecordedResult(folder, part(name), records(folder).size() > 1);
    }
    List<String> records = records(named);
    if (records.size() > 1) {
      throw new BadRunException(
          "%s holds the results of %d commands\ngive the record of one: %s"
              .formatted(
                  named,
                  records.size(),
                  records.stream()
                      .map(record -> named.resolve(record).toString())
                      .collect(Collectors.joining(", "))));
    }
    return new RecordedResult(named, records.isEmpty() ? "" : part(records.get(0)), false);
  }

  /** What made it; null where the folder does not say. */
  public @Nullable Provenance provenance() {
    return Provenance.read(folder, part);
  }

  /** The same result in another folder, which holds nothing else. */
  public RecordedResult in(Path other) {
    return new RecordedResult(other, part, false);
  }

  /**
   * Whether another folder, which holds nothing else, has the same: all files, or, where this
   * folder is shared, those that are there.
   *
   * @param before the fingerprints of this folder
   * @param again those of the other one
   */
  public boolean isSame(Map<String, String> before, Map<String, String> again) {
    return shares
        ? !again.isEmpty() && before.entrySet().containsAll(again.entrySet())
        : before.equals(again);
  }

  private static String part(String record) {
    return record.substring(0, record.length() - Provenance.FILE_NAME.length());
  }

  /** The names of the records in a folder; none in a run, whose manifest is one. */
  private static List<String> records(Path folder) {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(ManifestFile.FILE_NAME))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(Provenance.FILE_NAME))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
