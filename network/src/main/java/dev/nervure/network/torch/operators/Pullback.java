package dev.nervure.network.torch.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a node with one output at one sample, applied from the left to many rows at
 * once: v^T J for every row v. The rows take the place of the batch, so that the sample itself need
 * be evaluated only once. Stateless and safe for use by several threads.
 */
@FunctionalInterface
public interface Pullback {

  /**
   * Pulls rows back.
   *
   * @param in the node's inputs for one sample, whose batch dimension is the first, or for as many
   *     samples as there are rows
   * @param output its output for them
   * @param rows m cotangents of the output: its shape with m in the place of the batch
   * @param active which inputs depend on the point; the others are parameters
   * @return for each active input its shape with m in the place of the batch; null where this node
   *     has a form that is not provided for, and libtorch's own derivative has to be taken
   */
  @Nullable Tensor @Nullable [] pull(Inputs in, Tensor output, Tensor rows, boolean[] active);

  /** One for a node whose first input alone depends on the point. */
  interface OfFirst extends Pullback {

    /** The rows of the first input; null as for {@link Pullback#pull}. */
    @Nullable Tensor pullFirst(Inputs in, Tensor output, Tensor rows);

    @Override
    default @Nullable Tensor @Nullable [] pull(
        Inputs in, Tensor output, Tensor rows, boolean[] active) {
      for (int i = 0; i < active.length; i++) {
        if (active[i] != (i == 0)) {
          return null;
        }
      }
      Tensor first = pullFirst(in, output, rows);
      if (first == null) {
        return null;
      }
      @Nullable Tensor[] result = new Tensor[active.length];
      result[0] = first;
      return result;
    }
  }

  /** One for a node of two or more inputs that are broadcast against each other. */
  interface OfBroadcast extends Pullback {

    /** The rows of one input in the shape of the output; may be the rows themselves. */
    Tensor pullOne(Inputs in, Tensor output, Tensor rows, int index);

    @Override
    default @Nullable Tensor @Nullable [] pull(
        Inputs in, Tensor output, Tensor rows, boolean[] active) {
      @Nullable Tensor[] result = new Tensor[active.length];
      for (int i = 0; i < active.length; i++) {
        if (active[i]) {
          if (in.rank(i) != output.dim()) {
            return null;
          }
          result[i] = summed(pullOne(in, output, rows, i), in.get(i).shape(), output.shape());
        }
      }
      return result;
    }

    /** Sums over the axes on which an input was repeated. */
    private static Tensor summed(Tensor rows, long[] input, long[] output) {
      long[] repeated =
          IntStream.range(0, input.length)
              .filter(axis -> input[axis] != output[axis])
              .asLongStream()
              .toArray();
      return repeated.length == 0
          ? new Tensor(rows)
          : torch.sum(rows, repeated, true, new ScalarTypeOptional());
    }
  }

  /**
   * The shape that the rows of a tensor have: its own where those of another one have that one's
   * shape, else with their number in the place of the batch.
   */
  static long[] shape(Tensor tensor, Tensor other, Tensor rowsOfOther) {
    long[] shape = tensor.shape();
    if (!Arrays.equals(other.shape(), rowsOfOther.shape())) {
      shape[0] = rowsOfOther.size(0);
    }
    return shape;
  }

  /** The rows of a node that keeps the order of the values and changes their shape only. */
  static Tensor reshaped(Inputs in, Tensor output, Tensor rows) {
    return rows.reshape(shape(in.get(0), output, rows));
  }
}
