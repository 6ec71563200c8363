package dev.nervure.bench;

import dev.nervure.points.PointCloud;
import dev.nervure.stats.RandomStream;

/**
 * A set of known dimension from which clouds are drawn, for what estimates read on it and how they
 * scatter.
 *
 * @param name for tables
 * @param dimension the true one, in words where the set has parts of different dimension
 */
record KnownSet(String name, String dimension, Draw draw) {

  /** One point of a set. */
  interface Draw {
    double[] point(RandomStream random);
  }

  /** n independent points. */
  PointCloud cloud(int n, RandomStream random) {
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++) {
      points[i] = draw.point(random);
    }
    return PointCloud.of(points);
  }

  /** The sphere of dimension d in R^(d + 1), uniform: closed, curved, without boundary. */
  static KnownSet sphere(int d) {
    return new KnownSet("sphere S" + d, Integer.toString(d), random -> onSphere(d + 1, random));
  }

  /** The unit circle, uniform. */
  static KnownSet circle() {
    return new KnownSet("circle", "1", sphere(1).draw);
  }

  /** The unit ball of R^d, uniform: flat, with a boundary. */
  static KnownSet ball(int d) {
    return new KnownSet(
        "ball B" + d,
        Integer.toString(d),
        random -> {
          double[] point = onSphere(d, random);
          double radius = StrictMath.pow(random.nextDouble(), 1.0 / d);
          for (int k = 0; k < d; k++) {
            point[k] *= radius;
          }
          return point;
        });
  }

  /** The unit cube of R^d, uniform. */
  static KnownSet cube(int d) {
    return new KnownSet(
        "cube I" + d,
        Integer.toString(d),
        random -> {
          double[] point = new double[d];
          for (int k = 0; k < d; k++) {
            point[k] = random.nextDouble();
          }
          return point;
        });
  }

  /** The standard normal distribution in R^d: a density that varies by orders of magnitude. */
  static KnownSet gaussian(int d) {
    return new KnownSet("Gaussian in R" + d, Integer.toString(d), random -> normal(d, random));
  }

  /** The usual Swiss roll, angle and height uniform: denser within, with a boundary. */
  static KnownSet swissRoll() {
    return new KnownSet(
        "Swiss roll",
        "2",
        random -> {
          double angle = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
          double height = 21 * random.nextDouble();
          return new double[] {
            angle * StrictMath.cos(angle), height, angle * StrictMath.sin(angle)
          };
        });
  }

  /**
   * A square and a 6-ball of equal weight, apart, in R^6: a set without one dimension. The side of
   * the square is the diameter of the ball.
   */
  static KnownSet squareAndBall() {
    Draw ball = ball(6).draw;
    return new KnownSet(
        "square and ball B6",
        "2 and 6",
        random -> {
          if (random.nextInt(2) == 1) {
            return ball.point(random);
          }
          double[] point = new double[6];
          point[0] = 2 + 2 * random.nextDouble();
          point[1] = 2 * random.nextDouble() - 1;
          return point;
        });
  }

  private static double[] normal(int d, RandomStream random) {
    double[] point = new double[d];
    for (int k = 0; k < d; k++) {
      point[k] = random.nextGaussian();
    }
    return point;
  }

  private static double[] onSphere(int coordinates, RandomStream random) {
    double[] point = normal(coordinates, random);
    double squares = 0;
    for (double x : point) {
      squares += x * x;
    }
    double norm = Math.sqrt(squares);
    for (int k = 0; k < coordinates; k++) {
      point[k] /= norm;
    }
    return point;
  }
}
