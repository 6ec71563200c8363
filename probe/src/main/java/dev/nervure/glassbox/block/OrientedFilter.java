package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small filter, sampled from a function on the plane, turned and flipped by the elements of C_n
 * or D_n. Turns below 90 degrees sample the function at turned places, quarter turns and flips move
 * whole pixels, so that the latter are exact.
 */
final class OrientedFilter {
  private final String name;
  private final int radius;
  /* By element, (2 radius + 1)^2 values row by row. */
  private final double[][] turned;

  /**
   * Samples and turns a function.
   *
   * @param radius of the support: 2 radius + 1 pixels in each direction
   * @param envelope what is subtracted, scaled, so that the sum of each sampled filter is 0; null
   *     where the function is odd and sums to 0 by itself
   */
  OrientedFilter(
      String name,
      int radius,
      PlaneFunction function,
      @Nullable PlaneFunction envelope,
      int turns,
      boolean flips) {
    this.name = name;
    this.radius = radius;
    int side = 2 * radius + 1;
    ImageSize size = new ImageSize(side, side);
    turned = new double[flips ? 2 * turns : turns][];
    for (int turn = 0; turn < turns / 4; turn++) {
      double angle = 2 * Math.PI * turn / turns;
      fill(turn, size, sampled(angle, function, envelope), turns);
      if (flips) {
        fill(
            turns + turn,
            size,
            sampled(angle, flipped(function), envelope == null ? null : flipped(envelope)),
            turns);
      }
    }
    double magnitude = 0;
    for (double value : turned[0]) {
      magnitude += Math.abs(value);
    }
    for (double[] filter : turned) {
      for (int i = 0; i < filter.length; i++) {
        filter[i] /= magnitude;
      }
    }
  }

  private static PlaneFunction flipped(PlaneFunction function) {
    return (right, up) -> function.at(-right, up);
  }

  private void fill(int element, ImageSize size, double[] filter, int turns) {
    for (int quarter = 0; quarter < 4; quarter++) {
      turned[element + quarter * turns / 4] = ImageGroup.QUARTER_TURNS.act(quarter, size, filter);
    }
  }

  private double[] sampled(double angle, PlaneFunction function, @Nullable PlaneFunction envelope) {
    double[] values = sampled(angle, function);
    if (envelope == null) {
      return values;
    }
    double[] subtracted = sampled(angle, envelope);
    double factor = sum(values) / sum(subtracted);
    for (int i = 0; i < values.length; i++) {
      values[i] -= factor * subtracted[i];
    }
    return values;
  }

  private double[] sampled(double angle, PlaneFunction function) {
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    int side = 2 * radius + 1;
    double[] values = new double[side * side];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double right = column - radius;
        double up = radius - row;
        values[row * side + column] =
            function.at(cosine * right + sine * up, cosine * up - sine * right);
      }
    }
    return values;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** In words. */
  String name() {
    return name;
  }

  /** How many elements it is turned by. */
  int elements() {
    return turned.length;
  }

  /**
   * What an image answers to the filter turned by each element: at each pixel the sum of the values
   * about it, weighted by the filter; 0 outside the image. Elements whose filters are equal but for
   * the sign are worked out once. O(elements x pixels x (2 radius + 1)^2).
   *
   * @return by element, as many values as the image has, before any nonlinearity
   */
  double[][] of(ImageSize size, double[] image) {
    int width = size.width() + 2 * radius;
    double[] padded = new double[(size.height() + 2 * radius) * width];
    for (int row = 0; row < size.height(); row++) {
      System.arraycopy(
          image, row * size.width(), padded, (row + radius) * width + radius, size.width());
    }
    double[][] answers = new double[turned.length][];
    List<Integer> done = new ArrayList<>();
    for (int element = 0; element < turned.length; element++) {
      double[] known = known(element, done, answers);
      if (known == null) {
        done.add(element);
        known = correlation(size, padded, width, turned[element]);
      }
      answers[element] = known;
    }
    return answers;
  }

  private double @Nullable [] known(int element, List<Integer> done, double[][] answers) {
    for (int before : done) {
      if (isMultiple(1, turned[before], turned[element])) {
        return answers[before];
      }
      if (isMultiple(-1, turned[before], turned[element])) {
        double[] negated = answers[before].clone();
        for (int i = 0; i < negated.length; i++) {
          negated[i] = -negated[i];
        }
        return negated;
      }
    }
    return null;
  }

  private static boolean isMultiple(int factor, double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (factor * one[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  private double[] correlation(ImageSize size, double[] padded, int width, double[] filter) {
    int side = 2 * radius + 1;
    double[] answer = new double[size.pixels()];
    for (int row = 0; row < size.height(); row++) {
      int to = row * size.width();
      for (int i = 0; i < side; i++) {
        int from = (row + i) * width;
        for (int j = 0; j < side; j++) {
          double weight = filter[i * side + j];
          for (int column = 0; column < size.width(); column++) {
            answer[to + column] += weight * padded[from + j + column];
          }
        }
      }
    }
    return answer;
  }
}
