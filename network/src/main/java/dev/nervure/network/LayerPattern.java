package dev.nervure.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The little language by which users name layers: terms separated by commas, each of them {@code
 * all}, {@code default}, {@code type:Conv} (operator, with wildcards), {@code depth:0.2-0.5}
 * (relative depth, both ends included) or a name with the wildcards {@code *} and {@code ?}; where
 * no layer has such a name, a module of the network such as {@code layer1.0}, whose last layer is
 * taken. A layer is selected if any term matches. Layers of networks, of runs and of files are
 * chosen alike.
 */
public final class LayerPattern {

  private static final Pattern DEPTH = Pattern.compile("depth:([0-9.]+)-([0-9.]+)");
  private static final int SHOWN_NAMES = 12;

  private LayerPattern() {}

  /**
   * What terms ask of a layer.
   *
   * @param operator empty where it is not known
   * @param relativeDepth in [0, 1]
   * @param scope path of the module that it belongs to, empty where it is not known
   * @param isDefault whether {@code default} takes it
   */
  public record Described(
      String name, String operator, String scope, double relativeDepth, boolean isDefault) {}

  static List<Layer> select(String pattern, List<Layer> all, List<Layer> defaults) {
    return select(
        pattern,
        all,
        layer ->
            new Described(
                layer.name(),
                layer.operator(),
                layer.scope(),
                layer.relativeDepth(),
                defaults.contains(layer)));
  }

  /**
   * The layers that a pattern selects, in their order.
   *
   * @param description what terms ask of a layer
   * @throws IllegalArgumentException if a term matches nothing; lists names that exist
   */
  public static <T> List<T> select(
      String pattern, List<T> layers, Function<T, Described> description) {
    List<Described> all = layers.stream().map(description).toList();
    Set<Integer> matched = new TreeSet<>();
    for (String part : pattern.split(",", -1)) {
      String term = part.strip();
      if (term.isEmpty()) {
        throw new IllegalArgumentException(
            "the empty term '' of '" + pattern + "' names no layer; there are " + names(term, all));
      }
      Predicate<Described> matches = term(term);
      List<Integer> found =
          IntStream.range(0, all.size()).filter(i -> matches.test(all.get(i))).boxed().toList();
      if (found.isEmpty()) {
        found = lastOfModules(term, all);
      }
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "no layer matches '" + term + "'; there are " + names(term, all));
      }
      matched.addAll(found);
    }
    return matched.stream().<T>map(layers::get).toList();
  }

  /** The last layer of each module that a term names: what the module hands on. */
  private static List<Integer> lastOfModules(String term, List<Described> all) {
    Pattern module = glob(term);
    Map<String, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      for (String path : modules(all.get(i).scope())) {
        if (module.matcher(path).matches()) {
          last.put(path, i);
        }
      }
    }
    return List.copyOf(last.values());
  }

  /**
   * The modules around a layer, the outermost first: of {@code net.layer1.0.conv1}, as one exporter
   * of PyTorch writes it, {@code net}, {@code net.layer1}, {@code net.layer1.0} and the whole; of
   * {@code layer1/layer1.0/conv1}, as the other does, {@code layer1}, {@code layer1.0} and {@code
   * layer1.0.conv1}.
   */
  private static List<String> modules(String scope) {
    List<String> modules = new ArrayList<>();
    if (scope.isEmpty()) {
      return modules;
    }
    String path = "";
    for (String segment : scope.split("/", -1)) {
      String whole =
          path.isEmpty() || segment.startsWith(path + ".") ? segment : path + "." + segment;
      for (int dot = whole.indexOf('.', path.length() + 1);
          dot >= 0;
          dot = whole.indexOf('.', dot + 1)) {
        modules.add(whole.substring(0, dot));
      }
      modules.add(whole);
      path = whole;
    }
    return modules;
  }

  private static Predicate<Described> term(String term) {
    if (term.equals("all")) {
      return layer -> true;
    }
    if (term.equals("default")) {
      return Described::isDefault;
    }
    if (term.startsWith("type:")) {
      Pattern operator = glob(term.substring("type:".length()));
      return layer -> operator.matcher(layer.operator()).matches();
    }
    if (term.startsWith("depth:")) {
      Matcher range = DEPTH.matcher(term);
      if (!range.matches()) {
        throw new IllegalArgumentException(
            "a depth range is written like depth:0.2-0.5 but was '" + term + "'");
      }
      double from = number(range.group(1), term);
      double to = number(range.group(2), term);
      return layer -> layer.relativeDepth() >= from && layer.relativeDepth() <= to;
    }
    Pattern name = glob(term);
    return layer -> name.matcher(layer.name()).matches();
  }

  private static double number(String text, String term) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' in '" + term + "' is no number", e);
    }
  }

  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  /** All names, or of many the nearest to a term, in the order of the layers. */
  private static String names(String term, List<Described> layers) {
    if (layers.size() <= SHOWN_NAMES) {
      return String.join(", ", layers.stream().map(Described::name).toList());
    }
    Set<Described> nearest =
        layers.stream()
            .sorted(Comparator.comparingInt(layer -> edits(term, layer.name())))
            .limit(SHOWN_NAMES)
            .collect(Collectors.toSet());
    return String.join(
            ", ", layers.stream().filter(nearest::contains).map(Described::name).toList())
        + " and "
        + (layers.size() - SHOWN_NAMES)
        + " more";
  }

  /** How many characters must be put in, left out or changed to make one text the other. */
  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
