package dev.nervure.network.torch.check;

import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the check computes in single and in double precision, forward and the
 * derivative by each input.
 *
 * @param name what it is, as a fault names it
 * @param shapes of its inputs
 * @param operation the same calls that networks make
 * @param definition the result by the definition, in Java and from the same inputs, to check double
 *     precision with; null where another operation of the same library part has one
 */
record CheckedOperation(
    String name,
    long[][] shapes,
    Function<Tensor[], Tensor> operation,
    @Nullable Function<double[][], double[]> definition) {

  static CheckedOperation of(String name, long[][] shapes, Function<Tensor[], Tensor> operation) {
    return new CheckedOperation(name, shapes, operation, null);
  }
}
