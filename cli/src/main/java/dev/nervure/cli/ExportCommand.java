package dev.nervure.cli;

import dev.nervure.run.Export;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure export}: the tables of a run as CSV or Parquet. */
@Command(
    name = "export",
    sortOptions = false,
    description = "Writes every table of a run as CSV or Parquet files.",
    footer = {
      "",
      "Examples:",
      "  nervure export runs/lenet --csv tables/",
      "  nervure export runs/lenet --parquet tables/ --csv tables/",
      "",
      "The tables are described in docs/results-database.md."
    })
final class ExportCommand implements Callable<Integer> {
  private final Session session;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunArgument run;

  @Option(names = "--csv", paramLabel = "DIR", description = "Write DIR/<table>.csv.")
  private @Nullable Path csv;

  @Option(names = "--parquet", paramLabel = "DIR", description = "Write DIR/<table>.parquet.")
  private @Nullable Path parquet;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (csv == null && parquet == null) {
      throw new WrongUsageException("give --csv DIR, --parquet DIR, or both");
    }
    List<String> written = new ArrayList<>();
    try (RunDirectory opened = run.open()) {
      if (csv != null) {
        Export.write(opened, Export.Format.CSV, csv).forEach(f -> written.add(f.toString()));
      }
      if (parquet != null) {
        Export.write(opened, Export.Format.PARQUET, parquet)
            .forEach(f -> written.add(f.toString()));
      }
    }
    if (output.json) {
      session.print(PlainJson.indented(Map.of("files", written)));
    } else {
      written.forEach(session::print);
    }
    return ExitCode.OK.number();
  }
}
