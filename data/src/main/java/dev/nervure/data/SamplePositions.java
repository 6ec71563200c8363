package dev.nervure.data;

import dev.nervure.data.table.TextLines;
import java.nio.file.Path;
import java.util.TreeSet;

/**
 * Positions of samples in a text file: one a line, or the last cell of each line of a CSV, such as
 * the samples of selected nodes that the report of Mapper graphs saves. A first line of words is a
 * head.
 */
public final class SamplePositions {
  private SamplePositions() {}

  /**
   * Reads them.
   *
   * @param size how many samples there are
   * @return ascending, each once
   * @throws BadDataException for a line without a whole number at its end, a position that does not
   *     exist, or no position at all
   */
  public static int[] read(Path file, int size) {
    TreeSet<Integer> positions = new TreeSet<>();
    int line = 0;
    try (TextLines lines = new TextLines(file, TextLines.Comments.NONE)) {
      while (lines.next()) {
        line++;
        String text = lines.text().strip();
        String cell = text.substring(text.lastIndexOf(',') + 1).strip();
        boolean isHead = line == 1 && !cell.isEmpty() && Character.isLetter(cell.charAt(0));
        if (!text.isEmpty() && !isHead) {
          positions.add(position(cell, line, size, file));
        }
      }
    }
    if (positions.isEmpty()) {
      throw new BadDataException(
          "names no sample", file.toString(), "Write the positions of samples, one a line.");
    }
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int position(String cell, int line, int size, Path file) {
    int position;
    try {
      position = Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw new BadDataException(
          "has '%s' at the end of line %d, which is no position of a sample".formatted(cell, line),
          file.toString(),
          "Write the positions of samples, counted from 0, one a line.",
          e);
    }
    if (position < 0 || position >= size) {
      throw new BadDataException(
          "names sample %d in line %d, but there are %d, counted from 0"
              .formatted(position, line, size),
          file.toString(),
          "Give the data from which the samples were chosen.");
    }
    return position;
  }
}
