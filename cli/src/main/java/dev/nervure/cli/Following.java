package dev.nervure.cli;

import dev.nervure.report.HtmlReport;
import dev.nervure.run.EpochResult;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.dynamics.DynamicsStudy;
import dev.nervure.study.dynamics.EpochFiles;
import dev.nervure.study.dynamics.FolderWatch;
import dev.nervure.study.dynamics.NetworkSeries;
import dev.nervure.study.layers.LayerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures a training that is under way: what appears is measured, the run grows, and its report is
 * written again. The run is closed between two rounds, so that others can read it.
 */
final class Following {
  /** How often a page that is open in a browser loads itself again. */
  private static final int REFRESH_SECONDS = 10;

  private final Session session;
  private final OutputOptions output;
  private final ResultOptions results;
  private final RunOptions run;

  Following(Session session, OutputOptions output, ResultOptions results, RunOptions run) {
    this.session = session;
    this.output = output;
    this.results = results;
    this.run = run;
  }

  /**
   * Goes on until the watch is over.
   *
   * @param opening the series of what is there
   * @param usual the run directory without {@code --out}
   * @param print prints the results at the end
   */
  int follow(
      FolderWatch watch,
      Function<EpochFiles, ? extends NetworkSeries> opening,
      LayerOptions layers,
      Path usual,
      Consumer<RunDirectory> print) {
    ResultPlace place = null;
    Set<Integer> told = new TreeSet<>();
    session.note(output, "watching; Ctrl-C ends it, and the same command goes on");
    while (true) {
      Optional<EpochFiles> found = watch.next(session.progress(output));
      if (found.isEmpty()) {
        break;
      }
      try (NetworkSeries series = opening.apply(found.get())) {
        StudyRunner runner = new StudyRunner(new DynamicsStudy(series, layers));
        boolean first = place == null;
        place = place == null ? run.place(session, output, results, runner, usual) : place;
        try (RunDirectory grown = results.open(place, first ? runner::takeOver : runner::goOn)) {
          Results all = runner.run(grown, session.progress(output));
          Path report = grown.folder().resolve(ReportCommand.FILE_NAME);
          HtmlReport.writeRefreshing(grown, REFRESH_SECONDS, report);
          session.note(output, line(all.epochs(), told) + "; report: " + report);
        }
      }
    }
    if (place == null) {
      session.note(output, "nothing has appeared");
      return ExitCode.OK.number();
    }
    try (RunDirectory whole = RunDirectory.open(place.folder())) {
      HtmlReport.write(whole, whole.folder().resolve(ReportCommand.FILE_NAME));
      print.accept(whole);
      whole.manifest().notes().forEach(note -> session.note(output, "note: " + note));
    }
    return ExitCode.OK.number();
  }

  /**
   * The epochs that were measured since the line before, each with its accuracy.
   *
   * @param told those of the lines before; takes the others
   */
  private static String line(List<EpochResult> epochs, Set<Integer> told) {
    List<String> measured =
        epochs.stream()
            .filter(one -> told.add(one.epoch()))
            .map(one -> "epoch %d measured%s".formatted(one.epoch(), accuracy(one)))
            .toList();
    return measured.isEmpty() ? "measured" : String.join("; ", measured);
  }

  private static String accuracy(EpochResult epoch) {
    @Nullable Double accuracy =
        epoch.testAccuracy() == null ? epoch.trainAccuracy() : epoch.testAccuracy();
    return accuracy == null ? "" : String.format(Locale.ROOT, ", accuracy %.4f", accuracy);
  }
}
