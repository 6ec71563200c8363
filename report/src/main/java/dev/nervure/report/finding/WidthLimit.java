package dev.nervure.report.finding;

import dev.nervure.dimension.DimensionReadings;
import dev.nervure.report.view.DepthProfile.Point;
import java.util.List;

/**
 * What the number of coordinates of a layer lets its points read. A layer of six coordinates shows
 * no nine dimensions, whatever the network does: that its value is lower says nothing of the
 * network.
 */
final class WidthLimit {
  private WidthLimit() {}

  /**
   * What an estimator reads for points that fill the coordinates of their layer: less than their
   * number, as far as {@link DimensionReadings} tells; otherwise their number.
   */
  static double reading(Point point) {
    int width = point.layer().dimension();
    return DimensionReadings.fullDimensional(point.measure().name(), point.measure().n(), width)
        .orElse(width);
  }

  /**
   * Whether the lower of two values could not be as large as the higher one for its width alone.
   */
  static boolean explains(Point lower, Point higher) {
    return reading(lower) < higher.high();
  }

  /** Whether the coordinates of a layer are means over its positions. */
  static boolean isAveraged(Point point) {
    long size =
        point.layer().shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    return point.layer().pooling().equals("global_average") && size > point.layer().dimension();
  }

  /** Whether any of these layers is averaged over positions. */
  static boolean anyAveraged(List<Point> points) {
    return points.stream().anyMatch(WidthLimit::isAveraged);
  }
}
