package dev.nervure.network.torch;

import dev.nervure.network.torch.operators.Inputs;
import dev.nervure.network.torch.operators.Pullback;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Jacobian at one sample: the network is evaluated once, without recording, and many rows
 * go back through each of its nodes at once, in the place of the batch. Replicating the sample,
 * which serves every network, evaluates it as many times as there are rows and keeps what libtorch
 * records of it.
 *
 * <p>A node with a {@link Pullback} applies that; of another one libtorch records the node alone,
 * for as many copies of its inputs as there are rows. That is right for networks whose edges have
 * the samples in their first dimension, which {@link #applies} finds out.
 *
 * <p>Used within one {@link NativeScope}, by one thread. Memory: the values of all edges for one
 * sample, and for a few edges at a time as many as there are rows.
 */
final class JacobianRows {

  private final Evaluator evaluator;
  private final Plan plan;
  private final Tensor sample;
  private final @Nullable Tensor[] values;

  /** Slots that depend on the fed one. */
  private final boolean[] reached;

  /** Those of them that carry a derivative. */
  private final boolean[] active;

  /**
   * Evaluates the network, without recording.
   *
   * @param sample of the fed edge, its first dimension 1
   */
  JacobianRows(Evaluator evaluator, Plan plan, Tensor sample) {
    this.evaluator = evaluator;
    this.plan = plan;
    this.sample = sample;
    values = unrecorded(evaluator, plan, sample);
    reached = reached(evaluator.program(), plan);
    active = active(evaluator.program(), plan, values);
  }

  /** Whether every edge on the way has the samples in its first dimension. */
  static boolean applies(Evaluator evaluator, Plan plan, Tensor sample) {
    @Nullable Tensor[] one = unrecorded(evaluator, plan, sample);
    @Nullable Tensor[] two = unrecorded(evaluator, plan, replicated(sample, 2));
    boolean[] reached = reached(evaluator.program(), plan);
    for (int slot = 0; slot < reached.length; slot++) {
      Tensor alone = one[slot];
      Tensor pair = two[slot];
      if (reached[slot] && alone != null && pair != null) {
        long[] shape = alone.shape();
        if (shape.length == 0 || shape[0] != 1) {
          return false;
        }
        shape[0] = 2;
        if (!Arrays.equals(shape, pair.shape())) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable Tensor[] unrecorded(Evaluator evaluator, Plan plan, Tensor samples) {
    AutoGradMode mode = new AutoGradMode(false);
    try {
      return evaluator.trace(plan, new Tensor[] {samples});
    } finally {
      mode.close();
    }
  }

  private static boolean[] reached(Program program, Plan plan) {
    boolean[] reached = new boolean[program.slotCount()];
    reached[plan.feeds()[0]] = true;
    for (int index : plan.steps()) {
      Program.Step step = program.steps().get(index);
      boolean reads = reads(step, reached);
      for (int output : step.outputs()) {
        if (output >= 0) {
          reached[output] = reads;
        }
      }
    }
    return reached;
  }

  private static boolean reads(Program.Step step, boolean[] slots) {
    for (int input : step.inputs()) {
      if (input >= 0 && slots[input]) {
        return true;
      }
    }
    return false;
  }

  /** Which slots carry a derivative by the fed one. */
  private static boolean[] active(Program program, Plan plan, @Nullable Tensor[] values) {
    boolean[] active = new boolean[program.slotCount()];
    active[plan.feeds()[0]] = true;
    for (int index : plan.steps()) {
      Program.Step step = program.steps().get(index);
      boolean passes = step.differentiable() && reads(step, active);
      for (int output : step.outputs()) {
        Tensor value = output < 0 ? null : values[output];
        if (value != null) {
          active[output] = passes && value.is_floating_point();
        }
      }
    }
    return active;
  }

  /** The value of the later edge, its first dimension 1. */
  Tensor value() {
    return value(plan.results()[0]);
  }

  private Tensor value(int slot) {
    Tensor value = values[slot];
    if (value == null) {
      throw new IllegalStateException(
          "edge " + evaluator.program().nameOf(slot) + " has no value: its operator wrote none");
    }
    return value;
  }

  /** The most values that an edge on the way has for the sample. */
  long largestEdge() {
    long largest = 1;
    for (int slot = 0; slot < reached.length; slot++) {
      Tensor value = values[slot];
      if (reached[slot] && value != null) {
        largest = Math.max(largest, value.numel());
      }
    }
    return largest;
  }

  /** Whether the later edge depends on the earlier one by a way that carries a derivative. */
  boolean isConnected() {
    return active[plan.results()[0]];
  }

  /**
   * v^T J for many rows.
   *
   * @param rows m cotangents of the later edge: its shape with m in the place of the sample
   * @return the shape of the earlier edge with m in the place of the sample
   */
  Tensor pull(Tensor rows) {
    @Nullable Tensor[] cotangents = new Tensor[active.length];
    cotangents[plan.results()[0]] = rows;
    int count = (int) rows.size(0);
    int[] steps = plan.steps();
    for (int i = steps.length - 1; i >= 0; i--) {
      Program.Step step = evaluator.program().steps().get(steps[i]);
      if (!isReached(step, cotangents)) {
        continue;
      }
      boolean[] from = activeInputs(step);
      @Nullable Tensor[] pulled = pull(step, cotangents, from, count);
      for (int output : step.outputs()) {
        Tensor done = output < 0 ? null : cotangents[output];
        if (done != null && done != rows) {
          done.close();
          cotangents[output] = null;
        }
      }
      for (int k = 0; k < from.length; k++) {
        Tensor share = pulled[k];
        if (from[k] && share != null) {
          add(cotangents, step.inputs()[k], share);
        }
      }
    }
    Tensor result = cotangents[plan.feeds()[0]];
    return result == null ? torch.zeros_like(replicated(sample, count)) : result;
  }

  private static boolean isReached(Program.Step step, @Nullable Tensor[] cotangents) {
    for (int output : step.outputs()) {
      if (output >= 0 && cotangents[output] != null) {
        return true;
      }
    }
    return false;
  }

  private boolean[] activeInputs(Program.Step step) {
    boolean[] result = new boolean[step.inputs().length];
    for (int i = 0; i < result.length; i++) {
      result[i] = step.inputs()[i] >= 0 && active[step.inputs()[i]];
    }
    return result;
  }

  private static void add(@Nullable Tensor[] cotangents, int slot, Tensor share) {
    Tensor known = cotangents[slot];
    if (known == null) {
      cotangents[slot] = share;
      return;
    }
    cotangents[slot] = known.add(share);
    known.close();
    share.close();
  }

  /** The rows of a step's inputs; what else was made on the way is released. */
  private @Nullable Tensor[] pull(
      Program.Step step, @Nullable Tensor[] cotangents, boolean[] from, int count) {
    @Nullable Tensor[] pulled = null;
    Pullback pullback = step.pullback();
    int first = step.outputs()[0];
    Tensor rows = first < 0 ? null : cotangents[first];
    if (pullback != null && rows != null) {
      try (NativeScope scope = NativeScope.evaluating()) {
        Inputs in = new Inputs(operands(step), false);
        pulled = pullback.pull(in, value(first), rows, from);
        if (pulled != null) {
          keep(scope, pulled);
        }
      }
    }
    if (pulled == null) {
      try (NativeScope scope = NativeScope.differentiating()) {
        pulled = recorded(step, cotangents, from, count);
        keep(scope, pulled);
      }
    }
    for (int i = 0; i < pulled.length; i++) {
      Tensor kept = pulled[i];
      if (kept != null) {
        // Another handle, which belongs to the scope around.
        pulled[i] = new Tensor(kept);
        kept.deallocate();
      }
    }
    return pulled;
  }

  private static void keep(NativeScope scope, @Nullable Tensor[] tensors) {
    for (Tensor tensor : tensors) {
      if (tensor != null) {
        scope.keep(tensor);
      }
    }
  }

  private @Nullable Tensor[] operands(Program.Step step) {
    int[] inputs = step.inputs();
    @Nullable Tensor[] operands = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      operands[i] = inputs[i] < 0 ? null : values[inputs[i]];
    }
    return operands;
  }

  /** By libtorch's derivative of this node, with its inputs replicated. */
  private @Nullable Tensor[] recorded(
      Program.Step step, @Nullable Tensor[] cotangents, boolean[] from, int count) {
    @Nullable Tensor[] operands = operands(step);
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      int slot = step.inputs()[i];
      Tensor operand = operands[i];
      if (operand != null && reached[slot]) {
        operands[i] = replicated(operand, count);
        if (from[i]) {
          operands[i] = operands[i].detach().requires_grad_(true);
          leaves.add(operands[i]);
        }
      } else if (slot >= 0 && evaluator.program().dependsOnShapesOnly(slot)) {
        operands[i] = evaluator.known(plan, new Tensor[] {replicated(sample, count)})[slot];
      }
    }
    Tensor[] outputs = step.kernel().run(new Inputs(operands, false));
    List<Tensor> of = new ArrayList<>();
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < step.outputs().length && i < outputs.length; i++) {
      int slot = step.outputs()[i];
      Tensor cotangent = slot < 0 ? null : cotangents[slot];
      if (cotangent != null && outputs[i].requires_grad()) {
        of.add(outputs[i]);
        rows.add(cotangent);
      }
    }
    @Nullable Tensor[] pulled = new Tensor[from.length];
    if (of.isEmpty()) {
      return pulled;
    }
    TensorVector gradients =
        torch.grad(vector(of), vector(leaves), vector(rows), new BoolOptional(false), false, true);
    int next = 0;
    for (int i = 0; i < pulled.length; i++) {
      if (from[i]) {
        Tensor gradient = gradients.get(next++);
        pulled[i] = gradient.defined() ? new Tensor(gradient) : null;
      }
    }
    return pulled;
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }

  private static Tensor replicated(Tensor sample, long count) {
    long[] shape = sample.shape();
    shape[0] = count;
    return sample.expand(shape).contiguous();
  }
}
