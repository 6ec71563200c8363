package dev.nervure.cli;

import dev.nervure.fiber.IntervalPreimage;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.Manifest;
import dev.nervure.run.NumberText;
import dev.nervure.run.PlainJson;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.walk.PlanePreimage;
import dev.nervure.study.fiber.walk.PreimageOutcome;
import dev.nervure.study.fiber.walk.ResultFolder;
import dev.nervure.study.fiber.walk.WalkSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** {@code nervure fibers --mode preimage}: all inputs of the plane with outputs in an interval. */
final class PreimageQuestion {
  private final Session session;
  private final OutputOptions output;
  private final FibersOptions options;
  private final ResultOptions results;
  private final Path modelFile;

  PreimageQuestion(
      Session session,
      OutputOptions output,
      FibersOptions options,
      ResultOptions results,
      Path modelFile) {
    this.session = session;
    this.output = output;
    this.options = options;
    this.results = results;
    this.modelFile = modelFile;
  }

  /** Searches and prints. */
  void answer(Model model) {
    StartOptions.Start from = options.start.read(model, session, output);
    PlanePreimage preimage =
        new PlanePreimage(
            HeldOutput.of(model, options.hold, from.values()),
            options.range(from.samples()),
            options.length);
    Map<String, Manifest.Input> inputs = from.inputs(modelFile);
    Path folder =
        results
            .choose(session, output, options.out, Path.of("fibers"), inputs, ResultFolder.files())
            .folder();
    WalkSource source = from.source(modelFile);
    Progress progress = session.progress(output);
    Double epsilon = options.preimage.epsilon;
    PreimageOutcome outcome;
    if (epsilon != null) {
      outcome = preimage.writeAbout(from.values(), epsilon, source, folder, progress);
    } else {
      double[] ends = Objects.requireNonNull(options.preimage.interval);
      outcome = preimage.write(from.values(), ends[0], ends[1], source, folder, progress);
    }
    results.record(folder, inputs);
    if (output.json) {
      session.print(PlainJson.indented(ResultOptions.withFolder(outcome.json(), folder)));
    } else {
      IntervalPreimage found = outcome.preimage();
      session.print(
          "outputs %s to %s: %s component(s), area %s, of which %s about the start"
              .formatted(
                  NumberText.of(found.low()),
                  NumberText.of(found.high()),
                  found.components(),
                  NumberText.of(found.area()),
                  NumberText.of(found.startComponentArea())));
    }
    session.note(output, "files: " + folder + "; next: nervure report " + folder);
  }
}
