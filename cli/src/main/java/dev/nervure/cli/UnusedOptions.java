package dev.nervure.cli;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Refuses options of the command line that the question asked would silently leave aside. Values
 * from the environment or a file serve several commands and are not meant.
 */
final class UnusedOptions {
  private final CommandSpec command;
  private final ParseResult given;

  /** Of the command line that a command was called with. */
  UnusedOptions(CommandSpec command) {
    this.command = command;
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

  /**
   * Refuses all options of some groups, read off the command: one that is added to a group is
   * refused without being named here.
   *
   * @param unused whether they would be left aside
   * @param why to follow the name of an option
   * @param groups the classes whose fields are the options of a group
   */
  void refuseGroups(boolean unused, String why, Class<?>... groups) {
    for (Class<?> type : groups) {
      ArgGroupSpec group =
          command.argGroups().stream()
              .filter(one -> one.typeInfo().getType().equals(type))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(type + " is no group of options"));
      for (OptionSpec option : group.allOptionsNested()) {
        refuse(unused, why, option.longestName());
      }
    }
  }
}
