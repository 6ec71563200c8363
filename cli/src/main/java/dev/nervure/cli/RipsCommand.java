package dev.nervure.cli;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.distances.DistanceFile;
import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.Chain;
import dev.nervure.homology.CollapseMode;
import dev.nervure.homology.Representative;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsPlan;
import dev.nervure.homology.RipsResult;
import dev.nervure.report.PersistenceFigure;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ToolVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure rips}: persistent homology of points or distances. */
@Command(
    name = "rips",
    sortOptions = false,
    description = {
      "Computes the persistence diagrams of the Vietoris-Rips filtration, exactly.",
      "Standard output is CSV: dim,birth,death; inf is a class without end; bars of length zero are left out."
    },
    footer = {
      "",
      "Examples:",
      "  nervure rips points.csv --dim 2",
      "  nervure rips matrix.txt --format lower-distance --threshold 1.5 --plot bars.svg",
      "  nervure rips activations.npy --landmarks 2000 --out bars.npy",
      "  nervure rips points.txt --dim 1 --representatives --json"
    })
final class RipsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "FILE",
      description = "Points or distances; text, gzip, binary, .npy or .npz.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "lower-distance, upper-distance, distance, point-cloud, sparse, binary or npy. Default: guessed from the file.")
  private @Nullable String format;

  @ArgGroup(validate = false, heading = "%nHow to read the file:%n")
  private final DistanceReading reading = new DistanceReading();

  @Option(
      names = "--dim",
      paramLabel = "N",
      description = "Highest homology dimension. Default: ${DEFAULT-VALUE}.")
  private int dimension = 1;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "Largest diameter. Default: the enclosing radius, which loses no bar.")
  private @Nullable Double threshold;

  @Option(
      names = "--field",
      paramLabel = "P",
      description = "Coefficients in Z/P, P a prime. Default: ${DEFAULT-VALUE}.")
  private int field = 2;

  @Option(
      names = "--collapse",
      paramLabel = "MODE",
      description =
          "auto, on or off: drop dominated edges first. Default: auto. The bars are the same.")
  private CollapseMode collapse = CollapseMode.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads. Default: all processors. The bars are the same.")
  private @Nullable Integer threads;

  @Option(
      names = "--landmarks",
      paramLabel = "N",
      description =
          "Let N farthest-point landmarks stand for all points; the bound of the error is printed. Default: 0, all points.")
  private int landmarks = 0;

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Only estimate memory and time.")
  private boolean dryRun;

  @Option(
      names = "--representatives",
      fallbackValue = "true",
      description = "With --json: a cocycle and a cycle for every bar of dimension 1 and above.")
  private boolean representatives;

  @Option(
      names = "--out",
      paramLabel = "FILE.npy",
      description = "Also write the bars as an array of rows dim, birth, death (float64).")
  private @Nullable Path out;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Also draw diagram and barcode; the name ends in .svg or .png.")
  private @Nullable Path plot;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  RipsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    check();
    DistanceFile input = DistanceFile.open(file, reading.options(format));
    input.notes().forEach(note -> session.note(output, "note: " + note));
    RipsPersistence rips =
        input
            .rips()
            .maxDimension(dimension)
            .field(field)
            .collapse(collapse)
            .landmarks(landmarks)
            .representatives(representatives);
    if (threshold != null) {
      rips.threshold(threshold);
    }
    if (threads != null) {
      rips.threads(threads);
    }
    if (dryRun) {
      print(rips.plan());
      return ExitCode.OK.number();
    }
    RipsResult result = rips.compute(session.progress(output));
    if (out != null) {
      write(result, out);
    }
    if (plot != null) {
      PersistenceFigure.write(result.diagrams(), String.valueOf(file.getFileName()), plot);
    }
    if (output.json) {
      session.print(PlainJson.indented(tree(result, input.notes())));
    } else {
      session.terminal().out().print(csv(result));
    }
    session.note(output, summary(result));
    return ExitCode.OK.number();
  }

  private void check() {
    if (representatives && !output.json) {
      throw new WrongUsageException("--representatives needs --json");
    }
    if (plot != null && !plot.toString().toLowerCase(Locale.ROOT).matches(".*\\.(svg|png)")) {
      throw new WrongUsageException("--plot needs a name that ends in .svg or .png");
    }
    if (representatives && collapse == CollapseMode.ON) {
      throw new WrongUsageException(
          "--representatives needs the whole filtration; leave --collapse on out");
    }
    requireFolder("--out", out);
    requireFolder("--plot", plot);
  }

  /** Hours of work should not end at a mistyped folder. */
  private static void requireFolder(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new WrongUsageException(
          option + ": " + folder + " is not a folder that can be written to");
    }
  }

  private void print(RipsPlan plan) {
    if (output.json) {
      session.print(PlainJson.indented(plan));
      return;
    }
    session.print(
        "%d points, dimension %d, threshold %s: about %.3g edges and %.3g simplices of dimension %d"
            .formatted(
                plan.points(),
                plan.maxDimension(),
                number(plan.threshold()),
                plan.edges(),
                plan.simplices(),
                plan.maxDimension()));
    session.print(
        "about %s of memory (there are %s) and, within a factor of ten, %s"
            .formatted(
                Quantities.bytes((long) plan.bytes()),
                Quantities.bytes(plan.availableBytes()),
                Quantities.seconds(plan.seconds())));
    if (!plan.fits()) {
      session.print("does not fit: " + plan.advice());
    }
  }

  private static String summary(RipsResult result) {
    String approximate =
        result.source().isExact()
            ? ""
            : "; %d landmarks of %d points, %s"
                .formatted(
                    result.points(), result.source().sampledFrom(), errorOf(result.source()));
    return "%d points, %s, threshold %s, Z/%d: %d edges, %d reduced%s"
        .formatted(
            result.points(),
            result.source().metric(),
            number(result.threshold()),
            result.field(),
            result.edges(),
            result.edgesReduced(),
            approximate);
  }

  private static String errorOf(DiagramSource source) {
    return Double.isInfinite(source.bottleneckError())
        ? "without a bound of the error, as there is a threshold"
        : "bottleneck error at most " + number(source.bottleneckError());
  }

  private static String csv(RipsResult result) {
    StringBuilder csv = new StringBuilder("dim,birth,death\n");
    for (PersistenceDiagram diagram : result.diagrams()) {
      for (int i = 0; i < diagram.size(); i++) {
        csv.append(diagram.dimension())
            .append(',')
            .append(number(diagram.birth(i)))
            .append(',')
            .append(number(diagram.death(i)))
            .append('\n');
      }
    }
    return csv.toString();
  }

  /** Shortest text that gives the same float32 back. */
  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return "inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1 << 24
        ? Long.toString((long) value)
        : Float.toString((float) value);
  }

  private static void write(RipsResult result, Path file) {
    int rows = 0;
    for (PersistenceDiagram diagram : result.diagrams()) {
      rows += diagram.size();
    }
    double[] values = new double[3 * rows];
    int at = 0;
    for (PersistenceDiagram diagram : result.diagrams()) {
      for (int i = 0; i < diagram.size(); i++) {
        values[at++] = diagram.dimension();
        values[at++] = diagram.birth(i);
        values[at++] = diagram.death(i);
      }
    }
    try (NpyWriter writer = NpyWriter.create(file, ElementType.FLOAT64, 3)) {
      writer.append(NdArray.of(values, rows, 3));
    }
  }

  private Map<String, Object> tree(RipsResult result, List<String> notes) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", file.toString());
    tree.put("version", ToolVersion.TEXT);
    tree.put("points", result.points());
    tree.put("metric", result.source().metric());
    tree.put("threshold", finite(result.threshold()));
    tree.put("field", result.field());
    tree.put("edges", result.edges());
    tree.put("edgesReduced", result.edgesReduced());
    tree.put("sampledFrom", result.source().sampledFrom());
    tree.put("bottleneckError", finite(result.source().bottleneckError()));
    List<Map<String, Object>> diagrams = new ArrayList<>();
    for (PersistenceDiagram diagram : result.diagrams()) {
      List<@Nullable Double[]> bars = new ArrayList<>();
      for (int i = 0; i < diagram.size(); i++) {
        bars.add(new @Nullable Double[] {diagram.birth(i), finite(diagram.death(i))});
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("dimension", diagram.dimension());
      one.put("bars", bars);
      diagrams.add(one);
    }
    tree.put("diagrams", diagrams);
    tree.put("notes", notes);
    if (representatives) {
      tree.put(
          "representatives", result.representatives().stream().map(RipsCommand::tree).toList());
    }
    return tree;
  }

  /** JSON has no infinity: null stands for it. */
  private static @Nullable Double finite(double value) {
    return Double.isInfinite(value) ? null : value;
  }

  private static Map<String, Object> tree(Representative bar) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("dimension", bar.dimension());
    tree.put("birth", bar.birth());
    tree.put("death", finite(bar.death()));
    tree.put("cocycle", tree(bar.cocycle()));
    tree.put("cycle", tree(bar.cycle()));
    return tree;
  }

  private static Map<String, Object> tree(Chain chain) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("simplices", chain.simplices());
    tree.put("coefficients", chain.coefficients());
    return tree;
  }
}
