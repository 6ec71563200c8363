package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.List;

/**
 * Functions R(distance) e^(i frequency angle) on the disc, sampled at its pixels, and the
 * coefficients of an image by them. A turn of the image by an angle multiplies a coefficient of
 * frequency m by e^(-i m angle).
 */
final class DiscBasis {
  /** The radial part of a function. */
  interface Radial {
    /** Its value at a distance of 0 to 1 radii from the centre. */
    double at(double distance);
  }

  /** Coefficients in the order in which functions were added. */
  record Coefficients(double[] real, double[] imaginary) {}

  private final Disc disc;
  private final double[] distances;
  private final double[] angles;
  private final List<double[]> real = new ArrayList<>();
  private final List<double[]> imaginary = new ArrayList<>();

  DiscBasis(ImageSize size) {
    disc = new Disc(size);
    distances = new double[disc.pixels()];
    angles = new double[disc.pixels()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = disc.distance(i);
      angles[i] = disc.angle(i);
    }
  }

  /**
   * Adds a function. Its coefficient is the sum over the disc of value, conjugate function and area
   * of a pixel in squared radii: an approximation of the integral. Takes 16 bytes a pixel.
   */
  void add(int frequency, Radial radial) {
    double area = 1 / (disc.radius() * disc.radius());
    double[] re = new double[distances.length];
    double[] im = new double[distances.length];
    for (int i = 0; i < re.length; i++) {
      double value = radial.at(distances[i]) * area;
      re[i] = value * StrictMath.cos(frequency * angles[i]);
      im[i] = -value * StrictMath.sin(frequency * angles[i]);
    }
    real.add(re);
    imaginary.add(im);
  }

  /** The coefficients of an image. O(functions x pixels). */
  Coefficients of(double[] image) {
    double[] values = disc.of(image);
    double[] re = new double[real.size()];
    double[] im = new double[real.size()];
    for (int k = 0; k < re.length; k++) {
      double[] cosines = real.get(k);
      double[] sines = imaginary.get(k);
      double sumOfReal = 0;
      double sumOfImaginary = 0;
      for (int i = 0; i < values.length; i++) {
        sumOfReal += values[i] * cosines[i];
        sumOfImaginary += values[i] * sines[i];
      }
      re[k] = sumOfReal;
      im[k] = sumOfImaginary;
    }
    return new Coefficients(re, im);
  }

  /** Bytes that a call of {@link #of} takes. */
  long memory() {
    return 8L * disc.pixels() + 16L * real.size();
  }
}
