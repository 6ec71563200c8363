package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.NotDifferentiableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of one edge with respect to an earlier one, node by node. Samples of a batch are
 * independent of each other, so one pass gives the products of all. Safe for use by several
 * threads.
 */
public final class Differentiator {

  /** Rows or columns of a Jacobian that are computed in one pass at most. */
  private static final int PRODUCTS_AT_ONCE = 64;

  /**
   * Values of the largest edge for all rows of a pass: 128 MB in float64. Larger tensors are no
   * faster, as they leave the caches.
   */
  private static final long ROW_VALUES_AT_ONCE = 1L << 24;

  /**
   * The same for columns, 2 MB. Convolutions forward unfold the whole batch, and with 64 tangents
   * take three times as long for each as with 4.
   */
  private static final long COLUMN_VALUES_AT_ONCE = 1L << 18;

  private final Evaluator evaluator;
  private final Plan plan;
  private final boolean together;
  private final String description;

  /** Whether many rows may take the place of the batch; null until a Jacobian was made. */
  private volatile @Nullable Boolean samplesFirst;

  /**
   * @param together whether samples of a batch are independent of each other; otherwise one is
   *     taken at a time
   * @throws NotDifferentiableException if no way of differentiable operators leads from one to the
   *     other
   * @throws IllegalArgumentException if {@code to} also depends on the input by another way
   */
  public Differentiator(Evaluator evaluator, String from, String to, boolean together) {
    this.evaluator = evaluator;
    this.together = together;
    description = to + " with respect to " + from;
    checkWay(evaluator.program(), from, to);
    plan = evaluator.plan(List.of(from), List.of(to));
  }

  /** The value of the later edge. */
  public NdArray value(NdArray x) {
    return evaluator.evaluate(plan, List.of(x)).get(0);
  }

  /**
   * v^T J for each sample: the shape of {@code x}. An evaluation that libtorch records, and one
   * backward pass: for a single product that is faster than to keep the values.
   */
  public NdArray vectorJacobian(NdArray x, NdArray v) {
    try (NativeScope scope = NativeScope.differentiating()) {
      Tensor from = evaluator.tensors(plan, List.of(x))[0].detach().requires_grad_(true);
      Tensor to = evaluator.run(plan, new Tensor[] {from}, false)[0];
      if (!to.requires_grad()) {
        throw notDifferentiable();
      }
      Tensor gradient =
          torch
              .grad(
                  new TensorVector(to),
                  new TensorVector(from),
                  new TensorVector(shaped(v, to, "v")),
                  new BoolOptional(false),
                  false,
                  true)
              .get(0);
      return scope.copy(gradient.defined() ? gradient : torch.zeros_like(from).detach());
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * Values of a batch and some gradients of each sample, by cotangents that may depend on the
   * values. One evaluation that libtorch records, and one backward pass for each gradient.
   *
   * @param cotangents gives arrays of the shape of the values
   * @return the values, then as many gradients as there are cotangents, in the shape of {@code x}
   */
  public List<NdArray> valueAndGradients(NdArray x, Function<NdArray, List<NdArray>> cotangents) {
    try (NativeScope scope = NativeScope.differentiating()) {
      Tensor from = evaluator.tensors(plan, List.of(x))[0].detach().requires_grad_(true);
      Tensor to = evaluator.run(plan, new Tensor[] {from}, false)[0];
      if (!to.requires_grad()) {
        throw notDifferentiable();
      }
      List<NdArray> results = new ArrayList<>();
      NdArray value = scope.copy(to.detach());
      results.add(value);
      List<NdArray> wanted = cotangents.apply(value);
      for (int i = 0; i < wanted.size(); i++) {
        Tensor gradient =
            torch
                .grad(
                    new TensorVector(to),
                    new TensorVector(from),
                    new TensorVector(shaped(wanted.get(i), to, "the cotangent")),
                    new BoolOptional(i + 1 < wanted.size()),
                    false,
                    true)
                .get(0);
        results.add(scope.copy(gradient.defined() ? gradient : torch.zeros_like(from).detach()));
      }
      return results;
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /** J v for each sample: the shape of the later edge. An evaluation, and once forward. */
  public NdArray jacobianVector(NdArray x, NdArray v) {
    try (NativeScope scope = NativeScope.evaluating()) {
      Tensor samples = evaluator.tensors(plan, List.of(x))[0];
      try (NodewiseJacobian jacobian = evaluated(samples)) {
        return scope.copy(jacobian.push(shaped(v, samples, "v")));
      }
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private NodewiseJacobian evaluated(Tensor samples) {
    NodewiseJacobian jacobian = new NodewiseJacobian(evaluator, plan, samples);
    if (!jacobian.isConnected()) {
      jacobian.close();
      throw notDifferentiable();
    }
    return jacobian;
  }

  private NotDifferentiableException notDifferentiable() {
    return new NotDifferentiableException(
        "there is no derivative of " + description + " at this point of the network", "");
  }

  /** The derivative at one point, to be closed. */
  public PointDerivative at(NdArray x) {
    try {
      return new PointDerivative(evaluator, plan, x);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * The m x n Jacobian of one sample, m values of the later edge by n of the earlier one. With m at
   * most n its rows are pulled back, with more its columns pushed forward, some at a time, from one
   * evaluation; where the edges have their samples in another dimension than the first, the sample
   * is replicated, and where samples are not independent there is one row or column at a time.
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
    try (NativeScope scope = NativeScope.evaluating()) {
      Tensor sample = oneSample(x);
      try (NodewiseJacobian one = evaluated(sample)) {
        long n = sample.numel();
        long m = one.value().numel();
        Tensor jacobian =
            m > n
                ? columns(sample, one).t()
                : rows(sample, one, m, (start, count) -> unit(start, count, m));
        return List.of(scope.copy(one.value()), scope.copy(jacobian));
      }
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
    try (NativeScope scope = NativeScope.evaluating()) {
      Tensor sample = oneSample(x);
      try (NodewiseJacobian one = evaluated(sample)) {
        NdArray value = scope.copy(one.value());
        NdArray wanted = weights.apply(value);
        int[] shape = wanted.shape();
        if (shape.length != 2 || shape[0] == 0 || shape[1] != value.size()) {
          throw new IllegalArgumentException(
              "weights must have shape [k, %d] but had %s"
                  .formatted(value.size(), Arrays.toString(shape)));
        }
        Tensor combinations = evaluator.tensor(wanted);
        Tensor rows =
            rows(sample, one, shape[0], (start, count) -> combinations.narrow(0, start, count));
        return List.of(value, scope.copy(rows));
      }
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

  /** Some of many vectors, one a row. */
  private interface Part {
    Tensor make(long start, long count);
  }

  /** The products of {@code count} cotangents of m values with the Jacobian: count x n. */
  private Tensor rows(Tensor sample, NodewiseJacobian one, long count, Part cotangents) {
    return inParts(
        count,
        together ? ROW_VALUES_AT_ONCE / one.largestEdge() : 1,
        (start, some) -> {
          Tensor part = cotangents.make(start, some).reshape(shaped(one.value(), some));
          return products(sample, one, some, jacobian -> jacobian.pull(part));
        });
  }

  /** The columns of the Jacobian, one a row: n x m. */
  private Tensor columns(Tensor sample, NodewiseJacobian one) {
    return inParts(
        sample.numel(),
        together ? COLUMN_VALUES_AT_ONCE / one.largestEdge() : 1,
        (start, some) -> {
          Tensor part = unit(start, some, sample.numel()).reshape(shaped(sample, some));
          return products(sample, one, some, jacobian -> jacobian.push(part));
        });
  }

  private static Tensor inParts(long count, long most, Part part) {
    long together = Math.max(1, Math.min(PRODUCTS_AT_ONCE, most));
    Tensor[] parts = new Tensor[(int) ((count + together - 1) / together)];
    for (int i = 0; i < parts.length; i++) {
      long start = i * together;
      parts[i] = part.make(start, Math.min(together, count - start));
    }
    return parts.length == 1 ? parts[0] : torch.cat(new TensorVector(parts), 0);
  }

  /** From the evaluation of the sample, or of as many copies of it as there are products. */
  private Tensor products(
      Tensor sample, NodewiseJacobian one, long count, Function<NodewiseJacobian, Tensor> product) {
    if (!together || isSamplesFirst(sample)) {
      return product.apply(one).reshape(count, -1);
    }
    try (NodewiseJacobian each = evaluated(sample.expand(shaped(sample, count)).contiguous())) {
      return product.apply(each).reshape(count, -1);
    }
  }

  private boolean isSamplesFirst(Tensor sample) {
    Boolean known = samplesFirst;
    if (known == null) {
      known = NodewiseJacobian.isSamplesFirst(evaluator, plan, sample);
      samplesFirst = known;
    }
    return known;
  }

  /** A shape with a number of rows or columns in the place of the batch; of one it stays. */
  private long[] shaped(Tensor sample, long count) {
    long[] shape = sample.shape();
    if (together) {
      shape[0] = count;
    }
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
    boolean[] leads = leading(program, to);
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
      if (passes && !step.differentiable() && stopper.isEmpty() && writes(step, leads)) {
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

  /** The slots on which an edge depends, and its own. */
  private static boolean[] leading(Program program, String edge) {
    boolean[] leads = new boolean[program.slotCount()];
    leads[program.slotOf(edge)] = true;
    List<Program.Step> steps = program.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (writes(steps.get(i), leads)) {
        for (int input : steps.get(i).inputs()) {
          if (input >= 0) {
            leads[input] = true;
          }
        }
      }
    }
    return leads;
  }

  private static boolean writes(Program.Step step, boolean[] slots) {
    for (int output : step.outputs()) {
      if (output >= 0 && slots[output]) {
        return true;
      }
    }
    return false;
  }
}
