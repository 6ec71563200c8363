package dev.nervure.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command that made a result: enough to give it again.
 *
 * @param name of the command, such as {@code profile} or {@code data glyphs}
 * @param line its words as they were typed, without the name of the program
 * @param directory where it was given, absolute; paths among the options are relative to it
 * @param options every argument and option of the command, by its name; defaults included
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CommandRecord(
    String name, List<String> line, String directory, Map<String, Setting> options) {

  /** What a value that comes from the words of the command itself comes from. */
  public static final String COMMAND_LINE = "command line";

  /** Where a result goes, what is printed, and how many threads work: no value depends on these. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "--out",
          "--overwrite",
          "--dry-run",
          "--threads",
          "--json",
          "--quiet",
          "--debug",
          "--config",
          "--print-config",
          "--help");

  /** Files that are compared by what is in them. */
  private static final Set<String> INPUTS = Set.of("MODEL", "--models", "--data");

  /**
   * An option with its value.
   *
   * @param value as the command reads it, lists with commas; null where the option is not set
   * @param from the command line, an environment variable, a file, or the default
   */
  public record Setting(@Nullable String value, String from) {}

  /** Copies the lists; a file may lack a field. */
  @SuppressWarnings("RedundantNullCheck") // Jackson hands over null for a missing field
  public CommandRecord {
    name = name == null ? "" : name;
    line = line == null ? List.of() : List.copyOf(line);
    directory = directory == null ? "" : directory;
    options =
        options == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** The command line as a person would type it. */
  @JsonIgnore
  public String text() {
    return "nervure " + line.stream().map(CommandRecord::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * In what this command asks another question than another one, as far as its words say; empty
   * where it asks the same. Model and data are compared by their content instead, elsewhere.
   */
  public List<String> differences(CommandRecord there) {
    if (!name.equals(there.name)) {
      return List.of("'nervure %s' there, 'nervure %s' here".formatted(there.name, name));
    }
    Set<String> names = new TreeSet<>(options.keySet());
    names.addAll(there.options.keySet());
    List<String> differences = new ArrayList<>();
    for (String option : names) {
      String here = value(option);
      String other = there.value(option);
      if (!WITHOUT_EFFECT.contains(option)
          && !INPUTS.contains(option)
          && !Objects.equals(here, other)) {
        differences.add("%s %s there, %s here".formatted(option, word(other), word(here)));
      }
    }
    return differences;
  }

  private @Nullable String value(String option) {
    Setting setting = options.get(option);
    return setting == null ? null : setting.value();
  }

  private static String word(@Nullable String value) {
    return value == null ? "not set" : quoted(value);
  }
}
