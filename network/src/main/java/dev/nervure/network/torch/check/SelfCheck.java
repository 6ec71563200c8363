package dev.nervure.network.torch.check;

import dev.nervure.network.NativeRuntimeException;
import dev.nervure.network.torch.operators.TensorTransfer;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Computes a list of small operations in single precision, forward and the derivative by every
 * input, on one thread and on several, and compares them with double precision, which takes other
 * paths through the native library. What is wrong with oneDNN and right without it is computed
 * without it from then on; what stays wrong refuses the library.
 *
 * <p>The reason: oneDNN asks the processor for the sizes of its caches, and on virtual machines
 * that do not tell them some of its versions zero weights of convolutions, silently.
 */
public final class SelfCheck {

  /**
   * Largest difference that counts as right, as a share of the largest value of a result. Sums here
   * have up to 4,225 terms of single precision (6e-8 each): a share of 2e-6 in the worst order.
   * What the check is for is off by a tenth and more.
   */
  static final double TOLERANCE = 1e-4;

  /** The same for double precision against the definitions. */
  static final double DOUBLE_TOLERANCE = 1e-12;

  private static final long SEED = 20;

  private final List<CheckedOperation> operations;

  SelfCheck(List<CheckedOperation> operations) {
    this.operations = operations;
  }

  /** The check of everything that networks rest on. */
  public static SelfCheck ofEverything() {
    return new SelfCheck(CheckedOperations.all());
  }

  /**
   * Runs the check and leaves oneDNN switched off where that mends what is wrong. Takes about 70 ms
   * once its classes are loaded, and changes the number of threads: the caller sets it afterwards.
   *
   * @throws NativeRuntimeException if the native library is wrong without oneDNN too
   */
  public EngineCheck run() {
    List<String> faults = faults();
    if (faults.isEmpty()) {
      return new EngineCheck(true, faults);
    }
    torch.globalContext().setUserEnabledMkldnn(false);
    List<String> remaining = faults();
    if (!remaining.isEmpty()) {
      throw new NativeRuntimeException(
          "the native library computes wrongly on this machine ("
              + remaining.get(0)
              + "), so that no network is evaluated here; if the processor is a virtual one, try"
              + " OPENBLAS_CORETYPE=Haswell or another machine, and report the output of nervure"
              + " doctor",
          null);
    }
    return new EngineCheck(false, faults);
  }

  /** What is wrong as the library is set now, a sentence each. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    RandomStream random = RandomStream.seeded(SEED);
    AutoGradMode recording = new AutoGradMode(true);
    try {
      for (CheckedOperation operation : operations) {
        PointerScope scope = new PointerScope();
        try {
          check(operation, random.derive(operation.name()), faults);
        } finally {
          scope.close();
        }
      }
    } finally {
      recording.close();
    }
    return faults;
  }

  private static void check(CheckedOperation operation, RandomStream random, List<String> faults) {
    List<Tensor> inputs = new ArrayList<>();
    for (long[] shape : operation.shapes()) {
      inputs.add(gaussian(shape, random));
    }
    torch.set_num_threads(1);
    Tensor[] exactInputs = leaves(inputs, ScalarType.Double);
    Tensor exact = operation.operation().apply(exactInputs);
    Tensor cotangent = gaussian(exact.shape(), random);
    List<Tensor> expected = results(exact, exactInputs, cotangent);
    if (operation.definition() != null) {
      double[][] arrays = new double[inputs.size()][];
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = values(inputs.get(i));
      }
      double error = error(values(exact), operation.definition().apply(arrays));
      if (!(error <= DOUBLE_TOLERANCE)) {
        faults.add(sentence(operation, "double precision", error, 1));
      }
    }
    for (int threads : new int[] {1, Math.max(2, Runtime.getRuntime().availableProcessors())}) {
      torch.set_num_threads(threads);
      Tensor[] leaves = leaves(inputs, ScalarType.Float);
      List<Tensor> actual = results(operation.operation().apply(leaves), leaves, cotangent);
      for (int i = 0; i < actual.size(); i++) {
        double error = error(values(actual.get(i)), values(expected.get(i)));
        if (!(error <= TOLERANCE)) {
          String what = i == 0 ? "the result" : "the derivative by input " + i;
          faults.add(sentence(operation, what, error, threads));
        }
      }
    }
  }

  /** The value, then the derivative of its product with the cotangent by each input. */
  private static List<Tensor> results(Tensor value, Tensor[] inputs, Tensor cotangent) {
    TensorVector gradients =
        torch.grad(
            new TensorVector(value),
            new TensorVector(inputs),
            new TensorVector(cotangent.to(value.scalar_type())),
            new BoolOptional(false),
            false,
            false);
    List<Tensor> results = new ArrayList<>();
    results.add(value.detach());
    for (long i = 0; i < gradients.size(); i++) {
      results.add(gradients.get(i));
    }
    return results;
  }

  private static Tensor[] leaves(List<Tensor> values, ScalarType type) {
    Tensor[] leaves = new Tensor[values.size()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = values.get(i).to(type).detach().clone().requires_grad_(true);
    }
    return leaves;
  }

  private static Tensor gaussian(long[] shape, RandomStream random) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.create(values, shape);
  }

  private static double[] values(Tensor tensor) {
    return TensorTransfer.toArray(tensor.detach()).doubles();
  }

  /** Largest difference as a share of the largest value; infinite if a value is not finite. */
  private static double error(double[] actual, double[] expected) {
    double largest = 0;
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

  private static String sentence(
      CheckedOperation operation, String what, double error, int threads) {
    String off =
        Double.isFinite(error)
            ? String.format(Locale.ROOT, "is off by %.2g of its largest value", error)
            : "is not finite";
    return "%s: %s %s on %d thread%s"
        .formatted(operation.name(), what, off, threads, threads == 1 ? "" : "s");
  }
}
