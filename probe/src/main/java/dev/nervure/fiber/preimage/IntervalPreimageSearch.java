package dev.nervure.fiber.preimage;

import dev.nervure.fiber.CurveTracer;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.fiber.WalkStep;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@link IntervalPreimage}s: f on a grid, refined where a level may pass between corners
 * ({@link RefinedGrid}), gives a seed for every component of both bounding level sets (marching
 * squares); seeds are polished by Newton and traced by {@link CurveTracer}. Area and components are
 * those of the refined cells, with f interpolated to second degree.
 *
 * <p>Cost: (resolution + 1)^2 evaluations of f for the grid, at most 16 resolution^2 to refine it,
 * and one trace a component.
 *
 * <p>What can be missed: a component within a cell far from whose corners' values the interval lies
 * (by more than half of what f changes by over three cells); of other cells, one that is smaller
 * than an eighth of a cell and does not show in f at points that far apart; borders, components and
 * gaps nearer together than about a thirtieth of a cell, or farther apart where the evaluations are
 * used up. The error of the area tells of the latter.
 */
public final class IntervalPreimageSearch {

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
   * @param resolution cells along each side, at least 8 and at most 1024
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
    if (resolution < 8 || resolution > RefinedGrid.LARGEST_RESOLUTION) {
      throw new IllegalArgumentException(
          "resolution must be from 8 to "
              + RefinedGrid.LARGEST_RESOLUTION
              + " but was "
              + resolution);
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
   * @param low smallest output
   * @param high largest output
   * @param progress told of grids and curves, and asked for cancellation
   * @throws IllegalArgumentException when the interval is empty or excludes the output at the
   *     start, or the start lies outside the rectangle
   */
  public IntervalPreimage find(double[] start, double low, double high, Progress progress) {
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
    RefinedGrid grid = refined(progress, low, high);
    BandComponents band = BandComponents.of(grid, low, high);
    return new IntervalPreimage(
        low,
        high,
        curves(grid, low, progress),
        curves(grid, high, progress),
        band.area(),
        band.areaError(),
        band.count(),
        band.areaAt(start),
        grid.grid().cellSize());
  }

  /**
   * Every component of f = level in the rectangle.
   *
   * @param level the value of f
   * @param progress told of grids and curves, and asked for cancellation
   */
  public List<LevelCurve> levelSet(double level, Progress progress) {
    return curves(refined(progress, level), level, progress);
  }

  private RefinedGrid refined(Progress progress, double... levels) {
    return RefinedGrid.sample(map, rectangle, resolution, levels, progress);
  }

  /**
   * One curve for each chain of pieces that the level crosses. A chain whose curve ended early, at
   * a kink or a critical point, is searched for more; one that refined cells tore apart gives a
   * seed on a curve that is there already.
   */
  private List<LevelCurve> curves(RefinedGrid grid, double level, Progress progress) {
    DisjointSets chains = LevelChains.of(grid, level);
    List<RefinedGrid.Piece> pieces = grid.pieces();
    boolean[] done = new boolean[pieces.size()];
    TracedCurves traced = new TracedCurves(grid.grid());
    try (Progress.Task task = progress.begin("trace borders", 0)) {
      for (int piece = 0; piece < done.length; piece++) {
        if (done[chains.of(piece)] || !pieces.get(piece).crosses(level)) {
          continue;
        }
        progress.checkCancelled();
        double[] seed = polish(grid.crossing(pieces.get(piece), level), level);
        if (seed == null || !rectangle.contains(seed) || traced.passes(seed)) {
          continue;
        }
        LevelCurve curve = trace(grid.grid(), seed, level, progress);
        done[chains.of(piece)] = curve.isWhole();
        traced.add(curve);
        task.advance(1);
      }
    }
    return traced.curves();
  }

  private double @Nullable [] polish(double[] guess, double level) {
    double[] x = guess.clone();
    double tolerance = options.tolerance() * Math.max(1, Math.abs(level));
    for (int i = 0; i < SEED_ITERATIONS; i++) {
      Linearization here = map.linearize(x);
      double residual = here.value()[0] - level;
      double[] gradient = here.jacobian()[0];
      double square = Vectors.dot(gradient, gradient);
      // On a plateau there is no curve to trace, even where it has the right height.
      if (!(square > 0)) {
        return null;
      }
      if (Math.abs(residual) <= tolerance) {
        return x;
      }
      Vectors.addScaled(x, -residual / square, gradient);
    }
    return null;
  }

  private LevelCurve trace(LevelGrid grid, double[] seed, double level, Progress progress) {
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
    WalkResult there = tracer.trace(seed, true, keeping(forward), progress);
    if (there.stop() == StopReason.CLOSED) {
      return new LevelCurve(
          level,
          forward.toArray(new double[0][]),
          true,
          there.length(),
          there.stop(),
          there.stop());
    }
    List<double[]> points = new ArrayList<>();
    WalkResult back = tracer.trace(seed, false, keeping(points), progress);
    Collections.reverse(points);
    points.addAll(forward.subList(1, forward.size()));
    return new LevelCurve(
        level,
        points.toArray(new double[0][]),
        false,
        there.length() + back.length(),
        back.stop(),
        there.stop());
  }

  private static WalkStep.Recorder keeping(List<double[]> points) {
    return step -> points.add(step.point().clone());
  }
}
