package dev.nervure.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The entry of the program: reads the command line, runs one command, turns failures into exit
 * codes.
 */
public final class Main {
  private static final int HELP_COLUMNS = 112;

  /** Where Picocli lists what an option of few values may be. */
  private static final Pattern CHOICES = Pattern.compile("expected one of \\[[A-Z0-9_, ]*]");

  /** What a command does and examples first, the long list of options last. */
  private static final List<String> HELP_SECTIONS =
      List.of(
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_FOOTER,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST);

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Session session = new Session(Terminal.ofProcess(), Interruption.listen());
    System.exit(run(session, System.getenv(), arguments));
  }

  /** Runs one command as {@link #main} does, without ending the process. */
  static int run(Session session, Map<String, String> environment, String... arguments) {
    try {
      return execute(session, Configuration.of(environment, arguments), arguments);
    } catch (WrongUsageException e) {
      return fail(session.terminal(), "nervure", Failure.of(e));
    } finally {
      session.terminal().out().flush();
      session.terminal().err().flush();
      session.interruption().commandEnded();
    }
  }

  /** Runs one command whose other options are configured. */
  static int execute(Session session, Configuration configuration, String... arguments) {
    CommandLine root = commandLine(session, configuration, arguments);
    configuration.requireKnown(root);
    return root.execute(arguments);
  }

  /** The whole grammar of the command line, bound to a session. */
  static CommandLine commandLine(Session session, Configuration configuration) {
    CommandLine root = new CommandLine(new NervureCommand());
    NervureCommand.addCommands(root, session);
    return prepared(root, session, configuration);
  }

  /** As much of the grammar as these arguments need: one command where they begin with it. */
  static CommandLine commandLine(
      Session session, Configuration configuration, String... arguments) {
    CommandLine root = new CommandLine(new NervureCommand());
    boolean one =
        arguments.length > 0
            && !arguments[0].equals("help")
            && !configuration.hasNames()
            && (arguments[0].equals("--version")
                || NervureCommand.addCommand(root, session, arguments[0]));
    return one ? prepared(root, session, configuration) : commandLine(session, configuration);
  }

  private static CommandLine prepared(
      CommandLine root, Session session, Configuration configuration) {
    Terminal terminal = session.terminal();
    root.setOut(writer(terminal.out()));
    root.setErr(writer(terminal.err()));
    root.setColorScheme(
        Help.defaultColorScheme(terminal.colorOnOut() ? Help.Ansi.ON : Help.Ansi.OFF));
    root.setUsageHelpWidth(HELP_COLUMNS);
    root.setHelpSectionKeys(HELP_SECTIONS);
    root.setUsageHelpLongOptionsMaxWidth(34);
    tidyHelp(root);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setAbbreviatedOptionsAllowed(false);
    root.setDefaultValueProvider(configuration);
    root.setExecutionStrategy(parsed -> execute(terminal, parsed));
    root.setParameterExceptionHandler((wrong, given) -> wrongUsage(terminal, wrong));
    root.setExecutionExceptionHandler(
        (thrown, command, parsed) -> failed(terminal, command, thrown));
    return root;
  }

  private static void tidyHelp(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .synopsisHeading("%nUsage: ")
        .abbreviateSynopsis(true)
        .optionListHeading("%nOptions:%n");
    command.getSubcommands().values().forEach(Main::tidyHelp);
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int execute(Terminal terminal, ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    if (command.hasMatchedOption(Configuration.PRINT_OPTION)) {
      terminal.out().print(Configuration.describe(command.commandSpec()));
      return ExitCode.OK.number();
    }
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError | LinkageError e) {
      // picocli hands only exceptions to the handler below.
      return failed(terminal, command.commandSpec().commandLine(), e);
    }
  }

  private static int wrongUsage(Terminal terminal, ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String message = asTyped(String.valueOf(wrong.getMessage()));
    String name = command.getCommandSpec().qualifiedName();
    if (command.getParent() != null && !command.getSubcommands().isEmpty()) {
      message +=
          "\nafter '%s' comes one of: %s"
              .formatted(name, String.join(", ", command.getSubcommands().keySet()));
    } else if (wrong instanceof UnmatchedArgumentException unmatched) {
      message = unmatched(unmatched, message);
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message += "; did you mean " + String.join(" or ", suggestions) + "?";
      }
    }
    return fail(
        terminal, name, new Failure(ExitCode.USAGE, message + "\ntry '" + name + " --help'"));
  }

  /** Without what follows an option that there is not: it is its value, or would be. */
  private static String unmatched(UnmatchedArgumentException wrong, String message) {
    List<String> options =
        wrong.getUnmatched().stream().filter(word -> word.matches("--?[A-Za-z].*")).toList();
    return options.isEmpty()
        ? message
        : "Unknown option%s: '%s'"
            .formatted(options.size() == 1 ? "" : "s", String.join("', '", options));
  }

  /** Choices as they are typed; Picocli lists them as the constants that they become. */
  private static String asTyped(String message) {
    return CHOICES
        .matcher(message)
        .replaceAll(found -> Matcher.quoteReplacement(found.group().toLowerCase(Locale.ROOT)));
  }

  private static int failed(Terminal terminal, CommandLine command, Throwable thrown) {
    @Nullable OptionSpec debug = command.getCommandSpec().findOption("--debug");
    if (debug != null && Boolean.TRUE.equals(debug.getValue())) {
      thrown.printStackTrace(terminal.err());
    }
    return fail(terminal, command.getCommandSpec().qualifiedName(), Failure.of(thrown));
  }

  private static int fail(Terminal terminal, String command, Failure failure) {
    String[] lines = failure.message().split("\n");
    terminal.err().println(terminal.alarming(command + ": " + lines[0]));
    for (int i = 1; i < lines.length; i++) {
      terminal.err().println("  " + lines[i]);
    }
    return failure.exitCode().number();
  }
}
