package dev.nervure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The part of a page of the documentation that a program writes: what stands between {@code <!--
 * figures: NAME -->} and the next {@code <!-- end -->}.
 *
 * @param page file of the page
 * @param name of the block, unique in its page
 */
record FigureBlock(Path page, String name) {
  private static final String END = "<!-- end -->";

  FigureBlock(String page, String name) {
    this(Path.of("docs", page), name);
  }

  /** What stands there now. */
  String text() throws IOException {
    String whole = Files.readString(page);
    int from = from(whole);
    return whole.substring(from, to(whole, from));
  }

  /** What would stand there. */
  static String text(List<String> lines) {
    return "\n" + String.join("\n", lines) + "\n";
  }

  void write(List<String> lines) throws IOException {
    String whole = Files.readString(page);
    int from = from(whole);
    Files.writeString(
        page, whole.substring(0, from) + text(lines) + whole.substring(to(whole, from)));
  }

  private int from(String whole) {
    String start = "<!-- figures: %s -->".formatted(name);
    int at = whole.indexOf(start);
    if (at < 0) {
      throw new IllegalStateException("%s has no %s".formatted(page, start));
    }
    return at + start.length();
  }

  private int to(String whole, int from) {
    int at = whole.indexOf(END, from);
    if (at < 0) {
      throw new IllegalStateException("%s has no %s after %s".formatted(page, END, name));
    }
    return at;
  }
}
