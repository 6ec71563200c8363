package dev.nervure.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where the options that are not on the command line come from: an environment variable, then the
 * {@code --config} file, then the default in the program.
 */
final class Configuration implements IDefaultValueProvider {
  static final String FILE_OPTION = "--config";
  static final String PRINT_OPTION = "--print-config";

  private static final Set<String> NEVER_CONFIGURED =
      Set.of("--help", "--version", FILE_OPTION, PRINT_OPTION);

  private final Map<String, String> environment;
  private final Properties file;
  private final String source;

  private Configuration(Map<String, String> environment, Properties file, String source) {
    this.environment = environment;
    this.file = file;
    this.source = source;
  }

  /**
   * Reads the file that {@code --config} names, if it is among the arguments.
   *
   * @throws WrongUsageException when the file cannot be read
   */
  static Configuration of(Map<String, String> environment, String... arguments) {
    @Nullable Path fileName = fileNamed(arguments);
    Properties file = new Properties();
    if (fileName != null) {
      try (Reader reader = Files.newBufferedReader(fileName)) {
        file.load(new StringReader(withoutTrailingBlanks(reader).replaceFirst("^\uFEFF", "")));
      } catch (IOException | IllegalArgumentException e) {
        throw new WrongUsageException(
            "cannot read the file of --config, %s: %s".formatted(fileName, e));
      }
    }
    return new Configuration(environment, file, "file " + fileName);
  }

  /**
   * The values with which results were made before, in place of environment and file: whatever has
   * become of these and of the defaults, the command reads the same.
   *
   * @param values of options by name, without those that the command line gives
   * @param from where they were kept
   */
  static Configuration replaying(Map<String, String> values, Path from) {
    Properties kept = new Properties();
    values.forEach((name, value) -> kept.setProperty(name.replaceFirst("^-+", ""), value));
    return new Configuration(Map.of(), kept, "rerun of " + from);
  }

  /** Whether names from a file are to be looked up. */
  boolean hasNames() {
    return !file.isEmpty();
  }

  /**
   * Refuses a file with a name that no command has as an option: it would be left aside in silence.
   *
   * @param root the grammar of the whole program
   * @throws WrongUsageException with the name
   */
  void requireKnown(CommandLine root) {
    Set<String> known = new HashSet<>();
    addNames(root, known);
    for (String name : new TreeSet<>(file.stringPropertyNames())) {
      if (!known.contains(name)) {
        throw new WrongUsageException(
            "%s: no command has an option '%s'; write 'samples = 500', or 'profile.samples = 500' for one command"
                .formatted(source, name));
      }
    }
  }

  private static void addNames(CommandLine command, Set<String> known) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!NEVER_CONFIGURED.contains(option.longestName())) {
        known.addAll(names(option));
      }
    }
    command.getSubcommands().values().forEach(one -> addNames(one, known));
  }

  /**
   * What an option may be called in a file: {@code fibers.walk.length} for one command, {@code
   * fibers.length} for all within it, {@code length} for all there are. The first that is there
   * counts.
   */
  private static List<String> names(OptionSpec option) {
    String bare = option.longestName().replaceFirst("^-+", "");
    List<String> names = new ArrayList<>();
    for (CommandSpec command = option.command(); command != null; command = command.parent()) {
      String name = command.qualifiedName(".") + "." + bare;
      names.add(name.substring(name.indexOf('.') + 1));
    }
    return names;
  }

  /** Blanks at the end of a line are no part of a value; one that is says so as an escape. */
  private static String withoutTrailingBlanks(Reader reader) throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    return text.toString().replaceAll("(?m)(?<!\\\\)[ \\t]+$", "");
  }

  private static @Nullable Path fileNamed(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(FILE_OPTION) && i + 1 < arguments.length) {
        return Path.of(arguments[i + 1]);
      }
      if (arguments[i].startsWith(FILE_OPTION + "=")) {
        return Path.of(arguments[i].substring(FILE_OPTION.length() + 1));
      }
    }
    return null;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    @Nullable Origin origin = origin(argument);
    return origin == null ? null : origin.value();
  }

  private @Nullable Origin origin(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    String name = option.longestName();
    if (NEVER_CONFIGURED.contains(name)) {
      return null;
    }
    String bare = name.replaceFirst("^-+", "");
    String variable = "NERVURE_" + bare.replace('-', '_').toUpperCase(Locale.ROOT);
    @Nullable String value = environment.get(variable);
    if (value != null) {
      return new Origin(value, "environment variable " + variable);
    }
    for (String inFile : names(option)) {
      value = file.getProperty(inFile);
      if (value != null) {
        return new Origin(value, source);
      }
    }
    return null;
  }

  /** Where the value of an option comes from that is not on the command line. */
  static String origin(CommandSpec command, OptionSpec option) {
    if (command.defaultValueProvider() instanceof Configuration configuration) {
      @Nullable Origin origin = configuration.origin(option);
      if (origin != null) {
        return origin.from();
      }
    }
    return "default";
  }

  /**
   * Every option of the command that was given with its value, as a file that {@code --config}
   * reads; by the place that the values come from.
   */
  static String describe(CommandSpec command) {
    Map<String, StringBuilder> places = new TreeMap<>();
    CommandSettings.of(command)
        .forEach(
            (name, setting) -> {
              if (!name.startsWith("-") || NEVER_CONFIGURED.contains(name)) {
                return;
              }
              String bare = name.replaceFirst("^-+", "");
              String line =
                  setting.value() == null
                      ? "# %s is not set%n".formatted(bare)
                      : "%s = %s%n".formatted(bare, escaped(setting.value()));
              places.computeIfAbsent(setting.from(), from -> new StringBuilder()).append(line);
            });
    StringBuilder text = new StringBuilder();
    places.forEach(
        (from, lines) ->
            text.append(text.length() == 0 ? "" : "%n".formatted())
                .append("# %s%n".formatted(escapedComment(from)))
                .append(lines));
    return text.toString();
  }

  /** A value in the syntax of properties files, with all its blanks. */
  private static String escaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean atEnd = i == 0 || i == value.length() - 1;
      if (c == '\\') {
        text.append("\\\\");
      } else if (Character.isISOControl(c) || (Character.isWhitespace(c) && atEnd)) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String escapedComment(String text) {
    return text.replaceAll("\\R", " ");
  }

  /** A value and the place that gave it. */
  private record Origin(String value, String from) {}
}
