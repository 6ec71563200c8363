package dev.nervure.data.glyphs;

import dev.nervure.data.BadDataException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to generate.
 *
 * @param samples number of glyphs, at least 1
 * @param classes classes to draw, in equal numbers (they differ by at most one)
 * @param factors factors that vary; the others sit at their defaults
 * @param style kind of picture
 * @param seed of the factors; sample i of a seed is the same whatever the number of samples, and a
 *     factor's value the same whichever others vary
 */
public record GlyphOptions(
    int samples, List<GlyphClass> classes, Set<GlyphFactor> factors, GlyphStyle style, long seed) {

  private static final int MOST_SAMPLES = 10_000_000;

  /** 2000 grey glyphs of all classes with all factors varied (but the hue), seed 1. */
  public static final GlyphOptions DEFAULT =
      new GlyphOptions(
          2000, List.of(GlyphClass.values()), allFactors(GlyphStyle.GREY), GlyphStyle.GREY, 1);

  /**
   * @throws IllegalArgumentException if there are no samples or more than 10 million, no classes, a
   *     class twice, or the hue varies in grey pictures
   */
  public GlyphOptions {
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "samples must be in [1, " + MOST_SAMPLES + "] but were " + samples);
    }
    classes = List.copyOf(classes);
    if (classes.isEmpty() || Set.copyOf(classes).size() != classes.size()) {
      throw new IllegalArgumentException("classes must be different, at least one: " + classes);
    }
    factors = ordered(factors);
    if (style == GlyphStyle.GREY && factors.contains(GlyphFactor.HUE)) {
      throw new IllegalArgumentException("the hue can vary in colour pictures only");
    }
  }

  /** The factors that can vary in a style. */
  public static Set<GlyphFactor> allFactors(GlyphStyle style) {
    EnumSet<GlyphFactor> all = EnumSet.allOf(GlyphFactor.class);
    if (style == GlyphStyle.GREY) {
      all.remove(GlyphFactor.HUE);
    }
    return all;
  }

  /** With a number of glyphs. */
  public GlyphOptions withSamples(int value) {
    return new GlyphOptions(value, classes, factors, style, seed);
  }

  /** With classes. */
  public GlyphOptions withClasses(GlyphClass... value) {
    return new GlyphOptions(samples, List.of(value), factors, style, seed);
  }

  /** With varied factors; none for drawings that are all alike. */
  public GlyphOptions withFactors(GlyphFactor... value) {
    return new GlyphOptions(samples, classes, ordered(List.of(value)), style, seed);
  }

  /** With a style and all factors that can vary in it. */
  public GlyphOptions withStyle(GlyphStyle value) {
    return new GlyphOptions(samples, classes, allFactors(value), value, seed);
  }

  /** With a seed. */
  public GlyphOptions withSeed(long value) {
    return new GlyphOptions(samples, classes, factors, style, value);
  }

  /**
   * Reads a specification: comma-separated {@code samples=2000}, {@code classes=cross+star}, {@code
   * factors=rotation+scale} (or {@code all}, {@code none}), {@code style=grey} or {@code color},
   * {@code seed=1}; what is not said is as in {@link #DEFAULT}, with all factors of the style.
   *
   * @throws BadDataException if it cannot be read
   */
  public static GlyphOptions parse(String specification) {
    int samples = DEFAULT.samples;
    long seed = DEFAULT.seed;
    List<GlyphClass> classes = DEFAULT.classes;
    GlyphStyle style = DEFAULT.style;
    String factors = "all";
    for (String part : specification.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String key = equals < 0 ? part.strip() : part.substring(0, equals).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
      switch (key) {
        case "samples" -> samples = (int) number(value, part, 1, MOST_SAMPLES);
        case "seed" -> seed = number(value, part, Long.MIN_VALUE, Long.MAX_VALUE);
        case "classes" -> classes = value.equals("all") ? DEFAULT.classes : classes(value, part);
        case "factors" -> factors = value;
        case "style" -> style = style(value, part);
        default -> throw refused("'" + part + "' is none of its settings", part);
      }
    }
    try {
      return new GlyphOptions(samples, classes, factors(factors, style), style, seed);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()), specification);
    }
  }

  /** The specification that {@link #parse} reads back. */
  public String specification() {
    List<String> classNames = new ArrayList<>();
    for (GlyphClass glyph : classes) {
      classNames.add(glyph.id());
    }
    List<String> factorNames = new ArrayList<>();
    for (GlyphFactor factor : factors) {
      factorNames.add(factor.id());
    }
    boolean allClasses = classes.equals(DEFAULT.classes);
    String varied = factorNames.isEmpty() ? "none" : String.join("+", factorNames);
    return "samples="
        + samples
        + ",classes="
        + (allClasses ? "all" : String.join("+", classNames))
        + ",factors="
        + (factors.equals(allFactors(style)) ? "all" : varied)
        + ",style="
        + style.name().toLowerCase(Locale.ROOT)
        + ",seed="
        + seed;
  }

  private static Set<GlyphFactor> ordered(Collection<GlyphFactor> factors) {
    EnumSet<GlyphFactor> ordered = EnumSet.noneOf(GlyphFactor.class);
    ordered.addAll(factors);
    return java.util.Collections.unmodifiableSet(ordered);
  }

  private static long number(String value, String part, long low, long high) {
    try {
      long number = Long.parseLong(value);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused("'" + part + "' has no whole number", part);
    }
    throw refused("'" + part + "' is not in [" + low + ", " + high + "]", part);
  }

  private static List<GlyphClass> classes(String value, String part) {
    List<GlyphClass> result = new ArrayList<>();
    for (String name : value.split("\\+")) {
      GlyphClass found = null;
      for (GlyphClass glyph : GlyphClass.values()) {
        found = glyph.id().equals(name.strip()) ? glyph : found;
      }
      if (found == null) {
        throw refused("'" + name + "' is no glyph class", part);
      }
      result.add(found);
    }
    return result;
  }

  private static Set<GlyphFactor> factors(String value, GlyphStyle style) {
    if (value.equals("all")) {
      return allFactors(style);
    }
    EnumSet<GlyphFactor> result = EnumSet.noneOf(GlyphFactor.class);
    if (value.equals("none")) {
      return result;
    }
    for (String name : value.split("\\+")) {
      GlyphFactor found = null;
      for (GlyphFactor factor : GlyphFactor.values()) {
        found = factor.id().equals(name.strip()) ? factor : found;
      }
      if (found == null) {
        throw refused("'" + name + "' is no factor", "factors=" + value);
      }
      result.add(found);
    }
    return result;
  }

  private static GlyphStyle style(String value, String part) {
    for (GlyphStyle style : GlyphStyle.values()) {
      if (style.name().equalsIgnoreCase(value)) {
        return style;
      }
    }
    throw refused("'" + value + "' is neither grey nor color", part);
  }

  private static BadDataException refused(String what, String where) {
    return new BadDataException(
        what,
        "glyphs:" + where,
        "Example: glyphs:samples=2000,classes=all,factors=rotation+scale,style=grey,seed=1.");
  }
}
