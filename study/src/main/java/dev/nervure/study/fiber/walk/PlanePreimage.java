package dev.nervure.study.fiber.walk;

import dev.nervure.box.Box;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.preimage.IntervalPreimage;
import dev.nervure.fiber.preimage.IntervalPreimageSearch;
import dev.nervure.fiber.preimage.Rectangle;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.progress.Progress;
import dev.nervure.study.fiber.HeldOutput;
import java.nio.file.Path;

/**
 * All inputs of the plane whose output lies in an interval: every component in the box, with its
 * border curves. Writes {@code preimage.json}, {@code curves.csv}, {@code curves.npy} and {@code
 * preimage.png}.
 */
public final class PlanePreimage {
  /** Cells along each side of the box. */
  private static final int RESOLUTION = 256;

  private final HeldOutput held;
  private final Box box;
  private final double longestCurve;

  /**
   * A search, yet to be made.
   *
   * @param held a map of two inputs with one output
   * @param box where to look; bounded
   * @param longestCurve longest border curve followed
   * @throws IllegalArgumentException when the box has no bounds or the map another shape
   */
  public PlanePreimage(HeldOutput held, Box box, double longestCurve) {
    DifferentiableMap map = held.map();
    if (map.inputSize() != 2 || map.outputSize() != 1) {
      throw new IllegalArgumentException(
          "the preimage of an interval needs a network of 2 inputs with 1 output, but from the input to '%s' there are %d inputs and %d outputs; walk instead, or hold one output (--hold logit:0)"
              .formatted(held.name(), map.inputSize(), map.outputSize()));
    }
    if (!Double.isFinite(box.low(0)) || !Double.isFinite(box.high(0))) {
      throw new IllegalArgumentException(
          "the preimage of an interval is searched in a box; give --box LOW,HIGH");
    }
    this.held = held;
    this.box = box;
    this.longestCurve = longestCurve;
  }

  /**
   * Searches the interval about the output at the start, and writes.
   *
   * @param epsilon half the width of the interval
   * @see #write
   */
  public PreimageOutcome writeAbout(
      double[] start, double epsilon, WalkSource source, Path folder, Progress progress) {
    if (!(epsilon > 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException(
          "half the width of the interval must be positive and finite but was " + epsilon);
    }
    double middle = held.map().value(start)[0];
    return write(start, middle - epsilon, middle + epsilon, source, folder, progress);
  }

  /**
   * Searches and writes.
   *
   * @param start a point of the component that is told apart from the others
   * @param low lower end of the interval
   * @param high upper end
   * @param source where model and start come from
   * @param folder written to
   * @param progress told of grids and curves, and asked for cancellation
   * @return what was found
   * @throws IllegalArgumentException when the interval is empty or excludes the output at the
   *     start, or the start lies outside the box
   */
  public PreimageOutcome write(
      double[] start, double low, double high, WalkSource source, Path folder, Progress progress) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "the interval must be finite but was " + low + " to " + high);
    }
    try (UnfinishedResult result = new UnfinishedResult(folder)) {
      Rectangle rectangle = new Rectangle(box.low(0), box.high(0), box.low(1), box.high(1));
      IntervalPreimage found =
          new IntervalPreimageSearch(
                  held.map(), rectangle, RESOLUTION, WalkOptions.ofLength(longestCurve))
              .find(start, low, high, progress);
      PreimageOutcome outcome = new PreimageOutcome(found);
      new PreimageFiles(result.folder(), held, rectangle).write(outcome, start, source);
      result.finish(PreimageFiles.FILE_NAME);
      return outcome;
    }
  }
}
