package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** Picocli formats help and warns on standard error where it cannot: a lone per cent sign. */
  @Test
  void noHelpIsPrintedWithAWarning() {
    CommandLine all =
        Main.commandLine(
            new Session(Terminal.ofProcess(), Interruption.never()), Configuration.of(Map.of()));
    PrintStream before = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    String help;
    try {
      help = helpOfAll(all);
    } finally {
      System.setErr(before);
    }
    assertThat(help).contains("nervure check").doesNotContain("WARN", "%%", "%n");
    assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static String helpOfAll(CommandLine command) {
    StringBuilder help = new StringBuilder(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    command.getSubcommands().values().forEach(one -> help.append(helpOfAll(one)));
    return help.toString();
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

  /** What follows it is its value, and no option. */
  @Test
  void theValueOfAnUnknownOptionIsNotCalledOne() {
    CommandRun run =
        CommandRun.of("similarity", "a.npy", "b.npy", "--measure", "linear_cka")
            .failedWith(ExitCode.USAGE);
    assertThat(run.err())
        .contains("Unknown option: '--measure'; did you mean", "--measures")
        .doesNotContain("linear_cka");
    assertThat(CommandRun.of("similarity", "a", "b", "c").failedWith(ExitCode.USAGE).err())
        .contains("'c'");
  }

  /** A misspelled measure in any command that takes some. */
  @Test
  void anUnknownMeasureGetsTheNearestOne() {
    for (List<String> words :
        List.of(
            List.of("similarity", "a.npy", "b.npy", "--measures", "pwcca,linear_kca"),
            List.of("compare", "a", "b", "--similarity", "linear_kca"),
            List.of("check", "a", "--baseline", "b", "--similarity", "linear_kca"))) {
      assertThat(CommandRun.of(words.toArray(String[]::new)).failedWith(ExitCode.USAGE).err())
          .contains("there is no 'linear_kca'; did you mean linear_cka?");
    }
    assertThat(CommandRun.of("compare", "a", "--similarity", "x9").failedWith(ExitCode.USAGE).err())
        .contains("there are linear_cka, ", ", default, all");
    assertThat(
            CommandRun.of("check", "a", "--baseline", "b", "--similarity", "rsa,pwcca")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--similarity takes one measure but was rsa,pwcca");
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
