package dev.nervure.cli;

import dev.nervure.fiber.LeadingSingularValues;
import dev.nervure.fiber.PullbackSpectrum;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.study.fiber.LayerSpectrum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
      List<Map<String, Object>> rows = rows(model, point);
      if (output.json) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", modelFile.toString());
        json.put("rankTolerance", rankTolerance);
        json.put("layers", rows);
        session.print(Json.text(json));
      } else {
        print(rows);
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

  private List<Map<String, Object>> rows(Model model, double[] point) {
    List<Layer> chosen = model.select(layers);
    Progress progress = session.progress(output);
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Progress.Task task = progress.begin("metric", chosen.size())) {
      for (Layer layer : chosen) {
        progress.checkCancelled();
        if (!layer.equals(model.input())) {
          rows.add(row(model, layer, point, progress));
        }
        task.advance(1);
      }
    }
    return rows;
  }

  private Map<String, Object> row(Model model, Layer layer, double[] point, Progress progress) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", layer.name());
    row.put("depth", layer.relativeDepth());
    row.put("dim", layer.size());
    LayerSpectrum found =
        LayerSpectrum.of(
            model,
            layer,
            point,
            rankTolerance,
            full ? LayerSpectrum.Extent.WHOLE : LayerSpectrum.Extent.AFFORDABLE,
            progress);
    if (found.rank() != null) {
      row.put("rank", found.rank());
      row.put("nullDimension", found.nullDimension());
    }
    PullbackSpectrum spectrum = found.spectrum();
    LeadingSingularValues leading = found.leading();
    if (spectrum != null) {
      row.put("singularValues", spectrum.singularValues());
    } else if (leading != null) {
      row.put("leadingOnly", true);
      row.put("singularValues", leading.values());
      row.put("singularValueErrors", leading.errors());
    }
    if (found.notEstimable() != null) {
      row.put("notEstimable", found.notEstimable());
    }
    return row;
  }

  private void print(List<Map<String, Object>> rows) {
    TextTable table = new TextTable(1);
    table.add(List.of("layer", "dim", "rank", "null dim", "largest", "smallest kept"));
    Map<String, Integer> notes = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      String name = String.valueOf(row.get("name"));
      String dim = String.valueOf(row.get("dim"));
      if (row.get("notEstimable") != null) {
        notes.merge(String.valueOf(row.get("notEstimable")), 1, Integer::sum);
      }
      if (!(row.get("singularValues") instanceof double[] values)) {
        table.add(List.of(name, dim, "?", "?"));
      } else if (row.get("singularValueErrors") instanceof double[] errors) {
        int last = values.length - 1;
        table.add(
            List.of(
                name,
                dim,
                known(row.get("rank")),
                known(row.get("nullDimension")),
                bounded(values[0], errors[0]),
                "leading %d only, down to %s"
                    .formatted(values.length, bounded(values[last], errors[last]))));
      } else {
        int rank = row.get("rank") instanceof Integer found ? found : 0;
        table.add(
            List.of(
                name,
                dim,
                known(row.get("rank")),
                known(row.get("nullDimension")),
                exponent(values[0]),
                rank == 0 ? "" : exponent(values[rank - 1])));
      }
    }
    table.lines().forEach(session::print);
    if (!notes.isEmpty()) {
      session.print("");
      session.print("?  rank and null dimension are not estimable:");
      notes.forEach(
          (why, count) ->
              session.print("   " + (count == 1 ? "" : "of " + count + " layers: ") + why));
      if (!full && rows.stream().anyMatch(row -> row.containsKey("leadingOnly"))) {
        session.print("   --full decomposes up to 25 million entries, which takes minutes a layer");
      }
    }
  }

  private static String known(@Nullable Object figure) {
    return figure == null ? "?" : figure.toString();
  }

  private static String exponent(double value) {
    return String.format(Locale.ROOT, "%.3e", value);
  }

  /** A value with the bound of its error. */
  private static String bounded(double value, double error) {
    return String.format(Locale.ROOT, "%.3e ± %.0e", value, error);
  }
}
