package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pooling over one axis against its definition, window by window, with unequal paddings and windows
 * that are counted by rounding up.
 */
class PoolingWindowsTest {

  private static final int TRIALS = 150;

  /** Of sums of at most five numbers below 3. */
  private static final Offset<Double> ROUNDING = offset(1e-12);

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool", "AveragePool with paddings", "LpPool"})
  void everyWindowIsThatOfTheDefinition(String kind) {
    long seed = FreshSeed.next();
    RandomStream random = RandomStream.seeded(seed).derive(kind);
    String operator = kind.split(" ", 2)[0];
    boolean countPads = kind.contains(" ");
    for (int trial = 0; trial < TRIALS; trial++) {
      int size = 2 + random.nextInt(10);
      int kernel = 1 + random.nextInt(Math.min(5, size));
      int stride = 1 + random.nextInt(4);
      int begin = random.nextInt(kernel);
      int end = random.nextInt(kernel);
      boolean ceil = random.nextInt(3) != 0;
      double[] x = new double[size];
      for (int i = 0; i < size; i++) {
        x[i] = 6 * random.nextDouble() - 3;
      }
      OneNode node =
          OneNode.of(operator, 22)
              .input(x, 1, 1, size)
              .list("kernel_shape", kernel)
              .list("strides", stride)
              .list("pads", begin, end)
              .set("ceil_mode", ceil ? 1 : 0);
      if (operator.equals("AveragePool")) {
        node.set("count_include_pad", countPads ? 1 : 0);
      }
      int room = size + begin + end - kernel;
      int windows = (ceil ? -Math.floorDiv(-room, stride) : room / stride) + 1;
      if (ceil && (windows - 1) * stride >= size + begin) {
        windows--;
      }
      double[] expected = new double[windows];
      for (int w = 0; w < windows; w++) {
        expected[w] = window(operator, countPads, x, w * stride - begin, kernel, size + end);
      }
      assertThat(node.run().doubles())
          .as(
              String.format(
                  Locale.ROOT,
                  "%s of %d, kernel %d, stride %d, pads %d and %d, ceil %s; %s",
                  kind,
                  size,
                  kernel,
                  stride,
                  begin,
                  end,
                  ceil,
                  FreshSeed.repeat(seed, PoolingWindowsTest.class)))
          .containsExactly(expected, ROUNDING);
    }
  }

  /** The value of a window; a place beyond the padded end counts for nothing. */
  private static double window(
      String operator, boolean countPads, double[] x, int from, int kernel, int paddedEnd) {
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    int inside = 0;
    int padded = 0;
    for (int i = from; i < from + kernel; i++) {
      padded += i < paddedEnd ? 1 : 0;
      if (i >= 0 && i < x.length) {
        largest = Math.max(largest, x[i]);
        sum += x[i];
        squares += x[i] * x[i];
        inside++;
      }
    }
    return switch (operator) {
      case "MaxPool" -> largest;
      case "LpPool" -> Math.sqrt(squares);
      default -> sum / (countPads ? padded : inside);
    };
  }
}
