package dev.nervure.data.glyphs;

import java.util.Arrays;

/**
 * Draws strokes of round caps and joins, anti-aliased by the distance of a pixel's centre to the
 * nearest stroke: full within half the stroke width less half the ramp, nothing beyond half the
 * width plus half the ramp, a smooth step between. The picture is a continuously differentiable
 * function of every factor, up to the rounding to bytes and where two strokes are equally near.
 *
 * <p>Arithmetic is addition, multiplication, division and square root alone, with sines and cosines
 * of {@link StrictMath}: same bits on every machine. Cost: the pixels in the boxes around the
 * chords. Not thread safe; one per task.
 */
final class GlyphRaster {

  /** Width, in pixels, over which an edge goes from full to nothing. */
  private static final double RAMP = 1.5;

  /** The unit circle of a drawing at scale 1, as a fraction of the side. */
  private static final double UNIT = 0.31;

  private final GlyphStyle style;
  private final int side;
  private final double[] squaredDistance;

  GlyphRaster(GlyphStyle style) {
    this.style = style;
    this.side = style.side();
    this.squaredDistance = new double[side * side];
  }

  /**
   * Draws one glyph.
   *
   * @param factors values in the order of {@link GlyphFactor}
   * @param pixels receives channels x side x side bytes
   */
  void draw(GlyphClass glyph, double[] factors, byte[] pixels) {
    double halfWidth = factors[GlyphFactor.STROKE_WIDTH.ordinal()] * side / 2;
    double reach = halfWidth + RAMP / 2;
    Arrays.fill(squaredDistance, reach * reach);
    for (double[] stroke : glyph.strokes()) {
      double[] placed = placed(stroke, factors);
      for (int i = 2; i < placed.length; i += 2) {
        chord(placed[i - 2], placed[i - 1], placed[i], placed[i + 1], reach);
      }
    }
    paint(halfWidth, factors, pixels);
  }

  /** Points in pixels, x to the right, y downwards. */
  private double[] placed(double[] stroke, double[] factors) {
    double angle = factors[GlyphFactor.ROTATION.ordinal()];
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double shear = factors[GlyphFactor.SHEAR.ordinal()];
    double unit = UNIT * side * factors[GlyphFactor.SCALE.ordinal()];
    double centerX = side * (0.5 + factors[GlyphFactor.POSITION_X.ordinal()]);
    double centerY = side * (0.5 - factors[GlyphFactor.POSITION_Y.ordinal()]);
    double[] points = new double[stroke.length];
    for (int i = 0; i < stroke.length; i += 2) {
      double y = stroke[i + 1];
      double x = stroke[i] + shear * y;
      points[i] = centerX + unit * (cos * x - sin * y);
      points[i + 1] = centerY - unit * (sin * x + cos * y);
    }
    return points;
  }

  private void chord(double x0, double y0, double x1, double y1, double reach) {
    int left = Math.max(0, (int) Math.floor(Math.min(x0, x1) - reach - 0.5));
    int right = Math.min(side - 1, (int) Math.ceil(Math.max(x0, x1) + reach - 0.5));
    int top = Math.max(0, (int) Math.floor(Math.min(y0, y1) - reach - 0.5));
    int bottom = Math.min(side - 1, (int) Math.ceil(Math.max(y0, y1) + reach - 0.5));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double squaredLength = dx * dx + dy * dy;
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double py = row + 0.5 - y0;
        double along = squaredLength > 0 ? (px * dx + py * dy) / squaredLength : 0;
        double clamped = Math.max(0, Math.min(1, along));
        double ex = px - clamped * dx;
        double ey = py - clamped * dy;
        int pixel = row * side + column;
        squaredDistance[pixel] = Math.min(squaredDistance[pixel], ex * ex + ey * ey);
      }
    }
  }

  private void paint(double halfWidth, double[] factors, byte[] pixels) {
    double[] color = color(factors);
    int area = side * side;
    Arrays.fill(pixels, (byte) 0);
    double squaredReach = (halfWidth + RAMP / 2) * (halfWidth + RAMP / 2);
    for (int pixel = 0; pixel < area; pixel++) {
      if (squaredDistance[pixel] >= squaredReach) {
        continue;
      }
      double distance = Math.sqrt(squaredDistance[pixel]);
      double t = Math.max(0, Math.min(1, 0.5 + (halfWidth - distance) / RAMP));
      double coverage = t * t * (3 - 2 * t);
      for (int channel = 0; channel < color.length; channel++) {
        pixels[channel * area + pixel] = (byte) (int) (255 * coverage * color[channel] + 0.5);
      }
    }
  }

  /** A circle in the space of colours: hue 0 is red, 1/3 green, 2/3 blue. */
  private double[] color(double[] factors) {
    double brightness = factors[GlyphFactor.BRIGHTNESS.ordinal()];
    if (style.channels() == 1) {
      return new double[] {brightness};
    }
    double hue = factors[GlyphFactor.HUE.ordinal()];
    double[] color = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      double angle = 2 * Math.PI * (hue - channel / 3.0);
      color[channel] = brightness * (0.5 + 0.5 * StrictMath.cos(angle));
    }
    return color;
  }
}
