package dev.nervure.cli;

import picocli.CommandLine.Option;

/** How far a walk goes at most. */
final class LengthOptions {
  @Option(
      names = "--length",
      order = 0,
      paramLabel = "L",
      description = "How long the path may become, in input units. Default: 50.")
  double length = 50;

  @Option(
      names = "--steps",
      order = 0,
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many steps may be made. Default: 100000.")
  int mostSteps = 100_000;
}
