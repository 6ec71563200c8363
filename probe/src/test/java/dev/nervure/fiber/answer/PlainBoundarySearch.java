package dev.nervure.fiber.answer;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.jacobian.Vectors;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/**
 * Searches for the nearest other answer that share nothing with {@link NearestAnswer}: what it
 * finds is compared with them.
 */
final class PlainBoundarySearch {

  private final DifferentiableMap logits;
  private final Box box;
  private final double[] start;
  private final int answer;
  private double least = Double.POSITIVE_INFINITY;

  PlainBoundarySearch(DifferentiableMap logits, Box box, double[] start) {
    this.logits = logits;
    this.box = box;
    this.start = start;
    answer = largest(logits.value(start));
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  private boolean isOther(double[] point) {
    return largest(logits.value(point)) != answer;
  }

  private double[] along(double[] direction, double length) {
    double[] point = new double[start.length];
    Arrays.setAll(point, i -> box.clip(i, start[i] + length * direction[i]));
    return point;
  }

  /** The least length along a direction at which the answer is another one, nearer than before. */
  private boolean shoot(double[] direction, double farthest, int looks) {
    double near = 0;
    double far = Double.NaN;
    double reach = Math.min(farthest, least);
    for (int k = 1; k <= looks; k++) {
      double length = reach * k / looks;
      if (isOther(along(direction, length))) {
        far = length;
        break;
      }
      near = length;
    }
    if (Double.isNaN(far)) {
      return false;
    }
    for (int k = 0; k < 40; k++) {
      double middle = (near + far) / 2;
      if (isOther(along(direction, middle))) {
        far = middle;
      } else {
        near = middle;
      }
    }
    double distance = Vectors.distance(start, along(direction, far));
    boolean nearer = distance < least;
    least = Math.min(least, distance);
    return nearer;
  }

  /** Looks along evenly spaced directions of the plane. */
  double aroundThePlane(int directions, double farthest, int looks) {
    for (int k = 0; k < directions; k++) {
      double angle = 2 * Math.PI * k / directions;
      shoot(new double[] {StrictMath.cos(angle), StrictMath.sin(angle)}, farthest, looks);
    }
    return least;
  }

  /** Looks along random directions, and turns the best of them a little while that is of use. */
  double atRandom(int directions, double farthest, int looks, RandomStream random) {
    double[] best = null;
    for (int k = 0; k < directions; k++) {
      double[] direction = random(random);
      if (shoot(direction, farthest, looks)) {
        best = direction;
      }
    }
    double turn = 0.5;
    while (best != null && turn > 1e-3) {
      boolean turned = false;
      for (int k = 0; k < 100; k++) {
        double[] direction = best.clone();
        Vectors.addScaled(direction, turn, random(random));
        Vectors.normalize(direction);
        if (shoot(direction, farthest, looks)) {
          best = direction;
          turned = true;
        }
      }
      turn = turned ? turn : turn / 2;
    }
    return least;
  }

  private double[] random(RandomStream random) {
    double[] direction = new double[start.length];
    Arrays.setAll(direction, i -> random.nextGaussian());
    Vectors.normalize(direction);
    return direction;
  }

  /**
   * Descends |x - start|^2 + weight max(0, margin) towards each class (Carlini and Wagner, arXiv
   * 1608.04644) by Adam, for several weights; every point beyond the boundary is brought back along
   * the straight way.
   */
  double byPenalties(int weights, int steps, double rate, RandomStream random) {
    for (int other = 0; other < logits.outputSize(); other++) {
      if (other != answer) {
        byPenalties(other, weights, steps, rate, random);
      }
    }
    return least;
  }

  private void byPenalties(int other, int weights, int steps, double rate, RandomStream random) {
    DifferentiableMap margin = OutputReadout.margin(logits, answer, other);
    double enough = Double.POSITIVE_INFINITY;
    double tooLittle = 0;
    double weight = 1;
    for (int k = 0; k < weights; k++) {
      if (descend(margin, weight, steps, rate, random)) {
        enough = weight;
      } else {
        tooLittle = weight;
      }
      weight =
          enough == Double.POSITIVE_INFINITY
              ? 10 * weight
              : tooLittle == 0 ? weight / 10 : Math.sqrt(enough * tooLittle);
    }
  }

  private boolean descend(
      DifferentiableMap margin, double weight, int steps, double rate, RandomStream random) {
    double[] x = new double[start.length];
    Arrays.setAll(x, i -> box.clip(i, start[i] + rate * random.nextGaussian()));
    double[] mean = new double[x.length];
    double[] square = new double[x.length];
    boolean crossed = false;
    for (int t = 1; t <= steps; t++) {
      Linearization at = margin.linearize(x);
      if (at.value()[0] < 0) {
        crossed = true;
        double distance = Vectors.distance(start, x);
        if (distance < 1.2 * least) {
          shoot(Vectors.scaled(1 / distance, Vectors.minus(x, start)), distance, 1);
        }
      }
      double h = 3 * t < 2 * steps ? rate : rate / 5;
      for (int i = 0; i < x.length; i++) {
        double slope =
            2 * (x[i] - start[i]) + (at.value()[0] > 0 ? weight * at.jacobian()[0][i] : 0);
        mean[i] = 0.9 * mean[i] + 0.1 * slope;
        square[i] = 0.999 * square[i] + 0.001 * slope * slope;
        double step =
            mean[i]
                / (1 - Math.pow(0.9, t))
                / (Math.sqrt(square[i] / (1 - Math.pow(0.999, t))) + 1e-8);
        x[i] = box.clip(i, x[i] - h * step);
      }
    }
    return crossed;
  }
}
