package dev.nervure.cli;

import dev.nervure.fiber.WalkOptions;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.run.PlainJson;
import dev.nervure.study.fiber.LayerSpectrum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure metric}: the pullback metric of each layer at one input. */
@Command(
    name = "metric",
    sortOptions = false,
    description = {
      "Shows, layer by layer, in how many directions an input may change unnoticed.",
      "Singular values, rank and null dimension of the Jacobian from the input;",
      "of a large one (4096 x 3072) the 10 largest singular values alone, with error bounds."
    },
    footer = {
      "",
      "Examples:",
      "  nervure metric lenet.onnx --data mnist/ --index 7",
      "  nervure metric surface.onnx --point 0.25,0.25 --layers all --json"
    })
final class MetricCommand implements Callable<Integer> {
  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private StartOptions start;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description = "Which layers, as in 'nervure inspect'. Default: one a block.")
  private String layers = "default";

  @Option(
      names = "--rank-tolerance",
      paramLabel = "T",
      description =
          "Singular values up to this fraction of the largest, between 0 and 1, count as zero. Default: 1e-10.")
  private double rankTolerance = WalkOptions.DEFAULT_RANK_TOLERANCE;

  @Option(
      names = "--full",
      description = {
        "Decompose every Jacobian of up to 25 million entries, which takes minutes a layer.",
        "Default: those that take some ten seconds at most."
      })
  private boolean full;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  MetricCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (start.point == null) {
      start.samples.requireData();
    }
    refuseUnused();
    if (!(rankTolerance > 0 && rankTolerance < 1)) {
      throw new WrongUsageException(
          "--rank-tolerance must lie between 0 and 1 but was " + rankTolerance);
    }
    try (Model model = Model.load(modelFile, Precision.FLOAT64)) {
      double[] point = start.read(model, session, output).values();
      List<LayerSpectrum> spectra = spectra(model, point);
      if (output.json) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", modelFile.toString());
        json.put("rankTolerance", rankTolerance);
        json.put("layers", spectra.stream().map(LayerSpectrum::json).toList());
        session.print(PlainJson.indented(json));
      } else {
        MetricTable.lines(spectra, full).forEach(session::print);
      }
    }
    return ExitCode.OK.number();
  }

  private void refuseUnused() {
    UnusedOptions unused = new UnusedOptions(spec);
    unused.refuse(
        start.point != null,
        "is not read where --point gives the input: leave out one of them",
        "--data",
        "--samples",
        "--per-class",
        "--classes",
        "--index");
    unused.refuse(
        start.index == null,
        "asks for many inputs, but one is measured: say which of them with --index",
        "--samples",
        "--per-class");
  }

  private List<LayerSpectrum> spectra(Model model, double[] point) {
    List<Layer> chosen = model.select(layers);
    LayerSpectrum.Extent extent =
        full ? LayerSpectrum.Extent.WHOLE : LayerSpectrum.Extent.AFFORDABLE;
    Progress progress = session.progress(output);
    List<LayerSpectrum> spectra = new ArrayList<>();
    try (Progress.Task task = progress.begin("metric", chosen.size())) {
      for (Layer layer : chosen) {
        progress.checkCancelled();
        if (!layer.equals(model.input())) {
          spectra.add(LayerSpectrum.of(model, layer, point, rankTolerance, extent, progress));
        }
        task.advance(1);
      }
    }
    return spectra;
  }
}
