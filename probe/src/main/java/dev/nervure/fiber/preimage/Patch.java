package dev.nervure.fiber.preimage;

import dev.nervure.jacobian.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * A function of the plane on a square: known at the corners, and between them by interpolation,
 * linear or of second degree on each axis.
 */
final class Patch {

  /** Where interpolation is of second degree a quarter is cut into so many squares a side. */
  private static final int CUTS = 4;

  /** Of the values at 0, 1/2 and 1 in the parabola through them, at eighths. */
  private static final double[][] WEIGHTS = weights();

  private final double[] corners;

  /** Row by row, of the square that this is a quarter of; null where f is linear. */
  private final double @Nullable [] nine;

  private final int right;
  private final int upper;

  private Patch(double[] corners, double @Nullable [] nine, int right, int upper) {
    this.corners = corners;
    this.nine = nine;
    this.right = right;
    this.upper = upper;
  }

  /** Linear on each of four triangles about the mean, and along the edges. */
  static Patch linear(double[] corners) {
    return new Patch(corners, null, 0, 0);
  }

  /**
   * A quarter of a square with nine values.
   *
   * @param nine row by row; kept
   * @param right 1 for the right half
   * @param upper 1 for the upper half
   * @param curved whether the interpolation is of second degree
   */
  static Patch quarter(double[] nine, int right, int upper, boolean curved) {
    int at = 3 * upper + right;
    double[] corners = {nine[at], nine[at + 1], nine[at + 4], nine[at + 3]};
    return new Patch(corners, curved ? nine : null, right, upper);
  }

  private static double[][] weights() {
    double[][] weights = new double[2 * CUTS + 1][];
    for (int k = 0; k < weights.length; k++) {
      double s = k / (2.0 * CUTS);
      weights[k] = new double[] {(1 - s) * (1 - 2 * s), 4 * s * (1 - s), s * (2 * s - 1)};
    }
    return weights;
  }

  /** At a place counted in cuts; a plateau is not swung over, as parabolas do at its edge. */
  private static double interpolated(double[] nine, int column, int row) {
    double sum = 0;
    double least = nine[0];
    double most = nine[0];
    for (int i = 0; i < 9; i++) {
      sum += WEIGHTS[column][i % 3] * WEIGHTS[row][i / 3] * nine[i];
      least = Math.min(least, nine[i]);
      most = Math.max(most, nine[i]);
    }
    if (sum > most && isPlateau(nine, most)) {
      return most;
    }
    return sum < least && isPlateau(nine, least) ? least : sum;
  }

  /** Three values the same, to the bit: a function is cut off there. */
  private static boolean isPlateau(double[] nine, double height) {
    int count = 0;
    for (double value : nine) {
      count += value == height ? 1 : 0;
    }
    return count >= 3;
  }

  /** Counter-clockwise from the lower left. */
  double[] corners() {
    return corners;
  }

  /** The share of the square with low <= f <= high; 0 where f is not finite. */
  double share(double low, double high) {
    if (nine == null) {
      return linearShare(low, high);
    }
    int side = CUTS + 1;
    double[] f = new double[side * side];
    for (int k = 0; k < f.length; k++) {
      f[k] = interpolated(nine, right * CUTS + k % side, upper * CUTS + k / side);
    }
    double sum = 0;
    for (int k = 0; k < f.length - side; k++) {
      if (k % side < CUTS) {
        sum += share(new double[] {f[k], f[k + 1], f[k + side + 1], f[k + side]}, low, high);
      }
    }
    return sum / (CUTS * CUTS);
  }

  /** The same by interpolation between the corners alone. */
  double linearShare(double low, double high) {
    return share(corners, low, high);
  }

  /** Whether the band passes an edge: 0 below, then counter-clockwise. */
  boolean isOpen(int edge, double low, double high) {
    double least = Math.min(corners[edge], corners[(edge + 1) % 4]);
    double most = Math.max(corners[edge], corners[(edge + 1) % 4]);
    if (nine != null) {
      for (int k = 1; k < CUTS; k++) {
        int i = edge == 1 ? CUTS : edge == 3 ? 0 : k;
        int j = edge == 2 ? CUTS : edge == 0 ? 0 : k;
        double value = interpolated(nine, right * CUTS + i, upper * CUTS + j);
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return least <= high && most >= low;
  }

  private static double share(double[] f, double low, double high) {
    return Vectors.allFinite(f) ? shareUpTo(f, high) - shareBelow(f, low) : 0;
  }

  private static double shareUpTo(double[] f, double level) {
    double[] negative = {-f[0], -f[1], -f[2], -f[3]};
    return 1 - shareBelow(negative, -level);
  }

  private static double shareBelow(double[] f, double level) {
    double middle = (f[0] + f[1] + f[2] + f[3]) / 4;
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      sum += triangleShareBelow(f[k], f[(k + 1) % 4], middle, level);
    }
    return sum / 4;
  }

  private static double triangleShareBelow(double a, double b, double c, double level) {
    double least = Math.min(a, Math.min(b, c));
    double most = Math.max(a, Math.max(b, c));
    double middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    if (level <= least) {
      return 0;
    }
    if (level >= most) {
      return 1;
    }
    if (level <= middle) {
      return (level - least) / (middle - least) * ((level - least) / (most - least));
    }
    return 1 - (most - level) / (most - middle) * ((most - level) / (most - least));
  }
}
