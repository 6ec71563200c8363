package dev.nervure.data.glyphs;

/** The kinds of picture. */
public enum GlyphStyle {
  /** 1 x 28 x 28, light strokes on black, as MNIST. */
  GREY(28, 1),
  /** 3 x 32 x 32, coloured strokes on black, as CIFAR in shape. */
  COLOR(32, 3);

  private final int side;
  private final int channels;

  GlyphStyle(int side, int channels) {
    this.side = side;
    this.channels = channels;
  }

  /** Width and height in pixels. */
  public int side() {
    return side;
  }

  /** 1 for grey, 3 for red, green, blue. */
  public int channels() {
    return channels;
  }
}
