package dev.nervure.glassbox.block;

/**
 * Moments of an image read as a distribution of mass: total, centre of mass, and central moments to
 * the third order along the directions right and up, in pixels.
 */
final class MassMoments {
  private static final int ORDER = 3;

  private final double mass;
  private final double down;
  private final double right;
  private final double[][] central = new double[ORDER + 1][ORDER + 1];
  private final double[] absolute = new double[ORDER + 1];

  /**
   * O(pixels).
   *
   * @throws IllegalArgumentException where a value is negative, with its place
   */
  MassMoments(String block, ImageSize size, double[] image) {
    double centreRow = (size.height() - 1) / 2.0;
    double centreColumn = (size.width() - 1) / 2.0;
    double sum = 0;
    double sumDown = 0;
    double sumRight = 0;
    for (int i = 0; i < image.length; i++) {
      if (image[i] < 0) {
        throw new IllegalArgumentException(
            "%s reads brightness as mass, so that no value may be negative, but that of row %d, column %d is %s; add a constant, or scale brightness to [0, 1]"
                .formatted(block, i / size.width(), i % size.width(), image[i]));
      }
      sum += image[i];
      sumDown += image[i] * (i / size.width() - centreRow);
      sumRight += image[i] * (i % size.width() - centreColumn);
    }
    mass = sum;
    down = sum > 0 ? sumDown / sum : 0;
    right = sum > 0 ? sumRight / sum : 0;
    for (int i = 0; i < image.length; i++) {
      double x = i % size.width() - centreColumn - right;
      double y = centreRow - i / size.width() + down;
      double alongX = image[i];
      for (int p = 0; p <= ORDER; p++) {
        double value = alongX;
        for (int q = 0; q <= ORDER - p; q++) {
          central[p][q] += value;
          absolute[p + q] += Math.abs(value);
          value *= y;
        }
        alongX *= x;
      }
    }
  }

  /** Whether there is any mass. */
  boolean isEmpty() {
    return !(mass > 0);
  }

  /** The sum of all values. */
  double mass() {
    return mass;
  }

  /** Rows of the centre of mass below the centre of the image. */
  double down() {
    return down;
  }

  /** Columns of the centre of mass right of the centre of the image. */
  double right() {
    return right;
  }

  /** The central moment of x^p y^q, x to the right and y up from the centre of mass. */
  double central(int p, int q) {
    return central[p][q];
  }

  /** The sum of the magnitudes of what central moments of an order sum up: what they round by. */
  double absolute(int order) {
    return absolute[order];
  }
}
