package dev.nervure.study.learned;

import dev.nervure.stats.StudentT;
import java.util.List;

/**
 * Numbers that stand for chance: of networks of several seeds, or of pairs of them.
 *
 * @param mean of the numbers
 * @param variance of a single number, unbiased; 0 for one number, whose chance is not known
 * @param count how many there are, at least 1
 */
record Spread(double mean, double variance, int count) {
  private static final double CONFIDENCE = 0.95;

  static Spread of(List<Double> numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    double mean = sum / numbers.size();
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    return new Spread(
        mean, numbers.size() < 2 ? 0 : squares / (numbers.size() - 1), numbers.size());
  }

  /** Standard error of the mean. */
  double error() {
    return Math.sqrt(variance / count);
  }

  /** Half the width of the 95 % interval of the mean; of two numbers at least. */
  double halfWidth() {
    return error() * StudentT.halfWidth(CONFIDENCE, count - 1);
  }

  /**
   * Half the width of the 95 % interval of one more number of the kind less the mean of these: its
   * variance is that of a single number and that of the mean.
   */
  double halfWidthOfOneMore() {
    return errorOfOneMore() * StudentT.halfWidth(CONFIDENCE, count - 1);
  }

  /** The standard error of that difference. */
  double errorOfOneMore() {
    return Math.sqrt(variance * (1 + 1.0 / count));
  }
}
