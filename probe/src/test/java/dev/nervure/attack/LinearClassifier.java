package dev.nervure.attack;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Logits x W + b with softmax behind them: everything about its attacks is known in closed form.
 *
 * @param weights by input and class
 * @param bias by class
 */
record LinearClassifier(float[][] weights, float[] bias) {

  static LinearClassifier random(int inputs, int classes, double size, Random random) {
    float[][] weights = new float[inputs][classes];
    float[] bias = new float[classes];
    for (float[] row : weights) {
      for (int k = 0; k < classes; k++) {
        row[k] = (float) (size * random.nextGaussian());
      }
    }
    for (int k = 0; k < classes; k++) {
      bias[k] = (float) (size * random.nextGaussian());
    }
    return new LinearClassifier(weights, bias);
  }

  int inputs() {
    return weights.length;
  }

  int classes() {
    return bias.length;
  }

  /** The network for flat inputs. */
  Model model() {
    return model(inputs());
  }

  /** The network for inputs of a shape. */
  Model model(int... shape) {
    float[] flat = new float[inputs() * classes()];
    for (int i = 0; i < inputs(); i++) {
      System.arraycopy(weights[i], 0, flat, i * classes(), classes());
    }
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("W", NdArray.of(flat, inputs(), classes()));
    tensors.put("b", NdArray.of(bias.clone(), classes()));
    int[] batch = new int[shape.length + 1];
    batch[0] = -1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    Graph graph =
        new Graph(
            "linear",
            List.of(
                Node.of("Flatten", List.of("x"), "f"),
                Node.of("MatMul", List.of("f", "W"), "a"),
                Node.of("Add", List.of("a", "b"), "z"),
                Node.of("Softmax", List.of("z"), "p")),
            tensors,
            List.of(new ValueInfo("x", ElementType.FLOAT32, batch)),
            List.of(new ValueInfo("p", ElementType.FLOAT32, null)),
            17);
    return Model.of(graph, Precision.FLOAT32);
  }

  double[] logits(float[] x) {
    double[] logits = new double[classes()];
    for (int k = 0; k < classes(); k++) {
      logits[k] = bias[k];
      for (int i = 0; i < inputs(); i++) {
        logits[k] += (double) x[i] * weights[i][k];
      }
    }
    return logits;
  }

  int answer(float[] x) {
    return Goal.answer(logits(x), 0, classes());
  }

  /** Euclidean distance from an input to the nearest other answer. */
  double distance(float[] x) {
    double[] logits = logits(x);
    int label = answer(x);
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < classes(); k++) {
      double squares = 0;
      for (int i = 0; i < inputs(); i++) {
        double slope = (double) weights[i][k] - weights[i][label];
        squares += slope * slope;
      }
      if (k != label) {
        nearest = Math.min(nearest, (logits[label] - logits[k]) / Math.sqrt(squares));
      }
    }
    return nearest;
  }
}
