package dev.nervure.study.fiber.inputs;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.run.Manifest;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.StudyInputs;
import dev.nervure.study.fiber.HeldOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a study works on: the network, the chosen inputs, and the layers that are decomposed. */
final class FiberSource {
  private final Model model;
  private final Path modelFile;
  private final LabelledSamples samples;
  private final AdaptedSamples adapted;
  private final FiberOptions options;
  private final Map<Integer, Layer> layers;

  FiberSource(Model model, Path modelFile, LabelledSamples samples, FiberOptions options) {
    this.model = model;
    this.modelFile = modelFile;
    this.samples = samples;
    this.adapted = AdaptedSamples.of(samples, model);
    this.options = options;
    this.layers = chosenLayers();
  }

  private Map<Integer, Layer> chosenLayers() {
    List<Layer> chosen = new ArrayList<>(model.select(options.layers()));
    chosen.add(model.logits());
    if (!HeldOutput.isReadOffLogits(options.hold())) {
      chosen.add(model.layer(options.hold()));
    }
    Map<Integer, Layer> found = new LinkedHashMap<>();
    List<Layer> all = model.layers();
    for (int index = 0; index < all.size(); index++) {
      Layer layer = all.get(index);
      if (chosen.contains(layer) && !layer.equals(model.input())) {
        found.put(index, layer);
      }
    }
    return found;
  }

  Model model() {
    return model;
  }

  String modelName() {
    return modelFile.toString();
  }

  LabelledSamples samples() {
    return samples;
  }

  /** What the run directory belongs to. */
  Map<String, Manifest.Input> inputs() {
    return StudyInputs.of(model, modelFile, samples);
  }

  /** An input, flat, as the model takes it. */
  double[] input(int row) {
    return adapted.input(row);
  }

  /** The same as a batch of one. */
  NdArray batch(int row) {
    return adapted.read(row, row + 1);
  }

  /** How an input is drawn: a flattened image as the data have it. */
  int[] pictureShape() {
    return adapted.pictureShape();
  }

  /** The class of an input by name; null without labels. */
  @Nullable String className(int row) {
    return samples.hasLabels() ? samples.classNames().get(samples.label(row)) : null;
  }

  /** Number of class scores. */
  int outputs() {
    return Math.toIntExact(model.logits().size());
  }

  /** Whether there are class scores, and so a boundary between classes. */
  boolean hasClasses() {
    return model.logits().size() > 1;
  }

  /** The layers whose Jacobians are decomposed, by their index; the input has none. */
  Map<Integer, Layer> layers() {
    return layers;
  }

  /** Whether all others are to approach this input, so that it has nowhere to go itself. */
  boolean isTarget(int row) {
    return options.target() != null && options.target() == row;
  }

  /** The row that a directed walk approaches: the one asked for, or the next with another label. */
  int targetOf(int row) {
    Integer asked = options.target();
    if (asked != null) {
      return asked;
    }
    for (int step = 1; step < samples.size(); step++) {
      int other = (row + step) % samples.size();
      if (!samples.hasLabels() || samples.label(other) != samples.label(row)) {
        return other;
      }
    }
    throw new IllegalArgumentException(
        "there is no sample with another label to approach; choose more samples, or one with --to");
  }
}
