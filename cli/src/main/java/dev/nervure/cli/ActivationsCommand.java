package dev.nervure.cli;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.Activations;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.run.Manifest;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ResultPlace;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.InputDoubts;
import dev.nervure.study.StudyInputs;
import dev.nervure.study.layers.ActivationArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure activations}: one {@code .npy} a layer. */
@Command(
    name = "activations",
    sortOptions = false,
    description = {
      "Writes the activations of chosen layers, one .npy file per layer.",
      "'nervure profile --activations DIR' reads the folder."
    },
    footer = {
      "",
      "Examples:",
      "  nervure activations lenet.onnx --data mnist/ --layers 'type:Relu' --out dump/",
      "  nervure activations lenet.onnx --data mnist/ --samples 1000 --pooling global_average --out dump/"
    })
final class ActivationsCommand implements Callable<Integer> {
  private static final String LABELS = "labels.npy";

  /** Every array of the folder would be read as a layer of the same samples. */
  private static final List<String> ARRAYS = List.of("*.npy");

  /** Those that an earlier command wrote. */
  private static final List<String> OWN = List.of("[0-9][0-9][0-9][0-9]-*.npy", LABELS);

  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "default (one edge per block, input and logits included), all, a glob on names, a module such as layer1.0, type:Conv, depth:0.2-0.5; several with commas.")
  private String layers = "default";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The folder to write to.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "channel_maps",
      description =
          "channel_maps: each layer in its own shape (default); flatten; global_average (N x C); spatial (one row per position).")
  private Pooling pooling = Pooling.CHANNEL_MAPS;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private EvaluationOptions evaluation;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions sampleOptions;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  ActivationsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    sampleOptions.requireData();
    try (Model model = evaluation.load(modelFile)) {
      LabelledSamples samples = sampleOptions.open(session, output);
      AdaptedSamples adapted = AdaptedSamples.of(samples, model);
      List<String> notes = InputDoubts.of(model, samples);
      notes.forEach(note -> session.note(output, "note: " + note));
      List<Layer> chosen = model.select(layers);
      Map<String, Manifest.Input> inputs = StudyInputs.of(model, modelFile, samples);
      ResultPlace place = results.choose(session, output, out, out, inputs, ARRAYS);
      if (place.replaces()) {
        ResultPlace.remove(out, OWN);
      }
      Files.createDirectories(out);
      Map<Layer, NpyWriter> writers = new LinkedHashMap<>();
      try {
        Activations.of(model)
            .layers(chosen)
            .pooling(pooling)
            .batchSize(evaluation.batchSize())
            .forEachBatch(
                adapted,
                (layer, rows, firstRow) ->
                    writers
                        .computeIfAbsent(layer, one -> writer(model.layers(), one, rows))
                        .append(rows),
                session.progress(output));
      } catch (RuntimeException e) {
        writers.values().forEach(NpyWriter::discard);
        throw e;
      }
      writers.values().forEach(NpyWriter::close);
      if (samples.hasLabels()) {
        long[] labels = Arrays.stream(samples.labels()).asLongStream().toArray();
        NpyWriter.write(out.resolve(LABELS), NdArray.of(labels, labels.length));
      }
      results.record(out, inputs);
      print(model.layers(), chosen, samples, notes);
    }
    return ExitCode.OK.number();
  }

  private NpyWriter writer(List<Layer> positions, Layer layer, NdArray rows) {
    int[] shape = Arrays.copyOfRange(rows.shape(), 1, rows.rank());
    ElementType type = rows.type();
    return NpyWriter.create(file(positions, layer), type, shape);
  }

  private Path file(List<Layer> positions, Layer layer) {
    return out.resolve(ActivationArrays.fileName(positions.indexOf(layer), layer.name()));
  }

  private void print(
      List<Layer> positions, List<Layer> chosen, LabelledSamples samples, List<String> notes) {
    List<Map<String, Object>> files = new ArrayList<>();
    for (Layer layer : chosen) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("layer", layer.name());
      one.put("file", file(positions, layer).toString());
      files.add(one);
      if (!output.json) {
        session.print(file(positions, layer).toString());
      }
    }
    if (output.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("samples", samples.size());
      result.put("layers", files);
      result.put("labels", samples.hasLabels() ? out.resolve(LABELS).toString() : null);
      List<String> all = new ArrayList<>(samples.warnings());
      all.addAll(notes);
      result.put("notes", all);
      session.print(PlainJson.indented(result));
    }
    session.note(output, "next: nervure profile --activations " + out);
  }
}
