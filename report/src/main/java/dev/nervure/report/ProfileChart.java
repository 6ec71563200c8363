package dev.nervure.report;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.report.Drawing.Anchor;
import dev.nervure.report.Drawing.Ink;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Draws measures against relative depth: a line with dots and a band of 95 % intervals for each;
 * with dimensions also the number of coordinates of each layer, in dotted steps where they come
 * into view.
 *
 * @param title above the plot
 * @param axis label of the value axis, under the title
 * @param lines what is drawn, at most one for each colour; lines without an estimate are left out
 */
record ProfileChart(String title, String axis, List<Line> lines) {
  private static final List<Ink> COLOURS = List.of(Ink.BLUE, Ink.VERMILION, Ink.GREEN, Ink.PURPLE);
  private static final double[][] DASHES = {{}, {7, 3}, {2, 3}, {9, 3, 2, 3}};
  private static final double LEFT = 48;
  private static final double RIGHT = 16;
  private static final double TOP = 50;
  private static final double BOTTOM = 44;
  private static final double LEGEND_ROW = 18;

  /** How far the steps of coordinates reach beyond the first and the last layer. */
  private static final double HALF_STEP = 8;

  /** Width of their label. */
  private static final double LABEL_ROOM = 66;

  /**
   * One line.
   *
   * @param label in the legend
   * @param profile the points
   */
  record Line(String label, DepthProfile profile) {}

  boolean isEmpty() {
    return lines.stream().allMatch(line -> line.profile().estimated().isEmpty());
  }

  /** Draws into the rectangle with this upper left corner and this size. */
  void draw(Drawing drawing, double left, double top, double width, double height) {
    List<Line> drawn =
        lines.stream().filter(line -> !line.profile().estimated().isEmpty()).toList();
    double legend = drawn.size() > 1 ? LEGEND_ROW : 0;
    double x0 = left + LEFT;
    double x1 = left + width - RIGHT;
    double y0 = top + height - BOTTOM;
    double y1 = top + TOP + legend;
    drawing.text(left + 4, top + 20, title, 15, true, Anchor.START, Ink.TEXT);
    drawing.text(left + 4, top + 38, axis, 12, false, Anchor.START, Ink.MUTED);
    AxisTicks ticks = valueTicks(drawn, Math.max(3, (int) ((y0 - y1) / 40)));
    for (double tick : ticks.values()) {
      double y = y0 - (y0 - y1) * (tick - ticks.low()) / (ticks.high() - ticks.low());
      drawing.line(x0, y, x1, y, Ink.GRID);
      drawing.text(x0 - 7, y + 4, ticks.label(tick), 11, false, Anchor.END, Ink.MUTED);
    }
    AxisTicks depths = new AxisTicks(0, 0.2, 6);
    for (double tick : depths.values()) {
      double x = x0 + (x1 - x0) * tick;
      drawing.line(x, y0, x, y0 + 4, Ink.MUTED);
      drawing.text(x, y0 + 18, depths.label(tick), 11, false, Anchor.MIDDLE, Ink.MUTED);
    }
    drawing.line(x0, y0, x1, y0, Ink.MUTED);
    drawing.text((x0 + x1) / 2, y0 + 36, "relative depth", 12, false, Anchor.MIDDLE, Ink.MUTED);
    Plot plot = new Plot(drawing, x0, x1, y0, y1, ticks);
    for (int i = 0; i < drawn.size(); i++) {
      plot.band(drawn.get(i).profile(), ink(i));
    }
    if (!drawn.isEmpty() && drawn.stream().allMatch(ProfileChart::isDimension)) {
      plot.coordinates(drawn);
    }
    double legendX = left + 4;
    for (int i = 0; i < drawn.size(); i++) {
      plot.line(drawn.get(i).profile(), ink(i), DASHES[i % DASHES.length]);
      if (legend > 0) {
        legendX = legendEntry(drawing, legendX, top + TOP + 4, drawn.get(i).label(), i);
      }
    }
  }

  private static double legendEntry(
      Drawing drawing, double x, double y, String label, int position) {
    drawing.path(
        new double[] {x, x + 24},
        new double[] {y, y},
        ink(position),
        DASHES[position % DASHES.length]);
    drawing.dot(x + 12, y, 3, ink(position));
    drawing.text(x + 30, y + 4, label, 12, false, Anchor.START, Ink.TEXT);
    return x + 30 + 7 * label.length() + 14; // 7 px: wider than the mean character at size 12
  }

  private static boolean isDimension(Line line) {
    return Measures.named(line.profile().measure()).family() == Family.DIMENSION;
  }

  private static Ink ink(int position) {
    return COLOURS.get(position % COLOURS.size());
  }

  /**
   * All measures here are at or above 0, so the axis begins there: heights compare as they look.
   */
  private static AxisTicks valueTicks(List<Line> drawn, int about) {
    double low = 0;
    double high = 0;
    for (Line line : drawn) {
      for (Point point : line.profile().estimated()) {
        low = Math.min(low, point.estimate());
        high = Math.max(high, Math.max(point.estimate(), point.high()));
      }
      Double highest = Measures.named(line.profile().measure()).highest();
      high = highest == null ? high : highest;
    }
    return AxisTicks.covering(low, high, about);
  }

  private record Plot(
      Drawing drawing, double x0, double x1, double y0, double y1, AxisTicks ticks) {
    double x(Point point) {
      return x0 + (x1 - x0) * point.layer().depth();
    }

    double y(double value) {
      double inside = Math.max(ticks.low(), Math.min(ticks.high(), value));
      return y0 - (y0 - y1) * (inside - ticks.low()) / (ticks.high() - ticks.low());
    }

    void band(DepthProfile profile, Ink ink) {
      for (List<Point> run : unbroken(profile)) {
        if (run.size() < 2 || run.stream().noneMatch(Point::hasInterval)) {
          continue;
        }
        int n = run.size();
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        for (int i = 0; i < n; i++) {
          xs[i] = x(run.get(i));
          ys[i] = y(run.get(i).high());
          xs[2 * n - 1 - i] = xs[i];
          ys[2 * n - 1 - i] = y(run.get(i).low());
        }
        drawing.band(xs, ys, ink);
      }
    }

    void line(DepthProfile profile, Ink ink, double[] dash) {
      for (List<Point> run : unbroken(profile)) {
        drawing.path(
            run.stream().mapToDouble(this::x).toArray(),
            run.stream().mapToDouble(point -> y(point.estimate())).toArray(),
            ink,
            dash);
        run.forEach(point -> drawing.dot(x(point), y(point.estimate()), 3, ink));
      }
    }

    /**
     * The numbers of coordinates, level about each layer; out of the picture where they are larger.
     */
    void coordinates(List<Line> drawn) {
      SortedMap<Double, Integer> widths = new TreeMap<>();
      for (Line line : drawn) {
        line.profile().points().forEach(point -> widths.put(x(point), point.layer().dimension()));
      }
      List<Double> places = List.copyOf(widths.keySet());
      boolean labelled = false;
      double lastLevel = y1;
      for (int i = 0; i < places.size(); i++) {
        double here = places.get(i);
        double from = i == 0 ? Math.max(x0, here - HALF_STEP) : (places.get(i - 1) + here) / 2;
        double to =
            i == places.size() - 1
                ? Math.min(x1, here + HALF_STEP)
                : (here + places.get(i + 1)) / 2;
        int width = Objects.requireNonNull(widths.get(here));
        boolean inView = width <= ticks.high();
        double level = inView ? y(width) : y1;
        if (i > 0 && level != lastLevel) {
          dotted(from, lastLevel, from, level);
        }
        if (inView) {
          dotted(from, level, to, level);
          if (!labelled) {
            boolean right = from > x1 - LABEL_ROOM;
            drawing.text(
                right ? x1 : from + 2,
                level - 4,
                "coordinates",
                11,
                false,
                right ? Anchor.END : Anchor.START,
                Ink.MUTED);
            labelled = true;
          }
        }
        lastLevel = level;
      }
    }

    private void dotted(double fromX, double fromY, double toX, double toY) {
      drawing.path(new double[] {fromX, toX}, new double[] {fromY, toY}, Ink.MUTED, 1.5, 2.5);
    }

    /** Stretches without a gap: a layer without an estimate interrupts the line. */
    private static List<List<Point>> unbroken(DepthProfile profile) {
      List<List<Point>> runs = new ArrayList<>();
      boolean open = false;
      for (Point point : profile.points()) {
        if (point.isEstimable()) {
          if (!open) {
            runs.add(new ArrayList<>());
          }
          runs.get(runs.size() - 1).add(point);
        }
        open = point.isEstimable();
      }
      return runs;
    }
  }
}
