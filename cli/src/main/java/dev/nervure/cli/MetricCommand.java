package dev.nervure.cli;

import dev.nervure.fiber.WalkOptions;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.run.PlainJson;
import dev.nervure.study.fiber.LayerSegment;
import dev.nervure.study.fiber.LayerSpectrum;
import dev.nervure.study.fiber.OutputMetric;
import dev.nervure.study.fiber.PullbackMetric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
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
      "Counts, layer by layer, the directions in which an input may change unnoticed.",
      "Prints the singular values, the rank and the null dimension of the Jacobian from the input, or from a layer, to each later layer; of a large Jacobian (4096 x 3072) only the 10 largest singular values, with error bounds."
    },
    footer = {
      "",
      "Examples:",
      "  nervure metric lenet.onnx --data mnist/ --index 7",
      "  nervure metric lenet.onnx --data mnist/ --index 7 --from /flatten/Flatten_output_0",
      "  nervure metric lenet.onnx --data mnist/ --index 7 --output-metric fisher",
      "  nervure metric lenet.onnx --data mnist/ --index 7 --to 12",
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
      names = "--from",
      paramLabel = "EDGE",
      description =
          "Where the Jacobian begins: a layer as in 'nervure inspect', at the values that it has for the input. Default: the input.")
  private @Nullable String from;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "To which later layers, as in 'nervure inspect'. Default: one per block; with the Fisher metric the logits.")
  private @Nullable String layers;

  @Option(
      names = "--output-metric",
      paramLabel = "METRIC",
      description =
          "How changes of a layer are measured: euclidean, or at the logits fisher, by the Fisher information metric of their softmax. Default: euclidean.")
  private String outputMetric = OutputMetric.EUCLIDEAN.text();

  @Option(
      names = "--to",
      paramLabel = "J",
      description =
          "Another sample of the data. Instead of singular values: pseudolength and energy of the straight segment to it, to three digits, with their errors. Default: none.")
  private @Nullable Integer to;

  @Option(
      names = "--rank-tolerance",
      paramLabel = "T",
      description =
          "Singular values up to this fraction of the largest, between 0 and 1, count as zero. Default: 1e-10.")
  private double rankTolerance = WalkOptions.DEFAULT_RANK_TOLERANCE;

  @Option(
      names = "--full",
      description = {
        "Decompose every Jacobian of up to 33 million entries (8192 x 4096), which takes up to three minutes a layer and 2 GB.",
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
    start.requireOne(false);
    refuseUnused();
    if (!(rankTolerance > 0 && rankTolerance < 1)) {
      throw new WrongUsageException(
          "--rank-tolerance must lie between 0 and 1 but was " + rankTolerance);
    }
    OutputMetric metric = OutputMetric.named(outputMetric);
    try (Model model = Model.load(modelFile, Precision.FLOAT64)) {
      double[] point = start.read(model, session, output).values();
      Layer edge = from == null ? model.differentiableInput() : edge(model, from);
      List<String> notes = new ArrayList<>(start.notes());
      if (from == null && model.takesIntegers()) {
        String note =
            "the network is fed with integers, so that the Jacobian begins at %s, the first layer"
                .formatted(edge.name());
        notes.add(note);
        session.note(output, "note: " + note);
      }
      List<Layer> asked = asked(model, metric);
      PullbackMetric pullback = PullbackMetric.at(model, edge, point, metric);
      List<Layer> later = later(pullback, edge, asked);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("model", modelFile.toString());
      json.put("from", edge.name());
      json.put("fromDim", edge.size());
      json.put("outputMetric", metric.text());
      List<String> lines;
      if (to == null) {
        List<LayerSpectrum> spectra =
            ofEach(
                later,
                (layer, progress) ->
                    pullback.spectrum(
                        layer,
                        rankTolerance,
                        full ? LayerSpectrum.Extent.WHOLE : LayerSpectrum.Extent.AFFORDABLE,
                        progress));
        json.put("rankTolerance", rankTolerance);
        json.put("layers", spectra.stream().map(LayerSpectrum::json).toList());
        lines = MetricTable.lines(edge, metric, spectra, full);
      } else {
        double[] other = start.other(model, to, session, output).values();
        double length = pullback.distanceTo(other);
        List<LayerSegment> segments =
            ofEach(later, (layer, progress) -> pullback.segment(layer, other, progress));
        json.put("to", to);
        json.put("length", length);
        json.put("layers", segments.stream().map(LayerSegment::json).toList());
        lines = SegmentTable.lines(edge, metric, length, segments);
      }
      json.put("notes", notes);
      if (output.json) {
        session.print(PlainJson.indented(json));
      } else {
        lines.forEach(session::print);
      }
    }
    return ExitCode.OK.number();
  }

  private static Layer edge(Model model, String name) {
    List<Layer> named = model.select(name);
    if (named.size() > 1) {
      throw new WrongUsageException(
          "--from %s names %d layers, such as %s and %s: say which one"
              .formatted(name, named.size(), named.get(0).name(), named.get(1).name()));
    }
    return named.get(0);
  }

  private List<Layer> asked(Model model, OutputMetric metric) {
    if (layers == null && metric == OutputMetric.FISHER) {
      metric.requireDefinedAt(model.logits(), model);
      return List.of(model.logits());
    }
    List<Layer> asked = model.select(layers == null ? "default" : layers);
    asked.forEach(layer -> metric.requireDefinedAt(layer, model));
    return asked;
  }

  /** Those that come after the edge; what a pattern matches before it is left out. */
  private static List<Layer> later(PullbackMetric pullback, Layer edge, List<Layer> asked) {
    List<Layer> later = asked.stream().filter(pullback::comesAfter).toList();
    if (later.isEmpty()) {
      throw new WrongUsageException(noneLater(edge, asked));
    }
    return later;
  }

  private static String noneLater(Layer edge, List<Layer> asked) {
    Layer first = asked.get(0);
    if (asked.size() > 1) {
      return "none of the %d layers of --layers comes after %s, where the Jacobian begins"
          .formatted(asked.size(), edge.name());
    }
    return first.equals(edge)
        ? "the Jacobian begins at %s itself: --layers must name a later layer"
            .formatted(edge.name())
        : "%s does not come after %s, where the Jacobian begins"
            .formatted(first.name(), edge.name());
  }

  private void refuseUnused() {
    UnusedOptions unused = new UnusedOptions(spec);
    unused.refuse(
        start.point != null, "names a sample of the data: give --data and --index", "--to");
    unused.refuse(
        to != null,
        "belongs to singular values, which --to does not ask for",
        "--rank-tolerance",
        "--full");
  }

  private <T> List<T> ofEach(List<Layer> later, BiFunction<Layer, Progress, T> question) {
    Progress progress = session.progress(output);
    List<T> answers = new ArrayList<>();
    try (Progress.Task task = progress.begin("metric", later.size())) {
      for (Layer layer : later) {
        progress.checkCancelled();
        answers.add(question.apply(layer, progress));
        task.advance(1);
      }
    }
    return answers;
  }
}
