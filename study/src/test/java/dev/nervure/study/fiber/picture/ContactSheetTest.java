package dev.nervure.study.fiber.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.box.Box;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
  private static final int WHITE = 0xFFFFFFFF;
  private static final int BLACK = 0xFF000000;
  private static final int ZOOM = 42;

  /** Pictures of 2 x 2 values, 84 pixels wide. */
  private final InputPainter painter =
      new InputPainter(new ImageLayout(1, 2, 2, false), Box.uniform(0, 1), ZOOM);

  @Test
  void labelsLieBelowThePicturesAndMoveNone() {
    ContactSheet bare = new ContactSheet(painter, 2, 1, 2, 0);
    ContactSheet labelled = new ContactSheet(painter, 2, 1, 2, 3);
    for (ContactSheet sheet : new ContactSheet[] {bare, labelled}) {
      sheet.place(1, 1, painter.picture(new double[] {0, 0, 0, 0}));
    }
    labelled.label(1, 0, "step 12", "distance 12.34", "answer 9");
    BufferedImage without = bare.image();
    BufferedImage with = labelled.image();
    assertThat(with.getWidth()).isEqualTo(without.getWidth()).isEqualTo(2 * 84 + 3 * 4);
    assertThat(without.getHeight()).isEqualTo(2 * 84 + 3 * 4);
    assertThat(with.getHeight()).isGreaterThan(without.getHeight());
    for (int y = 0; y < without.getHeight(); y++) {
      for (int x = 0; x < without.getWidth(); x++) {
        assertThat(with.getRGB(x, y)).isEqualTo(without.getRGB(x, y));
      }
    }
    assertThat(with.getRGB(92, 92)).isEqualTo(BLACK);
    assertThat(ink(with, 0, 92, 180)).isZero();
    assertThat(ink(with, 92, 180, 180)).isPositive();
  }

  @Test
  void aGroupBeginsBelowTheLabelsOfTheOneBefore() {
    ContactSheet sheet = new ContactSheet(painter, 1, 2, 2, 1);
    sheet.place(0, 2, painter.picture(new double[] {0, 0, 0, 0}));
    int second = 2 * (84 + 4) + 10 + 4;
    assertThat(sheet.image().getRGB(10, second + 3)).isEqualTo(WHITE);
    assertThat(sheet.image().getRGB(10, second + 4)).isEqualTo(BLACK);
  }

  @Test
  void aWordThatHasNoRoomIsLeftOut() {
    InputPainter small = new InputPainter(new ImageLayout(1, 2, 2, false), Box.uniform(0, 1), 24);
    ContactSheet words = new ContactSheet(small, 1, 1, 1, 1);
    words.label(0, 0, "distance 1.234");
    ContactSheet number = new ContactSheet(small, 1, 1, 1, 1);
    number.label(0, 0, "1.234");
    assertThat(PngFile.bytes(words.image())).isEqualTo(PngFile.bytes(number.image()));
  }

  /** Pixels that are not white. */
  private static int ink(BufferedImage image, int left, int right, int top) {
    int count = 0;
    for (int y = top; y < image.getHeight(); y++) {
      for (int x = left; x < right; x++) {
        count += image.getRGB(x, y) == WHITE ? 0 : 1;
      }
    }
    return count;
  }
}
