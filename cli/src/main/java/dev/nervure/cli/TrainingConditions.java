package dev.nervure.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a training that is part of a study needs beside its recipe. */
final class TrainingConditions {
  @Option(
      names = "--training-threads",
      paramLabel = "N",
      description =
          "Threads of a training; a part of the recipe, on which the last bits depend. Default: 2.")
  int threads = 2;

  @Option(
      names = "--test-data",
      paramLabel = "PATH",
      description = "Test on these samples. Default: the test part of --data, else --hold-out.")
  @Nullable String testData;

  @Option(
      names = "--hold-out",
      paramLabel = "F",
      description = "Fraction held out for testing where there is no test part. Default: 0.1.")
  double holdOut = 0.1;
}
