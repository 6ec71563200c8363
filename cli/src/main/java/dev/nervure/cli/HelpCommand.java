package dev.nervure.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure help}: the help of a command, of one within another too. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Prints the help of a command.",
    footer = {"", "Examples:", "  nervure help profile", "  nervure help fibers walk"})
final class HelpCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The words of the command. Default: nervure itself.")
  private List<String> words = List.of();

  @Override
  public void run() {
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(
            command,
            "'%s' has no command '%s'".formatted(command.getCommandSpec().qualifiedName(), word));
      }
      command = next;
    }
    command.usage(command.getOut(), command.getColorScheme());
  }
}
