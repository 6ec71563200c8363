package dev.nervure.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nervure data}: data that the program makes. */
@Command(
    name = "data",
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes data whose shape is known, and changed copies of images.",
    footer = {
      "",
      "Examples:",
      "  nervure data glyphs --out glyphs/",
      "  nervure data manifold M7 --points 2500 --out roll.npy",
      "  nervure data naitzat discs --out discs/",
      "  nervure data spoof --data cifar10/ --out cifar10-print/ --kind print"
    })
final class DataCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which data?");
  }
}
