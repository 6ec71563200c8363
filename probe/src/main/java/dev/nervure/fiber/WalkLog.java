package dev.nervure.fiber;

import dev.nervure.box.Box;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Accumulates the figures of a walk while it goes on. Steps at which the walk may not end are held
 * back from the recorder until one at which it may, and are forgotten where none follows: the
 * points recorded and the figures agree, and lead to the same end. Not thread safe; one per walk.
 */
final class WalkLog {

  private final double[] start;
  private final double[] startValue;
  private final Box box;
  private final int nullDimension;
  private final WalkStep.Recorder recorder;

  private final List<WalkStep> heldBack = new ArrayList<>();
  private boolean startIsFinite = true;
  private Figures now;

  /** At the last point where the walk may end. */
  private Figures settled;

  private Predicate<double[]> mayEnd = anywhere -> true;

  private record Figures(
      double[] point,
      double[] value,
      int steps,
      double polyline,
      double arcs,
      double pseudolength,
      double energy,
      double drift,
      double smallest,
      double largest,
      long corrections) {}

  WalkLog(
      double[] start,
      double[] startValue,
      RowSpace space,
      Box box,
      int nullDimension,
      WalkStep.Recorder recorder) {
    this(
        start,
        startValue,
        space.smallestSingularValue(),
        space.largestSingularValue(),
        box,
        nullDimension,
        recorder);
  }

  WalkLog(
      double[] start,
      double[] startValue,
      double smallest,
      double largest,
      Box box,
      int nullDimension,
      WalkStep.Recorder recorder) {
    this.start = start;
    this.startValue = startValue;
    this.box = box;
    this.nullDimension = nullDimension;
    this.recorder = recorder;
    now = new Figures(start, startValue, 0, 0, 0, 0, 0, 0, smallest, largest, 0);
    settled = now;
    recorder.accept(new WalkStep(0, 0, start, startValue, 0, 0, smallest, largest, 0));
  }

  /** Of a walk that cannot begin, since output or Jacobian are not finite at the start. */
  static WalkResult notFinite(
      double[] start, double[] startValue, Box box, WalkStep.Recorder recorder) {
    WalkLog log = new WalkLog(start, startValue, 0, 0, box, 0, recorder);
    log.startIsFinite = false;
    return log.finish(StopReason.NOT_FINITE);
  }

  /** Ends the walk at the last point that passes, see {@link Heading#mayEnd}; by default at any. */
  void endWhere(Predicate<double[]> allowed) {
    mayEnd = allowed;
  }

  /** Walked so far, steps held back included. */
  double length() {
    return now.polyline();
  }

  /** The last point, also where it is held back. */
  double[] point() {
    return now.point();
  }

  /** The output at the last point. */
  double[] value() {
    return now.value();
  }

  /** Made so far, those held back included. */
  int steps() {
    return now.steps();
  }

  /**
   * Notes an accepted step.
   *
   * @param outputSpeed |J v| h of the step, its share of the pseudolength
   * @param arcOverChord length of the path between the two points over their distance: 1 where the
   *     path is a polyline, see {@link #arcOverChord} along a smooth curve
   */
  void step(
      double[] newPoint,
      double[] newValue,
      RowSpace space,
      double outputSpeed,
      double arcOverChord,
      int newCorrections) {
    step(
        newPoint,
        newValue,
        space.smallestSingularValue(),
        space.largestSingularValue(),
        outputSpeed,
        arcOverChord,
        newCorrections);
  }

  /**
   * Notes an accepted step; parameters as for the others.
   *
   * @param smallestHere smallest singular value of the Jacobian at the new point
   * @param largestHere largest one
   */
  void step(
      double[] newPoint,
      double[] newValue,
      double smallestHere,
      double largestHere,
      double outputSpeed,
      double arcOverChord,
      int newCorrections) {
    double chord = Vectors.distance(newPoint, now.point());
    double change = Vectors.largestDifference(newValue, startValue);
    now =
        new Figures(
            newPoint,
            newValue,
            now.steps() + 1,
            now.polyline() + chord,
            now.arcs() + chord * arcOverChord,
            now.pseudolength() + outputSpeed,
            now.energy() + energyOf(outputSpeed, chord),
            Math.max(now.drift(), change),
            Math.min(now.smallest(), smallestHere),
            Math.max(now.largest(), largestHere),
            now.corrections() + newCorrections);
    heldBack.add(
        new WalkStep(
            now.steps(),
            now.polyline(),
            newPoint,
            newValue,
            change,
            chord,
            smallestHere,
            largestHere,
            newCorrections));
    if (mayEnd.test(newPoint)) {
      heldBack.forEach(recorder::accept);
      heldBack.clear();
      settled = now;
    }
  }

  /** Whether the walk may end at the step noted last. */
  boolean isSettled() {
    return heldBack.isEmpty();
  }

  WalkResult finish(StopReason stop) {
    return new WalkResult(
        stop,
        settled.steps(),
        settled.arcs(),
        settled.polyline(),
        settled.pseudolength(),
        settled.energy(),
        Vectors.distance(settled.point(), start),
        settled.drift(),
        settled.smallest(),
        settled.largest(),
        now.steps(),
        now.polyline(),
        nullDimension,
        box.shareAtBounds(settled.point()),
        settled.corrections(),
        settled.point().clone(),
        settled.value().clone(),
        startIsFinite);
  }

  /**
   * |J v|^2 h of a step, its share of the energy. By the chord h rather than the step that was
   * predicted, so that the sums of a walk keep the law of Cauchy and Schwarz.
   */
  private static double energyOf(double outputSpeed, double chord) {
    return chord > 0 ? outputSpeed * outputSpeed / chord : 0;
  }

  /**
   * Arc over chord between two points of a curve, as on the circle that turns by as much; the error
   * is of fourth order in the step.
   */
  static double arcOverChord(double[] tangentBefore, double[] tangentAfter) {
    double halfChord = Math.min(1, Vectors.distance(tangentBefore, tangentAfter) / 2);
    return halfChord == 0 ? 1 : StrictMath.asin(halfChord) / halfChord;
  }
}
