package dev.nervure.bench;

import dev.nervure.array.NdArray;
import dev.nervure.network.Derivatives;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.TangentMap;
import dev.nervure.stats.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long does the Jacobian of the logits take, in float32 and float64, and how long a
 * vector-Jacobian and a Jacobian-vector product, alone and at a point that is kept? The peer is
 * {@code bench/peers/resnet18_torch.py jacobian}, which also writes the network.
 *
 * <p>Usage: {@code JacobianBenchmark MODEL.onnx}.
 */
public final class JacobianBenchmark {

  private static final int REPEATS = 7;

  private JacobianBenchmark() {}

  private interface Work {
    NdArray run();
  }

  public static void main(String[] arguments) {
    for (Precision precision : Precision.values()) {
      try (Model model = Model.load(Path.of(arguments[0]), precision)) {
        Derivatives derivatives = model.derivatives(model.input(), model.logits());
        NdArray x = random(1, model.inputShape());
        NdArray v = random(1, model.logits().shape());
        time("Jacobian", precision, () -> derivatives.jacobian(x));
        time("vector-Jacobian product", precision, () -> derivatives.vjp(x, v));
        time("Jacobian-vector product", precision, () -> derivatives.jvp(x, x));
        time("value", precision, () -> derivatives.value(x));
        try (TangentMap at = derivatives.at(x)) {
          time("product with J at a point that is kept", precision, () -> at.push(x));
          time("product with its transpose there", precision, () -> at.pull(v));
        }
      }
    }
  }

  private static void time(String what, Precision precision, Work work) {
    double[] milliseconds = new double[REPEATS];
    int[] shape = work.run().shape();
    for (int i = 0; i < REPEATS; i++) {
      long start = System.nanoTime();
      work.run();
      milliseconds[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(milliseconds);
    System.out.printf(
        Locale.ROOT,
        "nervure %s %s %s: median %.1f ms, best %.1f ms%n",
        what,
        Arrays.toString(shape),
        precision,
        milliseconds[REPEATS / 2],
        milliseconds[0]);
  }

  private static NdArray random(int samples, int[] shape) {
    int[] batch = new int[shape.length + 1];
    batch[0] = samples;
    int size = samples;
    for (int i = 0; i < shape.length; i++) {
      batch[i + 1] = shape[i];
      size *= shape[i];
    }
    double[] values = new double[size];
    RandomStream stream = RandomStream.seeded(2);
    for (int i = 0; i < size; i++) {
      values[i] = stream.nextDouble();
    }
    return NdArray.of(values, batch);
  }
}
