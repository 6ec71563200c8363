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
    return grammar(Configuration.of(Map.of()));
  }

  private static CommandLine grammar(Configuration configuration) {
    Session session = new Session(Terminal.piped(System.out, System.err), Interruption.never());
    return Main.commandLine(session, configuration);
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

  /** The command with every option given, and the values by name. */
  private static List<String> words(String name, String text, Map<String, String> values) {
    List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
    CommandSpec command = spec(grammar(), name);
    for (OptionSpec option : command.options()) {
      if (isSetting(option)) {
        String value = other(option, text);
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
    for (String text : TEXTS) {
      Map<String, String> expected = new LinkedHashMap<>();
      List<String> words = words(name, text, expected);
      CommandLine root = grammar();
      root.parseArgs(words.toArray(String[]::new));
      CommandRecord record = CommandSettings.record(spec(root, name));
      assertThat(record.name()).isEqualTo(name);
      assertThat(record.line()).isEqualTo(words);
      assertThat(values(record.options())).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(record.differences(record)).isEmpty();

      if (spec(root, name).findOption("--out") == null) {
        continue; // what it writes is not in one folder that could be repeated
      }
      Replay replay = Replay.of(record, folder, folder.resolve("new"), grammar());
      CommandLine again = grammar(Configuration.replaying(replay.values(), folder));
      again.parseArgs(replay.words().toArray(String[]::new));
      CommandRecord repeated = CommandSettings.record(spec(again, name));
      assertThat(repeatable(values(repeated.options())))
          .containsExactlyInAnyOrderEntriesOf(repeatable(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatPrintConfigPrintsConfigReads(String name) throws IOException {
    for (String text : TEXTS) {
      Map<String, String> expected = new LinkedHashMap<>();
      List<String> words = words(name, text, expected);
      words.add(Configuration.PRINT_OPTION);
      CommandRun printed = CommandRun.of(words.toArray(String[]::new)).succeeded();
      Path file = folder.resolve("options.properties");
      Files.writeString(file, printed.out(), StandardCharsets.UTF_8);

      List<String> bare = new ArrayList<>(List.of(name.split(" ", -1)));
      for (PositionalParamSpec argument : spec(grammar(), name).positionalParameters()) {
        bare.add(expected.remove(argument.paramLabel()));
      }
      String[] arguments = bare.toArray(String[]::new);
      CommandLine root =
          grammar(Configuration.of(Map.of(), Configuration.FILE_OPTION, file.toString()));
      root.parseArgs(arguments);
      Map<String, String> read = values(CommandSettings.of(spec(root, name)));
      spec(root, name).positionalParameters().forEach(one -> read.remove(one.paramLabel()));
      assertThat(read).as("text '%s'", text).containsExactlyInAnyOrderEntriesOf(expected);

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
  void commandsThatWriteFoldersAllFollowTheOneRule() {
    assertThat(commands())
        .filteredOn(name -> spec(grammar(), name).findOption("--overwrite") != null)
        .containsExactlyInAnyOrder(
            "profile",
            "dynamics",
            "generalization",
            "attack",
            "contrast",
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
        .filteredOn(name -> spec(grammar(), name).findOption("--out") != null)
        .filteredOn(name -> spec(grammar(), name).findOption("--overwrite") == null)
        .containsExactlyInAnyOrder("report", "predict", "rips", "rerun");
  }
}
