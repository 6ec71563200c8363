package dev.nervure.cli;

import dev.nervure.run.ResultPlace;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.Plan;
import dev.nervure.study.Study;
import dev.nervure.study.StudyRunner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What every command that runs a study shares: where the run directory is, the plan alone, how many
 * tasks at a time; and the way from the study to its results in that directory.
 */
final class RunOptions {
  @Option(
      names = {"-o", "--out"},
      order = 1,
      paramLabel = "RUN",
      description =
          "The run directory; what is finished there is not computed again. Default: a folder in runs/ named after what is studied, with a number where that folder holds another question.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      order = 1,
      paramLabel = "N",
      description = "Tasks at a time; the results do not depend on it. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--dry-run",
      order = 1,
      fallbackValue = "true",
      description = "Show the stages with expected time, memory and disk; compute nothing.")
  private boolean dryRun;

  int threads() {
    return threads;
  }

  /**
   * Plans, then computes what is missing and prints it with the notes; or prints the plan alone.
   *
   * @param usual the run directory without {@code --out}
   * @param print prints the results
   * @return the run directory; empty where only the plan was asked for
   */
  Optional<Path> answer(
      Session session,
      OutputOptions output,
      ResultOptions results,
      Study study,
      Path usual,
      Consumer<RunDirectory> print) {
    StudyRunner runner = new StudyRunner(study);
    ResultPlace place = place(session, output, results, runner, usual);
    Path folder = place.folder();
    Plan plan = runner.plan(folder);
    if (dryRun) {
      PlanTable.print(session, output, plan, folder);
      return Optional.empty();
    }
    runner.requireFits(plan, folder);
    try (RunDirectory run = results.open(place, runner::takeOver)) {
      runner.run(plan, run, session.progress(output));
      print.accept(run);
      run.manifest().notes().forEach(note -> session.note(output, "note: " + note));
    }
    return Optional.of(folder);
  }

  /** Where the results of a study go. */
  ResultPlace place(
      Session session,
      OutputOptions output,
      ResultOptions results,
      StudyRunner runner,
      Path usual) {
    return results.choose(
        session,
        output,
        out,
        usual,
        folder -> runner.holding(folder, results.provenance(runner.study().inputs())));
  }

  /** Whether only the plan is asked for. */
  boolean dryRun() {
    return dryRun;
  }

  /** A folder in {@code runs/} with the name of a file or folder without its ending. */
  static Path usual(Path input, String suffix) {
    String name = String.valueOf(input.toAbsolutePath().normalize().getFileName());
    int dot = name.lastIndexOf('.');
    return Path.of("runs", (dot > 0 ? name.substring(0, dot) : name) + suffix);
  }
}
