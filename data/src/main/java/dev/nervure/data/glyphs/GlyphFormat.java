package dev.nervure.data.glyphs;

/** The files that a glyph set can be written as. */
public enum GlyphFormat {
  /** {@code images-idx3-ubyte.gz} (colour: {@code idx4}) and {@code labels-idx1-ubyte.gz}. */
  IDX,
  /** {@code x.npy}, float32 in [0, 1], and {@code y.npy}, int64. */
  NPY
}
