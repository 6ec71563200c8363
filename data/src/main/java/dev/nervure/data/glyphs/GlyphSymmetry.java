package dev.nervure.data.glyphs;

/**
 * The symmetry group of a drawing in the plane: {@code order} rotations, and mirrors or none.
 *
 * @param order number of rotations that leave the drawing as it is, at least 1
 * @param mirrors whether reflections leave it as it is, too ({@code order} of them)
 */
public record GlyphSymmetry(int order, boolean mirrors) {

  /** Schoenflies' name: C for rotations alone, D with mirrors; C1 is no symmetry at all. */
  public String group() {
    return (mirrors ? "D" : "C") + order;
  }

  /** Rotations that leave the sheared drawing as it is: shear keeps the half turn alone. */
  public int orderUnderShear() {
    return order % 2 == 0 ? 2 : 1;
  }
}
