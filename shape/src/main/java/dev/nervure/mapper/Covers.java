package dev.nervure.mapper;

import java.util.List;
import java.util.function.Function;

/** The covers by name. */
public final class Covers {
  private static final List<Choice> ALL =
      List.of(
          new Choice(
              "intervals",
              own -> new IntervalCover(own.intervals(), own.overlap(), own.convention())),
          new Choice("balanced", own -> new BalancedCover(own.intervals(), own.overlap())),
          new Choice("balls", own -> new BallCover(own.radius())),
          new Choice("neighbors", own -> new NeighborCover(own.neighbors())));

  private Covers() {}

  /** A cover that settings make. */
  private record Choice(String name, Function<CoverSettings, Cover> make) {}

  /** All of them, with the same settings. */
  public static List<Cover> all(CoverSettings settings) {
    return ALL.stream().map(choice -> choice.make().apply(settings)).toList();
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of this name, or a setting of its own is
   *     out of range
   */
  public static Cover named(String name, CoverSettings settings) {
    return ALL.stream()
        .filter(choice -> choice.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no cover '%s' but %s".formatted(name, String.join(", ", names()))))
        .make()
        .apply(settings);
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Choice::name).toList();
  }
}
