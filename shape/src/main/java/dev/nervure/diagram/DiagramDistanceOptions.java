package dev.nervure.diagram;

/**
 * Settings of the distances between diagrams; each takes those that it knows. Start from {@link
 * #defaults()}.
 *
 * @param order p of {@code wasserstein}, finite and at least 1
 * @param ground norm of the plane of {@code wasserstein}
 * @param relativeError of {@code wasserstein}, in [0, 1); 0 for exact values
 * @param directions of {@code sliced_wasserstein}; {@link SlicedWassersteinDistance#EXACT} for all
 */
public record DiagramDistanceOptions(
    double order, GroundNorm ground, double relativeError, int directions) {

  /** Order 1, maximum norm, exact, 50 directions. */
  public static DiagramDistanceOptions defaults() {
    return new DiagramDistanceOptions(
        1, GroundNorm.MAXIMUM, 0, SlicedWassersteinDistance.USUAL_DIRECTIONS);
  }

  /** The same with another order. */
  public DiagramDistanceOptions withOrder(double value) {
    return new DiagramDistanceOptions(value, ground, relativeError, directions);
  }

  /** The same with another norm of the plane. */
  public DiagramDistanceOptions withGround(GroundNorm value) {
    return new DiagramDistanceOptions(order, value, relativeError, directions);
  }

  /** The same with another relative error. */
  public DiagramDistanceOptions withRelativeError(double value) {
    return new DiagramDistanceOptions(order, ground, value, directions);
  }

  /** The same with another number of directions. */
  public DiagramDistanceOptions withDirections(int value) {
    return new DiagramDistanceOptions(order, ground, relativeError, value);
  }
}
