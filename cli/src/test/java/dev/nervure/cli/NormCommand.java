package dev.nervure.cli;

import dev.nervure.measure.Measures;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nervure norms}: how large activations are. */
@Command(
    name = "norms",
    sortOptions = false,
    description = "Measures how large the activations of a network are, layer by layer.",
    footer = {"", "Examples:", "  nervure norms lenet.onnx --data mnist/ --samples 500"})
final class NormCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  NormCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    samples.requireData();
    try (Model model = Model.load(modelFile)) {
      NormStudy study =
          new NormStudy(
              NetworkSource.of(model, modelFile, samples.open(session, output)),
              LayerOptions.defaults().withThreads(run.threads()));
      run.answer(
          session, output, results, study, RunOptions.usual(modelFile, "-norms"), this::print);
    }
    return ExitCode.OK.number();
  }

  private void print(RunDirectory norms) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(norms)));
    } else {
      ValueTable.byLayer(norms.results(), Measures.all()).forEach(session::print);
    }
  }
}
