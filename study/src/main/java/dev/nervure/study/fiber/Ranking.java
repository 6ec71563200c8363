package dev.nervure.study.fiber;

/** Which outputs of a network are the largest; the lowest index among equals. */
public final class Ranking {

  private Ranking() {}

  /** The index of the largest value: the answer of a classifier. */
  public static int largest(double[] values) {
    return largestBut(values, -1);
  }

  /** The index of the largest of the other values; -1 where there is no other. */
  public static int runnerUp(double[] values) {
    return largestBut(values, largest(values));
  }

  private static int largestBut(double[] values, int except) {
    int best = -1;
    for (int i = 0; i < values.length; i++) {
      if (i != except && (best < 0 || values[i] > values[best])) {
        best = i;
      }
    }
    return best;
  }
}
