package dev.nervure.fiber;

/** Accumulates the figures of a walk while it goes on. Not thread safe; one per walk. */
final class WalkLog {

  private final double[] start;
  private final double[] startValue;
  private final Box box;
  private final int nullDimension;
  private final WalkStep.Recorder recorder;

  private double[] point;
  private double[] value;
  private int steps;
  private double polyline;
  private double arcs;
  private double pseudolength;
  private double drift;
  private double smallest;
  private double largest;
  private long corrections;

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
    this.point = start;
    this.value = startValue;
    this.box = box;
    this.nullDimension = nullDimension;
    this.recorder = recorder;
    this.smallest = smallest;
    this.largest = largest;
    recorder.accept(new WalkStep(0, 0, start, startValue, 0, 0, smallest, largest, 0));
  }

  double length() {
    return polyline;
  }

  int steps() {
    return steps;
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
   * Notes an accepted step.
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
    smallest = Math.min(smallest, smallestHere);
    largest = Math.max(largest, largestHere);
    double[] chord = Vectors.minus(newPoint, point);
    double chordLength = Vectors.norm(chord);
    polyline += chordLength;
    arcs += chordLength * arcOverChord;
    pseudolength += outputSpeed;
    double change = Vectors.largestDifference(newValue, startValue);
    drift = Math.max(drift, change);
    point = newPoint;
    value = newValue;
    steps++;
    corrections += newCorrections;
    recorder.accept(
        new WalkStep(
            steps,
            polyline,
            newPoint,
            newValue,
            change,
            chordLength,
            smallestHere,
            largestHere,
            newCorrections));
  }

  WalkResult finish(StopReason stop) {
    return new WalkResult(
        stop,
        steps,
        arcs,
        polyline,
        pseudolength,
        Vectors.distance(point, start),
        drift,
        smallest,
        largest,
        nullDimension,
        box.shareAtBounds(point),
        corrections,
        point.clone(),
        value.clone());
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
