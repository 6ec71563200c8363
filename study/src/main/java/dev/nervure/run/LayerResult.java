package dev.nervure.run;

import java.util.List;

/**
 * One measured layer.
 *
 * @param index key of the layer in every table: its position among all edges of the network in
 *     topological order. Ascending along the network, not contiguous, and the same whatever other
 *     layers are selected
 * @param name the edge's name
 * @param operator the operator that makes it, "Input" for the network's input, "" where unknown
 * @param scope the module path, "" where unknown
 * @param depth relative depth in [0, 1]: 0 for the input, 1 for the output
 * @param dimension number of coordinates of a point after pooling
 * @param shape shape of one sample's activation before pooling, without the batch axis
 * @param pooling how activations became points
 */
public record LayerResult(
    int index,
    String name,
    String operator,
    String scope,
    double depth,
    int dimension,
    List<Integer> shape,
    String pooling) {
  /** Copies the shape. */
  public LayerResult {
    shape = List.copyOf(shape);
  }

  /** The same layer with another number of coordinates. */
  public LayerResult withDimension(int changed) {
    return new LayerResult(index, name, operator, scope, depth, changed, shape, pooling);
  }
}
