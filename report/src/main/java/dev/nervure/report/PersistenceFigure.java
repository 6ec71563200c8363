package dev.nervure.report;

import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.report.Drawing.Anchor;
import dev.nervure.report.Drawing.Ink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Persistence diagrams as a picture: on the left birth against death, on the right the longest bars
 * of each dimension. Essential classes sit on a dashed line at the top and at the right end.
 */
public final class PersistenceFigure {
  private static final int PANEL = 420;
  private static final int MARGIN = 18;
  private static final int LEFT = 52;
  private static final int BOTTOM = 44;
  private static final int TOP = 52;

  /** More bars than this in one dimension are only hinted at. */
  private static final int MOST_BARS = 60;

  private static final Ink[] INKS = {Ink.BLUE, Ink.VERMILION, Ink.GREEN, Ink.PURPLE};

  private final List<PersistenceDiagram> diagrams;
  private final AxisTicks ticks;
  private final boolean anyEssential;

  private PersistenceFigure(List<PersistenceDiagram> diagrams) {
    this.diagrams = diagrams;
    double high = 0;
    boolean essential = false;
    for (PersistenceDiagram diagram : diagrams) {
      for (int i = 0; i < diagram.size(); i++) {
        boolean endless = Double.isInfinite(diagram.death(i));
        essential |= endless;
        high = Math.max(high, endless ? diagram.birth(i) : diagram.death(i));
      }
    }
    ticks = AxisTicks.covering(0, high, 5);
    anyEssential = essential;
  }

  /**
   * Draws diagrams of one filtration into a file.
   *
   * @param diagrams one a dimension
   * @param title stands above the picture
   * @param file its name ends in {@code .svg} or {@code .png}; replaced if it is there
   * @throws IllegalArgumentException for another ending
   * @throws dev.nervure.run.ResourceException when the file cannot be written
   */
  public static void write(List<PersistenceDiagram> diagrams, String title, Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    PersistenceFigure figure = new PersistenceFigure(diagrams);
    int width = 2 * PANEL + 3 * MARGIN;
    int height = PANEL + 2 * MARGIN;
    try {
      if (name.endsWith(".svg")) {
        SvgDrawing drawing = new SvgDrawing(width, height, title);
        figure.draw(drawing, title);
        WholeFile.write(file, drawing.svg().getBytes(StandardCharsets.UTF_8));
      } else if (name.endsWith(".png")) {
        RasterDrawing drawing = new RasterDrawing(width, height);
        figure.draw(drawing, title);
        WholeFile.write(file, drawing.png());
      } else {
        throw new IllegalArgumentException("a picture file ends in .svg or .png but is " + file);
      }
    } catch (IOException e) {
      throw WholeFile.cannotWrite(file, e);
    }
  }

  private void draw(Drawing drawing, String title) {
    drawing.text(MARGIN + 4, MARGIN + 14, title, 14, true, Anchor.START, Ink.TEXT);
    scatter(drawing, MARGIN, MARGIN);
    barcode(drawing, 2 * MARGIN + PANEL, MARGIN);
  }

  /**
   * Position along an axis of {@code length} pixels; a tenth is kept free for essential classes.
   */
  private double position(double value, double length) {
    double finite = anyEssential ? 0.9 * length : length;
    return Double.isInfinite(value) ? 0.97 * length : finite * value / ticks.high();
  }

  private void scatter(Drawing drawing, double left, double top) {
    double x0 = left + LEFT;
    double y0 = top + PANEL - BOTTOM;
    double length = PANEL - LEFT - 10;
    double rise = PANEL - BOTTOM - TOP;
    for (double tick : ticks.values()) {
      double x = x0 + position(tick, length);
      double y = y0 - position(tick, rise);
      drawing.line(x0, y, x0 + length, y, Ink.GRID);
      drawing.text(x0 - 7, y + 4, ticks.label(tick), 11, false, Anchor.END, Ink.MUTED);
      drawing.text(x, y0 + 18, ticks.label(tick), 11, false, Anchor.MIDDLE, Ink.MUTED);
    }
    double end = ticks.high();
    drawing.line(x0, y0, x0 + position(end, length), y0 - position(end, rise), Ink.MUTED);
    drawing.line(x0, y0, x0 + length, y0, Ink.MUTED);
    if (anyEssential) {
      double y = y0 - position(Double.POSITIVE_INFINITY, rise);
      drawing.path(new double[] {x0, x0 + length}, new double[] {y, y}, Ink.GRID, 4, 4);
      drawing.text(x0 - 7, y + 4, "\u221e", 13, false, Anchor.END, Ink.MUTED);
    }
    drawing.text(x0 + length / 2, y0 + 36, "birth", 12, false, Anchor.MIDDLE, Ink.MUTED);
    drawing.text(x0, top + TOP - 10, "death", 12, false, Anchor.START, Ink.MUTED);
    for (PersistenceDiagram diagram : diagrams) {
      for (int i = 0; i < diagram.size(); i++) {
        drawing.dot(
            x0 + position(diagram.birth(i), length),
            y0 - position(diagram.death(i), rise),
            2.6,
            ink(diagram));
      }
    }
    double x = x0 + 50;
    for (PersistenceDiagram diagram : diagrams) {
      drawing.dot(x, top + TOP - 14, 4, ink(diagram));
      String label = "H" + diagram.dimension() + " (" + diagram.size() + ")";
      drawing.text(x + 8, top + TOP - 10, label, 12, false, Anchor.START, Ink.TEXT);
      x += 24 + 7.2 * label.length(); // 7.2 px: wider than the mean character at size 12
    }
  }

  private void barcode(Drawing drawing, double left, double top) {
    double y0 = top + PANEL - BOTTOM;
    double length = PANEL - 20;
    List<List<double[]>> shown = new ArrayList<>();
    int rows = 0;
    for (PersistenceDiagram diagram : diagrams) {
      List<double[]> bars = longest(diagram);
      shown.add(bars);
      rows += bars.size() + 2;
    }
    double step = (y0 - top - TOP) / Math.max(1, rows);
    double y = top + TOP;
    for (double tick : ticks.values()) {
      double x = left + position(tick, length);
      drawing.line(x, top + TOP, x, y0, Ink.GRID);
      drawing.text(x, y0 + 18, ticks.label(tick), 11, false, Anchor.MIDDLE, Ink.MUTED);
    }
    drawing.text(left + length / 2, y0 + 36, "scale", 12, false, Anchor.MIDDLE, Ink.MUTED);
    boolean cut = false;
    for (int k = 0; k < diagrams.size(); k++) {
      cut |= shown.get(k).size() < diagrams.get(k).size();
      for (double[] bar : shown.get(k)) {
        double from = left + position(bar[0], length);
        double to = left + position(bar[1], length);
        drawing.path(new double[] {from, to}, new double[] {y, y}, ink(diagrams.get(k)));
        y += step;
      }
      y += 2 * step;
    }
    drawing.text(
        left,
        top + TOP - 10,
        cut ? "the " + MOST_BARS + " longest bars of each dimension" : "all bars",
        12,
        false,
        Anchor.START,
        Ink.MUTED);
  }

  /** The longest bars, sorted by birth. */
  private static List<double[]> longest(PersistenceDiagram diagram) {
    List<double[]> bars = new ArrayList<>();
    for (int i = 0; i < diagram.size(); i++) {
      bars.add(new double[] {diagram.birth(i), diagram.death(i)});
    }
    bars.sort(Comparator.comparingDouble(bar -> bar[0] - bar[1]));
    List<double[]> kept = new ArrayList<>(bars.subList(0, Math.min(MOST_BARS, bars.size())));
    kept.sort(
        Comparator.<double[]>comparingDouble(bar -> bar[0]).thenComparingDouble(bar -> bar[1]));
    return kept;
  }

  private static Ink ink(PersistenceDiagram diagram) {
    return INKS[diagram.dimension() % INKS.length];
  }
}
