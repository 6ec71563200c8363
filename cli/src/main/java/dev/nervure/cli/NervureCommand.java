package dev.nervure.cli;

import dev.nervure.run.ToolVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
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
      "  nervure demo                                     train, profile and report; no files"
          + " needed",
      "  nervure inspect lenet.onnx                       the layers of a network",
      "  nervure profile lenet.onnx --data mnist/         its shape, layer by layer",
      "  nervure report runs/lenet                        the same as a page to look at",
      "",
      "'nervure COMMAND --help' has examples and every option."
    })
final class NervureCommand implements Runnable {
  private static final Map<String, Function<Session, Object>> COMMANDS = commands();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** By name, in the order of the help. */
  private static Map<String, Function<Session, Object>> commands() {
    Map<String, Function<Session, Object>> commands = new LinkedHashMap<>();
    commands.put("demo", DemoCommand::new);
    commands.put("profile", ProfileCommand::new);
    commands.put("generalization", GeneralizationCommand::new);
    commands.put("dynamics", DynamicsCommand::new);
    commands.put("contrast", ContrastCommand::new);
    commands.put("compare", CompareCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("report", ReportCommand::new);
    commands.put("rerun", RerunCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("inspect", InspectCommand::new);
    commands.put("predict", PredictCommand::new);
    commands.put("activations", ActivationsCommand::new);
    commands.put("features", FeaturesCommand::new);
    commands.put("dimension", DimensionCommand::new);
    commands.put("similarity", SimilarityCommand::new);
    commands.put(
        "data",
        session ->
            new CommandLine(new DataCommand())
                .addSubcommand(new GlyphsCommand(session))
                .addSubcommand(new ManifoldCommand(session))
                .addSubcommand(new NaitzatCommand(session))
                .addSubcommand(new SpoofCommand(session)));
    commands.put("train", TrainCommand::new);
    commands.put("rips", RipsCommand::new);
    commands.put("distance", DistanceCommand::new);
    commands.put("attack", AttackCommand::new);
    commands.put("mapper", MapperCommand::new);
    commands.put("symmetry", SymmetryCommand::new);
    commands.put("stitch", StitchCommand::new);
    commands.put("glassbox", GlassBoxCommand::new);
    commands.put("fibers", FibersCommand::withQuestions);
    commands.put("metric", MetricCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("help", session -> new HelpCommand());
    return commands;
  }

  /** Adds every command. */
  static void addCommands(CommandLine root, Session session) {
    COMMANDS.forEach((name, command) -> root.addSubcommand(name, command.apply(session)));
  }

  /**
   * Adds one command: reading the annotations of all takes longer than many a command does.
   *
   * @return whether there is a command of this name
   */
  static boolean addCommand(CommandLine root, Session session, String name) {
    Function<Session, Object> command = COMMANDS.get(name);
    if (command == null) {
      return false;
    }
    root.addSubcommand(name, command.apply(session));
    return true;
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
