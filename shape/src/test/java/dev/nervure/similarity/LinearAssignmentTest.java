package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class LinearAssignmentTest {
  /** Sums of at most six numbers below 10 in two orders. */
  private static final double ROUNDING = 1e-12;

  /** The largest sum over all ways to give the rows from one on columns that are left. */
  private static double bruteForce(double[] gains, int row, int rows, int columns, int taken) {
    if (row == rows) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      if ((taken >> j & 1) == 0) {
        double rest = bruteForce(gains, row + 1, rows, columns, taken | 1 << j);
        best = Math.max(best, gains[row * columns + j] + rest);
      }
    }
    return best;
  }

  @Test
  void theSumIsTheLargestOfAllAssignments(Random random) {
    for (int round = 0; round < 200; round++) {
      int rows = 1 + random.nextInt(6);
      int columns = rows + random.nextInt(8 - rows);
      boolean withTies = random.nextBoolean();
      double[] gains = new double[rows * columns];
      for (int i = 0; i < gains.length; i++) {
        gains[i] = withTies ? random.nextInt(5) : random.nextGaussian();
      }
      int[] found = LinearAssignment.largest(gains, rows, columns, Progress.none());
      assertThat(found).hasSize(rows).doesNotHaveDuplicates();
      assertThat(Arrays.stream(found)).allMatch(column -> column >= 0 && column < columns);
      assertThat(LinearAssignment.largestSum(gains, rows, columns, Progress.none()))
          .as("%d rows, %d columns, round %d", rows, columns, round)
          .isCloseTo(bruteForce(gains, 0, rows, columns, 0), within(ROUNDING));
    }
  }
}
