package dev.nervure.stats;

import java.util.Arrays;
import java.util.List;

/**
 * The standard error of a statistic of independent draws, from its values without one block of the
 * draws at a time (the delete-a-group jackknife; Shao, Wu, Annals of Statistics 17, 1989). No draw
 * is ever there twice, as in a bootstrap, where it would be its own nearest neighbour; and the
 * statistic is asked at nearly the size that it has, unlike for halves ({@link HalfSplits}), which
 * matters where it needs more draws than there are coordinates.
 *
 * <p>The blocks are few, so that the error is itself known to 1 / sqrt(2 (blocks - 1)) of it only:
 * intervals take Student's t with {@code blocks - 1} degrees of freedom.
 */
public final class BlockJackknife {
  private BlockJackknife() {}

  /**
   * The draws without each block.
   *
   * @param n number of draws
   * @param together so many draws after each other depend on each other and are in one block, such
   *     as places of one picture; divides n
   * @param blocks at least 2, at most n / together
   * @param stream decides which draws are in one block
   * @return for each block the indices that are not in it, ascending
   */
  public static int[][] without(int n, int together, int blocks, RandomStream stream) {
    if (together < 1 || n % together != 0) {
      throw new IllegalArgumentException(
          "%d draws cannot be taken %d at a time".formatted(n, together));
    }
    int units = n / together;
    if (blocks < 2 || blocks > units) {
      throw new IllegalArgumentException(
          "%d independent draws cannot be in %d blocks".formatted(units, blocks));
    }
    int[] order = stream.permutation(units);
    int[] blockOf = new int[units];
    for (int i = 0; i < units; i++) {
      blockOf[order[i]] = (int) ((long) i * blocks / units);
    }
    int[][] kept = new int[blocks][];
    for (int block = 0; block < blocks; block++) {
      int[] indices = new int[n];
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (blockOf[i / together] != block) {
          indices[count++] = i;
        }
      }
      kept[block] = Arrays.copyOf(indices, count);
    }
    return kept;
  }

  /**
   * The standard error at n.
   *
   * @param values of the statistic without each block, at least two
   */
  public static double standardError(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares * (values.length - 1) / values.length);
  }

  /**
   * The standard error at n of a statistic that draws at random itself, so that its values have
   * errors of their own. Every value without a block has draws of its own, which the factor (g - 1)
   * / g of the sum of squares would count (g - 1)^2 / g times for g blocks; here they count once,
   * as those of the value itself. It is never below the own error of the value. The same as {@link
   * #standardError(double[])} where nothing is drawn.
   *
   * @param whole the value of all draws, with its own error
   * @param without the values without each block with theirs, at least two; all estimable
   */
  public static double standardError(Estimate whole, List<Estimate> without) {
    double spread = standardError(without.stream().mapToDouble(Estimate::value).toArray());
    double own = whole.standardError() * whole.standardError();
    double share = (without.size() - 1.0) / without.size();
    double drawn = 0;
    for (Estimate value : without) {
      drawn += share * share * value.standardError() * value.standardError();
    }
    return own == 0 && drawn == 0
        ? spread
        : Math.sqrt(Math.max(own, spread * spread - drawn + own));
  }
}
