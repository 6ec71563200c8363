package dev.nervure.data.glyphs;

import java.util.Locale;

/**
 * The latent factors of a glyph. A factor that varies is uniform over its range; one that does not
 * sits at its default. Lengths are fractions of the side of the image.
 */
public enum GlyphFactor {
  /** Angle, counter-clockwise in the picture, in radians; the full circle. */
  ROTATION(0, 2 * Math.PI, 0, true),
  /** Size relative to the largest. */
  SCALE(0.7, 1, 0.85, false),
  /** Horizontal shift per unit of height, before the rotation. */
  SHEAR(-0.3, 0.3, 0, false),
  /** Width of the strokes. */
  STROKE_WIDTH(0.05, 0.1, 0.075, false),
  /** Shift to the right. */
  POSITION_X(-0.07, 0.07, 0, false),
  /** Shift upwards. */
  POSITION_Y(-0.07, 0.07, 0, false),
  /** Brightness of the strokes. */
  BRIGHTNESS(0.6, 1, 1, false),
  /** Position on the circle of hues, in turns; colour images only. */
  HUE(0, 1, 0.6, true);

  private final double low;
  private final double high;
  private final double standard;
  private final boolean periodic;

  GlyphFactor(double low, double high, double standard, boolean periodic) {
    this.low = low;
    this.high = high;
    this.standard = standard;
    this.periodic = periodic;
  }

  /** The name in files and specifications, such as {@code stroke_width}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Lower end of the range, inclusive. */
  public double low() {
    return low;
  }

  /** Upper end of the range, exclusive. */
  public double high() {
    return high;
  }

  /** The value where the factor does not vary. */
  public double standard() {
    return standard;
  }

  /** Whether both ends of the range give the same picture: the factor runs over a circle. */
  public boolean isPeriodic() {
    return periodic;
  }
}
