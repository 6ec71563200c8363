package dev.nervure.fiber;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@link IntervalPreimage}s: f on a grid gives a seed for every component of both bounding
 * level sets (marching squares), seeds are polished by Newton and traced by {@link CurveTracer};
 * cells that f could enter between its corners are sampled eight times finer. The area is summed
 * over cells cut along f interpolated on their edges.
 *
 * <p>Cost: O(resolution^2) evaluations of f and one trace a component. Error of the area: second
 * order in the cell size.
 */
public final class IntervalPreimageSearch {

  /** The refinement inside a suspicious cell. */
  private static final int FINER = 8;

  private static final int SEED_ITERATIONS = 50;

  private final DifferentiableMap map;
  private final Rectangle rectangle;
  private final int resolution;
  private final WalkOptions options;

  /**
   * A search.
   *
   * @param map scalar function of two inputs
   * @param rectangle where to look
   * @param resolution cells along each side, at least 8
   * @param options how curves are traced; its box is not used
   */
  public IntervalPreimageSearch(
      DifferentiableMap map, Rectangle rectangle, int resolution, WalkOptions options) {
    if (map.inputSize() != 2 || map.outputSize() != 1) {
      throw new IllegalArgumentException(
          "interval preimages need a function of 2 inputs with 1 output but this one has "
              + map.inputSize()
              + " inputs and "
              + map.outputSize()
              + " outputs");
    }
    if (resolution < 8) {
      throw new IllegalArgumentException("resolution must be at least 8 but was " + resolution);
    }
    this.map = map;
    this.rectangle = rectangle;
    this.resolution = resolution;
    this.options = options;
  }

  /**
   * The preimage of [low, high].
   *
   * @param start a point of the wanted component, length 2
   * @throws IllegalArgumentException when the interval is empty or excludes the output at the
   *     start, or the start lies outside the rectangle
   */
  public IntervalPreimage find(double[] start, double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException("the interval [" + low + ", " + high + "] is empty");
    }
    if (!rectangle.contains(start)) {
      throw new IllegalArgumentException(
          "the start " + Arrays.toString(start) + " lies outside " + rectangle);
    }
    double atStart = map.value(start)[0];
    if (atStart < low || atStart > high) {
      throw new IllegalArgumentException(
          "the interval ["
              + low
              + ", "
              + high
              + "] excludes the output at the start, "
              + atStart
              + "; widen it or choose another start");
    }
    LevelGrid grid = LevelGrid.sample(map, rectangle, resolution);
    BandComponents band = BandComponents.of(grid, low, high);
    return new IntervalPreimage(
        low,
        high,
        curves(grid, low),
        curves(grid, high),
        band.area(),
        band.count(),
        band.areaAt(start),
        grid.cellSize());
  }

  /** Every component of f = level in the rectangle. */
  public List<LevelCurve> levelSet(double level) {
    return curves(LevelGrid.sample(map, rectangle, resolution), level);
  }

  private List<LevelCurve> curves(LevelGrid grid, double level) {
    boolean[] visited = new boolean[resolution * resolution];
    List<LevelCurve> curves = new ArrayList<>();
    for (int cell = 0; cell < visited.length; cell++) {
      if (visited[cell]) {
        continue;
      }
      double[] guess = grid.crossing(cell, level);
      if (guess == null && grid.mayEnter(cell, level)) {
        guess = LevelGrid.sample(map, grid.cell(cell), FINER).firstCrossing(level);
      }
      if (guess == null) {
        continue;
      }
      visited[cell] = true;
      double[] seed = polish(guess, level);
      if (seed == null || !rectangle.contains(seed) || visitedNear(grid, visited, seed, cell)) {
        continue;
      }
      LevelCurve curve = trace(grid, seed, level);
      for (double[] point : curve.points()) {
        grid.visit(visited, point);
      }
      curves.add(curve);
    }
    return curves;
  }

  /** A polished seed may land in a neighbour that a traced curve already went through. */
  private static boolean visitedNear(LevelGrid grid, boolean[] visited, double[] seed, int cell) {
    int own = grid.cellOf(seed);
    return own != cell && visited[own];
  }

  private double @Nullable [] polish(double[] guess, double level) {
    double[] x = guess.clone();
    double tolerance = options.tolerance() * Math.max(1, Math.abs(level));
    for (int i = 0; i < SEED_ITERATIONS; i++) {
      Linearization here = map.linearize(x);
      double residual = here.value()[0] - level;
      if (Math.abs(residual) <= tolerance) {
        return x;
      }
      double[] gradient = here.jacobian()[0];
      double square = Vectors.dot(gradient, gradient);
      if (!(square > 0)) {
        return null;
      }
      Vectors.addScaled(x, -residual / square, gradient);
    }
    return null;
  }

  private LevelCurve trace(LevelGrid grid, double[] seed, double level) {
    double step = grid.cellSize() / 2;
    WalkOptions within =
        new WalkOptions(
            options.length(),
            step,
            Math.min(options.smallestStep(), step * 1e-6),
            step,
            options.stepBudget(),
            options.tolerance(),
            options.rankTolerance(),
            rectangle.box(),
            false);
    CurveTracer tracer = new CurveTracer(map, within);
    List<double[]> forward = new ArrayList<>();
    WalkResult there = tracer.trace(seed, true, walkStep -> forward.add(walkStep.point().clone()));
    if (there.stop() == StopReason.CLOSED) {
      return new LevelCurve(
          level, forward.toArray(new double[0][]), true, there.length(), there.stop());
    }
    List<double[]> backward = new ArrayList<>();
    WalkResult back = tracer.trace(seed, false, walkStep -> backward.add(walkStep.point().clone()));
    double[][] points = new double[forward.size() + backward.size() - 1][];
    for (int i = 0; i < backward.size(); i++) {
      points[i] = backward.get(backward.size() - 1 - i);
    }
    for (int i = 1; i < forward.size(); i++) {
      points[backward.size() - 1 + i] = forward.get(i);
    }
    return new LevelCurve(level, points, false, there.length() + back.length(), there.stop());
  }
}
