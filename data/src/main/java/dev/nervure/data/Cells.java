package dev.nervure.data;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of a table into cells; a cell may stand in double quotes. */
final class Cells {

  private Cells() {}

  /**
   * The separator of a line: the one of {@code ; tab , |} that occurs most often outside quotes
   * (the earlier in this list on a tie), else a blank if there is one, else a comma.
   */
  static char separator(String line) {
    char best = ',';
    int most = 0;
    for (char candidate : new char[] {';', '\t', ',', '|'}) {
      int count = split(line, candidate).size() - 1;
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return most == 0 && line.strip().indexOf(' ') > 0 ? ' ' : best;
  }

  /** The cells, without quotes and surrounding blanks. Blanks as separators count as one. */
  static List<String> split(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder quoted = new StringBuilder();
    String text = separator == ' ' ? line.strip() : line;
    int at = 0;
    while (true) {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      if (at < text.length() && text.charAt(at) == '"') {
        quoted.setLength(0);
        at = quotedCell(text, at + 1, quoted);
        cells.add(quoted.toString());
        int next = text.indexOf(separator, at);
        at = next < 0 ? text.length() : next;
      } else {
        int next = text.indexOf(separator, at);
        int end = next < 0 ? text.length() : next;
        cells.add(text.substring(at, end).strip());
        at = end;
      }
      if (at >= text.length()) {
        return cells;
      }
      at++;
    }
  }

  /** Takes the text up to the closing quote; two quotes stand for one. Returns what follows it. */
  private static int quotedCell(String text, int from, StringBuilder cell) {
    int at = from;
    while (at < text.length()) {
      char character = text.charAt(at);
      if (character != '"') {
        cell.append(character);
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append('"');
        at += 2;
      } else {
        return at + 1;
      }
    }
    return at;
  }

  /** Whether a cell is written as a decimal number. */
  static boolean isNumber(String cell) {
    boolean digit = false;
    for (int i = 0; i < cell.length(); i++) {
      char character = cell.charAt(i);
      if (character >= '0' && character <= '9') {
        digit = true;
      } else if (!isNumberSign(character, cell, i, digit)) {
        return false;
      }
    }
    return digit && parses(cell);
  }

  private static boolean isNumberSign(char character, String cell, int at, boolean afterDigit) {
    return switch (character) {
      case '+', '-' -> at == 0 || cell.charAt(at - 1) == 'e' || cell.charAt(at - 1) == 'E';
      case '.' -> true;
      case 'e', 'E' -> afterDigit;
      default -> false;
    };
  }

  private static boolean parses(String cell) {
    try {
      Double.parseDouble(cell);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
