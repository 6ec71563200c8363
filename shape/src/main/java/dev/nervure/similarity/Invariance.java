package dev.nervure.similarity;

/**
 * A change of one of two representations that leaves a measure of their similarity as it is. The
 * tests of all measures ask for what each claims.
 */
public enum Invariance {
  /** The same vector is added to all rows. */
  TRANSLATION("translation"),
  /** All values are multiplied by one positive number. */
  ISOTROPIC_SCALE("isotropic scale"),
  /** The features change places. */
  PERMUTATION("permutation of features"),
  /** A rotation or reflection of the space of features. */
  ORTHOGONAL("orthogonal map"),
  /** Any linear map that can be undone. */
  INVERTIBLE_LINEAR("invertible linear map"),
  /** Every row is multiplied by a positive number of its own. */
  ROW_SCALE("scale of each row");

  private final String text;

  Invariance(String text) {
    this.text = text;
  }

  /** In words. */
  public String text() {
    return text;
  }
}
