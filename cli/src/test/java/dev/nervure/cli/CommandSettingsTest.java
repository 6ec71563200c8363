package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.data.SampleRange;
import dev.nervure.run.CommandRecord;
import dev.nervure.run.CommandRecord.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every option of every command, given another value than its default: it is in the record of the
 * command, {@code --print-config} prints it, {@code --config} reads it, and a replay gives it.
 */
class CommandSettingsTest {
  /** What a text may hold that a properties file, a shell or a list could take for its own. */
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "a folder/with blanks",
          " blank at both ends ",
          "*/[0-9]?{a,b}.npy",
          "C:\\data\\new\\u0041",
          "#no = comment: !at all",
          "größe-日本",
          "'quoted' \"twice\"",
          "tab\there",
          "");

  /** How many turns of the texts one goes on where a file is written and read. */
  private static final int TURNS_OF_FILES = 3;

  /** What a replay leaves to the command that repeats. */
  private static final Set<String> NOT_REPEATED =
      Set.of("--out", "--overwrite", "--json", "--quiet", "--debug", "--dry-run");

  @TempDir Path folder;

  static Stream<String> commands() {
    List<String> names = new ArrayList<>();
    collect(grammar(), "", names);
    return names.stream();
  }

  private static void collect(CommandLine command, String name, List<String> names) {
    command
        .getSubcommands()
        .forEach(
            (word, next) -> {
              String full = (name + " " + word).strip();
              if (next.getSubcommands().isEmpty() && !word.equals("help")) {
                names.add(full);
              }
              collect(next, full, names);
            });
  }

  private static CommandLine grammar() {
    return Main.commandLine(session(), Configuration.of(Map.of()));
  }

  /** The grammar of one command, as {@link Main} reads a line that begins with it. */
  private static CommandLine grammar(String name) {
    return grammar(name, Configuration.of(Map.of()));
  }

  private static CommandLine grammar(String name, Configuration configuration) {
    return Main.commandLine(session(), configuration, name.split(" ", -1));
  }

  private static Session session() {
    return new Session(Terminal.piped(System.out, System.err), Interruption.never());
  }

  private static CommandSpec spec(CommandLine root, String name) {
    CommandLine command = root;
    for (String word : name.split(" ", -1)) {
      command = command.getSubcommands().get(word);
    }
    return command.getCommandSpec();
  }

  /** A value of an option that is not its default, as the record is to hold it. */
  private static String other(OptionSpec option, String text) {
    Class<?> type = option.typeInfo().getType();
    Class<?> element =
        option.typeInfo().isMultiValue() ? option.typeInfo().getAuxiliaryTypes()[0] : type;
    String one = single(option, element, text);
    if (!option.typeInfo().isMultiValue()) {
      return one;
    }
    if (element.equals(String.class)) {
      return text.isEmpty() ? "" : "cat,3,a b";
    }
    return one + "," + one;
  }

  private static String single(OptionSpec option, Class<?> type, String text) {
    if (type.isEnum()) {
      Object now = option.getValue();
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant != now)
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .findFirst()
          .orElseThrow();
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true";
    }
    if (type == double.class || type == Double.class) {
      return "-2.5E-11";
    }
    if (type == float.class || type == Float.class) {
      return "-0.485";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "-17";
    }
    if (type == char.class || type == Character.class) {
      return "\t";
    }
    if (type == Path.class) {
      return text.isBlank() || text.contains("\t") ? "a folder/with blanks" : text.strip();
    }
    if (type == String.class) {
      return text;
    }
    assertThat(option.converters()).as("a value for %s of type %s", option, type).isNotEmpty();
    return type == SampleRange.class ? "3:9" : "32x24";
  }

  private static boolean isSetting(OptionSpec option) {
    return !option.usageHelp()
        && !Set.of(Configuration.FILE_OPTION, Configuration.PRINT_OPTION)
            .contains(option.longestName());
  }

  /**
   * The command with every option given, and the values by name.
   *
   * @param turn which of the texts the first option has; the next one has the next
   */
  private static List<String> words(String name, int turn, Map<String, String> values) {
    int next = turn;
    List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
    CommandSpec command = spec(grammar(name), name);
    for (OptionSpec option : command.options()) {
      if (isSetting(option)) {
        String value = other(option, TEXTS.get(next++ % TEXTS.size()));
        values.put(option.longestName(), value);
        words.add(
            option.typeInfo().isBoolean()
                ? option.longestName()
                : option.longestName() + "=" + value);
      }
    }
    for (PositionalParamSpec argument : command.positionalParameters()) {
      Class<?> type = argument.type();
      String value =
          type.isEnum()
              ? ((Enum<?>) type.getEnumConstants()[1]).name().toLowerCase(Locale.ROOT)
              : "some file.onnx";
      values.put(argument.paramLabel(), value);
      words.add(value);
    }
    return words;
  }

  private static Map<String, String> values(Map<String, Setting> settings) {
    Map<String, String> values = new LinkedHashMap<>();
    settings.forEach(
        (name, setting) -> {
          if (setting.value() != null
              && !Set.of(Configuration.FILE_OPTION, Configuration.PRINT_OPTION).contains(name)) {
            values.put(name, setting.value());
          }
        });
    return values;
  }

  /**
   * The values without those that who repeats a command decides: where results go, what is shown.
   */
  private static Map<String, String> repeatable(Map<String, String> values) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(NOT_REPEATED);
    return others;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theRecordHoldsEveryOptionAndAReplayGivesIt(String name) {
    for (int turn = 0; turn < TEXTS.size(); turn++) {
      Map<String, String> expected = new LinkedHashMap<>();
      List<String> words = words(name, turn, expected);
      CommandLine root = grammar(name);
      root.parseArgs(words.toArray(String[]::new));
      CommandRecord record = CommandSettings.record(spec(root, name));
      assertThat(record.name()).isEqualTo(name);
      assertThat(record.line()).isEqualTo(words);
      assertThat(values(record.options())).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(record.differences(record)).isEmpty();

      if (spec(root, name).findOption("--out") == null) {
        continue; // what it writes is not in one folder that could be repeated
      }
      Replay replay = Replay.of(record, folder, folder.resolve("new"), grammar(name));
      CommandLine again = grammar(name, Configuration.replaying(replay.values(), folder));
      again.parseArgs(replay.words().toArray(String[]::new));
      CommandRecord repeated = CommandSettings.record(spec(again, name));
      assertThat(repeatable(values(repeated.options())))
          .containsExactlyInAnyOrderEntriesOf(repeatable(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatPrintConfigPrintsConfigReads(String name) throws IOException {
    // Each needs the grammar of all commands: a few turns, in which the options have other texts.
    for (int turn = 0; turn < TEXTS.size(); turn += TURNS_OF_FILES) {
      Map<String, String> expected = new LinkedHashMap<>();
      List<String> words = words(name, turn, expected);
      words.add(Configuration.PRINT_OPTION);
      CommandRun printed = CommandRun.of(words.toArray(String[]::new)).succeeded();
      Path file = folder.resolve("options.properties");
      Files.writeString(file, printed.out(), StandardCharsets.UTF_8);

      List<String> bare = new ArrayList<>(List.of(name.split(" ", -1)));
      for (PositionalParamSpec argument : spec(grammar(name), name).positionalParameters()) {
        bare.add(expected.remove(argument.paramLabel()));
      }
      String[] arguments = bare.toArray(String[]::new);
      CommandLine root =
          grammar(name, Configuration.of(Map.of(), Configuration.FILE_OPTION, file.toString()));
      root.parseArgs(arguments);
      Map<String, String> read = values(CommandSettings.of(spec(root, name)));
      spec(root, name).positionalParameters().forEach(one -> read.remove(one.paramLabel()));
      assertThat(read).as("turn %d", turn).containsExactlyInAnyOrderEntriesOf(expected);

      bare.addAll(List.of(Configuration.FILE_OPTION, file.toString(), Configuration.PRINT_OPTION));
      CommandRun again = CommandRun.of(bare.toArray(String[]::new)).succeeded();
      assertThat(settings(again.out())).isEqualTo(settings(printed.out()));
    }
  }

  /** The lines of values, without where they come from. */
  private static List<String> settings(String printed) {
    return printed.lines().filter(line -> line.contains(" = ")).sorted().toList();
  }

  @Test
  void whatExistsIsReplacedOnlyByOverwrite() {
    assertThat(commands())
        .filteredOn(name -> spec(grammar(name), name).findOption("--overwrite") != null)
        .containsExactlyInAnyOrder(
            "profile",
            "dynamics",
            "generalization",
            "attack",
            "contrast",
            "compare",
            "check",
            "mapper",
            "symmetry",
            "stitch",
            "glassbox",
            "features",
            "predict",
            "rips",
            "distance",
            "fibers walk",
            "fibers directed",
            "fibers farthest",
            "fibers cross",
            "fibers preimage",
            "fibers sample",
            "fibers members",
            "fibers study",
            "demo",
            "train",
            "activations",
            "data glyphs",
            "data manifold",
            "data naitzat",
            "data spoof",
            "export");
    assertThat(commands())
        .as("these write the one file that --out names; rerun takes a new folder")
        .filteredOn(name -> spec(grammar(name), name).findOption("--out") != null)
        .filteredOn(name -> spec(grammar(name), name).findOption("--overwrite") == null)
        .containsExactlyInAnyOrder("report", "rerun");
  }
}
