package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.InputDoubts;
import dev.nervure.study.fiber.walk.WalkSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The one input that a command looks at: a sample of the data, or coordinates. */
final class StartOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  SampleOptions samples;

  @Option(
      names = "--index",
      paramLabel = "I",
      description = "Which of the chosen samples, from 0. Default: 0.")
  @Nullable Integer index;

  @Option(
      names = "--point",
      paramLabel = "X",
      split = ",",
      hideParamSyntax = true,
      description = "The input itself instead of --data: 0.25,0.25")
  double @Nullable [] point;

  private List<String> notes = List.of();

  /** What there is to say of the input that was read, beside what its data say. */
  List<String> notes() {
    return notes;
  }

  /**
   * An input as the model takes it.
   *
   * @param values flat
   * @param pictureShape how to draw it: C x H x W or H x W x C
   * @param samples among which it is, as the model takes them; null for a point
   * @param data what it was taken from
   * @param originalIndex its position in the data as they were opened; null for a point
   * @param label its class by number; null where it has none
   * @param labelName its class by name; null where it has none
   */
  record Start(
      double[] values,
      int[] pictureShape,
      @Nullable AdaptedSamples samples,
      String data,
      @Nullable Integer originalIndex,
      @Nullable Integer label,
      @Nullable String labelName) {

    /** What a result about this input depends on, by role; the data by the values of the input. */
    Map<String, Manifest.Input> inputs(Path modelFile) {
      Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
      inputs.put(
          "model", new Manifest.Input(modelFile.toString(), "", Fingerprint.ofFile(modelFile)));
      inputs.put(
          "data",
          new Manifest.Input(
              data,
              originalIndex == null ? "a point" : "sample " + originalIndex,
              Fingerprint.of("input").with("values", NdArray.of(values, values.length)).hex()));
      return inputs;
    }

    /** The same in the words of files and reports. */
    WalkSource source(Path modelFile) {
      return new WalkSource(modelFile.toString(), data, originalIndex, labelName);
    }
  }

  /**
   * Refuses, before anything is opened, a command line that gives no input or two, or chooses among
   * samples that are not read.
   *
   * @param besidePoint whether data are read even where the input is a point
   */
  void refuseUnread(boolean besidePoint) {
    if (point == null || besidePoint) {
      samples.requireData();
    }
    UnusedOptions unused = new UnusedOptions(command);
    unused.refuse(
        point != null, "chooses among the samples of --data: leave out --point", "--index");
    unused.refuse(
        point != null && !besidePoint,
        "is not read where --point gives the input: leave out one of them",
        "--data",
        "--range",
        "--samples",
        "--per-class",
        "--classes",
        "--mean",
        "--std",
        "--scale",
        "--scale-from",
        "--scale-target",
        "--labels",
        "--class-names");
  }

  /** The same where one input is asked about, which must be said where some are chosen. */
  void requireOne(boolean besidePoint) {
    refuseUnread(besidePoint);
    new UnusedOptions(command)
        .refuse(
            point == null && index == null,
            "asks for many inputs, but this question is about one: say which of them with --index",
            "--range",
            "--samples",
            "--per-class");
  }

  /** Reads the input. */
  Start read(Model model, Session session, OutputOptions output) {
    if (point != null) {
      int[] wanted = model.inputShape();
      if (wanted.length == 0 || Arrays.stream(wanted).anyMatch(axis -> axis < 0)) {
        takeShape(model, point.length);
      }
      int[] shape = model.inputShape();
      long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
      if (size != point.length) {
        throw new WrongUsageException(
            "--point has %d coordinates but the model wants %d".formatted(point.length, size));
      }
      return new Start(point, shape, null, "--point", null, null, null);
    }
    LabelledSamples data = samples.open(session, output);
    Start start = sample(model, data, index == null ? 0 : index);
    notes = InputDoubts.of(model, data);
    notes.forEach(note -> session.note(output, "note: " + note));
    return start;
  }

  /** Gives a model whose file leaves the shape of its input open that of the point. */
  private static void takeShape(Model model, int coordinates) {
    NdArray point = NdArray.of(new float[coordinates], 1, coordinates);
    AdaptedSamples.of(LabelledSamples.of(point, null, List.of(), "--point"), model);
  }

  /** Whether many inputs are asked for rather than one. */
  boolean asksForMany() {
    boolean one = point != null || index != null;
    SampleOptions.Choice choice = samples.choice;
    return !one && (choice.range != null || choice.samples > 0 || choice.perClass > 0);
  }

  /** Another sample of the same data. */
  Start other(Model model, int other, Session session, OutputOptions output) {
    return sample(model, samples.open(session, output), other);
  }

  static Start sample(Model model, LabelledSamples data, int index) {
    if (index < 0 || index >= data.size()) {
      throw new WrongUsageException(
          "sample %d does not exist: there are samples 0 to %d".formatted(index, data.size() - 1));
    }
    AdaptedSamples adapted = AdaptedSamples.of(data, model);
    Integer label = data.hasLabels() ? data.label(index) : null;
    return new Start(
        adapted.input(index),
        adapted.pictureShape(),
        adapted,
        data.description(),
        data.originalIndex(index),
        label,
        label == null ? null : data.classNames().get(label));
  }
}
