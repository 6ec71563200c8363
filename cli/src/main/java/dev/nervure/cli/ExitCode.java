package dev.nervure.cli;

/** What the process says to the shell when it ends; scripts may rely on these numbers. */
enum ExitCode {
  /** The command did what it was asked. */
  OK(0),
  /** A fault of Nervure itself. */
  INTERNAL(1),
  /** The command line is wrong. */
  USAGE(2),
  /** A model, data or run file cannot be used as it is, or results are not what they were. */
  BAD_INPUT(3),
  /** Memory, disk, permissions or a missing system part. */
  RESOURCE(4),
  /** The model was read, but failed while it ran. */
  MODEL_FAILED(5),
  /** A check found a network farther from its baseline than is allowed. */
  MOVED(6),
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
