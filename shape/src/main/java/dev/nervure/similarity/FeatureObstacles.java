package dev.nervure.similarity;

import org.jspecify.annotations.Nullable;

/** Why representations are too wide for what a measure does with their features. */
final class FeatureObstacles {
  private FeatureObstacles() {}

  /** Null where there are more rows than features, and no more features than can be decomposed. */
  static @Nullable String tooWide(Representation first, Representation second) {
    int widest = Math.max(first.dimension(), second.dimension());
    if (first.size() - 1 <= widest) {
      return "%d rows are too few for %d features: any rows are a linear function of as many others, so that it would be the same whatever they are; take more rows or pool the layer"
          .formatted(first.size(), widest);
    }
    return unwieldy(first, second);
  }

  /** Null where there are no more features than can be decomposed or matched. */
  static @Nullable String unwieldy(Representation first, Representation second) {
    int widest = Math.max(first.dimension(), second.dimension());
    return widest > Limits.WIDEST
        ? "it takes at most %d features but there are %d: pool the layer"
            .formatted(Limits.WIDEST, widest)
        : null;
  }
}
