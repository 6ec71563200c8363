package dev.nervure.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command prints besides its result, and where its options come from. */
final class OutputOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print the result as one JSON object on standard output.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      fallbackValue = "true",
      description = "Neither progress nor notes; errors still go to standard error.")
  boolean quiet;

  @Option(
      names = "--debug",
      fallbackValue = "true",
      description = "Print the stack trace of a failure.")
  boolean debug;

  @Option(
      names = Configuration.FILE_OPTION,
      paramLabel = "FILE",
      description =
          "Take options from a properties file: 'samples = 500', or 'profile.samples = 500' for one command.")
  @Nullable Path config;

  @Option(
      names = Configuration.PRINT_OPTION,
      description =
          "Print every option with its value and where it comes from (command line, environment variable such as NERVURE_SAMPLES, --config file, default), then stop.")
  boolean printConfig;
}
