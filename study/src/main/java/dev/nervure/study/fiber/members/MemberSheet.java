package dev.nervure.study.fiber.members;

import dev.nervure.box.Box;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.picture.ContactSheet;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The picture of a data set: a row an input, with its members, their differences and distances from
 * it.
 */
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
    ContactSheet sheet = new ContactSheet(painter, columns, rows, 2, 1);
    for (int row = 0; row < rows; row++) {
      double[] source = families.get(row).source().input();
      KeptMembers.Members members = families.get(row).found();
      sheet.place(0, 2 * row, painter.picture(source));
      sheet.label(0, row, label(families.get(row)));
      int shown = Math.min(columns - 1, members.count());
      double largest = 0;
      for (int i = 0; i < shown; i++) {
        largest = Math.max(largest, Distance.largestDifference(members.point(i), source));
      }
      for (int i = 0; i < shown; i++) {
        double[] member = members.point(i);
        sheet.place(i + 1, 2 * row, painter.picture(member));
        sheet.place(i + 1, 2 * row + 1, painter.difference(member, source, largest));
        sheet.label(
            i + 1, row, "distance " + ContactSheet.number(Distance.euclidean(member, source)));
      }
    }
    return sheet.image();
  }

  private static String label(MemberFamily family) {
    Integer index = family.source().index();
    return index == null ? "input" : "input " + index;
  }
}
