package dev.nervure.study.layers;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.PixelReach;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Which pixels feed the positions of the layers of a run. */
final class LayerReach {
  /** Seconds of an image that is run in float64 over those of a sample. */
  private static final double COST = 2;

  private LayerReach() {}

  /** The reach of pixels into layers with positions. */
  static Map<LayerResult, PixelReach> of(Model model, List<LayerResult> layers, Progress progress) {
    Map<Layer, PixelReach> found = PixelReach.of(model, edges(model, layers), progress);
    Map<LayerResult, PixelReach> reach = new LinkedHashMap<>();
    for (LayerResult layer : layers) {
      reach.put(
          layer,
          Objects.requireNonNull(found.get(model.layers().get(layer.index())), layer.name()));
    }
    return reach;
  }

  /**
   * How many samples could be run in the time that it takes; 0 where no mask is read.
   *
   * @throws BadDataException when there are not as many masks as samples were opened
   * @throws IllegalArgumentException when the reach is not known of a layer; says why
   */
  static double passes(
      Model model, LabelledSamples samples, List<LayerResult> layers, LayerOptions options) {
    LabelledSamples masks = options.selection().masks();
    if (masks == null) {
      return 0;
    }
    if (masks.size() != samples.openedSize()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "has %,d masks, but the data as opened (%s) has %,d samples",
              masks.size(),
              samples.description(),
              samples.openedSize()),
          masks.description(),
          "Give one mask for each sample of the data, in the same order; of data with parts, masks of the part that is read (--split).");
    }
    List<Layer> asked = edges(model, withPositions(layers));
    return asked.isEmpty() ? 0 : COST * PixelReach.passes(model, asked);
  }

  /**
   * Bytes that it takes to find the reach, beside those of the pass; 0 where no mask is read.
   *
   * @throws IllegalArgumentException when the reach is not known of a layer; says why
   */
  static long memory(Model model, List<LayerResult> layers, LayerOptions options) {
    return options.selection().masks() == null
        ? 0
        : PixelReach.memory(model, edges(model, withPositions(layers)));
  }

  private static List<LayerResult> withPositions(List<LayerResult> layers) {
    return layers.stream().filter(layer -> PooledShape.positions(layer) > 1).toList();
  }

  private static List<Layer> edges(Model model, List<LayerResult> layers) {
    return layers.stream().map(layer -> model.layers().get(layer.index())).toList();
  }
}
