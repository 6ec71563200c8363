package dev.nervure.cli;

/**
 * What every command needs from the process it runs in.
 *
 * @param terminal where it writes
 * @param interruption whether it should stop
 */
record Session(Terminal terminal, Interruption interruption) {

  /** Progress as the output options ask for it. */
  TerminalProgress progress(OutputOptions output) {
    return new TerminalProgress(terminal, output.quiet, interruption);
  }

  /** A line of the result. */
  void print(String line) {
    terminal.out().println(line);
  }

  /** A line beside the result, unless quiet. */
  void note(OutputOptions output, String line) {
    if (!output.quiet) {
      terminal.err().println(line);
    }
  }
}
