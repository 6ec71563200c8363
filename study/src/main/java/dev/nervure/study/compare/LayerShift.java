package dev.nervure.study.compare;

import org.jspecify.annotations.Nullable;

/**
 * How far a layer of a network is from the same layer of its baseline, and whether that is allowed.
 *
 * @param layer its name in both
 * @param verdict what follows
 * @param shift 0 for layers that are alike: the value of a distance, or what the value of a
 *     similarity lacks to its largest; null where there is none
 * @param low lower end of its 95 % interval; null where the interval is not known
 * @param high upper end, or null
 * @param allowed the largest shift that passes
 * @param seedShift the largest shift between two networks of other seeds; null where none are given
 * @param why why there is no shift; null where there is one
 */
public record LayerShift(
    String layer,
    Verdict verdict,
    @Nullable Double shift,
    @Nullable Double low,
    @Nullable Double high,
    double allowed,
    @Nullable Double seedShift,
    @Nullable String why) {

  /** What a check finds of a layer. */
  public enum Verdict {
    /** The layer is where it was, or has moved by no more than is allowed. */
    KEPT,
    /** The shift is larger than allowed, but its interval reaches below: no proof that it moved. */
    UNCERTAIN,
    /** The whole interval is above what is allowed. */
    MOVED,
    /** The layer is missing in one of both, or could not be measured. */
    NOT_MEASURED;

    /** Whether a check passes with it. What is not measured does not pass: nobody knows. */
    public boolean passes() {
      return this == KEPT || this == UNCERTAIN;
    }
  }

  /** A layer without a shift. */
  static LayerShift notMeasured(String layer, double allowed, String why) {
    return new LayerShift(layer, Verdict.NOT_MEASURED, null, null, null, allowed, null, why);
  }

  /** A shift beside what is allowed; without an interval the shift itself decides. */
  static LayerShift of(
      String layer,
      double shift,
      @Nullable Double low,
      @Nullable Double high,
      double allowed,
      @Nullable Double seedShift) {
    double least = low == null ? shift : low;
    Verdict verdict =
        least > allowed ? Verdict.MOVED : shift > allowed ? Verdict.UNCERTAIN : Verdict.KEPT;
    return new LayerShift(layer, verdict, shift, low, high, allowed, seedShift, null);
  }
}
