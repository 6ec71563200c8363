package dev.nervure.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nervure fibers}: what a network cannot tell apart, one command per question. */
@Command(
    name = "fibers",
    synopsisSubcommandLabel = "QUESTION",
    commandListHeading = "%nQuestions:%n",
    description = {
      "Finds inputs that a network cannot tell apart, and the nearest ones that it tells apart.",
      "The fiber of an input: all inputs with the same outputs that can be reached from it while the outputs stay the same."
    },
    footer = {
      "",
      "What to ask:",
      "  what else gives the same outputs as this image?",
      "    nervure fibers walk lenet.onnx --data mnist/ --index 7",
      "  can it look like that image and still give the same outputs?",
      "    nervure fibers directed lenet.onnx --data mnist/ --index 7 --to 12",
      "  how different can it look with the same outputs?",
      "    nervure fibers farthest lenet.onnx --data mnist/ --index 7",
      "  how little must change before the answer is another one?",
      "    nervure fibers cross lenet.onnx --data mnist/ --index 7",
      "  where in the plane does the output lie in this interval?",
      "    nervure fibers preimage surface.onnx --point 0.2,0.2 --box -1,1 --epsilon 0.005",
      "  a uniform sample of the inputs with these outputs?",
      "    nervure fibers sample lenet.onnx --data mnist/ --index 7 --per-input 100",
      "  more labelled data with the same outputs?",
      "    nervure fibers members lenet.onnx --data mnist/ --per-class 2 --per-input 10",
      "  how does all this vary over many inputs, from class to class and from layer to layer?",
      "    nervure fibers study lenet.onnx --data mnist/ --per-class 5",
      "",
      "'nervure fibers QUESTION --help' has examples and every option."
    })
final class FibersCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  /** The command with its questions. */
  static CommandLine withQuestions(Session session) {
    return new CommandLine(new FibersCommand())
        .addSubcommand(new FibersWalkCommand(session))
        .addSubcommand(new FibersDirectedCommand(session))
        .addSubcommand(new FibersFarthestCommand(session))
        .addSubcommand(new FibersCrossCommand(session))
        .addSubcommand(new FibersPreimageCommand(session))
        .addSubcommand(new FibersSampleCommand(session))
        .addSubcommand(new FibersMembersCommand(session))
        .addSubcommand(new FibersStudyCommand(session));
  }

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    command.usage(command.getOut(), command.getColorScheme());
  }
}
