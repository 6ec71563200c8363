package dev.nervure.data.glyphs;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds the strokes of a drawing in a plane with the y axis upwards. Curves become chords, with
 * points placed so that symmetric curves have symmetric points. Angles in degrees,
 * counter-clockwise from the x axis. Same bits everywhere ({@link StrictMath}).
 */
final class StrokePath {

  /** Chords of at most this angle stay within 0.001 of a unit circle. */
  private static final double CHORD_DEGREES = 5;

  private static final int BEZIER_CHORDS = 24;

  private final List<double[]> strokes = new ArrayList<>();
  private final List<double[]> current = new ArrayList<>();

  /** Begins a stroke. */
  StrokePath moveTo(double x, double y) {
    endStroke();
    current.add(new double[] {x, y});
    return this;
  }

  /** A straight line. */
  StrokePath lineTo(double x, double y) {
    current.add(new double[] {x, y});
    return this;
  }

  /** Back to the first point of the stroke. */
  StrokePath close() {
    double[] first = current.get(0);
    return lineTo(first[0], first[1]);
  }

  /** An arc of a circle; joined to the stroke if one has begun, else a new stroke. */
  StrokePath arc(double centerX, double centerY, double radius, double from, double to) {
    return spiral(centerX, centerY, radius, radius, from, to);
  }

  /** As an arc, the radius going evenly from one value to another. */
  StrokePath spiral(
      double centerX, double centerY, double radius, double lastRadius, double from, double to) {
    int chords = (int) Math.ceil(Math.abs(to - from) / CHORD_DEGREES);
    for (int i = 0; i <= chords; i++) {
      double part = (double) i / chords;
      double angle = StrictMath.toRadians(from + (to - from) * part);
      double r = radius + (lastRadius - radius) * part;
      current.add(
          new double[] {centerX + r * StrictMath.cos(angle), centerY + r * StrictMath.sin(angle)});
    }
    return this;
  }

  /** A cubic Bezier curve from the last point. */
  StrokePath curveTo(double x1, double y1, double x2, double y2, double x3, double y3) {
    double[] start = current.get(current.size() - 1);
    for (int i = 1; i <= BEZIER_CHORDS; i++) {
      double t = (double) i / BEZIER_CHORDS;
      double s = 1 - t;
      double a = s * s * s;
      double b = 3 * s * s * t;
      double c = 3 * s * t * t;
      double d = t * t * t;
      current.add(
          new double[] {
            a * start[0] + b * x1 + c * x2 + d * x3, a * start[1] + b * y1 + c * y2 + d * y3
          });
    }
    return this;
  }

  /** Begins a new stroke with the next point. */
  StrokePath endStroke() {
    if (!current.isEmpty()) {
      double[] points = new double[2 * current.size()];
      for (int i = 0; i < current.size(); i++) {
        points[2 * i] = current.get(i)[0];
        points[2 * i + 1] = current.get(i)[1];
      }
      strokes.add(points);
      current.clear();
    }
    return this;
  }

  /** What was drawn so far, and copies of it turned about the origin, {@code count} in all. */
  StrokePath repeated(int count) {
    endStroke();
    List<double[]> once = List.copyOf(strokes);
    for (int k = 1; k < count; k++) {
      double cos = StrictMath.cos(2 * Math.PI * k / count);
      double sin = StrictMath.sin(2 * Math.PI * k / count);
      for (double[] stroke : once) {
        double[] turned = new double[stroke.length];
        for (int i = 0; i < stroke.length; i += 2) {
          turned[i] = cos * stroke[i] - sin * stroke[i + 1];
          turned[i + 1] = sin * stroke[i] + cos * stroke[i + 1];
        }
        strokes.add(turned);
      }
    }
    return this;
  }

  /** The strokes, each x0, y0, x1, y1, ... */
  double[][] strokes() {
    endStroke();
    return strokes.toArray(new double[0][]);
  }
}
