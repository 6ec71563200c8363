package dev.nervure.fiber;

/** What every walk asks of its start. */
final class WalkStart {

  private WalkStart() {}

  static void requireInside(Box box, double[] start) {
    for (int i = 0; i < start.length; i++) {
      if (!(start[i] >= box.low(i) && start[i] <= box.high(i))) {
        throw new IllegalArgumentException(
            "the start lies outside the box: coordinate "
                + i
                + " is "
                + start[i]
                + " but must be in ["
                + box.low(i)
                + ", "
                + box.high(i)
                + "]");
      }
    }
  }
}
