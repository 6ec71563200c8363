package dev.nervure.cli;

import dev.nervure.run.RunDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The run directory that a command reads. */
final class RunArgument {
  @Parameters(
      paramLabel = "RUN",
      description = "The folder that 'nervure profile', 'fibers study' or 'demo' wrote.")
  @SuppressWarnings("NullAway.Init")
  Path folder;

  RunDirectory open() {
    return RunDirectory.open(folder);
  }
}
