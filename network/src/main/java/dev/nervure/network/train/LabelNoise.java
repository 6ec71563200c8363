package dev.nervure.network.train;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/**
 * Labels of which an exact fraction was made wrong, as in studies of memorisation (Zhang et al.
 * 2017): each row chosen gets another class than its own, all other classes being equally likely.
 *
 * @param labels the labels after the change
 * @param relabelled rows changed, ascending; round(fraction n) of them
 */
public record LabelNoise(int[] labels, int[] relabelled) {

  /**
   * @param labels true classes in [0, classes); not modified
   * @param classes number of classes, at least 2 where the fraction is above 0
   * @param fraction in [0, 1]
   */
  public static LabelNoise of(int[] labels, int classes, double fraction, RandomStream random) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("label noise must be in [0, 1] but was " + fraction);
    }
    if (fraction > 0 && classes < 2) {
      throw new IllegalArgumentException(
          "label noise needs at least 2 classes but there were " + classes);
    }
    int[] changed = labels.clone();
    int count = (int) Math.round(fraction * labels.length);
    if (count == 0) {
      return new LabelNoise(changed, new int[0]);
    }
    int[] rows = random.derive("rows").sampleWithoutReplacement(labels.length, count);
    Arrays.sort(rows);
    RandomStream classStream = random.derive("classes");
    for (int row : rows) {
      int other = classStream.nextInt(classes - 1);
      changed[row] = other < labels[row] ? other : other + 1;
    }
    return new LabelNoise(changed, rows);
  }
}
