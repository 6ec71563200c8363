package dev.nervure.run;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One measured layer.
 *
 * @param subject whose layer it is
 * @param index key of the layer in every table: its position among all edges of the network in
 *     topological order. Ascending along the network, not contiguous, and the same whatever other
 *     layers are selected
 * @param name the edge's name
 * @param operator the operator that makes it, "Input" for the network's input, "" where unknown
 * @param scope the module path, "" where unknown
 * @param depth relative depth in [0, 1]: 0 for the input, 1 for the output
 * @param dimension number of coordinates of a point after pooling; no dimension of the cloud can be
 *     larger
 * @param shape shape of one sample's activation before pooling, without the batch axis
 * @param axes what each axis of the shape counts, a letter each: C for channels, others for
 *     positions
 * @param pooling how activations became points
 * @param selection which positions are points, as {@code --selection} says; null where pooling
 *     alone says what a point is, and in a layer with one position
 * @param projectedTo to how many coordinates a random projection took the points before distances
 *     were measured; null where they were measured in all
 * @param distortion by how much the projection changed distances: root mean square, relative; null
 *     where there was none or it is not known yet
 */
public record LayerResult(
    Subject subject,
    int index,
    String name,
    String operator,
    String scope,
    double depth,
    int dimension,
    List<Integer> shape,
    String axes,
    String pooling,
    @Nullable String selection,
    @Nullable Integer projectedTo,
    @Nullable Double distortion)
    implements Placed {
  /** Copies the shape. Axes must be as many. */
  public LayerResult {
    shape = List.copyOf(shape);
    if (axes.length() != shape.size()) {
      throw new IllegalArgumentException(
          "layer %s has shape %s but axes '%s'".formatted(name, shape, axes));
    }
  }

  /** A layer of the only subject of a run. */
  public LayerResult(
      int index,
      String name,
      String operator,
      String scope,
      double depth,
      int dimension,
      List<Integer> shape,
      String axes,
      String pooling) {
    this(
        Subject.ONLY,
        index,
        name,
        operator,
        scope,
        depth,
        dimension,
        shape,
        axes,
        pooling,
        null,
        null,
        null);
  }

  /** The same layer of another subject. */
  public LayerResult at(Subject changed) {
    return new LayerResult(
        changed,
        index,
        name,
        operator,
        scope,
        depth,
        dimension,
        shape,
        axes,
        pooling,
        selection,
        projectedTo,
        distortion);
  }

  /** The same layer at some of its positions. */
  public LayerResult selected(String positions) {
    return new LayerResult(
        subject,
        index,
        name,
        operator,
        scope,
        depth,
        dimension,
        shape,
        axes,
        pooling,
        positions,
        projectedTo,
        distortion);
  }

  /** The same layer with another number of coordinates. */
  public LayerResult withDimension(int changed) {
    return new LayerResult(
        subject,
        index,
        name,
        operator,
        scope,
        depth,
        changed,
        shape,
        axes,
        pooling,
        selection,
        projectedTo,
        distortion);
  }

  /**
   * The same layer projected.
   *
   * @param columns number of coordinates after the projection
   * @param relative the distortion, or null where it is not known yet
   */
  public LayerResult projected(int columns, @Nullable Double relative) {
    return new LayerResult(
        subject, index, name, operator, scope, depth, dimension, shape, axes, pooling, selection,
        columns, relative);
  }

  /** Coordinates in which distances are measured. */
  public int measuredCoordinates() {
    return projectedTo == null ? dimension : projectedTo;
  }

  /** Sizes of the axes that count positions. */
  public List<Integer> positions() {
    return IntStream.range(0, shape.size())
        .filter(i -> axes.charAt(i) != 'C')
        .mapToObj(shape::get)
        .toList();
  }

  @Override
  public Place place() {
    return new Place(subject, index, null);
  }
}
