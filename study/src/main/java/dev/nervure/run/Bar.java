package dev.nervure.run;

/**
 * One bar of a layer's persistence diagram.
 *
 * @param place the layer, and the label class whose points were measured
 * @param dimension homological dimension, 0 or 1
 * @param birth finite, in units of the scaled coordinates' metric
 * @param death above or at birth; {@code +Infinity} for an essential class
 */
public record Bar(Place place, int dimension, double birth, double death) implements Placed {
  /** Refuses NaN, an infinite birth and a death before the birth. */
  public Bar {
    if (!Double.isFinite(birth) || !(death >= birth)) {
      throw new IllegalArgumentException(
          "a bar needs a finite birth and a death at or above it but was [%s, %s)"
              .formatted(birth, death));
    }
  }
}
