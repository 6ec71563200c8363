package dev.nervure.glassbox.block;

/** Where scattering is sampled, and with it how images are padded. */
public enum ScatteringGrid {
  /**
   * As kymatio does: places are 2^J pixels apart from pixel 0 of the padded image on, so that they
   * are not symmetric about the centre of the image and an exact quarter turn of an image does not
   * permute them. The filters' normaliser has 3.1415 for pi, as there: the low-pass filter passes
   * 1.0000294 of a constant. Values are kymatio's to the single precision of its filters.
   */
  KYMATIO,
  /**
   * Places are 2^J pixels apart and symmetric about the centre of the image, between pixels where
   * need be (by trigonometric interpolation): quarter turns and flips permute places and angles and
   * change nothing else. The filters' normaliser has pi.
   */
  CENTRED
}
