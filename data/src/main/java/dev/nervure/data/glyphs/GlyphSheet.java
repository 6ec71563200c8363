package dev.nervure.data.glyphs;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The contact sheet of a set: one row a class; the plain drawing with no factor varied, then the
 * first samples of the class.
 */
final class GlyphSheet {

  private static final int ZOOM = 3;
  private static final int CELL = 104;
  private static final int COLUMNS = 16;
  private static final int WIDTH = COLUMNS * CELL;
  private static final int BACKGROUND = 0x23272e;

  private GlyphSheet() {}

  /** Draws the sheet as a PNG. */
  static void write(GlyphSet set, OutputStream out) throws IOException {
    List<GlyphClass> classes = set.options().classes();
    int height = classes.size() * CELL;
    int[] sheet = new int[WIDTH * height];
    Arrays.fill(sheet, BACKGROUND);
    for (int row = 0; row < classes.size(); row++) {
      drawRow(sheet, set, classes.get(row), row);
    }
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, WIDTH, height, sheet, 0, WIDTH);
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java platform writes no PNG");
    }
  }

  private static void drawRow(int[] sheet, GlyphSet set, GlyphClass glyph, int row) {
    GlyphStyle style = set.options().style();
    paste(sheet, row, 0, GlyphSet.picture(glyph, style, GlyphSet.standardFactors()));
    LabelledSamples samples = set.samples();
    int column = 1;
    for (int i = 0; i < samples.size() && column < COLUMNS; i++) {
      if (samples.label(i) == glyph.ordinal()) {
        NdArray picture = samples.read(i, i + 1).reshape(samples.sampleShape());
        paste(sheet, row, column++, picture);
      }
    }
  }

  private static void paste(int[] sheet, int row, int column, NdArray picture) {
    int[] shape = picture.shape();
    int side = shape[1];
    int area = side * side;
    float[] values = picture.floats();
    int margin = (CELL - side * ZOOM) / 2;
    for (int pixel = 0; pixel < area; pixel++) {
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        float value = values[shape[0] == 3 ? channel * area + pixel : pixel];
        rgb = rgb << 8 | Math.round(255 * value);
      }
      int left = column * CELL + margin + pixel % side * ZOOM;
      int top = row * CELL + margin + pixel / side * ZOOM;
      for (int dy = 0; dy < ZOOM; dy++) {
        int from = (top + dy) * WIDTH + left;
        Arrays.fill(sheet, from, from + ZOOM, rgb);
      }
    }
  }
}
