package dev.nervure.glassbox.block;

/** A smooth pattern without symmetry, sampled at any angle, so that no pixel is interpolated. */
final class TurnedPattern {
  /* Right, up, width and height of each bump, in thirty-seconds of the side. */
  private static final double[][] BUMPS = {
    {3, 1, 2.5, 1}, {-4, 3, 2, 0.8}, {-1, -5, 1.8, 1.2}, {5, -3, 1.6, 0.5}
  };

  private TurnedPattern() {}

  /** The pattern turned anticlockwise. */
  static double[] at(ImageSize size, double degrees) {
    double unit = size.height() / 32.0;
    double centre = (size.height() - 1) / 2.0;
    double cosine = Math.cos(Math.toRadians(degrees));
    double sine = Math.sin(Math.toRadians(degrees));
    double[] image = new double[size.pixels()];
    for (int i = 0; i < image.length; i++) {
      double right = (i % size.width() - centre) / unit;
      double up = (centre - i / size.width()) / unit;
      double x = cosine * right + sine * up;
      double y = cosine * up - sine * right;
      for (double[] bump : BUMPS) {
        double dx = (x - bump[0]) / bump[2];
        double dy = (y - bump[1]) / bump[2];
        image[i] += bump[3] * Math.exp(-(dx * dx + dy * dy) / 2);
      }
    }
    return image;
  }

  /** The distance of two vectors by the norm of the first. */
  static double change(double[] one, double[] other) {
    double squares = 0;
    double norm = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
      norm += one[i] * one[i];
    }
    return Math.sqrt(squares / norm);
  }
}
