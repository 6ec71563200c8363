package dev.nervure.diagram;

/**
 * Settings of the distances between diagrams; each takes those that it knows. Start from {@link
 * #defaults()}.
 *
 * @param order p of {@code wasserstein}, finite and at least 1
 * @param ground norm of the plane of {@code wasserstein}
 * @param relativeError of {@code wasserstein}, in [0, 1); 0 for exact values
 * @param directions of {@code sliced_wasserstein} and its kernel; {@link
 *     SlicedWassersteinDistance#EXACT} for all
 * @param bandwidth of the kernels and of {@code fisher}, positive and finite, in the unit of the
 *     bars: no value suits all diagrams
 * @param power p of {@code landscape}: 1, 2 or infinity
 * @param pixels along each side of {@code image}, at least 1
 */
public record DiagramDistanceOptions(
    double order,
    GroundNorm ground,
    double relativeError,
    int directions,
    double bandwidth,
    double power,
    int pixels) {

  /** Order 1, maximum norm, exact, 50 directions, bandwidth 1, power 2, 20 pixels. */
  public static DiagramDistanceOptions defaults() {
    return new DiagramDistanceOptions(
        1, GroundNorm.MAXIMUM, 0, SlicedWassersteinDistance.USUAL_DIRECTIONS, 1, 2, 20);
  }

  /** The same with another order. */
  public DiagramDistanceOptions withOrder(double value) {
    return new DiagramDistanceOptions(
        value, ground, relativeError, directions, bandwidth, power, pixels);
  }

  /** The same with another norm of the plane. */
  public DiagramDistanceOptions withGround(GroundNorm value) {
    return new DiagramDistanceOptions(
        order, value, relativeError, directions, bandwidth, power, pixels);
  }

  /** The same with another relative error. */
  public DiagramDistanceOptions withRelativeError(double value) {
    return new DiagramDistanceOptions(order, ground, value, directions, bandwidth, power, pixels);
  }

  /** The same with another number of directions. */
  public DiagramDistanceOptions withDirections(int value) {
    return new DiagramDistanceOptions(
        order, ground, relativeError, value, bandwidth, power, pixels);
  }

  /** The same with another bandwidth. */
  public DiagramDistanceOptions withBandwidth(double value) {
    return new DiagramDistanceOptions(
        order, ground, relativeError, directions, value, power, pixels);
  }

  /** The same with another power. */
  public DiagramDistanceOptions withPower(double value) {
    return new DiagramDistanceOptions(
        order, ground, relativeError, directions, bandwidth, value, pixels);
  }

  /** The same with another number of pixels. */
  public DiagramDistanceOptions withPixels(int value) {
    return new DiagramDistanceOptions(
        order, ground, relativeError, directions, bandwidth, power, value);
  }
}
