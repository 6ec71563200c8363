package dev.nervure.cli;

import dev.nervure.run.BadRunException;
import dev.nervure.run.CommandRecord;
import dev.nervure.run.CommandRecord.Setting;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A recorded command made ready to be given again, with results in another folder.
 *
 * @param words its command line: what was on the command line then
 * @param values the values that came from elsewhere, by option
 * @param arguments the values of its arguments by name
 */
record Replay(List<String> words, Map<String, String> values, Map<String, List<String>> arguments) {
  /** What the command that repeats decides by itself. */
  private static final Set<String> NOT_REPEATED =
      Set.of(
          "--out",
          "--overwrite",
          "--json",
          "--quiet",
          "--debug",
          Configuration.FILE_OPTION,
          Configuration.PRINT_OPTION,
          "--dry-run");

  /**
   * Reads a record.
   *
   * @param from the folder it was read from, for messages
   * @param target where the results are to go
   * @param root the grammar of the whole program
   * @throws BadRunException when this version has no such command, or the command no such option
   */
  static Replay of(CommandRecord command, Path from, Path target, CommandLine root) {
    CommandLine spoken = root;
    List<String> words = new ArrayList<>();
    for (String word : command.name().split(" ", -1)) {
      CommandLine next = spoken.getSubcommands().get(word);
      if (next == null) {
        throw new BadRunException(
            "%s was made by 'nervure %s', which this version does not have"
                .formatted(from, command.name()));
      }
      spoken = next;
      words.add(word);
    }
    CommandSpec grammar = spoken.getCommandSpec();
    if (grammar.findOption("--out") == null) {
      throw new BadRunException(
          "%s was made by '%s', which goes into folders of your choice: give it again yourself"
              .formatted(from, command.text()));
    }
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    for (Map.Entry<String, Setting> entry : command.options().entrySet()) {
      String name = entry.getKey();
      String value = entry.getValue().value();
      if (NOT_REPEATED.contains(name) || value == null) {
        continue;
      }
      ArgSpec argument = argument(grammar, name);
      if (argument == null) {
        throw new BadRunException(
            "%s was made with %s, which this version of 'nervure %s' does not have"
                .formatted(from, name, command.name()));
      }
      if (argument instanceof PositionalParamSpec) {
        arguments.put(name, values(argument, value, command.directory()));
        continue;
      }
      String placed = placed(argument, value, command.directory());
      boolean typed = entry.getValue().from().equals(CommandRecord.COMMAND_LINE);
      if (!typed) {
        values.put(name, placed);
      } else if (!argument.typeInfo().isBoolean()) {
        words.add(name + "=" + placed);
      } else if (Boolean.parseBoolean(placed)) {
        words.add(name);
      }
    }
    words.add("--out=" + target);
    arguments.values().forEach(words::addAll);
    return new Replay(words, values, arguments);
  }

  /** The values of an argument; empty where it has none. */
  List<String> argument(String name) {
    return arguments.getOrDefault(name, List.of());
  }

  /** Those of an argument that takes several stand with commas, which one file's name may have. */
  private static List<String> values(ArgSpec argument, String value, String directory) {
    String whole = placed(argument, value, directory);
    if (!argument.typeInfo().isMultiValue() || Files.exists(Path.of(whole))) {
      return List.of(whole);
    }
    return Arrays.stream(value.split(",")).map(one -> placed(argument, one, directory)).toList();
  }

  private static @Nullable ArgSpec argument(CommandSpec command, String name) {
    if (name.startsWith("-")) {
      return command.findOption(name);
    }
    for (PositionalParamSpec argument : command.positionalParameters()) {
      if (argument.paramLabel().equals(name)) {
        return argument;
      }
    }
    return null;
  }

  /** A relative path is one from where the command was given, wherever it is repeated. */
  private static String placed(ArgSpec argument, String value, String directory) {
    boolean file = argument.auxiliaryTypes()[0].equals(Path.class);
    if (!file && !argument.paramLabel().equals("PATH")) {
      return value;
    }
    String here = Path.of("").toAbsolutePath().toString();
    if (directory.isEmpty() || directory.equals(here)) {
      return value;
    }
    try {
      Path there = Path.of(directory).resolve(value);
      // Data may also be a specification such as glyphs:samples=100, which is no file.
      return file || Files.exists(there) ? there.toString() : value;
    } catch (InvalidPathException noPath) {
      return value;
    }
  }
}
