package dev.nervure.data.glyphs;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * The contact sheet: one row a class; the plain drawing, each grey factor at both ends of its
 * range, then random grey and random coloured samples.
 */
public final class GlyphSheet {

  private static final int ZOOM = 3;
  private static final int CELL = 104;
  private static final int RANDOM_GREY = 5;
  private static final int RANDOM_COLOR = 5;
  private static final int BACKGROUND = 0x23272e;

  private static final GlyphFactor[] SHOWN = {
    GlyphFactor.ROTATION,
    GlyphFactor.SCALE,
    GlyphFactor.SHEAR,
    GlyphFactor.STROKE_WIDTH,
    GlyphFactor.POSITION_X
  };

  private GlyphSheet() {}

  /**
   * Draws the sheet as a PNG.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file) {
    GlyphClass[] classes = GlyphClass.values();
    int columns = 1 + 2 * SHOWN.length + RANDOM_GREY + RANDOM_COLOR;
    int width = columns * CELL;
    BufferedImage sheet =
        new BufferedImage(width, classes.length * CELL, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        sheet.setRGB(x, y, BACKGROUND);
      }
    }
    for (GlyphClass glyph : classes) {
      drawRow(sheet, glyph);
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!ImageIO.write(sheet, "png", file.toFile())) {
        throw new IOException("this Java platform writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void drawRow(BufferedImage sheet, GlyphClass glyph) {
    int row = glyph.ordinal();
    int column = 0;
    paste(sheet, row, column++, GlyphSet.picture(glyph, GlyphStyle.GREY, standard()));
    for (GlyphFactor factor : SHOWN) {
      double span = factor.high() - factor.low();
      double[] low = standard();
      low[factor.ordinal()] = factor.isPeriodic() ? factor.low() + span / 12 : factor.low();
      double[] high = standard();
      high[factor.ordinal()] = factor.isPeriodic() ? factor.low() + span / 3 : factor.high();
      paste(sheet, row, column++, GlyphSet.picture(glyph, GlyphStyle.GREY, low));
      paste(sheet, row, column++, GlyphSet.picture(glyph, GlyphStyle.GREY, high));
    }
    for (GlyphStyle style : GlyphStyle.values()) {
      int count = style == GlyphStyle.GREY ? RANDOM_GREY : RANDOM_COLOR;
      GlyphOptions options =
          GlyphOptions.DEFAULT
              .withSamples(count)
              .withStyle(style)
              .withClasses(glyph)
              .withSeed(100 + row);
      LabelledSamples samples = GlyphSet.generate(options).samples();
      for (int i = 0; i < count; i++) {
        NdArray picture = samples.read(i, i + 1).reshape(samples.sampleShape());
        paste(sheet, row, column++, picture);
      }
    }
  }

  private static double[] standard() {
    return GlyphSet.standardFactors();
  }

  private static void paste(BufferedImage sheet, int row, int column, NdArray picture) {
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
        for (int dx = 0; dx < ZOOM; dx++) {
          sheet.setRGB(left + dx, top + dy, rgb);
        }
      }
    }
  }
}
