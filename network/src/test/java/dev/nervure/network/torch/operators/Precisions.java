package dev.nervure.network.torch.operators;

import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.NativeRuntime;
import dev.nervure.network.torch.NativeScope;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One node in single precision, where libtorch has fast code of its own, against the same node in
 * double precision, where it has not: outputs, derivatives by every input, and the project's own
 * derivative for many rows, on one thread and on two.
 */
final class Precisions {

  /**
   * Share of the largest value of a result, or of 1 where that is less, by which single precision
   * may be off. A sum of 24,000 products of numbers up to 1, the longest here, is off by 1e-5, also
   * where it happens to come out near 0. Wrong kernels are off by a tenth and more.
   */
  static final double TOLERANCE = 2e-4;

  private static final long OPSET = 18;

  private Precisions() {}

  /**
   * What differs, a sentence each; empty where all agrees.
   *
   * @param inputs their shapes
   * @param differentiable how many of them, from the first on, derivatives are taken by
   * @param training the mode of BatchNormalization
   */
  static List<String> differences(
      Node node, List<long[]> inputs, int differentiable, boolean training, RandomStream random) {
    List<String> differences = new ArrayList<>();
    NativeRuntime.ensureLoaded();
    try (NativeScope scope = NativeScope.differentiating()) {
      List<Tensor> values = inputs.stream().map(shape -> uniform(shape, random)).toList();
      torch.set_num_threads(1);
      List<Tensor> cotangents = new ArrayList<>();
      List<double[]> expected =
          results(
              node, values, differentiable, training, ScalarType.Double, cotangents, random, scope);
      for (int threads = 1; threads <= 2; threads++) {
        torch.set_num_threads(threads);
        List<double[]> actual =
            results(
                node,
                values,
                differentiable,
                training,
                ScalarType.Float,
                cotangents,
                random,
                scope);
        if (actual.size() != expected.size()) {
          differences.add("%d results instead of %d".formatted(actual.size(), expected.size()));
          continue;
        }
        for (int i = 0; i < expected.size(); i++) {
          double error = error(actual.get(i), expected.get(i));
          if (!(error <= TOLERANCE)) {
            differences.add(
                String.format(
                    Locale.ROOT,
                    "%s, inputs %s: result %d off by %.3g on %d threads",
                    node,
                    describe(inputs),
                    i,
                    error,
                    threads));
          }
        }
      }
    }
    return differences;
  }

  /** The outputs, the derivatives by the inputs given, the rows pulled back where that exists. */
  private static List<double[]> results(
      Node node,
      List<Tensor> values,
      int differentiable,
      boolean training,
      ScalarType type,
      List<Tensor> cotangents,
      RandomStream random,
      NativeScope scope) {
    OperatorDefinition definition = OperatorRegistry.find("", node.operator());
    NodeContext context = new NodeContext(node, OPSET, type, name -> null, output -> true);
    Tensor[] leaves = new Tensor[values.size()];
    TensorVector given = new TensorVector();
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = values.get(i).to(type).detach().clone().requires_grad_(i < differentiable);
      if (i < differentiable) {
        given.push_back(leaves[i]);
      }
    }
    Inputs in = new Inputs(leaves, training);
    Tensor[] outputs = definition.kernel().apply(context).run(in);
    if (cotangents.isEmpty()) {
      for (Tensor output : outputs) {
        cotangents.add(uniform(output.shape(), random));
      }
    }
    List<double[]> results = new ArrayList<>();
    TensorVector recorded = new TensorVector();
    TensorVector weights = new TensorVector();
    for (int i = 0; i < outputs.length; i++) {
      results.add(scope.copy(outputs[i].detach()).doubles());
      if (outputs[i].requires_grad()) {
        recorded.push_back(outputs[i]);
        weights.push_back(cotangents.get(i).to(type));
      }
    }
    TensorVector gradients =
        torch.grad(recorded, given, weights, new BoolOptional(true), false, true);
    for (long i = 0; i < gradients.size(); i++) {
      if (gradients.get(i).defined()) {
        results.add(scope.copy(gradients.get(i)).doubles());
      }
    }
    if (definition.pullback() != null && !training) {
      boolean[] active = new boolean[leaves.length];
      active[0] = true;
      Tensor[] rows =
          definition
              .pullback()
              .apply(context)
              .pull(in, outputs[0], cotangents.get(0).to(type), active);
      if (rows != null) {
        results.add(scope.copy(rows[0].detach()).doubles());
      }
    }
    in.release();
    return results;
  }

  /** Values between -1 and 1. */
  private static Tensor uniform(long[] shape, RandomStream random) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return Tensor.create(values, shape);
  }

  private static double error(double[] actual, double[] expected) {
    double largest = 1;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!Double.isFinite(actual[i])) {
        return Double.POSITIVE_INFINITY;
      }
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    }
    return difference / largest;
  }

  private static String describe(List<long[]> shapes) {
    StringBuilder text = new StringBuilder();
    for (long[] shape : shapes) {
      text.append(java.util.Arrays.toString(shape));
    }
    return text.toString();
  }
}
