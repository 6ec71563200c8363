package dev.nervure.cli;

import dev.nervure.measure.Measures;
import dev.nervure.report.HtmlReport;
import dev.nervure.run.EpochResult;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyInputs;
import dev.nervure.study.demo.DemoOptions;
import dev.nervure.study.demo.DemoStudy;
import dev.nervure.study.profile.ProfileJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure demo}: the whole program on data that it makes. */
@Command(
    name = "demo",
    sortOptions = false,
    description = {
      "Draws data, trains a small network, profiles it and writes the report.",
      "Takes at most three minutes on two cores; a second run reuses what is there."
    },
    footer = {"", "Examples:", "  nervure demo", "  nervure demo --out runs/demo --json"})
final class DemoCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      description =
          "The run directory. Default: runs/demo, with a number where that holds another run.")
  private @Nullable Path out;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of everything drawn. Default: 1.")
  private long seed = 1;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--training-samples",
      paramLabel = "N",
      description = "Glyphs to train on. Default: " + DemoOptions.TRAINING_SAMPLES + ".")
  private @Nullable Integer trainingSamples;

  @Option(
      names = "--test-samples",
      paramLabel = "N",
      description = "Glyphs to test and profile on. Default: " + DemoOptions.TEST_SAMPLES + ".")
  private @Nullable Integer testSamples;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes through the training glyphs. Default: " + DemoOptions.EPOCHS + ".")
  private @Nullable Integer epochs;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DemoOptions options = DemoOptions.defaults().withSeed(seed).withThreads(threads);
    options =
        options.withSize(
            trainingSamples == null ? options.trainingSamples() : trainingSamples,
            testSamples == null ? options.testSamples() : testSamples,
            epochs == null ? options.epochs() : epochs);
    Provenance command = results.provenance(Map.of());
    ResultPlace place =
        results.choose(
            session,
            output,
            out,
            Path.of("runs", "demo"),
            one -> StudyInputs.holding(one, command));
    Path folder = place.folder();
    try (RunDirectory run = results.open(place, one -> takeOver(place, one))) {
      DemoStudy.run(run, options, session.progress(output));
    }
    Path report = folder.resolve(ReportCommand.FILE_NAME);
    try (RunDirectory run = RunDirectory.open(folder)) {
      HtmlReport.write(run, report);
      print(run, report);
    }
    session.note(output, "open it in a browser: " + report.toAbsolutePath().toUri());
    session.note(output, "next: nervure profile MODEL.onnx --data PATH");
    return ExitCode.OK.number();
  }

  /** Nothing of another question serves the demonstration: it has another network. */
  private static void takeOver(ResultPlace place, RunDirectory run) {
    if (place.replaces() || run.finishedStages().isEmpty()) {
      run.clear();
    }
  }

  private void print(RunDirectory run, Path report) {
    if (output.json) {
      session.print(PlainJson.indented(ProfileJson.tree(run).put("report", report.toString())));
      return;
    }
    Results found = run.results();
    List<EpochResult> trained = found.epochs();
    if (!trained.isEmpty()) {
      @Nullable Double accuracy = trained.get(trained.size() - 1).testAccuracy();
      session.print(
          "trained for %d epochs%s"
              .formatted(
                  trained.get(trained.size() - 1).epoch(),
                  accuracy == null
                      ? ""
                      : String.format(Locale.ROOT, ", test accuracy %.4f", accuracy)));
      session.print("");
    }
    ValueTable.byLayer(found, Measures.all()).forEach(session::print);
    session.print("");
    session.print("run: " + run.folder());
    session.print("report: " + report);
  }
}
