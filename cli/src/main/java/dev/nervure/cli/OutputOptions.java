package dev.nervure.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What a command prints besides its result, and where its options come from. They are the last in
 * every help.
 */
final class OutputOptions {
  @Option(
      names = {"-h", "--help"},
      order = 3,
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Option(
      names = "--json",
      order = 3,
      fallbackValue = "true",
      description = "Print the result as one JSON object on standard output.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      order = 3,
      fallbackValue = "true",
      description = "Print neither progress nor notes; errors still go to standard error.")
  boolean quiet;

  @Option(
      names = "--debug",
      order = 3,
      fallbackValue = "true",
      description = "Print the stack trace of a failure.")
  boolean debug;

  @Option(
      names = Configuration.FILE_OPTION,
      order = 3,
      paramLabel = "FILE",
      description =
          "Take options from a properties file: 'samples = 500', or 'profile.samples = 500' for one command.")
  @Nullable Path config;

  @Option(
      names = Configuration.PRINT_OPTION,
      order = 3,
      description =
          "Print every option with its value and where it comes from (command line, environment variable such as NERVURE_SAMPLES, --config file, default), then stop.")
  boolean printConfig;
}
