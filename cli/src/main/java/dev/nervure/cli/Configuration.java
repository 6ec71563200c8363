package dev.nervure.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

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
  private final @Nullable Path fileName;

  private Configuration(Map<String, String> environment, Properties file, @Nullable Path fileName) {
    this.environment = environment;
    this.file = file;
    this.fileName = fileName;
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
        file.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new WrongUsageException(
            "cannot read the file of --config, %s: %s".formatted(fileName, e));
      }
    }
    return new Configuration(environment, file, fileName);
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
    @Nullable CommandSpec command = option.command();
    if (command != null) {
      value = file.getProperty(command.name() + "." + bare);
    }
    if (value == null) {
      value = file.getProperty(bare);
    }
    return value == null ? null : new Origin(value.strip(), "file " + fileName);
  }

  /** One line for each option of the command that was given: name, value, where it comes from. */
  String describe(ParseResult parsed) {
    StringBuilder lines = new StringBuilder();
    for (OptionSpec option : parsed.commandSpec().options()) {
      String name = option.longestName();
      if (NEVER_CONFIGURED.contains(name)) {
        continue;
      }
      String from = "default";
      if (parsed.hasMatchedOption(option)) {
        from = "command line";
      } else {
        @Nullable Origin origin = origin(option);
        if (origin != null) {
          from = origin.from();
        }
      }
      @Nullable Object value = option.getValue();
      lines.append("%-16s %-24s %s%n".formatted(name.substring(2), text(value), from));
    }
    return lines.toString();
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof Object[] list ? Arrays.toString(list) : value.toString();
  }

  /** A value and the place that gave it. */
  private record Origin(String value, String from) {}
}
