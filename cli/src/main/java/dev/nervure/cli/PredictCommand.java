package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.ClassNames;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.Model;
import dev.nervure.network.Predictions;
import dev.nervure.run.PlainJson;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure predict}: the logits of a network and how many of them are right. */
@Command(
    name = "predict",
    sortOptions = false,
    description = "Runs a network on samples and prints its accuracy; --out writes its logits.",
    footer = {
      "",
      "Examples:",
      "  nervure predict lenet.onnx --data mnist/",
      "  nervure predict lenet.onnx --data mnist/ --out logits.npy --json"
    })
final class PredictCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the logits to this .npy file, one row per sample.")
  private @Nullable Path out;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private EvaluationOptions evaluation;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions sampleOptions;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputFile written;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  PredictCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    sampleOptions.requireData();
    if (out != null) {
      written.require("--out", out);
    }
    try (Model model = evaluation.load(modelFile)) {
      LabelledSamples samples = sampleOptions.open(session, output);
      NdArray logits = logits(model, AdaptedSamples.of(samples, model));
      NdArray outputs = inTargetUnit(samples, logits);
      if (out != null) {
        NpyWriter.write(out, outputs);
      }
      print(Prediction.of(model, samples, outputs, outputNames()));
    }
    return ExitCode.OK.number();
  }

  private NdArray logits(Model model, AdaptedSamples samples) {
    List<NdArray> parts = new ArrayList<>();
    Predictions.of(model, evaluation.batchSize())
        .forEachBatch(samples, (rows, first) -> parts.add(rows), session.progress(output));
    int[] shape = parts.get(0).shape();
    shape[0] = samples.size();
    float[] all = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    int at = 0;
    for (NdArray part : parts) {
      System.arraycopy(part.floats(), 0, all, at, Math.toIntExact(part.size()));
      at += Math.toIntExact(part.size());
    }
    return NdArray.of(all, shape);
  }

  /** What the network answers where the target was scaled for it, in the target's own unit. */
  private static NdArray inTargetUnit(LabelledSamples samples, NdArray outputs) {
    if (!samples.targetIsScaled()) {
      return outputs;
    }
    double[] values = outputs.doubles();
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i] = (float) samples.inTargetUnit(values[i]);
    }
    return NdArray.of(turned, outputs.shape());
  }

  private void print(Prediction prediction) {
    PredictionText text = new PredictionText(prediction);
    if (output.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("model", modelFile.toString());
      result.putAll(text.json());
      result.put("logits", out == null ? null : out.toString());
      session.print(PlainJson.indented(result));
    } else {
      text.lines().forEach(session::print);
      if (out != null) {
        session.print("logits: " + out);
      }
    }
    prediction.notes().forEach(note -> session.note(output, "note: " + note));
  }

  private List<String> outputNames() {
    Path file = sampleOptions.reading.classNames;
    return file == null ? List.of() : ClassNames.read(file).shown();
  }
}
