package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.NotDifferentiableException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of one edge with respect to an earlier one, by libtorch's reverse mode. Samples of a
 * batch are independent of each other, so one backward pass gives the products of all. Safe for use
 * by several threads.
 */
public final class Differentiator {

  /** Rows of a Jacobian that are computed in one pass at most. */
  private static final int ROWS_AT_ONCE = 64;

  /**
   * Values of the largest edge for all rows of a pass: 128 MB in float64. Larger tensors are no
   * faster, as they leave the caches.
   */
  private static final long VALUES_AT_ONCE = 1L << 24;

  /**
   * A column takes an evaluation and two backward passes, recorded, where a row takes one backward
   * pass that is not.
   */
  private static final int ROWS_FOR_A_COLUMN = 2;

  private final Evaluator evaluator;
  private final Plan plan;
  private final String description;

  /** Whether {@link JacobianRows} applies; null until a Jacobian was made. */
  private volatile @Nullable Boolean samplesFirst;

  /**
   * @throws NotDifferentiableException if no way of differentiable operators leads from one to the
   *     other
   * @throws IllegalArgumentException if {@code to} also depends on the input by another way
   */
  public Differentiator(Evaluator evaluator, String from, String to) {
    this.evaluator = evaluator;
    description = to + " with respect to " + from;
    checkWay(evaluator.program(), from, to);
    plan = evaluator.plan(List.of(from), List.of(to));
  }

  /** The value of the later edge. */
  public NdArray value(NdArray x) {
    return evaluator.evaluate(plan, List.of(x)).get(0);
  }

  /** v^T J for each sample: the shape of {@code x}. One forward and one backward pass. */
  public NdArray vectorJacobian(NdArray x, NdArray v) {
    try (NativeScope scope = NativeScope.differentiating()) {
      Tensor from = leaf(evaluator.tensors(plan, List.of(x))[0]);
      Tensor to = forward(from);
      Tensor cotangent = shaped(v, to, "v");
      return scope.copy(gradient(to, from, cotangent, false));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * J v for each sample: the shape of the later edge. One forward pass and two backward ones: v^T J
   * is linear in its v, and its derivative with respect to that is J.
   */
  public NdArray jacobianVector(NdArray x, NdArray v) {
    try (NativeScope scope = NativeScope.differentiating()) {
      Tensor from = leaf(evaluator.tensors(plan, List.of(x))[0]);
      return scope.copy(pushForward(from, forward(from), shaped(v, from, "v")));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /** The derivative at one point, to be closed. */
  public PointDerivative at(NdArray x) {
    try {
      return new PointDerivative(evaluator, plan, x);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private static Tensor pushForward(Tensor from, Tensor to, Tensor tangent) {
    Tensor zero = leaf(torch.zeros_like(to));
    Tensor pulled = gradient(to, from, zero, true);
    if (!pulled.requires_grad()) {
      // v^T J does not depend on v only where J is zero.
      return torch.zeros_like(to);
    }
    TensorVector product =
        torch.grad(
            new TensorVector(pulled),
            new TensorVector(zero),
            new TensorVector(tangent),
            new BoolOptional(false),
            false,
            true);
    Tensor result = product.get(0);
    return result.defined() ? result : torch.zeros_like(to);
  }

  /**
   * The m x n Jacobian of one sample, m values of the later edge by n of the earlier one. With m at
   * most 2 n its rows are pulled back some at a time, from one evaluation ({@link JacobianRows}),
   * or where the edges have their samples in another dimension than the first, the sample is
   * replicated for as many rows. With more, columns are made, of replicated samples.
   */
  public NdArray jacobian(NdArray x) {
    return valueAndJacobian(x).get(1);
  }

  /**
   * The value of one sample and its Jacobian, from the same evaluation.
   *
   * @return value and Jacobian
   */
  public List<NdArray> valueAndJacobian(NdArray x) {
    try (NativeScope scope = NativeScope.differentiating()) {
      Tensor sample = oneSample(x);
      JacobianRows rows = new JacobianRows(evaluator, plan, sample);
      Tensor value = rows.value();
      long n = sample.numel();
      long m = value.numel();
      boolean byColumns = m > ROWS_FOR_A_COLUMN * n;
      Tensor jacobian =
          byColumns
              ? inParts(n, rows, (start, count) -> columns(sample, start, count)).t()
              : rowsOf(sample, rows, m, (start, count) -> unit(start, count, m));
      return List.of(scope.copy(value), scope.copy(jacobian));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * The value of one sample and some combinations of the rows of its Jacobian, from the same
   * evaluation.
   *
   * @param weights gives k x m weights for the value
   * @return value, and the k x n products of the weights with the Jacobian
   */
  public List<NdArray> valueAndRows(NdArray x, UnaryOperator<NdArray> weights) {
    try (NativeScope scope = NativeScope.differentiating()) {
      Tensor sample = oneSample(x);
      JacobianRows rows = new JacobianRows(evaluator, plan, sample);
      NdArray value = scope.copy(rows.value());
      NdArray wanted = weights.apply(value);
      int[] shape = wanted.shape();
      if (shape.length != 2 || shape[0] == 0 || shape[1] != value.size()) {
        throw new IllegalArgumentException(
            "weights must have shape [k, %d] but had %s"
                .formatted(value.size(), Arrays.toString(shape)));
      }
      Tensor combinations = evaluator.tensor(wanted);
      return List.of(
          value,
          scope.copy(
              rowsOf(
                  sample, rows, shape[0], (start, count) -> combinations.narrow(0, start, count))));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private Tensor oneSample(NdArray x) {
    Tensor sample = evaluator.tensors(plan, List.of(x))[0];
    if (sample.shape()[0] != 1) {
      throw new IllegalArgumentException(
          "the Jacobian is that of one sample but the batch has " + sample.shape()[0]);
    }
    return sample;
  }

  /** Some of many rows. */
  private interface Part {
    Tensor make(long start, long count);
  }

  /** As many at a time as fit. */
  private static Tensor inParts(long count, JacobianRows rows, Part part) {
    long together = Math.max(1, Math.min(ROWS_AT_ONCE, VALUES_AT_ONCE / rows.largestEdge()));
    Tensor[] parts = new Tensor[(int) ((count + together - 1) / together)];
    for (int i = 0; i < parts.length; i++) {
      long start = i * together;
      parts[i] = part.make(start, Math.min(together, count - start));
    }
    return parts.length == 1 ? parts[0] : torch.cat(new TensorVector(parts), 0);
  }

  /**
   * The products of many rows with the Jacobian.
   *
   * @param cotangents gives some of the rows, each of m values
   * @return count x n
   */
  private Tensor rowsOf(Tensor sample, JacobianRows rows, long count, Part cotangents) {
    boolean atOnce = isSamplesFirst(sample);
    if (atOnce && !rows.isConnected()) {
      throw notDifferentiable();
    }
    long n = sample.numel();
    return inParts(
        count,
        rows,
        (start, some) -> {
          Tensor part = cotangents.make(start, some).reshape(shaped(rows.value(), some));
          if (atOnce) {
            return rows.pull(part).reshape(some, n);
          }
          Tensor from = leaf(replicated(sample, some));
          return gradient(forward(from), from, part, false).reshape(some, n);
        });
  }

  /** Columns of the Jacobian, each as a row. */
  private Tensor columns(Tensor sample, long start, long count) {
    Tensor from = leaf(replicated(sample, count));
    Tensor to = forward(from);
    Tensor tangents = unit(start, count, sample.numel()).reshape(shaped(sample, count));
    return pushForward(from, to, tangents).reshape(count, to.numel() / count);
  }

  private boolean isSamplesFirst(Tensor sample) {
    Boolean known = samplesFirst;
    if (known == null) {
      known = JacobianRows.applies(evaluator, plan, sample);
      samplesFirst = known;
    }
    return known;
  }

  private static long[] shaped(Tensor sample, long count) {
    long[] shape = sample.shape();
    shape[0] = count;
    return shape;
  }

  /** What libtorch says belongs to no node here: its reverse mode does not know the graph's. */
  private RuntimeException failed(RuntimeException caught) {
    return NativeFailure.of("the derivative of " + description, caught);
  }

  /** Rows {@code start} to {@code start + count} of the identity. */
  private Tensor unit(long start, long count, long size) {
    if (count == size) {
      return torch.eye(size).to(evaluator.working());
    }
    Tensor rows = torch.zeros(count, size).to(evaluator.working());
    rows.narrow(1, start, count).copy_(torch.eye(count));
    return rows;
  }

  private static Tensor replicated(Tensor sample, long count) {
    return sample.expand(shaped(sample, count)).contiguous();
  }

  private Tensor forward(Tensor from) {
    Tensor to = evaluator.run(plan, new Tensor[] {from}, false)[0];
    if (!to.requires_grad()) {
      throw notDifferentiable();
    }
    return to;
  }

  private NotDifferentiableException notDifferentiable() {
    return new NotDifferentiableException(
        "there is no derivative of " + description + " at this point of the network", "");
  }

  private static Tensor leaf(Tensor value) {
    return value.detach().requires_grad_(true);
  }

  private static Tensor gradient(Tensor of, Tensor by, Tensor cotangent, boolean again) {
    TensorVector gradients =
        torch.grad(
            new TensorVector(of),
            new TensorVector(by),
            new TensorVector(cotangent),
            new BoolOptional(again),
            again,
            true);
    Tensor gradient = gradients.get(0);
    return gradient.defined() ? gradient : torch.zeros_like(by);
  }

  private Tensor shaped(NdArray v, Tensor like, String name) {
    long[] shape = like.shape();
    if (v.size() != like.numel()) {
      throw new IllegalArgumentException(
          name
              + " must have shape "
              + Arrays.toString(shape)
              + " but was "
              + Arrays.toString(v.shape()));
    }
    return evaluator.tensor(v).reshape(shape);
  }

  /**
   * Follows the edges that carry a derivative; names the first operator that stops it if the goal
   * is not reached.
   */
  private static void checkWay(Program program, String from, String to) {
    boolean[] smooth = new boolean[program.slotCount()];
    boolean[] any = new boolean[program.slotCount()];
    smooth[program.slotOf(from)] = true;
    any[program.slotOf(from)] = true;
    String stopper = "";
    String label = "";
    for (Program.Step step : program.steps()) {
      boolean passes = false;
      boolean reaches = false;
      for (int input : step.inputs()) {
        passes |= input >= 0 && smooth[input];
        reaches |= input >= 0 && any[input];
      }
      if (passes && !step.differentiable() && stopper.isEmpty()) {
        stopper = step.node().operator();
        label = step.node().label();
      }
      for (int output : step.outputs()) {
        if (output >= 0) {
          smooth[output] |= passes && step.differentiable();
          any[output] |= reaches;
        }
      }
    }
    int goal = program.slotOf(to);
    if (smooth[goal]) {
      return;
    }
    if (any[goal] && !stopper.isEmpty()) {
      throw new NotDifferentiableException(
          "there is no derivative of "
              + to
              + " with respect to "
              + from
              + ": "
              + stopper
              + " node "
              + label
              + " lies between them",
          stopper);
    }
    throw new NotDifferentiableException(to + " does not depend on " + from, "");
  }
}
