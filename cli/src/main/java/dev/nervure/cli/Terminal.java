package dev.nervure.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes and what stands at the other end.
 *
 * @param out results
 * @param err progress, notes and errors
 * @param outIsScreen whether {@code out} goes to a person's screen rather than into a file or a
 *     pipe
 * @param errIsScreen the same of {@code err}; only then may progress move
 * @param color whether colour is wanted at all (the {@code NO_COLOR} convention)
 * @param columns width of the screen in characters
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    boolean outIsScreen,
    boolean errIsScreen,
    boolean color,
    int columns) {

  private static final int USUAL_COLUMNS = 80;

  /**
   * The terminal of this process. The launcher says which streams are screens and how wide they
   * are: {@link System#console()} cannot tell (before JDK 22 it is null when only one stream is
   * redirected, later it is never null).
   */
  static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    String noColor = environment.getOrDefault("NO_COLOR", "");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Terminal(
        System.out,
        System.err,
        Boolean.getBoolean("nervure.out.screen"),
        Boolean.getBoolean("nervure.err.screen") && !dumb,
        noColor.isEmpty() && !dumb,
        Math.max(40, Integer.getInteger("nervure.columns", USUAL_COLUMNS)));
  }

  /** A terminal without a screen, as behind a pipe. */
  static Terminal piped(PrintStream out, PrintStream err) {
    return new Terminal(out, err, false, false, false, USUAL_COLUMNS);
  }

  boolean colorOnOut() {
    return color && outIsScreen;
  }

  /** The text in red on a screen, as it is elsewhere. */
  String alarming(String text) {
    return color && errIsScreen ? "\u001b[31m" + text + "\u001b[0m" : text;
  }
}
