package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.torch.Evaluator;
import dev.nervure.network.torch.Plan;
import dev.nervure.stats.RandomStream;
import java.util.List;
import java.util.Map;

/**
 * What a network does with one made-up sample and with two: the shapes of its edges, and whether
 * the first sample's answer stays the same beside a second one.
 *
 * @param one shapes of the floating-point edges for one sample, in the order of evaluation
 * @param two the same for two samples, or the very same map where two cannot be run together
 * @param batchFails whether two samples made an operation fail (otherwise they were mixed, or all
 *     is well)
 */
record Probe(Map<String, int[]> one, Map<String, int[]> two) {

  /** Larger than what the order of summation changes, smaller than what mixing samples does. */
  private static final double SAME = 1e-3;

  private static final long SEED = 20_260_101;

  boolean acceptsBatch() {
    return one != two;
  }

  static Probe of(Evaluator evaluator, ValueInfo input, String result, int[] sampleShape) {
    NdArray both = samples(input, sampleShape);
    NdArray first = both.rows(0, 1);
    Plan plan = evaluator.plan(List.of(input.name()), List.of(result));
    Map<String, int[]> one = evaluator.observeShapes(List.of(first));
    double[] alone = evaluator.evaluate(plan, List.of(first)).get(0).doubles();
    try {
      NdArray together = evaluator.evaluate(plan, List.of(both)).get(0);
      if (together.size() != 2L * alone.length || !same(alone, together.doubles())) {
        return new Probe(one, one);
      }
      return new Probe(one, evaluator.observeShapes(List.of(both)));
    } catch (ModelFailedException e) {
      return new Probe(one, one);
    }
  }

  /** Two samples: numbers in [0, 1), or the integers 0 and 1 (which every vocabulary has). */
  private static NdArray samples(ValueInfo input, int[] sampleShape) {
    int[] shape = new int[sampleShape.length + 1];
    shape[0] = 2;
    int size = 2;
    for (int i = 0; i < sampleShape.length; i++) {
      shape[i + 1] = sampleShape[i];
      size = Math.multiplyExact(size, sampleShape[i]);
    }
    RandomStream random = RandomStream.seeded(SEED);
    if (input.type() == ElementType.INT64) {
      long[] values = new long[size];
      for (int i = 0; i < size; i++) {
        values[i] = random.nextInt(2);
      }
      return NdArray.of(values, shape);
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextDouble();
    }
    return NdArray.of(values, shape);
  }

  private static boolean same(double[] alone, double[] together) {
    double largest = 1;
    for (double value : alone) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < alone.length; i++) {
      // A NaN is no reason to run samples one by one; whoever reads it is told.
      if (Math.abs(alone[i] - together[i]) > SAME * largest) {
        return false;
      }
    }
    return true;
  }
}
