package dev.nervure.fiber;

import java.util.ArrayList;
import java.util.List;

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
  private Figures now;

  /** At the last point where the walk may end. */
  private Figures settled;

  private record Figures(
      double[] point,
      double[] value,
      int steps,
      double polyline,
      double arcs,
      double pseudolength,
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
    now = new Figures(start, startValue, 0, 0, 0, 0, 0, smallest, largest, 0);
    settled = now;
    recorder.accept(new WalkStep(0, 0, start, startValue, 0, 0, smallest, largest, 0));
  }

  /** Walked so far, steps held back included. */
  double length() {
    return now.polyline();
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
    step(newPoint, newValue, space, outputSpeed, arcOverChord, newCorrections, true);
  }

  /**
   * Notes an accepted step; parameters as for the other.
   *
   * @param mayEnd whether the walk may end here
   */
  void step(
      double[] newPoint,
      double[] newValue,
      RowSpace space,
      double outputSpeed,
      double arcOverChord,
      int newCorrections,
      boolean mayEnd) {
    step(
        newPoint,
        newValue,
        outputSpeed,
        arcOverChord,
        newCorrections,
        space.smallestSingularValue(),
        space.largestSingularValue(),
        mayEnd);
  }

  /** Notes an accepted step at which the singular values were not taken anew. */
  void step(
      double[] newPoint,
      double[] newValue,
      double outputSpeed,
      double arcOverChord,
      int newCorrections) {
    step(
        newPoint,
        newValue,
        outputSpeed,
        arcOverChord,
        newCorrections,
        now.smallest(),
        now.largest(),
        true);
  }

  private void step(
      double[] newPoint,
      double[] newValue,
      double outputSpeed,
      double arcOverChord,
      int newCorrections,
      double smallestHere,
      double largestHere,
      boolean mayEnd) {
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
    if (mayEnd) {
      heldBack.forEach(recorder::accept);
      heldBack.clear();
      settled = now;
    }
  }

  WalkResult finish(StopReason stop) {
    return new WalkResult(
        stop,
        settled.steps(),
        settled.arcs(),
        settled.polyline(),
        settled.pseudolength(),
        Vectors.distance(settled.point(), start),
        settled.drift(),
        settled.smallest(),
        settled.largest(),
        nullDimension,
        box.shareAtBounds(settled.point()),
        settled.corrections(),
        settled.point().clone(),
        settled.value().clone());
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
