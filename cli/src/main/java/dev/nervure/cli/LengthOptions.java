package dev.nervure.cli;

import picocli.CommandLine.Option;

/** How far a walk goes at most. */
final class LengthOptions {
  @Option(
      names = "--length",
      order = 0,
      paramLabel = "L",
      description = "Longest path, in input units. Default: 50.")
  double length = 50;

  @Option(
      names = "--steps",
      order = 0,
      paramLabel = "N",
      defaultValue = "100000",
      description = "Most steps made. Default: 100000.")
  int mostSteps = 100_000;
}
