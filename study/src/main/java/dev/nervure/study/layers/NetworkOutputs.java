package dev.nervure.study.layers;

import dev.nervure.run.LayerResult;
import java.util.List;

/**
 * The outputs of a network: its logits, one row a sample.
 *
 * @param layer of the logits: the first output, or what goes into it where it is a softmax
 * @param names of the classes that the outputs are, by their position; empty where it is not known
 *     whether the classes of the data are the outputs, and perhaps of fewer than all
 */
public record NetworkOutputs(LayerResult layer, List<String> names) {
  /** Copies the names. */
  public NetworkOutputs {
    names = List.copyOf(names);
  }

  /** How many outputs a sample has. */
  public int count() {
    return layer.dimension();
  }
}
