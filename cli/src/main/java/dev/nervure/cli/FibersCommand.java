package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Plan;
import dev.nervure.study.fiber.ClassMembers;
import dev.nervure.study.fiber.FiberComparison;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.FiberOutcome;
import dev.nervure.study.fiber.FiberStudy;
import dev.nervure.study.fiber.FiberSurvey;
import dev.nervure.study.fiber.FiberTarget;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.MemberOptions;
import dev.nervure.study.fiber.MemberSource;
import dev.nervure.study.fiber.PreimageStudy;
import dev.nervure.study.fiber.SurveyOptions;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure fibers}: inputs that the network cannot tell from a given one. */
@Command(
    name = "fibers",
    sortOptions = false,
    description = {
      "Walks among the inputs that a network cannot tell apart, or leaves them.",
      "From one input (--index, --point), with files and a picture; from many (--samples, --per-class), as a study in a run directory."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --length 50 --out walks/7",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --mode directed --to 12 --length 100 --out walks/7-12",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --mode cross --to 8 --out walks/7-as-8",
      "  nervure fibers lenet.onnx --data mnist/ --per-class 5 --out runs/lenet-fibers",
      "  nervure fibers lenet.onnx --data mnist/ --per-class 2 --generate 10 --out members/",
      "  nervure fibers mlp.onnx --data mnist/ --index 7 --method kinks --length 3 --out walks/7-kinks",
      "  nervure fibers surface.onnx --point 0.25,0.25 --box none --length 10 --out walks/circle",
      "  nervure fibers surface.onnx --point 0.25,0.25 --box none --length 2.5 --compare --step 0.0125 --out walks/both",
      "  nervure fibers surface.onnx --point 0.2,0.2 --box -1,1 --mode preimage --epsilon 0.005"
    })
final class FibersCommand implements Callable<Integer> {
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
      names = "--mode",
      paramLabel = "MODE",
      description =
          "walk (at random), directed (towards sample --to), farthest, cross (to class --to, and from there to the nearest input with that output), preimage (of an interval), sample (uniform by area, with --generate). Default: walk.")
  private FiberMode mode = FiberMode.WALK;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private WalkSettings settings;

  @Option(
      names = "--to",
      paramLabel = "J",
      description =
          "directed: index of the sample to approach; cross: the class, or for one output its value. Default for cross: the runner-up.")
  private @Nullable Double to;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "preimage: half the width of the interval about the output at the start.")
  private @Nullable Double epsilon;

  @Option(
      names = "--interval",
      paramLabel = "LOW,HIGH",
      split = ",",
      hideParamSyntax = true,
      description = "preimage: the interval itself; it must hold the output at the start.")
  private double @Nullable [] interval;

  @Option(
      names = "--compare",
      fallbackValue = "true",
      description =
          "One input: walk twice, corrected and by Euler steps of --step as published, into one folder and one report.")
  private boolean compare;

  @Option(
      names = "--generate",
      paramLabel = "N",
      description =
          "Instead of a walk: N members of the class of each input, with labels, as a data set with its guarantee. Resumes where it was stopped.")
  private @Nullable Integer generate;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "One input: the folder for path.npy, outputs.npy, walk.csv and the picture (cross: also nearest.npy), default fibers. --generate: that of the data set, default members. Many: the run directory, default runs/ and the name of the model with -fibers.")
  private @Nullable Path out;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "Many inputs: layers whose Jacobians are decomposed, as in 'nervure inspect'. Default: one a block.")
  private String layers = "default";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Many inputs or members: how many at a time; the results do not depend on it. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description =
          "Many inputs: show the stages with expected time, memory and disk; compute nothing.")
  private boolean dryRun;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  FibersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (start.point == null) {
      start.samples.requireData();
    }
    refuseUnused();
    try (Model model = Model.load(modelFile, Precision.FLOAT64)) {
      if (compare && (generate != null || start.asksForMany() || mode != FiberMode.WALK)) {
        throw new WrongUsageException("--compare belongs to --mode walk from one input");
      }
      if (generate != null) {
        if (dryRun) {
          throw new WrongUsageException("--dry-run belongs to a study: leave out --generate");
        }
        members(model, generate);
        return ExitCode.OK.number();
      }
      if (mode == FiberMode.SAMPLE) {
        throw new WrongUsageException(
            "--mode sample draws members of a class: say how many with --generate N");
      }
      if (start.asksForMany()) {
        survey(model);
        return ExitCode.OK.number();
      }
      if (dryRun) {
        throw new WrongUsageException(
            "--dry-run belongs to a study of many inputs: give --samples or --per-class");
      }
      StartOptions.Start from = start.read(model, session, output);
      Box range = range(model);
      if (mode == FiberMode.PREIMAGE) {
        preimage(model, from, range);
      } else {
        walk(model, from, range);
      }
    }
    return ExitCode.OK.number();
  }

  private void refuseUnused() {
    boolean many = start.asksForMany();
    boolean members = generate != null;
    UnusedOptions unused = new UnusedOptions(spec);
    unused.refuse(
        mode != FiberMode.PREIMAGE, "belongs to --mode preimage", "--epsilon", "--interval");
    unused.refuse(
        !many || members,
        "belongs to a study of many inputs: give --samples or --per-class, without --generate",
        "--layers");
    unused.refuse(
        !many && !members,
        "belongs to many inputs (--samples, --per-class) and to --generate",
        "--threads");
    unused.refuse(
        start.point != null, "chooses among the samples of --data: leave out --point", "--index");
    unused.refuse(
        start.point != null && mode != FiberMode.DIRECTED,
        "is not read where --point gives the input: leave out one of them",
        "--data",
        "--samples",
        "--per-class",
        "--classes");
    // Another method than the corrector is refused with the reason.
    unused.refuse(
        members && settings.method == WalkMethod.CORRECTOR,
        "belongs to walks whose path is written: leave out --generate",
        "--step",
        "--backward",
        "--every",
        "--frames");
    unused.refuse(
        mode == FiberMode.SAMPLE,
        "belongs to walks, --mode sample draws points",
        "--length",
        "--steps");
    unused.refuse(
        mode == FiberMode.PREIMAGE,
        "belongs to walks, --mode preimage searches the plane",
        "--to",
        "--method",
        "--at-rank-change",
        "--step",
        "--steps",
        "--backward",
        "--every",
        "--frames");
    unused.refuse(
        mode == FiberMode.CROSS,
        "belongs to walks within a class, --mode cross leaves it",
        "--hold",
        "--backward");
  }

  private Box range(Model model) {
    return settings.range(
        model.input().shape(),
        start.point == null ? start.samples.reading.options().normalization() : null);
  }

  private void survey(Model model) {
    if (mode == FiberMode.PREIMAGE) {
      throw new WrongUsageException(
          "--mode preimage works on one input; give --index or --point instead of --samples and --per-class");
    }
    if (to != null && mode != FiberMode.DIRECTED) {
      throw new WrongUsageException(
          "with many inputs --to belongs to --mode directed; the boundary is measured to the runner-up of each");
    }
    LabelledSamples samples = start.samples.open(session, output);
    AdaptedSamples.of(samples, model); // gives an open input its shape, which the box needs
    SurveyOptions options =
        new SurveyOptions(
            settings.options(mode, range(model), 0, start.samples.seed()),
            settings.hold,
            layers,
            WalkOptions.DEFAULT_RANK_TOLERANCE,
            to == null ? null : whole(to),
            threads);
    FiberSurvey study = FiberSurvey.of(model, modelFile, samples, options);
    Path folder = out == null ? runFolder() : out;
    Plan plan = study.plan(folder);
    if (dryRun) {
      PlanTable.print(session, output, plan, folder);
      return;
    }
    study.requireFits(plan, folder);
    try (RunDirectory run = RunDirectory.create(folder)) {
      study.run(run, session.progress(output));
      SurveyTable.print(session, output, run);
      run.manifest().notes().forEach(note -> session.note(output, "note: " + note));
    }
    session.note(output, "next: nervure report " + folder);
  }

  private void members(Model model, int perInput) {
    if (to != null) {
      throw new WrongUsageException("--to belongs to --mode directed or cross");
    }
    List<MemberSource> sources = new ArrayList<>();
    int[] shape;
    String data;
    if (start.asksForMany()) {
      LabelledSamples samples = start.samples.open(session, output);
      for (int i = 0; i < samples.size(); i++) {
        StartOptions.Start from = StartOptions.sample(model, samples, i);
        sources.add(new MemberSource(from.values(), from.originalIndex(), from.label()));
      }
      shape = StartOptions.sample(model, samples, 0).pictureShape();
      data = samples.description();
    } else {
      StartOptions.Start from = start.read(model, session, output);
      sources.add(new MemberSource(from.values(), from.originalIndex(), from.label()));
      shape = from.pictureShape();
      data = from.data();
    }
    MemberOptions options =
        new MemberOptions(
            settings.options(mode, range(model), 1, start.samples.seed()),
            settings.hold,
            perInput,
            threads);
    Path folder = out == null ? Path.of("members") : out;
    Map<String, Object> manifest =
        new ClassMembers(model, modelFile.toString(), data, options)
            .write(sources, model.input().shape(), shape, folder, session.progress(output));
    if (output.json) {
      session.print(Json.text(manifest));
    } else {
      session.print(
          "%s samples of %d classes, largest change of what is held %s"
              .formatted(
                  manifest.get("samples"),
                  inputsWithMembers(manifest),
                  manifest.get("guarantee") instanceof Map<?, ?> guarantee
                          && guarantee.get("largestDrift") instanceof Double drift
                      ? exponent(drift)
                      : "unknown"));
    }
    if (manifest.get("notes") instanceof List<?> notes) {
      notes.forEach(note -> session.note(output, "note: " + note));
    }
    session.note(output, "files: " + folder);
  }

  private static long inputsWithMembers(Map<String, Object> manifest) {
    return manifest.get("inputs") instanceof List<?> inputs
        ? inputs.stream()
            .filter(one -> one instanceof Map<?, ?> input && !input.containsKey("failed"))
            .count()
        : 0;
  }

  /** runs/ and the name of the model without its ending. */
  private Path runFolder() {
    String name = String.valueOf(modelFile.toAbsolutePath().normalize().getFileName());
    int dot = name.lastIndexOf('.');
    return Path.of("runs", (dot > 0 ? name.substring(0, dot) : name) + "-fibers");
  }

  private Path walkFolder() {
    return out == null ? Path.of("fibers") : out;
  }

  private void walk(Model model, StartOptions.Start from, Box range) {
    HeldOutput held = HeldOutput.of(model, settings.hold, from.values());
    if (compare) {
      compare(model, held, from, range);
      return;
    }
    FiberOutcome outcome =
        new FiberStudy(model, held, settings.options(mode, range, 1, start.samples.seed()))
            .walk(
                from.values(),
                from.pictureShape(),
                target(model),
                source(from),
                walkFolder(),
                session.progress(output));
    if (output.json) {
      session.print(Json.text(outcome.json()));
    } else {
      print(outcome);
    }
    outcome.warnings().forEach(warning -> session.note(output, "note: " + warning));
    session.note(output, "files: " + walkFolder() + "; next: nervure report " + walkFolder());
  }

  private void compare(Model model, HeldOutput held, StartOptions.Start from, Box range) {
    if (settings.step <= 0 || settings.method == WalkMethod.KINKS) {
      throw new WrongUsageException(
          "--compare sets a corrected walk beside Euler steps: give their length with --step, and leave out --method");
    }
    FiberComparison found =
        new FiberStudy(model, held, settings.options(mode, range, 1, start.samples.seed()))
            .compare(
                from.values(),
                from.pictureShape(),
                source(from),
                walkFolder(),
                session.progress(output));
    if (output.json) {
      session.print(Json.text(found.json()));
    } else {
      List<List<String>> corrected = figures(found.corrected());
      List<List<String>> published = figures(found.published());
      TextTable table = new TextTable(1);
      table.add(List.of("", "corrected", "as published"));
      table.add(
          List.of(
              "ended because",
              found.corrected().result().stop().sentence(),
              found.published().result().stop().sentence()));
      for (int i = 0; i < corrected.size(); i++) {
        table.add(
            List.of(corrected.get(i).get(0), corrected.get(i).get(1), published.get(i).get(1)));
      }
      table.lines().forEach(session::print);
    }
    found.corrected().warnings().forEach(warning -> session.note(output, "note: " + warning));
    session.note(output, "files: " + walkFolder() + "; next: nervure report " + walkFolder());
  }

  private void print(FiberOutcome outcome) {
    StopReason stop = outcome.result().stop();
    session.print(
        mode == FiberMode.CROSS && stop == StopReason.TARGET
            ? "what was asked for was reached"
            : stop.sentence());
    TextTable table = new TextTable(1);
    figures(outcome).forEach(table::add);
    table.lines().forEach(session::print);
    FiberOutcome.Nearest nearest = outcome.nearest();
    if (nearest != null) {
      session.print(
          "nearest crossing found: %s from the start, %d steps from the end above"
              .formatted(number(nearest.crossing().distance()), nearest.crossing().steps()));
    }
  }

  /** The figures of a walk, each with its name. */
  private List<List<String>> figures(FiberOutcome outcome) {
    WalkResult result = outcome.result();
    List<List<String>> table = new ArrayList<>();
    String steps = Integer.toString(result.steps());
    String length = number(result.length());
    if (result.walkedSteps() > result.steps()) {
      steps += " to the nearest point, %d in all".formatted(result.walkedSteps());
      length += " to the nearest point, %s in all".formatted(number(result.walkedLength()));
    }
    table.add(List.of("steps", steps));
    table.add(List.of("length", length));
    table.add(List.of("net distance", number(result.netDistance())));
    table.add(
        List.of(
            mode == FiberMode.CROSS
                ? "change of the output or margin"
                : "largest change of what is held",
            exponent(result.drift())));
    table.add(List.of("length in the output", exponent(result.pseudolength())));
    table.add(List.of("null dimension", Integer.toString(result.nullDimension())));
    PiecewiseWalkResult pieces = outcome.pieces();
    if (pieces != null) {
      table.add(List.of("kinks crossed", Integer.toString(pieces.kinks())));
      table.add(
          List.of(
              "null dimensions met",
              pieces.smallestNullDimension()
                  + " to "
                  + pieces.largestNullDimension()
                  + ", at the end "
                  + pieces.endNullDimension()));
    }
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
    return table;
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

  private void preimage(Model model, StartOptions.Start from, Box range) {
    if ((epsilon == null) == (interval == null)) {
      throw new WrongUsageException(
          "--mode preimage needs --epsilon E, about the output at the start, or --interval LOW,HIGH");
    }
    PreimageStudy study =
        new PreimageStudy(
            HeldOutput.of(model, settings.hold, from.values()), range, settings.length);
    double low;
    double high;
    if (epsilon != null) {
      double middle = study.outputAt(from.values());
      low = middle - epsilon;
      high = middle + epsilon;
    } else {
      double[] ends = Objects.requireNonNull(interval);
      if (ends.length != 2) {
        throw new WrongUsageException("--interval must be LOW,HIGH");
      }
      low = ends[0];
      high = ends[1];
    }
    Map<String, Object> found =
        study.write(from.values(), low, high, source(from), walkFolder(), session.progress(output));
    if (output.json) {
      session.print(Json.text(found));
    } else {
      session.print(
          "outputs %s to %s: %s component(s), area %s, of which %s about the start"
              .formatted(
                  number(low),
                  number(high),
                  found.get("components"),
                  number((double) found.getOrDefault("area", 0.0)),
                  number((double) found.getOrDefault("startComponentArea", 0.0))));
    }
    session.note(output, "files: " + walkFolder() + "; next: nervure report " + walkFolder());
  }

  private WalkSource source(StartOptions.Start from) {
    return new WalkSource(
        modelFile.toString(), from.data(), from.originalIndex(), from.labelName());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String exponent(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }
}
