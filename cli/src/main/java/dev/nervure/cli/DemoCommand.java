package dev.nervure.cli;

import dev.nervure.measure.Measures;
import dev.nervure.report.HtmlReport;
import dev.nervure.run.EpochResult;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.demo.DemoOptions;
import dev.nervure.study.demo.DemoStudy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  @Option(names = "--seed", paramLabel = "S", description = "Seed of everything drawn. Default: 1.")
  private long seed = 1;

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
  private RunOptions run;

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
    DemoOptions options = DemoOptions.defaults().withSeed(seed).withThreads(run.threads());
    options =
        options.withSize(
            trainingSamples == null ? options.trainingSamples() : trainingSamples,
            testSamples == null ? options.testSamples() : testSamples,
            epochs == null ? options.epochs() : epochs);
    Optional<Path> folder;
    try (DemoStudy study = new DemoStudy(options, session.progress(output))) {
      folder = run.answer(session, output, results, study, Path.of("runs", "demo"), done -> {});
    }
    folder.ifPresent(this::report);
    return ExitCode.OK.number();
  }

  private void report(Path folder) {
    Path report = folder.resolve(ReportCommand.FILE_NAME);
    try (RunDirectory done = RunDirectory.open(folder)) {
      HtmlReport.write(done, report);
      print(done, report);
    }
    session.note(output, "open it in a browser: " + report.toAbsolutePath().toUri());
    session.note(output, "next: nervure profile MODEL.onnx --data PATH");
  }

  private void print(RunDirectory done, Path report) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(done).put("report", report.toString())));
      return;
    }
    Results found = done.results();
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
    session.print("run: " + done.folder());
    session.print("report: " + report);
  }
}
