package dev.nervure.contrast;

import dev.nervure.dimension.PersistentHomologyDimension;
import dev.nervure.dimension.TwoNearestNeighbors;
import java.util.List;

/** What tells two groups of points apart. */
public final class Contrasts {
  private static final List<Contrast> ALL =
      List.of(
          new EnergyDistance(),
          new CentreShift(),
          new NeighborMixing(),
          new Spread(),
          new MeanValue(),
          new Dimension(PersistentHomologyDimension.robust()),
          new Dimension(new TwoNearestNeighbors()),
          new Lifespans(0),
          new Lifespans(1));

  private Contrasts() {}

  /** All of them. */
  public static List<Contrast> all() {
    return ALL;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static Contrast named(String name) {
    return ALL.stream()
        .filter(contrast -> contrast.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no contrast '%s' but %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Contrast::name).toList();
  }
}
