package dev.nervure.study.fiber.members;

import dev.nervure.fiber.Box;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import java.awt.image.BufferedImage;
import java.util.List;

/** The picture of a data set: a row an input, with its members and their differences from it. */
final class MemberSheet {
  private static final int SHORTEST_SIDE = 56;
  private static final int MOST_ROWS = 20;
  private static final int MOST_COLUMNS = 12;

  private final InputPainter painter;

  /**
   * A sheet.
   *
   * @param layout of every input
   * @param box range of the values
   */
  MemberSheet(ImageLayout layout, Box box) {
    this.painter = new InputPainter(layout, box, InputPainter.zoomTo(layout, SHORTEST_SIDE));
  }

  /**
   * Draws the first inputs that have members, and the first members of each.
   *
   * @param perInput members that were asked for
   */
  BufferedImage draw(List<MemberFamily> families, int perInput) {
    int rows = Math.min(MOST_ROWS, families.size());
    int columns = Math.min(MOST_COLUMNS, perInput + 1);
    BufferedImage sheet = painter.sheet(columns, 2 * rows);
    for (int row = 0; row < rows; row++) {
      double[] source = families.get(row).source().input();
      KeptMembers.Members members = families.get(row).found();
      painter.draw(sheet, 0, 2 * row, source);
      int shown = Math.min(columns - 1, members.count());
      double largest = 0;
      for (int i = 0; i < shown; i++) {
        largest = Math.max(largest, Distance.largestDifference(members.point(i), source));
      }
      for (int i = 0; i < shown; i++) {
        double[] member = members.point(i);
        painter.draw(sheet, i + 1, 2 * row, member);
        painter.drawDifference(sheet, i + 1, 2 * row + 1, member, source, largest);
      }
    }
    return sheet;
  }
}
