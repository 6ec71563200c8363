package dev.nervure.points;

/**
 * Orders points by recursive median splits along the widest coordinate, so that neighbours in space
 * are near in order.
 */
public final class SpatialOrder {
  /** Points that are near in order come in blocks of this size. */
  public static final int BLOCK = 32;

  private final PointCloud cloud;
  private final int[] order;

  private SpatialOrder(PointCloud cloud) {
    this.cloud = cloud;
    order = new int[cloud.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** Indices in order; splits fall on multiples of {@link #BLOCK}. O(n d log n). */
  public static int[] of(PointCloud cloud) {
    SpatialOrder spatial = new SpatialOrder(cloud);
    spatial.split(0, spatial.order.length);
    return spatial.order;
  }

  /** Where the positions from (inclusive) to (exclusive) are split. */
  public static int middle(int from, int to) {
    int blocks = (to - from + BLOCK - 1) / BLOCK;
    return from + (blocks / 2) * BLOCK;
  }

  private void split(int from, int to) {
    if (to - from <= BLOCK) {
      return;
    }
    int middle = middle(from, to);
    select(from, to - 1, middle, widest(from, to));
    split(from, middle);
    split(middle, to);
  }

  private int widest(int from, int to) {
    int widest = 0;
    double extent = -1;
    for (int axis = 0; axis < cloud.dimension(); axis++) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double x = cloud.coordinate(order[i], axis);
        min = Math.min(min, x);
        max = Math.max(max, x);
      }
      if (max - min > extent) {
        extent = max - min;
        widest = axis;
      }
    }
    return widest;
  }

  /**
   * Hoare's selection: afterwards positions before {@code middle} hold no larger coordinates than
   * those from it on.
   */
  private void select(int from, int to, int middle, int axis) {
    int low = from;
    int high = to;
    while (low < high) {
      double pivot = cloud.coordinate(order[(low + high) >>> 1], axis);
      int i = low;
      int j = high;
      while (i <= j) {
        while (cloud.coordinate(order[i], axis) < pivot) {
          i++;
        }
        while (cloud.coordinate(order[j], axis) > pivot) {
          j--;
        }
        if (i <= j) {
          int swap = order[i];
          order[i++] = order[j];
          order[j--] = swap;
        }
      }
      if (middle <= j) {
        high = j;
      } else if (middle >= i) {
        low = i;
      } else {
        return;
      }
    }
  }
}
