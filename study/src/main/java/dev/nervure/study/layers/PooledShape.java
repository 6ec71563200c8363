package dev.nervure.study.layers;

import dev.nervure.network.Layer;
import dev.nervure.network.Pooling;

/** How many points a layer gives for one sample, and of how many coordinates. */
final class PooledShape {
  private PooledShape() {}

  /** Coordinates of a point. */
  static int dimension(Layer layer, Pooling pooling) {
    return switch (pooling) {
      case GLOBAL_AVERAGE, SPATIAL -> channels(layer);
      case FLATTEN, CHANNEL_MAPS -> Math.toIntExact(layer.size());
    };
  }

  /** Positions at which the layer has a vector of channels. */
  static int positions(Layer layer) {
    int channels = channels(layer);
    return channels == 0 ? 0 : Math.toIntExact(layer.size() / channels);
  }

  private static int channels(Layer layer) {
    int[] shape = layer.shape();
    if (shape.length == 0) {
      return 1;
    }
    return layer.channelsLast() ? shape[shape.length - 1] : shape[0];
  }
}
