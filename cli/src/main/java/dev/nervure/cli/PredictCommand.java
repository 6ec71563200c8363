package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.PlainJson;
import dev.nervure.study.AdaptedSamples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
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
    description = "Runs a network on samples, prints its accuracy and writes its logits.",
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
      description = "Write the logits to this .npy file, samples x classes.")
  private @Nullable Path out;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private EvaluationOptions evaluation;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions sampleOptions;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  PredictCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    sampleOptions.requireData();
    try (Model model = evaluation.load(modelFile)) {
      LabelledSamples samples = sampleOptions.open(session, output);
      NdArray logits = logits(model, AdaptedSamples.of(samples, model));
      if (out != null) {
        NpyWriter.write(out, logits);
      }
      print(model, samples, logits);
    }
    return ExitCode.OK.number();
  }

  private NdArray logits(Model model, AdaptedSamples samples) {
    Progress progress = session.progress(output);
    float[] all = new float[0];
    int[] shape = {0};
    try (Progress.Task task = progress.begin("Predictions", samples.size())) {
      for (int from = 0; from < samples.size(); from += evaluation.batchSize()) {
        progress.checkCancelled();
        int to = Math.min(samples.size(), from + evaluation.batchSize());
        NdArray batch = model.predict(samples.read(from, to));
        int width = Math.toIntExact(batch.size() / (to - from));
        if (from == 0) {
          shape = batch.shape();
          shape[0] = samples.size();
          all = new float[Math.multiplyExact(samples.size(), width)];
        }
        System.arraycopy(batch.floats(), 0, all, from * width, (to - from) * width);
        task.advance(to - from);
      }
    }
    return NdArray.of(all, shape);
  }

  private void print(Model model, LabelledSamples samples, NdArray logits) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", modelFile.toString());
    result.put("data", samples.description());
    result.put("samples", samples.size());
    result.put("outputs", Arrays.copyOfRange(logits.shape(), 1, logits.rank()));
    @Nullable Double accuracy = samples.hasLabels() ? accuracy(samples, logits) : null;
    result.put("accuracy", accuracy);
    boolean regression = samples.hasTargets() && logits.size() == samples.size();
    if (regression) {
      result.put("rootMeanSquaredError", rootMeanSquaredError(samples, logits));
    }
    result.put("logits", out == null ? null : out.toString());
    result.put("notes", model.sampleNote().stream().toList());
    model.sampleNote().ifPresent(note -> session.note(output, "note: " + note));
    if (output.json) {
      session.print(PlainJson.indented(result));
      return;
    }
    String count = Quantities.count(samples.size());
    if (accuracy != null) {
      session.print(String.format(Locale.ROOT, "accuracy: %.4f of %s samples", accuracy, count));
    } else if (regression) {
      session.print(
          "root mean squared error: %s over %s samples"
              .formatted(result.get("rootMeanSquaredError"), count));
    } else {
      session.print(count + " samples; without labels there is no accuracy");
    }
    if (out != null) {
      session.print("logits: " + out);
    }
  }

  /** Share of the samples whose highest logit, the first among equals, is their label. */
  private static double accuracy(LabelledSamples samples, NdArray logits) {
    float[] values = logits.floats();
    int width = values.length / samples.size();
    int right = 0;
    for (int sample = 0; sample < samples.size(); sample++) {
      int best = 0;
      for (int output = 1; output < width; output++) {
        if (values[sample * width + output] > values[sample * width + best]) {
          best = output;
        }
      }
      right += best == samples.label(sample) ? 1 : 0;
    }
    return (double) right / samples.size();
  }

  private static double rootMeanSquaredError(LabelledSamples samples, NdArray outputs) {
    float[] values = outputs.floats();
    double sum = 0;
    for (int sample = 0; sample < samples.size(); sample++) {
      double difference = (double) values[sample] - samples.target(sample);
      sum += difference * difference;
    }
    return Math.sqrt(sum / samples.size());
  }
}
