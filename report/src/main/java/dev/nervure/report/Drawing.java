package dev.nervure.report;

/**
 * A surface that a figure is drawn on: vectors ({@link SvgDrawing}) or pixels ({@link
 * RasterDrawing}). Coordinates are pixels of the figure at scale 1, y downwards.
 */
interface Drawing {
  /** What a shape is, which decides its colour on light and on dark paper. */
  enum Ink {
    TEXT(0x1f2933, 0xe5e9ef),
    MUTED(0x5f6b7a, 0x9aa7b6),
    GRID(0xe3e7ec, 0x2c343f),
    BLUE(0x0072b2, 0x56b4e9),
    VERMILION(0xc44e00, 0xf28e4b),
    GREEN(0x00805e, 0x3cc9a0),
    PURPLE(0xa04a82, 0xd98bbd);

    final int light;
    final int dark;

    Ink(int light, int dark) {
      this.light = light;
      this.dark = dark;
    }
  }

  /** Which end of a text its position is. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** A straight line. */
  void line(double x1, double y1, double x2, double y2, Ink ink);

  /** A line through points, 2 px wide; {@code dash} alternates drawn and blank lengths. */
  void path(double[] x, double[] y, Ink ink, double... dash);

  /** A filled polygon, one fifth opaque. */
  void band(double[] x, double[] y, Ink ink);

  /** A filled disc. */
  void dot(double x, double y, double radius, Ink ink);

  /** Text with its baseline at y. */
  void text(double x, double y, String text, double size, boolean bold, Anchor anchor, Ink ink);
}
