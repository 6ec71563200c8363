package dev.nervure.cli;

import dev.nervure.run.Export;
import dev.nervure.run.Manifest;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private ResultOptions results;

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
      for (Path folder : folders()) {
        begin(opened, folder);
      }
      if (csv != null) {
        Export.write(opened, Export.Format.CSV, csv).forEach(f -> written.add(f.toString()));
      }
      if (parquet != null) {
        Export.write(opened, Export.Format.PARQUET, parquet)
            .forEach(f -> written.add(f.toString()));
      }
      for (Path folder : folders()) {
        results.provenance(inputs(opened)).write(folder);
      }
    }
    if (output.json) {
      session.print(PlainJson.indented(Map.of("files", written)));
    } else {
      written.forEach(session::print);
    }
    return ExitCode.OK.number();
  }

  private Set<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path folder : new Path[] {csv, parquet}) {
      if (folder != null) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** Tables of another run, or of what this one held before, are not mixed with these. */
  private void begin(RunDirectory opened, Path folder) {
    Provenance now = results.provenance(inputs(opened));
    ResultPlace place = results.choose(session, output, folder, folder, one -> holding(one, now));
    if (place.replaces()) {
      ResultPlace.remove(folder, Export.files());
    }
  }

  /** The formats of the same tables may come one after another. */
  private static ResultPlace.Holding holding(Path folder, Provenance now) {
    ResultPlace.Holding holding = ResultPlace.lookAt(folder, now, Export.files());
    Provenance there = Provenance.read(folder);
    return there != null && there.inputs().equals(now.inputs())
        ? ResultPlace.Holding.SAME
        : holding;
  }

  private Map<String, Manifest.Input> inputs(RunDirectory opened) {
    return Map.of(
        "run",
        new Manifest.Input(
            run.folder.toString(), opened.manifest().study(), opened.results().hash()));
  }
}
