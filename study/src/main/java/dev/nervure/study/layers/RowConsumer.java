package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.run.LayerResult;

/** Takes the points of a batch. */
@FunctionalInterface
public interface RowConsumer {
  /**
   * @param layer whose points
   * @param points rows x coordinates
   */
  void accept(LayerResult layer, NdArray points);
}
