package dev.nervure.measure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All measures, from {@code measures.json}. Their order there is the order in which commands,
 * tables and pages show them. A program with a study of its own brings its measures in a file of
 * the same name and place; they come after those of this library.
 */
public final class Measures {
  private static final String FILE = "measures.json";
  private static final Map<String, Measure> BY_NAME = read();
  private static final List<Measure> ALL = List.copyOf(BY_NAME.values());

  private Measures() {}

  /** Every measure. */
  public static List<Measure> all() {
    return ALL;
  }

  /** The measures of a family. */
  public static List<Measure> of(Family family) {
    return ALL.stream().filter(measure -> measure.family() == family).toList();
  }

  /**
   * The measure of a name.
   *
   * @throws IllegalArgumentException where no measure has it
   */
  public static Measure named(String name) {
    @Nullable Measure measure = BY_NAME.get(name);
    if (measure == null) {
      throw new IllegalArgumentException(
          "no measure is named '%s'; this version knows %s"
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return measure;
  }

  /**
   * Where a measure stands in {@link #all()}.
   *
   * @throws IllegalArgumentException where no measure has the name
   */
  public static int position(String name) {
    return ALL.indexOf(named(name));
  }

  /**
   * Names in the order of the registry, each once.
   *
   * @throws IllegalArgumentException for a name that no measure has
   */
  public static List<String> inOrder(Collection<String> names) {
    Set<Measure> chosen = names.stream().map(Measures::named).collect(Collectors.toSet());
    return ALL.stream().filter(chosen::contains).map(Measure::name).toList();
  }

  /**
   * Reads a choice of measures: names and groups with commas, in upper or lower case. The groups
   * are {@code default} (what is measured when nothing is said), {@code paper} (with the settings
   * of the original study) and {@code all}.
   *
   * @param list for example {@code default,ph_dimension_paper}
   * @param available names of the measures of which to choose
   * @return the chosen names in the order of the registry
   * @throws IllegalArgumentException naming the word that is no such measure or group, and those
   *     that are
   */
  public static List<String> choose(String list, Collection<String> available) {
    List<Measure> known = inOrder(available).stream().map(Measures::named).toList();
    Predicate<Measure> chosen = measure -> false;
    for (String word : list.split(",")) {
      chosen = chosen.or(asked(word.strip().toLowerCase(Locale.ROOT), known));
    }
    return known.stream().filter(chosen).map(Measure::name).toList();
  }

  private static Predicate<Measure> asked(String word, List<Measure> known) {
    return switch (word) {
      case "default" -> Measure::byDefault;
      case "paper" -> Measure::asPublished;
      case "all" -> measure -> true;
      default -> {
        if (known.stream().noneMatch(measure -> measure.name().equals(word))) {
          List<String> names = known.stream().map(Measure::name).toList();
          throw new IllegalArgumentException(
              "no measure is named '%s'; there are %s, and the groups default, paper, all"
                  .formatted(word, String.join(", ", names)));
        }
        yield measure -> measure.name().equals(word);
      }
    };
  }

  private static Map<String, Measure> read() {
    Map<String, Measure> byName = new LinkedHashMap<>();
    for (Measure measure : entries()) {
      if (byName.put(measure.name(), measure) != null) {
        throw new IllegalStateException(FILE + " names " + measure.name() + " twice");
      }
    }
    return byName;
  }

  private static List<Measure> entries() {
    List<Measure> entries = new ArrayList<>();
    for (URL file : files()) {
      try {
        entries.addAll(new ObjectMapper().readValue(file, new TypeReference<List<Measure>>() {}));
      } catch (IOException e) {
        throw new IllegalStateException(file + " is damaged", e);
      }
    }
    return entries;
  }

  /** Ours, then those of others in the order of their places. */
  private static List<URL> files() {
    String path = Measures.class.getPackageName().replace('.', '/') + "/" + FILE;
    String ours = Measures.class.getProtectionDomain().getCodeSource().getLocation().toString();
    try {
      List<URL> files = Collections.list(Measures.class.getClassLoader().getResources(path));
      files.sort(
          Comparator.comparing((URL file) -> !file.toString().contains(ours))
              .thenComparing(URL::toString));
      if (files.isEmpty() || !files.get(0).toString().contains(ours)) {
        throw new IllegalStateException(FILE + " is missing from " + ours);
      }
      return files;
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " cannot be found", e);
    }
  }
}
