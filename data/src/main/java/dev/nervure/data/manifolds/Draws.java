package dev.nervure.data.manifolds;

import dev.nervure.stats.RandomStream;

/**
 * How points of the benchmark manifolds are drawn, by the formulas of Hein and Audibert (2005), of
 * Rozza et al. (2012) and of Campadelli, Casiraghi, Ceruti, Rozza (2015).
 */
final class Draws {
  private static final double TURN = 2 * Math.PI;

  private Draws() {}

  /** The sphere of dimension d in R^(d + 1). */
  static PointDraw sphere(int d) {
    return random -> {
      double[] point = gaussian(d + 1).point(random);
      double squares = 0;
      for (double x : point) {
        squares += x * x;
      }
      double norm = Math.sqrt(squares);
      for (int j = 0; j < point.length; j++) {
        point[j] /= norm;
      }
      return point;
    };
  }

  /** The standard normal distribution in R^d. */
  static PointDraw gaussian(int d) {
    return random -> {
      double[] point = new double[d];
      for (int j = 0; j < d; j++) {
        point[j] = random.nextGaussian();
      }
      return point;
    };
  }

  /** Uniform in a cube about 0. */
  static PointDraw centredCube(int d, double side) {
    return random -> {
      double[] point = uniform(d, random);
      for (int j = 0; j < d; j++) {
        point[j] = side * (point[j] - 0.5);
      }
      return point;
    };
  }

  /** A box of side 4 in R^3, placed obliquely in R^5. */
  static PointDraw affineThreeInFive() {
    double[][] directions = {
      {1.2, -0.5, 0}, {0.5, 0.9, 0}, {-0.5, -0.2, 1}, {0.4, -0.9, -0.1}, {1.1, -0.3, 0}
    };
    double[] origin = {3, -1, 0, 0, 8};
    return random -> {
      double[] at = uniform(3, random);
      double[] point = origin.clone();
      for (int j = 0; j < point.length; j++) {
        for (int k = 0; k < at.length; k++) {
          point[j] += 4 * directions[j][k] * at[k];
        }
      }
      return point;
    };
  }

  /** Four parameters in R^6. */
  static PointDraw fourInSix() {
    return random -> {
      double[] p = uniform(4, random);
      return new double[] {
        p[1] * p[1] * cos(TURN * p[0]),
        p[2] * p[2] * sin(TURN * p[0]),
        p[1] + p[2] + square(p[1] - p[3]),
        p[1] - 2 * p[2] + square(p[0] - p[3]),
        -p[1] - 2 * p[2] + square(p[2] - p[3]),
        p[0] * p[0] - p[1] * p[1] + p[2] * p[2] - p[3] * p[3]
      };
    };
  }

  /**
   * Each parameter turns around a circle whose radius is the next one, the last around that of the
   * first; all 2 d coordinates are repeated.
   */
  static PointDraw turningCircles(int d, int times) {
    return random -> {
      double[] p = uniform(d, random);
      double[] point = new double[2 * d * times];
      for (int j = 0; j < d; j++) {
        double radius = p[(j + 1) % d];
        for (int copy = 0; copy < times; copy++) {
          point[2 * d * copy + 2 * j] = radius * cos(TURN * p[j]);
          point[2 * d * copy + 2 * j + 1] = radius * sin(TURN * p[j]);
        }
      }
      return point;
    };
  }

  /** A curve that winds eight times around a torus. */
  static PointDraw helixOnTorus() {
    return random -> {
      double t = TURN * random.nextDouble();
      double radius = 2 + cos(8 * t);
      return new double[] {radius * cos(t), radius * sin(t), sin(8 * t)};
    };
  }

  /** A staircase of five turns without a hub; denser at the axis. */
  static PointDraw helicoid() {
    return random -> {
      double radius = 10 * Math.PI * random.nextDouble();
      double angle = 10 * Math.PI * random.nextDouble();
      return new double[] {radius * cos(angle), radius * sin(angle), angle / 2};
    };
  }

  /** One and a half turns of a spiral, drawn out to a sheet of height 21. */
  static PointDraw swissRoll() {
    return random -> {
      double t = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
      return new double[] {t * cos(t), 21 * random.nextDouble(), t * sin(t)};
    };
  }

  /** All faces of the unit cube of R^(d + 1). */
  static PointDraw surfaceOfCube(int d) {
    return random -> {
      double[] point = uniform(d + 1, random);
      int face = random.nextInt(2 * (d + 1));
      point[face / 2] = face % 2;
      return point;
    };
  }

  /** A band that makes five full twists on its way around. */
  static PointDraw moebiusBand() {
    return random -> {
      double around = TURN * random.nextDouble();
      double across = random.nextDouble() - 0.5;
      double radius = 1 + across * cos(5 * around);
      return new double[] {radius * cos(around), radius * sin(around), across * sin(5 * around)};
    };
  }

  /** Two arcs of three quarters of a circle each, drawn out to a sheet of height 2. */
  static PointDraw sCurve() {
    return random -> {
      double t = 3 * Math.PI * (random.nextDouble() - 0.5);
      double height = 2 * random.nextDouble();
      return new double[] {sin(t), height, Math.signum(t) * (cos(t) - 1)};
    };
  }

  /** Five turns of radius 100 that rise by 10 pi in all, in the first three of the coordinates. */
  static PointDraw spiral(int coordinates) {
    return random -> {
      double t = 10 * Math.PI * random.nextDouble();
      double[] point = new double[coordinates];
      point[0] = 100 * cos(t);
      point[1] = 100 * sin(t);
      point[2] = t;
      return point;
    };
  }

  /** Coordinates with a beta distribution, of parameters 10 and 1/2, folded and repeated. */
  static PointDraw beta(int d) {
    return random -> {
      double[] x = new double[d];
      for (int j = 0; j < d; j++) {
        x[j] = betaTenHalf(random);
      }
      return twice(d, j -> x[j] * sin(cos(TURN * x[j])), j -> x[j] * cos(sin(TURN * x[j])));
    };
  }

  /** Gamma variates: ten exponential ones, and half the square of a normal one. */
  private static double betaTenHalf(RandomStream random) {
    double ten = 0;
    for (int k = 0; k < 10; k++) {
      ten += exponential(random);
    }
    double normal = random.nextGaussian();
    return ten / (ten + normal * normal / 2);
  }

  /** Uniform coordinates, each mixed with the one opposite in order, folded and repeated. */
  static PointDraw tangents(int d) {
    return random -> {
      double[] x = uniform(d, random);
      return twice(
          d,
          j -> StrictMath.tan(x[j] * cos(x[d - 1 - j])),
          j -> StrictMath.atan(x[d - 1 - j] * sin(x[j])));
    };
  }

  /** A paraboloid over a Burr distribution, with the sines and squares of all coordinates. */
  static PointDraw paraboloid(int d) {
    return random -> {
      double common = exponential(random);
      double[] x = new double[d + 1];
      for (int j = 0; j < d; j++) {
        x[j] = 1 / (1 + exponential(random) / common);
        x[d] += x[j] * x[j];
      }
      double[] point = new double[3 * (d + 1)];
      for (int j = 0; j <= d; j++) {
        point[j] = x[j];
        point[d + 1 + j] = sin(x[j]);
        point[2 * (d + 1) + j] = x[j] * x[j];
      }
      return point;
    };
  }

  private interface Coordinate {
    double of(int j);
  }

  /** d coordinates of either kind, and all of them again. */
  private static double[] twice(int d, Coordinate first, Coordinate second) {
    double[] point = new double[4 * d];
    for (int j = 0; j < d; j++) {
      point[j] = first.of(j);
      point[d + j] = second.of(j);
      point[2 * d + j] = point[j];
      point[3 * d + j] = point[d + j];
    }
    return point;
  }

  private static double[] uniform(int d, RandomStream random) {
    double[] values = new double[d];
    for (int j = 0; j < d; j++) {
      values[j] = random.nextDouble();
    }
    return values;
  }

  private static double exponential(RandomStream random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  private static double square(double x) {
    return x * x;
  }

  private static double cos(double x) {
    return StrictMath.cos(x);
  }

  private static double sin(double x) {
    return StrictMath.sin(x);
  }
}
