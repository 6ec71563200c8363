package dev.nervure.report;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.MultilayerPerceptron;
import dev.nervure.progress.Progress;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.inputs.FiberOptions;
import dev.nervure.study.fiber.inputs.FiberStudy;
import dev.nervure.study.fiber.walk.FiberWalk;
import dev.nervure.study.fiber.walk.PlanePreimage;
import dev.nervure.study.fiber.walk.WalkSource;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs and walks of small untrained networks, to look at. */
final class FiberExample {
  static final int INPUTS = 12;
  static final int FRAMES = 5;
  private static final int PIXELS = 784;
  private static final double[] START = {0.1, 0.2};

  private FiberExample() {}

  private static Path network(
      Path folder, String name, List<Integer> input, int outputs, Activation activation)
      throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Path file = folder.resolve(name);
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(input, outputs).withWidth(16).withActivation(activation), 3),
        file);
    return file;
  }

  private static WalkRequest walk(double length, Box box) {
    return new WalkRequest(
        FiberMode.DIRECTED,
        length,
        box,
        WalkMethod.CORRECTOR,
        AtRankChange.STOP,
        0,
        10_000,
        0,
        FRAMES,
        false,
        7);
  }

  /** A study of glyphs, one of which fails; with names of the classes as given for the first. */
  static void study(Path folder, Path run, String... classNames) throws IOException {
    Path file = network(folder, "a<b>&c'.onnx", List.of(1, 28, 28), 10, Activation.TANH);
    LabelledSamples glyphs = GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(INPUTS)).samples();
    float[] values = glyphs.read(0, INPUTS).floats().clone();
    values[PIXELS * (INPUTS - 1)] = 3; // the last one lies outside the box
    List<String> names = new ArrayList<>(glyphs.classNames());
    for (int i = 0; i < classNames.length; i++) {
      names.set(i, classNames[i]);
    }
    LabelledSamples samples =
        LabelledSamples.of(
            NdArray.of(values, INPUTS, 1, 28, 28), glyphs.labels(), names, "twelve glyphs");
    try (Model model = Model.load(file, Precision.FLOAT64);
        RunDirectory directory = RunDirectory.create(run)) {
      new StudyRunner(
              FiberStudy.of(
                  model, file, samples, FiberOptions.of(walk(2, Box.uniform(0, 1))).withThreads(2)))
          .run(directory, Progress.none());
    }
  }

  /** A study of two glyphs with walks from kink to kink. */
  static void kinks(Path folder, Path run) throws IOException {
    Path file = network(folder, "rectifiers.onnx", List.of(1, 28, 28), 10, Activation.RELU);
    LabelledSamples samples = GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(2)).samples();
    WalkRequest walk =
        walk(2, Box.uniform(0, 1)).withMode(FiberMode.WALK).withMethod(WalkMethod.KINKS, 0);
    try (Model model = Model.load(file, Precision.FLOAT64);
        RunDirectory directory = RunDirectory.create(run)) {
      new StudyRunner(FiberStudy.of(model, file, samples, FiberOptions.of(walk)))
          .run(directory, Progress.none());
    }
  }

  /** What is done with a network of two inputs and one output. */
  private interface InThePlane {
    void with(Model model, HeldOutput held, WalkSource source);
  }

  private static void inThePlane(Path folder, InThePlane work) throws IOException {
    Path file = network(folder, "plane.onnx", List.of(2), 1, Activation.TANH);
    try (Model model = Model.load(file, Precision.FLOAT64)) {
      work.with(
          model,
          HeldOutput.of(model, "logits", START),
          new WalkSource(file.toString(), "--point", null, null));
    }
  }

  /** A walk in the plane. */
  static void plane(Path folder, Path out) throws IOException {
    WalkRequest walk = walk(4, Box.uniform(-1, 1)).withMode(FiberMode.WALK);
    inThePlane(
        folder,
        (model, held, source) ->
            new FiberWalk(model, held, walk)
                .walk(START, new int[] {2}, WalkTarget.NONE, source, out, Progress.none()));
  }

  /** A walk in the plane beside the one as published. */
  static void comparison(Path folder, Path out) throws IOException {
    WalkRequest walk =
        walk(2, Box.uniform(-1, 1)).withMode(FiberMode.WALK).withMethod(WalkMethod.CORRECTOR, 0.02);
    inThePlane(
        folder,
        (model, held, source) ->
            new FiberWalk(model, held, walk)
                .compare(START, new int[] {2}, source, out, Progress.none()));
  }

  /** A preimage in the plane. */
  static void preimage(Path folder, Path out) throws IOException {
    inThePlane(
        folder,
        (model, held, source) ->
            new PlanePreimage(held, Box.uniform(-1, 1), 20)
                .writeAbout(START, 0.02, source, out, Progress.none()));
  }
}
