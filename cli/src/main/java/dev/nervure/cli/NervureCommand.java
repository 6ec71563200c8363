package dev.nervure.cli;

import dev.nervure.run.ToolVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program as such; without a command it only says that one is missing. */
@Command(
    name = "nervure",
    mixinStandardHelpOptions = true,
    versionProvider = NervureCommand.Version.class,
    description = "Shows the shape of what a neural network has learned.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "First steps:",
      "  nervure demo                                     train, profile and report; no files needed",
      "  nervure inspect lenet.onnx                       the layers of a network",
      "  nervure profile lenet.onnx --data mnist/         its shape, layer by layer",
      "  nervure report runs/lenet                        the same as a page to look at",
      "",
      "'nervure COMMAND --help' has examples and every option."
    })
final class NervureCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** Adds every command. */
  static void addCommands(CommandLine root, Session session) {
    root.addSubcommand(new DemoCommand(session));
    root.addSubcommand(new ProfileCommand(session));
    root.addSubcommand(new ReportCommand(session));
    root.addSubcommand(new RerunCommand(session));
    root.addSubcommand(new ExportCommand(session));
    root.addSubcommand(new InspectCommand(session));
    root.addSubcommand(new PredictCommand(session));
    root.addSubcommand(new ActivationsCommand(session));
    root.addSubcommand(new DimensionCommand(session));
    root.addSubcommand(
        new CommandLine(new DataCommand()).addSubcommand(new GlyphsCommand(session)));
    root.addSubcommand(new TrainCommand(session));
    root.addSubcommand(new RipsCommand(session));
    root.addSubcommand(FibersCommand.withQuestions(session));
    root.addSubcommand(new MetricCommand(session));
    root.addSubcommand(new DoctorCommand(session));
    root.addSubcommand(new HelpCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nervure " + ToolVersion.TEXT};
    }
  }
}
