package dev.nervure.cli;

import dev.nervure.run.CommandRecord;
import dev.nervure.run.CommandRecord.Setting;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Every argument and option of a command that was parsed, with its value and where it comes from.
 * They are read off the grammar: an option that is added to a command is here, in {@code
 * --print-config} and in the record of its results without being named again.
 */
final class CommandSettings {
  private CommandSettings() {}

  /**
   * By name: {@code MODEL} of an argument, {@code --samples} of an option.
   *
   * @param command that was parsed
   */
  static Map<String, Setting> of(CommandSpec command) {
    ParseResult parsed = command.commandLine().getParseResult();
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (PositionalParamSpec argument : command.positionalParameters()) {
      settings.put(argument.paramLabel(), new Setting(text(argument), CommandRecord.COMMAND_LINE));
    }
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        settings.put(
            option.longestName(),
            new Setting(
                text(option),
                parsed.hasMatchedOption(option)
                    ? CommandRecord.COMMAND_LINE
                    : Configuration.origin(command, option)));
      }
    }
    return settings;
  }

  /** The command as results keep it. */
  static CommandRecord record(CommandSpec command) {
    String name = command.qualifiedName(" ");
    String program = command.root().name() + " ";
    return new CommandRecord(
        name.startsWith(program) ? name.substring(program.length()) : name,
        command.root().commandLine().getParseResult().originalArgs(),
        Path.of("").toAbsolutePath().toString(),
        of(command));
  }

  /**
   * A value in the words that the command line takes: in one way whichever way it was typed, so
   * that equal values have equal texts; null where there is none. Types of our own print what their
   * converter reads.
   */
  private static @Nullable String text(ArgSpec argument) {
    Object value = argument.getValue();
    return value == null
        ? null
        : parts(value).stream().map(CommandSettings::text).collect(Collectors.joining(","));
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : value.toString();
  }

  private static List<Object> parts(Object value) {
    List<Object> parts = new ArrayList<>();
    if (value instanceof Collection<?> list) {
      parts.addAll(list);
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        parts.add(Array.get(value, i));
      }
    } else {
      parts.add(value);
    }
    return parts;
  }
}
