package dev.nervure.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Refuses options of the command line that the question asked would silently leave aside. Values
 * from the environment or a file serve several commands and are not meant.
 */
final class UnusedOptions {
  private final ParseResult given;

  /** Of the command line that a command was called with. */
  UnusedOptions(CommandSpec command) {
    this.given = command.commandLine().getParseResult();
  }

  /**
   * Refuses some options.
   *
   * @param unused whether they would be left aside
   * @param why to follow the name of an option, such as "belongs to --walk directed"
   * @param options their names
   */
  void refuse(boolean unused, String why, String... options) {
    for (String option : options) {
      if (unused && given.hasMatchedOption(option)) {
        throw new WrongUsageException(option + " " + why);
      }
    }
  }
}
