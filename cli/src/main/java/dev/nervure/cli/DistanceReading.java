package dev.nervure.cli;

import dev.nervure.data.distances.DistanceFormat;
import dev.nervure.data.distances.DistanceOptions;
import dev.nervure.data.table.TableOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code rips} reads tables and archives; the words are those of the other commands. */
final class DistanceReading {
  @Option(
      names = "--array",
      paramLabel = "NAME",
      description = "npz: name of the array. Default: the only one that may be points.")
  private @Nullable String array;

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description =
          "Points as text: name or index of the column of labels, to be left out, or none. Default: the one called label, labels, class, target or y, or a last one of names.")
  private @Nullable String labelColumn;

  @Option(
      names = "--index-column",
      paramLabel = "COLUMN",
      description =
          "Text: name or index of a column that counts or names the rows, to be left out, or none. Default: a first column without a name.")
  private @Nullable String indexColumn;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "Text: the character between cells. Default: detected.")
  private @Nullable Character separator;

  DistanceOptions options(@Nullable String format) {
    return new DistanceOptions(
        format == null ? null : DistanceFormat.of(format),
        array,
        new TableOptions(
            TableOptions.Use.POINTS_OR_DISTANCES, separator, labelColumn, indexColumn));
  }
}
