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
   * Half the width of a 95 % interval about a sum of independent terms whose variances are
   * estimated, by the degrees of freedom of Welch and Satterthwaite (Welch 1947), rounded down.
   *
   * @param known part of the variance that is known without any spread
   */
  static double halfWidth(double known, List<Spread> terms, List<Double> variances) {
    double total = known;
    double weighed = 0;
    for (int i = 0; i < terms.size(); i++) {
      total += variances.get(i);
      weighed += variances.get(i) * variances.get(i) / (terms.get(i).count() - 1);
    }
    if (total == 0) {
      return 0;
    }
    // More than a thousand are as good as infinitely many: the quantile differs by 0.1 %.
    double degrees = weighed == 0 ? 1000 : Math.min(1000, total * total / weighed);
    return Math.sqrt(total) * StudentT.halfWidth(CONFIDENCE, (int) Math.max(1, degrees));
  }
}
