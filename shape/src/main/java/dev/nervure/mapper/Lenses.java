package dev.nervure.mapper;

import java.util.List;
import java.util.function.Function;

/** The lenses by name. Values from elsewhere need none: {@link LensValues}. */
public final class Lenses {
  private static final List<Choice> ALL =
      List.of(
          new Choice("l2norm", own -> new NormLens()),
          new Choice("pca", own -> new PrincipalLens(own.components())),
          new Choice("density_knn", own -> new NeighborDensity(own.neighbors())),
          new Choice("density_gaussian", own -> new GaussianDensity(own.bandwidth())),
          new Choice("eccentricity", own -> new Eccentricity(own.exponent())),
          new Choice("columns", own -> new ColumnLens(own.columns())));

  private Lenses() {}

  /** A lens that settings make. */
  private record Choice(String name, Function<LensSettings, Lens> make) {}

  /** All of them, with the same settings. */
  public static List<Lens> all(LensSettings settings) {
    return ALL.stream().map(choice -> choice.make().apply(settings)).toList();
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of this name, or a setting of its own is
   *     out of range
   */
  public static Lens named(String name, LensSettings settings) {
    return ALL.stream()
        .filter(choice -> choice.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no lens '%s' but %s".formatted(name, String.join(", ", names()))))
        .make()
        .apply(settings);
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Choice::name).toList();
  }
}
