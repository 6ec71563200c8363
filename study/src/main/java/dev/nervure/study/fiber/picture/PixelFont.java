package dev.nervure.study.fiber.picture;

import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * A font of 5 x 7 pixels for the labels in pictures: the same pixels on every machine, which the
 * fonts of the system would not be. It has lower-case Latin letters, digits and {@code . - + : %};
 * other characters stay blank.
 */
final class PixelFont {
  /** Pixels from one line to the next. */
  static final int LINE = 10;

  /** Pixels from one character to the next. */
  static final int ADVANCE = 6;

  private static final int WIDTH = 5;
  private static final int HEIGHT = 7;
  private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-+:%";

  /** Seven rows a character, one octal pair a row; the bits of a pair are its pixels. */
  private static final String[] ROWS = {
    "00001601171117", "20202631212136", "00001620202116", "01011523212117", "00001621372016",
    "06111034101010", "00001721170116", "20202631212121", "04001404040416", "02000602022214",
    "20202224302422", "14040404040416", "00003225252121", "00002631212121", "00001621212116",
    "00003621362020", "00001523170101", "00002631202020", "00001720160136", "10103410101106",
    "00002121212315", "00002121211204", "00002121252512", "00002112041221", "00002121170116",
    "00003702041037", "16212325312116", "04140404040416", "16210102041037", "37020402012116",
    "02061222370202", "37203601012116", "06102036212116", "37010204101010", "16211621212116",
    "16212117010214", "00000000001414", "00000037000000", "00040437040400", "00141400141400",
    "30310204102303",
  };

  private PixelFont() {}

  /** Pixels that a text is wide. */
  static int width(String text) {
    return text.length() * ADVANCE - 1;
  }

  /**
   * Draws a text; what would lie outside the picture is left out.
   *
   * @param left of the first character
   * @param top of the line
   * @param scale pixels along a side of one of the font
   */
  static void draw(BufferedImage image, int left, int top, String text, int scale, int color) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      int character = CHARACTERS.indexOf(lower.charAt(i));
      for (int y = 0; character >= 0 && y < HEIGHT * scale; y++) {
        int row = y / scale;
        int bits = Integer.parseInt(ROWS[character].substring(2 * row, 2 * row + 2), 8);
        for (int x = 0; x < WIDTH * scale; x++) {
          int right = left + i * ADVANCE * scale + x;
          if ((bits >> WIDTH - 1 - x / scale & 1) == 1
              && right < image.getWidth()
              && top + y < image.getHeight()) {
            image.setRGB(right, top + y, color);
          }
        }
      }
    }
  }
}
