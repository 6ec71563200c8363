package dev.nervure.cli;

import dev.nervure.fiber.Box;
import dev.nervure.fiber.IntervalPreimage;
import dev.nervure.fiber.IntervalPreimageSearch;
import dev.nervure.fiber.LevelCurve;
import dev.nervure.fiber.Rectangle;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.FiberOptions;
import dev.nervure.study.fiber.FiberOutcome;
import dev.nervure.study.fiber.FiberStudy;
import dev.nervure.study.fiber.FiberTarget;
import dev.nervure.study.fiber.HeldOutput;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure fibers}: inputs that the network cannot tell from a given one. */
@Command(
    name = "fibers",
    sortOptions = false,
    description = {
      "Walks among the inputs that a network cannot tell apart, or leaves them.",
      "Starts at a given input; leaves by the shortest way; outputs are held to solver precision."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --length 50 --out walks/7",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --mode directed --to 12 --length 100 --out walks/7-12",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --mode cross --to 8 --out walks/7-as-8",
      "  nervure fibers surface.onnx --point 0.25,0.25 --box none --length 10 --out walks/circle",
      "  nervure fibers surface.onnx --point 0.2,0.2 --box -1,1 --mode preimage --epsilon 0.005"
    })
final class FibersCommand implements Callable<Integer> {
  private static final int PREIMAGE_RESOLUTION = 256;

  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private StartOptions start;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "walk (at random), directed (towards sample --to), farthest, cross (to class --to), preimage (of an interval). Default: walk.")
  private FiberMode mode = FiberMode.WALK;

  @Option(
      names = "--length",
      paramLabel = "L",
      description = "Length of the path, in input units. Default: 50.")
  private double length = 50;

  @Option(
      names = "--hold",
      paramLabel = "WHAT",
      description =
          "logits, logit:3, logprob:3 or the name of a layer ('nervure inspect'). Default: logits.")
  private String hold = "logits";

  @Option(
      names = "--to",
      paramLabel = "J",
      description =
          "directed: index of the sample to approach; cross: the class, or for one output its value. Default for cross: the runner-up.")
  private @Nullable Double to;

  @Option(
      names = "--box",
      paramLabel = "LOW,HIGH",
      description = "Allowed range of every input value, or none. Default: 0,1.")
  private String box = "0,1";

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "corrector, or euler as published (with --step; its drift is shown). Default: corrector.")
  private Method method = Method.CORRECTOR;

  @Option(names = "--step", paramLabel = "H", description = "Step length. Default: adaptive.")
  private double step;

  @Option(names = "--steps", paramLabel = "N", description = "Most steps made. Default: 100000.")
  private int steps = 100_000;

  @Option(
      names = "--backward",
      fallbackValue = "true",
      description = "Trace a one-dimensional class in its other direction.")
  private boolean backward;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "preimage: half the width of the interval about the output at the start.")
  private @Nullable Double epsilon;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Write every N-th point of the path. Default: 1.")
  private int every = 1;

  @Option(names = "--frames", paramLabel = "N", description = "Pictures in the strip. Default: 10.")
  private int frames = 10;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder for path.npy, outputs.npy, walk.csv and the picture. Default: fibers.")
  private Path out = Path.of("fibers");

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  /** How steps are made. */
  enum Method {
    CORRECTOR,
    EULER
  }

  FibersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Box range = range();
    if (start.point == null) {
      start.samples.requireData();
    }
    try (Model model = Model.load(modelFile, Precision.FLOAT64)) {
      StartOptions.Start from = start.read(model, session, output);
      if (mode == FiberMode.PREIMAGE) {
        preimage(model, from.values(), range);
      } else {
        walk(model, from, range);
      }
    }
    return ExitCode.OK.number();
  }

  private void walk(Model model, StartOptions.Start from, Box range) {
    FiberOptions options =
        new FiberOptions(
            mode,
            length,
            range,
            method == Method.EULER,
            step,
            steps,
            every,
            frames,
            backward,
            start.samples.seed());
    HeldOutput held = HeldOutput.of(model, hold);
    FiberOutcome outcome =
        new FiberStudy(model, held, options)
            .walk(from.values(), from.pictureShape(), target(model), out, session.progress(output));
    if (output.json) {
      session.print(Json.text(outcome.json()));
    } else {
      print(outcome);
    }
    outcome.warnings().forEach(warning -> session.note(output, "note: " + warning));
    session.note(output, "files: " + out);
  }

  private void print(FiberOutcome outcome) {
    WalkResult result = outcome.result();
    session.print(result.stop().sentence());
    TextTable table = new TextTable(1);
    table.add(List.of("steps", Integer.toString(result.steps())));
    table.add(List.of("length", number(result.length())));
    table.add(List.of("net distance", number(result.netDistance())));
    table.add(List.of("largest change of what is held", exponent(result.drift())));
    table.add(List.of("length in the output", exponent(result.pseudolength())));
    table.add(List.of("null dimension", Integer.toString(result.nullDimension())));
    table.add(
        List.of(
            "singular values",
            exponent(result.smallestSingularValue())
                + " to "
                + exponent(result.largestSingularValue())));
    table.add(List.of("share at the box", number(result.boxShare())));
    if (outcome.targetDistance() != null) {
      table.add(List.of("distance left to the target", number(outcome.targetDistance())));
    }
    table.lines().forEach(session::print);
  }

  private FiberTarget target(Model model) {
    if (to == null) {
      return FiberTarget.NONE;
    }
    if (mode == FiberMode.DIRECTED) {
      return FiberTarget.ofInput(start.other(model, whole(to), session, output).values());
    }
    if (mode == FiberMode.CROSS) {
      return model.logits().size() == 1 ? FiberTarget.ofValue(to) : FiberTarget.ofOutput(whole(to));
    }
    throw new WrongUsageException("--to belongs to --mode directed or cross");
  }

  private static int whole(double value) {
    if (value != Math.rint(value)) {
      throw new WrongUsageException("--to must be a whole number here but was " + value);
    }
    return (int) value;
  }

  private Box range() {
    if (box.equals("none")) {
      return Box.NONE;
    }
    String[] ends = box.split(",", -1);
    try {
      if (ends.length == 2) {
        return Box.uniform(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (NumberFormatException e) {
      throw new WrongUsageException("--box must be LOW,HIGH or none but was " + box);
    }
    throw new WrongUsageException("--box must be LOW,HIGH or none but was " + box);
  }

  private void preimage(Model model, double[] from, Box range) {
    if (epsilon == null || range == Box.NONE) {
      throw new WrongUsageException("--mode preimage needs --epsilon and a --box to look in");
    }
    HeldOutput held = HeldOutput.of(model, hold);
    double middle = held.map().value(from)[0];
    IntervalPreimage found =
        new IntervalPreimageSearch(
                held.map(),
                new Rectangle(range.low(0), range.high(0), range.low(0), range.high(0)),
                PREIMAGE_RESOLUTION,
                WalkOptions.ofLength(length))
            .find(from, middle - epsilon, middle + epsilon);
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("low", found.low());
      json.put("high", found.high());
      json.put("components", found.components());
      json.put("area", found.area());
      json.put("startComponentArea", found.startComponentArea());
      json.put("cellSize", found.cellSize());
      json.put("lowerCurves", curves(found.lowerCurves()));
      json.put("upperCurves", curves(found.upperCurves()));
      session.print(Json.text(json));
    } else {
      session.print(
          "outputs %s to %s: %d component(s), area %s, of which %s about the start"
              .formatted(
                  number(found.low()),
                  number(found.high()),
                  found.components(),
                  number(found.area()),
                  number(found.startComponentArea())));
    }
  }

  private static List<Map<String, Object>> curves(List<LevelCurve> curves) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (LevelCurve curve : curves) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("closed", curve.closed());
      one.put("length", curve.length());
      one.put("points", curve.points());
      list.add(one);
    }
    return list;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String exponent(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }
}
