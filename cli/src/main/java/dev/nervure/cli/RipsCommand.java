package dev.nervure.cli;

import dev.nervure.data.diagrams.DiagramWriter;
import dev.nervure.data.diagrams.RipsDocument;
import dev.nervure.data.distances.DistanceFile;
import dev.nervure.diagram.DiagramSource;
import dev.nervure.homology.CollapseMode;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsPlan;
import dev.nervure.homology.RipsResult;
import dev.nervure.report.PersistenceFigure;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ToolVersion;
import java.nio.file.Path;
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
      "Standard output is CSV: dim,birth,death; inf is the death of a class that never dies; bars of length zero are left out."
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
      description =
          "Largest diameter of a simplex. Default: the enclosing radius, which loses no bar.")
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
          "auto, on or off: whether to drop dominated edges first; the bars do not depend on it. Default: auto.")
  private CollapseMode collapse = CollapseMode.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; the bars do not depend on it. Default: all cores.")
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
      paramLabel = "FILE",
      description =
          "Also write the bars to a file, rows of dim, birth, death: .npy (float64), or .csv as printed.")
  private @Nullable Path out;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Also draw diagram and barcode; the name ends in .svg or .png.")
  private @Nullable Path plot;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputFile written;

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
    RipsOptions options =
        new RipsOptions(
            dimension,
            threshold == null ? Double.POSITIVE_INFINITY : threshold,
            field,
            collapse,
            representatives,
            landmarks,
            RipsOptions.defaults().workLimit());
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (dryRun) {
      print(RipsPersistence.plan(input.content(), options, workers));
      return ExitCode.OK.number();
    }
    RipsResult result =
        RipsPersistence.compute(input.content(), options, workers, session.progress(output));
    if (out != null) {
      DiagramWriter.write(result.diagrams(), out);
    }
    if (plot != null) {
      PersistenceFigure.write(result.diagrams(), String.valueOf(file.getFileName()), plot);
    }
    if (output.json) {
      session.print(
          PlainJson.indented(
              RipsDocument.of(file.toString(), ToolVersion.TEXT, result, input.notes())));
    } else {
      session.terminal().out().print(DiagramWriter.csv(result.diagrams()));
    }
    session.note(output, summary(result));
    return ExitCode.OK.number();
  }

  private void check() {
    if (representatives && !output.json) {
      throw new WrongUsageException("--representatives needs --json");
    }
    if (plot != null) {
      OutputFile.requireEnding("--plot", plot, ".svg", ".png");
    }
    if (representatives && collapse == CollapseMode.ON) {
      throw new WrongUsageException(
          "--representatives needs the whole filtration; leave --collapse on out");
    }
    if (out != null) {
      OutputFile.requireEnding("--out", out, ".npy", ".csv");
      written.require("--out", out);
    }
    if (plot != null) {
      written.require("--plot", plot);
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
                DiagramWriter.number(plan.threshold()),
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
            DiagramWriter.number(result.threshold()),
            result.field(),
            result.edges(),
            result.edgesReduced(),
            approximate);
  }

  private static String errorOf(DiagramSource source) {
    return Double.isInfinite(source.bottleneckError())
        ? "without a bound of the error, as there is a threshold"
        : "bottleneck error at most " + DiagramWriter.number(source.bottleneckError());
  }
}
