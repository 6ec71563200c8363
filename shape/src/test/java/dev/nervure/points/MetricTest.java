package dev.nervure.points;

import org.junit.jupiter.api.Nested;

class MetricTest {

  @Nested
  class EuclideanTest extends MetricContract {
    @Override
    Metric metric() {
      return Metric.EUCLIDEAN;
    }

    @Override
    double plain(double[] a, double[] b) {
      double sum = 0;
      for (int j = 0; j < a.length; j++) {
        sum += (a[j] - b[j]) * (a[j] - b[j]);
      }
      return Math.sqrt(sum);
    }

    @Override
    double rescaled(double distance, double factor) {
      return distance * factor;
    }
  }

  @Nested
  class ManhattanTest extends MetricContract {
    @Override
    Metric metric() {
      return Metric.MANHATTAN;
    }

    @Override
    double plain(double[] a, double[] b) {
      double sum = 0;
      for (int j = 0; j < a.length; j++) {
        sum += Math.abs(a[j] - b[j]);
      }
      return sum;
    }

    @Override
    double rescaled(double distance, double factor) {
      return distance * factor;
    }
  }

  @Nested
  class ChebyshevTest extends MetricContract {
    @Override
    Metric metric() {
      return Metric.CHEBYSHEV;
    }

    @Override
    double plain(double[] a, double[] b) {
      double largest = 0;
      for (int j = 0; j < a.length; j++) {
        largest = Math.max(largest, Math.abs(a[j] - b[j]));
      }
      return largest;
    }

    @Override
    double rescaled(double distance, double factor) {
      return distance * factor;
    }
  }

  @Nested
  class CosineTest extends MetricContract {
    @Override
    Metric metric() {
      return Metric.COSINE;
    }

    @Override
    double plain(double[] a, double[] b) {
      double product = 0;
      double squareA = 0;
      double squareB = 0;
      for (int j = 0; j < a.length; j++) {
        product += a[j] * b[j];
        squareA += a[j] * a[j];
        squareB += b[j] * b[j];
      }
      return 1 - product / Math.sqrt(squareA) / Math.sqrt(squareB);
    }

    /** An angle does not depend on the scale. */
    @Override
    double rescaled(double distance, double factor) {
      return distance;
    }

    @Override
    boolean isMetric() {
      return false;
    }

    /** One minus a quotient that is 1 but for some roundings of float64. */
    @Override
    double atOnePlace() {
      return 1e-15;
    }
  }
}
