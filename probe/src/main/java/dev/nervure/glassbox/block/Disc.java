package dev.nervure.glassbox.block;

import java.util.Arrays;

/**
 * The pixels of a square image whose centres lie in the largest disc within it, so that a turn of
 * the image loses none of them: centre ((side - 1) / 2, (side - 1) / 2), radius side / 2 pixels.
 *
 * <p>Directions are as seen: right is the direction of columns, up the opposite of that of rows,
 * angles go anticlockwise from right.
 */
final class Disc {
  private final double radius;
  private final int[] places;
  private final double[] rights;
  private final double[] ups;

  /** O(pixels). */
  Disc(ImageSize size) {
    int side = size.height();
    double centre = (side - 1) / 2.0;
    radius = side / 2.0;
    int count = 0;
    int[] found = new int[size.pixels()];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double up = centre - row;
        double right = column - centre;
        if (up * up + right * right <= radius * radius) {
          found[count++] = row * side + column;
        }
      }
    }
    places = Arrays.copyOf(found, count);
    rights = new double[count];
    ups = new double[count];
    for (int i = 0; i < count; i++) {
      rights[i] = places[i] % side - centre;
      ups[i] = centre - places[i] / side;
    }
  }

  /** In pixels. */
  double radius() {
    return radius;
  }

  /** How many pixels it has. */
  int pixels() {
    return places.length;
  }

  /** The place of its i-th pixel among the values of an image. */
  int place(int i) {
    return places[i];
  }

  /** How many pixels the i-th lies right of the centre. */
  double right(int i) {
    return rights[i];
  }

  /** How many pixels the i-th lies above the centre. */
  double up(int i) {
    return ups[i];
  }

  /** The distance of the i-th pixel from the centre, 0 to 1, in radii. */
  double distance(int i) {
    return Math.sqrt(rights[i] * rights[i] + ups[i] * ups[i]) / radius;
  }

  /** The direction in which the i-th pixel lies, in radians. */
  double angle(int i) {
    return StrictMath.atan2(ups[i], rights[i]);
  }

  /** The values of an image in the disc, in the order of its pixels. */
  double[] of(double[] image) {
    double[] values = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = image[places[i]];
    }
    return values;
  }
}
