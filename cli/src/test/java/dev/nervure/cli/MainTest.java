package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What holds for every command. */
class MainTest {
  @TempDir Path folder;

  @Test
  void helpStartsWithWhatTheProgramDoesAndGoesToStandardOutput() {
    CommandRun help = CommandRun.of("--help").succeeded();
    assertThat(help.out())
        .startsWith("Shows the shape of what a neural network has learned")
        .contains("First steps:", "Usage: nervure", "Commands:");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void helpOfACommandIsTheSameByBothWays() {
    String help = CommandRun.of("export", "--help").succeeded().out();
    assertThat(help).contains("Examples:");
    assertThat(CommandRun.of("help", "export").succeeded().out()).isEqualTo(help);
  }

  @Test
  void versionIsOneLine() {
    assertThat(CommandRun.of("--version").succeeded().out().strip()).matches("nervure \\S+");
  }

  @Test
  void withoutACommandUsageIsWrong() {
    assertThat(CommandRun.of().failedWith(ExitCode.USAGE).err()).contains("a command is missing");
  }

  @Test
  void anUnknownOptionGetsTheNearestOne() {
    CommandRun run = CommandRun.of("export", "x", "--parqet", "y").failedWith(ExitCode.USAGE);
    assertThat(run.err()).contains("nervure export:", "--parqet", "--parquet");
  }

  @Test
  void anUnknownCommandGetsTheNearestOne() {
    assertThat(CommandRun.of("exprot").failedWith(ExitCode.USAGE).err()).contains("export");
  }

  @Test
  void aFolderThatIsNoRunIsBadInput() {
    CommandRun run =
        CommandRun.of("export", folder.toString(), "--csv", folder.resolve("t").toString())
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(folder.toString());
    assertThat(Files.exists(folder.resolve("t"))).isFalse();
  }

  @Test
  void debugAddsTheStackTrace() {
    CommandRun run = CommandRun.of("export", folder.toString(), "--csv", "t", "--debug");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(run.err()).contains("\tat dev.nervure.run.RunDirectory.open");
  }

  /** A command line that begins with a command is read with the grammar of that command alone. */
  @Test
  void everyCommandSaysOfItselfWhatTheWholeGrammarSays() {
    Session session = new Session(Terminal.ofProcess(), Interruption.never());
    CommandLine all = Main.commandLine(session, Configuration.of(Map.of()));
    assertThat(all.getSubcommands()).hasSizeGreaterThan(12);
    all.getSubcommands()
        .forEach(
            (name, command) -> {
              assertThat(command.getCommandName()).isEqualTo(name);
              if (name.equals("help")) {
                return; // prints that of the program
              }
              assertThat(CommandRun.of(name, "--help").succeeded().out())
                  .isEqualToNormalizingNewlines(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
            });
  }
}
