package dev.nervure.study;

import dev.nervure.data.LabelledSamples;
import dev.nervure.image.AffineMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which transformations of an image may turn one class into another: a 6 turned by half is a 9. It
 * knows signs by their names only; of other classes nobody but the user knows. A study that counts
 * errors under such a transformation of such classes refuses it, unless the user says that it is
 * meant.
 */
public final class LabelChanges {
  /** Turns up to here leave signs what they are. */
  public static final double HARMLESS_DEGREES = 45;

  private static final double ROUNDING = 1e-9;

  /** What may be done to signs, with the pairs of them that it may mistake for each other. */
  public enum Kind {
    /** Turned by more than 90 degrees. */
    HALF_TURN(
        Set.of("6", "9"),
        Set.of("six", "nine"),
        Set.of("b", "q"),
        Set.of("d", "p"),
        Set.of("n", "u"),
        Set.of("M", "W"),
        Set.of("m", "w")),
    /** Turned by about 90 degrees. */
    QUARTER_TURN(Set.of("N", "Z"), Set.of("n", "c"), Set.of("u", "c")),
    /** Left and right change places. */
    LEFT_RIGHT_FLIP(Set.of("b", "d"), Set.of("p", "q")),
    /** Top and bottom change places. */
    TOP_BOTTOM_FLIP(
        Set.of("b", "p"), Set.of("d", "q"), Set.of("n", "u"), Set.of("M", "W"), Set.of("m", "w"));

    private final List<Set<String>> pairs;

    @SafeVarargs
    @SuppressWarnings("varargs")
    Kind(Set<String>... pairs) {
      this.pairs = List.of(pairs);
    }
  }

  private LabelChanges() {}

  /** Of turns by any angle up to so many degrees to either side. */
  public static Set<Kind> ofTurnsUpTo(double degrees) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (degrees > HARMLESS_DEGREES) {
      kinds.add(Kind.QUARTER_TURN);
    }
    if (degrees > 2 * HARMLESS_DEGREES) {
      kinds.add(Kind.HALF_TURN);
    }
    return kinds;
  }

  /**
   * Of one map of all images, by the turn in it: that of the turn nearest to its matrix, for one
   * that mirrors after left and right have changed places. Scales, shears and shifts leave signs
   * what they are.
   */
  public static Set<Kind> of(AffineMap map) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (map.yy() * map.xx() - map.yx() * map.xy() < 0) {
      double degrees = degrees(map.xy() + map.yx(), map.yy() - map.xx());
      if (degrees <= 2 * HARMLESS_DEGREES + ROUNDING) {
        kinds.add(Kind.LEFT_RIGHT_FLIP);
      }
      if (degrees >= 2 * HARMLESS_DEGREES - ROUNDING) {
        kinds.add(Kind.TOP_BOTTOM_FLIP);
      }
      return kinds;
    }
    double degrees = degrees(map.xy() - map.yx(), map.yy() + map.xx());
    if (degrees > HARMLESS_DEGREES + ROUNDING && degrees <= 3 * HARMLESS_DEGREES + ROUNDING) {
      kinds.add(Kind.QUARTER_TURN);
    }
    if (degrees > 2 * HARMLESS_DEGREES + ROUNDING) {
      kinds.add(Kind.HALF_TURN);
    }
    return kinds;
  }

  private static double degrees(double sine, double cosine) {
    return Math.abs(Math.toDegrees(StrictMath.atan2(sine, cosine)));
  }

  /**
   * The first pair of classes that may be mistaken for each other; null for none known.
   *
   * @param classNames of the classes that there are images of
   */
  public static @Nullable List<String> pair(List<String> classNames, Set<Kind> kinds) {
    for (Kind kind : Kind.values()) {
      for (Set<String> pair : kinds.contains(kind) ? kind.pairs : List.<Set<String>>of()) {
        if (classNames.containsAll(pair)) {
          return pair.stream().sorted().toList();
        }
      }
    }
    return null;
  }

  /** The names of the classes that there are samples of, in the order of their numbers. */
  public static List<String> classesIn(LabelledSamples samples) {
    if (!samples.hasLabels()) {
      return List.of();
    }
    boolean[] present = new boolean[samples.classNames().size()];
    for (int label : samples.labels()) {
      present[label] = true;
    }
    List<String> names = new ArrayList<>();
    for (int k = 0; k < present.length; k++) {
      if (present[k]) {
        names.add(samples.classNames().get(k));
      }
    }
    return names;
  }

  /**
   * Why a transformation is refused.
   *
   * @param what its name
   * @param pair of {@link #pair}
   * @param instead what else the user may choose, after which saying so is named
   */
  public static String refusal(String what, List<String> pair, String instead) {
    return "%s may turn an image of class %s into one of class %s, so that its label would be wrong: %s, or say --label-preserving if it is meant"
        .formatted(what, pair.get(0), pair.get(1), instead);
  }

  /** What is to be known of a transformation that is meant. */
  public static String note(String what, List<String> pair) {
    return "%s may turn class %s into class %s; their labels are kept, as --label-preserving says"
        .formatted(what, pair.get(0), pair.get(1));
  }
}
