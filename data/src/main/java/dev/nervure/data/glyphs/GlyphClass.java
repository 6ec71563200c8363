package dev.nervure.data.glyphs;

import java.util.Locale;

/**
 * The ten classes. Each is a drawing of strokes within the unit circle about the origin. No class
 * is a rotated, reflected, scaled or (within the range of the factor) sheared copy of another.
 */
public enum GlyphClass {
  /** An open ring. */
  ARC(new GlyphSymmetry(1, true), new StrokePath().arc(0, 0, 0.92, 45, 315)),

  /** An upright S of two arcs. */
  ESS(
      new GlyphSymmetry(2, false),
      new StrokePath().arc(0, 0.48, 0.48, 10, 270).arc(0, -0.48, 0.48, 90, -170)),

  /** A plus. */
  CROSS(new GlyphSymmetry(4, true), new StrokePath().moveTo(0, 0).lineTo(0.95, 0).repeated(4)),

  /** The outline of an equilateral triangle. */
  TRIANGLE(
      new GlyphSymmetry(3, true),
      new StrokePath().moveTo(0, 1).lineTo(-Math.sqrt(3) / 2, -0.5).repeated(3)),

  /** A ring with three curved tails. */
  SWIRL(
      new GlyphSymmetry(3, false),
      new StrokePath()
          .arc(0, 0, 0.42, 90, 210)
          .endStroke()
          .spiral(0, 0, 0.42, 1, 90, 180)
          .repeated(3)),

  /** Five rays from the centre. */
  STAR(new GlyphSymmetry(5, true), new StrokePath().moveTo(0, 0).lineTo(0, 0.98).repeated(5)),

  /** One and three quarter turns of an even spiral. */
  SPIRAL(new GlyphSymmetry(1, false), new StrokePath().spiral(0, 0, 0.08, 0.97, 90, 720)),

  /** A lying eight: two loops that cross in the centre. */
  EIGHT(
      new GlyphSymmetry(2, true),
      new StrokePath()
          .moveTo(0, 0)
          .curveTo(0.45, 0.85, 0.97, 0.7, 0.97, 0)
          .curveTo(0.97, -0.7, 0.45, -0.85, 0, 0)
          .repeated(2)),

  /** A shaft with two barbs. */
  ARROW(
      new GlyphSymmetry(1, true),
      new StrokePath()
          .moveTo(0, -0.95)
          .lineTo(0, 0.95)
          .moveTo(-0.6, 0.3)
          .lineTo(0, 0.95)
          .lineTo(0.6, 0.3)),

  /** A ring with a shaft and one tooth. */
  KEY(
      new GlyphSymmetry(1, false),
      new StrokePath()
          .arc(0, 0.55, 0.4, -90, 270)
          .lineTo(0, -0.95)
          .lineTo(0.5, -0.95)
          .moveTo(0, -0.45)
          .lineTo(0.4, -0.45));

  private final GlyphSymmetry symmetry;
  private final double[][] strokes;

  GlyphClass(GlyphSymmetry symmetry, StrokePath path) {
    this.symmetry = symmetry;
    this.strokes = path.strokes();
  }

  /** The name in files and specifications, such as {@code swirl}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The symmetry group of the unsheared drawing. */
  public GlyphSymmetry symmetry() {
    return symmetry;
  }

  /** The strokes, each x0, y0, x1, y1, ...; not to be modified. */
  double[][] strokes() {
    return strokes;
  }
}
