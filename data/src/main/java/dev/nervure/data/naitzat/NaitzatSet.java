package dev.nervure.data.naitzat;

import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Sets of two classes whose Betti numbers are known, on which Naitzat, Zhitnikov and Lim ("Topology
 * of Deep Neural Networks", JMLR 21, 2020) follow the topology of a class through a network. Each
 * class is made of nine or eighteen pieces.
 */
public enum NaitzatSet {
  /**
   * D-I, in the plane: nine discs of radius 1.3, one at the origin and eight on a circle of radius
   * 7, and what is left of the square [-10, 10]^2 at a distance of more than 0.5 from them. Points
   * of a square grid, with a step of 0.19 at 147 points a disc, as published; no draws.
   */
  DISCS("D-I", 147, new int[][] {{9, 0, 0}, {1, 9, 0}}) {
    @Override
    void draw(int pointsOfPiece, RandomStream random, List<double[]> points, List<Integer> labels) {
      double step = 0.19 * Math.sqrt(147.0 / pointsOfPiece);
      int cells = (int) Math.ceil(20 / step);
      for (int i = 0; i < cells; i++) {
        for (int j = 0; j < cells; j++) {
          double x = -10 + i * step;
          double y = -10 + j * step;
          double nearest = StrictMath.hypot(x, y);
          for (int disc = 0; disc < 8; disc++) {
            double angle = disc * Math.PI / 4;
            nearest =
                Math.min(
                    nearest,
                    StrictMath.hypot(x - 7 * StrictMath.cos(angle), y - 7 * StrictMath.sin(angle)));
          }
          if (nearest <= 1.3 || nearest > 1.3 + 0.5) {
            points.add(new double[] {x, y});
            labels.add(nearest <= 1.3 ? 0 : 1);
          }
        }
      }
    }
  },

  /**
   * D-II, in space: nine pairs of linked rings of radius 1, one of each class, on a grid with a
   * step of 6. A ring is a tube of radius 0.1 about its circle.
   */
  RINGS("D-II", 250, new int[][] {{9, 9, 0}, {9, 9, 0}}) {
    @Override
    void draw(int pointsOfPiece, RandomStream random, List<double[]> points, List<Integer> labels) {
      for (int pair = 0; pair < 9; pair++) {
        for (int label = 0; label < 2; label++) {
          for (int i = 0; i < pointsOfPiece; i++) {
            double angle = 2 * Math.PI * random.nextDouble();
            double[] off = ball(random, 0.1);
            double u = StrictMath.cos(angle) + off[0];
            double v = StrictMath.sin(angle) + off[1];
            // The second ring goes through the middle of the first, upright.
            double[] point =
                label == 0 ? new double[] {u, v, off[2]} : new double[] {u + 1, off[2], v};
            points.add(placed(point, pair));
            labels.add(label);
          }
        }
      }
    }
  },

  /**
   * D-III, in space: nine times three spheres about one middle, on a grid with a step of 6. The one
   * of radius 1 is of the first class, those of radius 0.5 and 2 are of the second; spheres of
   * radius 1 and 2 are shells of thickness 0.05.
   */
  SPHERES("D-III", 500, new int[][] {{9, 0, 9}, {18, 0, 18}}) {
    @Override
    void draw(int pointsOfPiece, RandomStream random, List<double[]> points, List<Integer> labels) {
      double[][] radii = {{1, 1.05}, {2, 2.05}, {0.5, 0.5}};
      for (int middle = 0; middle < 9; middle++) {
        for (int sphere = 0; sphere < radii.length; sphere++) {
          for (int i = 0; i < pointsOfPiece; i++) {
            double radius =
                radii[sphere][0] + (radii[sphere][1] - radii[sphere][0]) * random.nextDouble();
            double[] direction = new double[3];
            double length = 0;
            for (int axis = 0; axis < 3; axis++) {
              direction[axis] = random.nextGaussian();
              length += direction[axis] * direction[axis];
            }
            double factor = radius / Math.sqrt(length);
            points.add(
                placed(
                    new double[] {
                      factor * direction[0], factor * direction[1], factor * direction[2]
                    },
                    middle));
            labels.add(sphere == 0 ? 0 : 1);
          }
        }
      }
    }
  };

  private static final double GRID_STEP = 6;

  private final String published;
  private final int pointsOfPiece;
  private final int[][] betti;

  NaitzatSet(String published, int pointsOfPiece, int[][] betti) {
    this.published = published;
    this.pointsOfPiece = pointsOfPiece;
    this.betti = betti;
  }

  abstract void draw(
      int pointsOfPiece, RandomStream random, List<double[]> points, List<Integer> labels);

  /** Its name in lower case, such as {@code discs}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in the paper, such as {@code D-I}. */
  public String published() {
    return published;
  }

  /** How many points a piece has when nothing is said. */
  public int usualPointsOfPiece() {
    return pointsOfPiece;
  }

  /** True Betti numbers of a class, of degree 0, 1 and 2. */
  public int[] betti(int label) {
    return betti[label].clone();
  }

  /**
   * Draws the points.
   *
   * @param points of each piece, at least 10: exactly, for discs about
   * @param seed of the draws
   */
  public NaitzatPoints draw(int points, long seed) {
    if (points < 10) {
      throw new IllegalArgumentException("a piece needs at least 10 points but has " + points);
    }
    List<double[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    draw(points, RandomStream.seeded(seed).derive(published), rows, labels);
    return new NaitzatPoints(
        this,
        points,
        seed,
        rows.toArray(new double[0][]),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Uniform in a ball. */
  private static double[] ball(RandomStream random, double radius) {
    while (true) {
      double[] point = new double[3];
      double squares = 0;
      for (int axis = 0; axis < 3; axis++) {
        point[axis] = radius * (2 * random.nextDouble() - 1);
        squares += point[axis] * point[axis];
      }
      if (squares <= radius * radius) {
        return point;
      }
    }
  }

  /** A point about one of nine middles on a square grid. */
  private static double[] placed(double[] point, int middle) {
    double[] placed = Arrays.copyOf(point, 3);
    placed[0] += GRID_STEP * (middle % 3);
    placed[1] += GRID_STEP * (middle / 3);
    return placed;
  }
}
