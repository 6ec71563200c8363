package dev.nervure.stats;

/**
 * A share of independent cases, with its uncertainty. The standard error is that of the binomial
 * distribution at the share found, which is 0 where no case or every case counts; the interval is
 * Wilson's (1927, doi 10.1080/01621459.1927.10502953), which holds there too.
 *
 * @param hits cases that count
 * @param cases all cases, at least 1
 */
public record Proportion(int hits, int cases) {
  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException unless 0 &lt;= hits &lt;= cases and there is a case
   */
  public Proportion {
    if (cases < 1 || hits < 0 || hits > cases) {
      throw new IllegalArgumentException(
          "a share needs at least one case and hits among them but was %d of %d"
              .formatted(hits, cases));
    }
  }

  /** The share. */
  public double value() {
    return (double) hits / cases;
  }

  /** The standard error. */
  public double standardError() {
    return Math.sqrt(value() * (1 - value()) / cases);
  }

  /** Lower end of the 95 % interval. */
  public double low() {
    return hits == 0 ? 0 : Math.max(0, center() - half());
  }

  /** Upper end of the 95 % interval. */
  public double high() {
    return hits == cases ? 1 : Math.min(1, center() + half());
  }

  private double center() {
    double square = Quantiles.NORMAL_95 * Quantiles.NORMAL_95;
    return (hits + square / 2) / (cases + square);
  }

  private double half() {
    double square = Quantiles.NORMAL_95 * Quantiles.NORMAL_95;
    double spread = (double) hits * (cases - hits) / cases + square / 4;
    return Quantiles.NORMAL_95 * Math.sqrt(spread) / (cases + square);
  }
}
