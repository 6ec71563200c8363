package dev.nervure.study.fiber.picture;

import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * Pictures of inputs of one size side by side and in groups of rows below each other, with lines of
 * text below each group. Pictures have 4 pixels between them and around them.
 */
public final class ContactSheet {
  private static final int GAP = 4;
  private static final int WHITE = 0xFFFFFF;
  private static final int INK = 0x1B2430;

  /** Characters that a line should have room for before it is written larger. */
  private static final int ROOM = 14;

  private final int width;
  private final int height;
  private final int rows;
  private final int scale;
  private final int groupHeight;
  private final BufferedImage image;

  /**
   * An empty sheet.
   *
   * @param painter of the pictures
   * @param columns pictures side by side
   * @param groups groups of rows
   * @param rows rows of pictures in a group
   * @param lines lines of text below each group
   */
  public ContactSheet(InputPainter painter, int columns, int groups, int rows, int lines) {
    this.width = painter.width();
    this.height = painter.height();
    this.rows = rows;
    this.scale = Math.max(1, width / (ROOM * PixelFont.ADVANCE));
    int text = lines == 0 ? 0 : lines * PixelFont.LINE * scale + GAP;
    this.groupHeight = rows * (height + GAP) + text;
    this.image =
        new BufferedImage(
            columns * (width + GAP) + GAP, groups * groupHeight + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, WHITE);
      }
    }
  }

  /** Puts a picture into its place; rows are counted over all groups. */
  public void place(int column, int row, BufferedImage picture) {
    int top = GAP + row / rows * groupHeight + row % rows * (height + GAP);
    int left = left(column);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(left + x, top + y, picture.getRGB(x, y));
      }
    }
  }

  /** Writes below a column of a group; words that have no room beside the last one are left out. */
  public void label(int column, int group, String... lines) {
    int top = GAP + group * groupHeight + rows * (height + GAP);
    for (int line = 0; line < lines.length; line++) {
      PixelFont.draw(
          image,
          left(column),
          top + line * PixelFont.LINE * scale,
          fitting(lines[line]),
          scale,
          INK);
    }
  }

  /** A number as labels show it: four significant digits at most. */
  public static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 1000 ? "%.0f" : size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  /** The sheet as it is now. */
  public BufferedImage image() {
    return image;
  }

  private int left(int column) {
    return GAP + column * (width + GAP);
  }

  private String fitting(String line) {
    String text = line;
    while (PixelFont.width(text) * scale > width && text.indexOf(' ') >= 0) {
      text = text.substring(text.indexOf(' ') + 1);
    }
    return text;
  }
}
