package dev.nervure.equivariance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a layer may follow a transformation of the image: the simpler the map, the more it says. */
public enum Rung {
  /** Nothing changes: the layer is invariant. */
  IDENTITY,
  /** Sites move with the image, channels stay as they are. */
  SITE_PERMUTATION,
  /** Sites move, and one matrix mixes the channels of each. */
  SHARED_1X1,
  /** Sites move, and one filter bank of 3 x 3 sites mixes channels. */
  SHARED_3X3,
  /** The same with the one input that helps an output channel most. */
  FORWARD_SELECTION_1,
  /** The same with five inputs for each output channel, chosen one after another. */
  FORWARD_SELECTION_5,
  /** The same with 25. */
  FORWARD_SELECTION_25,
  /** The matrix of {@link #SHARED_1X1} trained further so that the network answers rightly. */
  TASK_ORIENTED;

  /** Those of the ladder that is measured where nothing else is asked. */
  public static final List<Rung> USUAL =
      List.of(IDENTITY, SITE_PERMUTATION, SHARED_1X1, SHARED_3X3);

  /** As on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * By name.
   *
   * @throws IllegalArgumentException where there is none of this name; lists those there are
   */
  public static Rung named(String text) {
    return Arrays.stream(values())
        .filter(rung -> rung.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no rung '%s' but %s"
                        .formatted(
                            text,
                            String.join(", ", Arrays.stream(values()).map(Rung::text).toList()))));
  }

  /** Whether the map is found from pairs of features alone. */
  public boolean isFitted() {
    return this != IDENTITY && this != SITE_PERMUTATION && this != TASK_ORIENTED;
  }

  /** Sites around each, itself included, of which the map reads. */
  int neighbors(boolean spatial) {
    return switch (this) {
      case IDENTITY, SITE_PERMUTATION, SHARED_1X1, TASK_ORIENTED -> 1;
      default -> spatial ? 9 : 1;
    };
  }

  /** Inputs of an output channel that are chosen; 0 where all are taken. */
  int selected() {
    return switch (this) {
      case FORWARD_SELECTION_1 -> 1;
      case FORWARD_SELECTION_5 -> 5;
      case FORWARD_SELECTION_25 -> 25;
      default -> 0;
    };
  }

  /** Free numbers of the map: weights and one constant for each output channel. */
  public long parameters(int from, int to, boolean spatial) {
    if (this == IDENTITY || this == SITE_PERMUTATION) {
      return 0;
    }
    long inputs = (long) from * neighbors(spatial);
    return to * ((selected() > 0 ? Math.min(selected(), inputs) : inputs) + 1);
  }
}
