package dev.nervure.bench;

import java.util.List;

/**
 * Mean and standard deviation of some numbers.
 *
 * @param deviation with divisor count - 1; 0 for fewer than two numbers
 */
record Scatter(int count, double mean, double deviation) {

  static Scatter of(List<Double> values) {
    double mean = values.stream().mapToDouble(value -> value).average().orElse(0);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    int count = values.size();
    return new Scatter(count, mean, count > 1 ? Math.sqrt(squares / (count - 1)) : 0);
  }
}
