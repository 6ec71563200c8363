package dev.nervure.study.layers;

import dev.nervure.network.Layer;
import dev.nervure.network.Pooling;
import dev.nervure.run.LayerResult;
import java.util.List;
import java.util.Locale;

/** How many points a layer gives for one sample, and of how many coordinates. */
final class PooledShape {
  /** What stands beside a layer of which each position is a point, or some are selected. */
  static final String EVERY_POSITION = Pooling.SPATIAL.name().toLowerCase(Locale.ROOT);

  private PooledShape() {}

  /** Coordinates of a point. */
  static int dimension(Layer layer, Pooling pooling) {
    return switch (pooling) {
      case GLOBAL_AVERAGE, SPATIAL -> Math.toIntExact(layer.channels());
      case FLATTEN, CHANNEL_MAPS -> Math.toIntExact(layer.size());
    };
  }

  /** Positions at which the layer has a vector of channels. */
  static int positions(Layer layer) {
    long channels = layer.channels();
    return channels == 0 ? 0 : Math.toIntExact(layer.size() / channels);
  }

  /** Positions of a layer of which each is a point; 1 where pooling leaves one point a sample. */
  static int positions(LayerResult layer) {
    return grid(layer).stream().reduce(1, Math::multiplyExact);
  }

  /** Sizes of the axes of these positions; none where pooling leaves one point a sample. */
  static List<Integer> grid(LayerResult layer) {
    return layer.pooling().equals(EVERY_POSITION) ? layer.positions() : List.of();
  }
}
