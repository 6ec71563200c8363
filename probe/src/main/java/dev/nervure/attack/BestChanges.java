package dev.nervure.attack;

import java.util.Arrays;

/**
 * The best change of each input of a batch so far: one that reaches the goal before one that does
 * not, then the one that has come farthest; the first among equals. Not thread safe.
 */
final class BestChanges {
  private final AttackedNetwork network;
  private final Goal goal;
  private final int size;
  private final float[] best;
  private final boolean[] reached;
  private final double[] progress;

  BestChanges(AttackedNetwork network, Goal goal) {
    this.network = network;
    this.goal = goal;
    this.size = network.space().size();
    int inputs = goal.classes().length;
    this.best = new float[inputs * size];
    this.reached = new boolean[inputs];
    this.progress = new double[inputs];
    Arrays.fill(progress, Double.NEGATIVE_INFINITY);
  }

  /** Offers one change of each input. */
  void offer(float[] changed) {
    double[] logits = network.logits(network.space().batch(changed));
    for (int row = 0; row < reached.length; row++) {
      offer(row, changed, row * size, network.row(logits, row));
    }
  }

  /**
   * Offers a change of one input.
   *
   * @param from where it begins in the array
   * @param logits of it
   */
  void offer(int row, float[] changed, int from, double[] logits) {
    boolean reaches = goal.isReached(logits, row);
    double comes = goal.progress(logits, row);
    boolean first = progress[row] == Double.NEGATIVE_INFINITY;
    boolean better = reaches == reached[row] ? comes > progress[row] : reaches;
    if (first || better) {
      System.arraycopy(changed, from, best, row * size, size);
      reached[row] = reaches;
      progress[row] = Double.isNaN(comes) ? -Double.MAX_VALUE : comes;
    }
  }

  /** Whether the goal of an input has been reached. */
  boolean isReached(int row) {
    return reached[row];
  }

  /**
   * The changes; the clean inputs in their place where these reach a goal that the changes do not.
   */
  float[] orClean(float[] clean) {
    double[] logits = network.logits(network.space().batch(clean));
    for (int row = 0; row < reached.length; row++) {
      if (!reached[row] && goal.isReached(network.row(logits, row), row)) {
        System.arraycopy(clean, row * size, best, row * size, size);
      }
    }
    return best;
  }

  /** The changes. */
  float[] all() {
    return best;
  }
}
