package dev.nervure.glassbox.block;

/** With which filters images are lifted. */
public enum FilterKind {
  /** First, second and third derivatives across elongated Gaussians of three widths. */
  DERIVATIVES("derivatives"),
  /**
   * Smoothed noise by seed, under a Gaussian window: no direction and no mirror image is special.
   */
  RANDOM("random");

  private final String word;

  FilterKind(String word) {
    this.word = word;
  }

  /** As on the command line and in files of blocks. */
  public String word() {
    return word;
  }
}
