package dev.nervure.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The little language by which users name layers: terms separated by commas, each of them {@code
 * all}, {@code default}, {@code type:Conv} (operator, with wildcards), {@code depth:0.2-0.5}
 * (relative depth, both ends included) or a name with the wildcards {@code *} and {@code ?}. A
 * layer is selected if any term matches.
 */
final class LayerPattern {

  private static final Pattern DEPTH = Pattern.compile("depth:([0-9.]+)-([0-9.]+)");
  private static final int SHOWN_NAMES = 12;

  private LayerPattern() {}

  static List<Layer> select(String pattern, List<Layer> all, List<Layer> defaults) {
    List<Predicate<Layer>> terms = new ArrayList<>();
    for (String part : pattern.split(",", -1)) {
      String term = part.strip();
      Predicate<Layer> matches = term(term, defaults);
      if (all.stream().noneMatch(matches)) {
        throw new IllegalArgumentException(
            "no layer matches '" + term + "'; there are " + names(all));
      }
      terms.add(matches);
    }
    List<Layer> selected = new ArrayList<>();
    for (Layer layer : all) {
      if (terms.stream().anyMatch(term -> term.test(layer))) {
        selected.add(layer);
      }
    }
    return List.copyOf(selected);
  }

  private static Predicate<Layer> term(String term, List<Layer> defaults) {
    if (term.isEmpty()) {
      throw new IllegalArgumentException("the layer pattern has an empty term");
    }
    if (term.equals("all")) {
      return layer -> true;
    }
    if (term.equals("default")) {
      return defaults::contains;
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

  private static String names(List<Layer> layers) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < Math.min(layers.size(), SHOWN_NAMES); i++) {
      names.append(i == 0 ? "" : ", ").append(layers.get(i).name());
    }
    return layers.size() > SHOWN_NAMES
        ? names + " and " + (layers.size() - SHOWN_NAMES) + " more"
        : names.toString();
  }
}
