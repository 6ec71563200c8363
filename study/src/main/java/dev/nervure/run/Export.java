package dev.nervure.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes the tables of a run away as files that other programs read. */
public final class Export {
  /** The file format of an export. */
  public enum Format {
    /** Comma-separated with a header line; a missing value is an empty field. */
    CSV("(FORMAT csv, HEADER, USE_TMP_FILE true)"),
    /** Apache Parquet, zstd-compressed. */
    PARQUET("(FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)");

    private final String copyOptions;

    Format(String copyOptions) {
      this.copyOptions = copyOptions;
    }
  }

  private Export() {}

  /** Names of all files that may be written, of any format. */
  public static List<String> files() {
    List<String> files = new ArrayList<>();
    for (StoredTable table : Tables.stored()) {
      for (Format format : Format.values()) {
        files.add(table.name() + "." + format.name().toLowerCase(Locale.ROOT));
      }
    }
    return files;
  }

  /**
   * Writes each table that has rows to {@code DIR/<table>.csv} or {@code .parquet}, rows in a fixed
   * order; existing files of these names are replaced, each when the new one is complete.
   *
   * @return the files written
   * @throws ResourceException where the folder cannot be written to
   */
  public static List<Path> write(RunDirectory run, Format format, Path folder) {
    ResultsDatabase database = run.database();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ResourceException("cannot create folder " + folder + ": " + e.getMessage(), e);
    }
    List<Path> written = new ArrayList<>();
    for (StoredTable table : Tables.stored()) {
      List<Integer> count = new ArrayList<>();
      database.query("SELECT count(*) FROM " + table.name(), row -> count.add(row.getInt(1)));
      if (count.get(0) == 0) {
        continue;
      }
      Path file = folder.resolve(table.name() + "." + format.name().toLowerCase(Locale.ROOT));
      database.execute(
          "COPY (SELECT * FROM %s ORDER BY ALL) TO '%s' %s"
              .formatted(
                  table.name(),
                  file.toAbsolutePath().toString().replace("'", "''"),
                  format.copyOptions));
      written.add(file);
    }
    return List.copyOf(written);
  }
}
