package dev.nervure.network.torch;

import dev.nervure.network.ModelFailedException;
import dev.nervure.network.torch.operators.Inputs;
import dev.nervure.network.torch.operators.Pullback;
import dev.nervure.network.torch.operators.Pushforward;
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
 * A Jacobian applied node by node: the network is evaluated once, without recording, and then any
 * number of rows go back through its nodes or tangents forward. Either there is one for each sample
 * of the evaluation, or the evaluation is that of one sample and many go at once, in the place of
 * the batch. The latter is right for networks whose edges have the samples in their first
 * dimension, which {@link #isSamplesFirst} finds out.
 *
 * <p>A node with a {@link Pullback} or {@link Pushforward} applies that; of another one libtorch
 * records the node alone, for as many copies of its inputs as there are rows or tangents.
 *
 * <p>Used by one thread at a time; results belong to the caller's {@link NativeScope}. Memory: the
 * values of all edges for the samples until it is closed, and for a few edges at a time as many as
 * there are rows or tangents.
 */
final class NodewiseJacobian implements AutoCloseable {

  private final Evaluator evaluator;
  private final Plan plan;
  private final Tensor samples;
  private final @Nullable Tensor[] values;

  /** What belongs to this object, and is not shared with other evaluations. */
  private final List<Tensor> own = new ArrayList<>();

  /** By step: its inputs, made at the first use. */
  private final @Nullable Inputs[] inputs;

  /** Slots that depend on the fed one. */
  private final boolean[] reached;

  /** Those of them that carry a derivative. */
  private final boolean[] active;

  /**
   * Evaluates the network, without recording.
   *
   * @param samples of the fed edge
   */
  NodewiseJacobian(Evaluator evaluator, Plan plan, Tensor samples) {
    this.evaluator = evaluator;
    this.plan = plan;
    try (NativeScope scope = NativeScope.evaluating()) {
      this.samples = new Tensor(samples);
      values = evaluator.trace(plan, new Tensor[] {this.samples});
      own.add(scope.keep(this.samples));
      for (int step : plan.steps()) {
        for (int slot : evaluator.program().steps().get(step).outputs()) {
          Tensor value = slot < 0 ? null : values[slot];
          if (value != null) {
            own.add(scope.keep(value));
          }
        }
      }
    }
    inputs = new Inputs[evaluator.program().steps().size()];
    reached = reached(evaluator.program(), plan);
    active = active(evaluator.program(), plan, values);
  }

  /** Whether every edge on the way has the samples in its first dimension. */
  static boolean isSamplesFirst(Evaluator evaluator, Plan plan, Tensor sample) {
    @Nullable Tensor[] one = unrecorded(evaluator, plan, sample);
    @Nullable Tensor[] two;
    try {
      two = unrecorded(evaluator, plan, replicated(sample, 2));
    } catch (ModelFailedException e) {
      // The network takes one sample only.
      return false;
    }
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

  /** The values of the later edge; not to be released. */
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

  /** The most values that an edge on the way has for the samples. */
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
   * v^T J for rows v.
   *
   * @param rows cotangents of the later edge: its shape, or that with m in the place of the sample
   * @return the shape of the earlier edge, likewise
   */
  Tensor pull(Tensor rows) {
    @Nullable Tensor[] cotangents = new Tensor[active.length];
    cotangents[plan.results()[0]] = rows;
    Count count = count(value(), rows);
    int[] steps = plan.steps();
    for (int i = steps.length - 1; i >= 0; i--) {
      Program.Step step = evaluator.program().steps().get(steps[i]);
      if (!isReached(step, cotangents)) {
        continue;
      }
      boolean[] from = activeInputs(step);
      @Nullable Tensor[] pulled = pull(steps[i], step, cotangents, from, count);
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
    return result == null ? torch.zeros_like(count.of(samples)) : result;
  }

  /**
   * J t for tangents t.
   *
   * @param tangents of the earlier edge: its shape, or that with m in the place of the sample
   * @return the shape of the later edge, likewise
   */
  Tensor push(Tensor tangents) {
    @Nullable Tensor[] moving = new Tensor[active.length];
    int fed = plan.feeds()[0];
    moving[fed] = tangents;
    Count count = count(samples, tangents);
    int[] steps = plan.steps();
    for (int i = 0; i < steps.length; i++) {
      Program.Step step = evaluator.program().steps().get(steps[i]);
      if (writesActive(step) && isMoved(step, moving)) {
        @Nullable Tensor[] pushed = push(steps[i], step, moving, count);
        for (int k = 0; k < step.outputs().length; k++) {
          if (step.outputs()[k] >= 0) {
            moving[step.outputs()[k]] = pushed[k];
          }
        }
      }
      for (int slot : plan.releases(i)) {
        Tensor dead = moving[slot];
        if (dead != null) {
          dead.close();
          moving[slot] = null;
        }
      }
    }
    Tensor result = moving[plan.results()[0]];
    return result == null ? torch.zeros_like(count.of(value())) : result;
  }

  /**
   * How many rows or tangents there are for a sample.
   *
   * @param many their number where they take the place of the one sample, 0 where there is one for
   *     each sample
   */
  private record Count(long many) {

    /** The tensor for as many samples. */
    Tensor of(Tensor value) {
      if (many == 0) {
        return value;
      }
      long[] shape = value.shape();
      shape[0] = many;
      return value.expand(shape);
    }
  }

  private static Count count(Tensor value, Tensor rows) {
    return new Count(Arrays.equals(value.shape(), rows.shape()) ? 0 : rows.size(0));
  }

  private static boolean isReached(Program.Step step, @Nullable Tensor[] cotangents) {
    for (int output : step.outputs()) {
      if (output >= 0 && cotangents[output] != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMoved(Program.Step step, @Nullable Tensor[] moving) {
    for (int input : step.inputs()) {
      if (input >= 0 && moving[input] != null) {
        return true;
      }
    }
    return false;
  }

  private boolean writesActive(Program.Step step) {
    for (int output : step.outputs()) {
      if (output >= 0 && active[output]) {
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
      int index, Program.Step step, @Nullable Tensor[] cotangents, boolean[] from, Count count) {
    @Nullable Tensor[] pulled = null;
    Pullback pullback = step.pullback();
    int first = step.outputs()[0];
    Tensor rows = first < 0 ? null : cotangents[first];
    if (pullback != null && rows != null) {
      try (NativeScope scope = NativeScope.evaluating()) {
        pulled = pullback.pull(inputs(index, step), value(first), rows, from);
        if (pulled != null) {
          keep(scope, pulled);
        }
      }
    }
    if (pulled == null) {
      try (NativeScope scope = NativeScope.differentiating()) {
        pulled = pullRecorded(step, cotangents, from, count);
        keep(scope, pulled);
      }
    }
    handOver(pulled);
    return pulled;
  }

  /** The tangents of a step's outputs; what else was made on the way is released. */
  private @Nullable Tensor[] push(
      int index, Program.Step step, @Nullable Tensor[] moving, Count count) {
    @Nullable Tensor[] tangents = new Tensor[step.inputs().length];
    for (int i = 0; i < tangents.length; i++) {
      tangents[i] = step.inputs()[i] < 0 ? null : moving[step.inputs()[i]];
    }
    int[] outputs = step.outputs();
    @Nullable Tensor[] result = null;
    Pushforward pushforward = step.pushforward();
    if (pushforward != null && outputs[0] >= 0) {
      try (NativeScope scope = NativeScope.evaluating()) {
        Inputs in =
            count.many() > 0 && pushforward.appliesKernel()
                ? new Inputs(operands(step, count), false)
                : inputs(index, step);
        Tensor[] pushed = pushforward.push(in, value(outputs[0]), tangents);
        if (pushed != null) {
          result = new Tensor[outputs.length];
          for (int i = 0; i < outputs.length && i < pushed.length; i++) {
            result[i] = outputs[i] >= 0 && active[outputs[i]] ? pushed[i] : null;
          }
          keep(scope, result);
        }
      }
    }
    if (result == null) {
      try (NativeScope scope = NativeScope.differentiating()) {
        result = pushRecorded(step, tangents, count);
        keep(scope, result);
      }
    }
    handOver(result);
    return result;
  }

  private static void keep(NativeScope scope, @Nullable Tensor[] tensors) {
    for (Tensor tensor : tensors) {
      if (tensor != null) {
        scope.keep(tensor);
      }
    }
  }

  /** Other handles in the place of those kept, which belong to the scope around. */
  private static void handOver(@Nullable Tensor[] tensors) {
    for (int i = 0; i < tensors.length; i++) {
      Tensor kept = tensors[i];
      if (kept != null) {
        tensors[i] = new Tensor(kept);
        kept.deallocate();
      }
    }
  }

  private Inputs inputs(int index, Program.Step step) {
    Inputs known = inputs[index];
    if (known == null) {
      known = new Inputs(operands(step, new Count(0)), false);
      inputs[index] = known;
    }
    return known;
  }

  /** A step's inputs for as many samples. */
  private @Nullable Tensor[] operands(Program.Step step, Count count) {
    int[] slots = step.inputs();
    @Nullable Tensor[] operands = new Tensor[slots.length];
    for (int i = 0; i < slots.length; i++) {
      Tensor value = slots[i] < 0 ? null : values[slots[i]];
      if (value != null && count.many() > 0) {
        if (reached[slots[i]]) {
          value = count.of(value);
        } else if (evaluator.program().dependsOnShapesOnly(slots[i])) {
          value = evaluator.known(plan, new Tensor[] {count.of(samples)})[slots[i]];
        }
      }
      operands[i] = value;
    }
    return operands;
  }

  /** A recorded evaluation of one node, at leaves for the inputs that carry a derivative. */
  private record Recorded(List<Tensor> leaves, Tensor[] outputs) {}

  private Recorded recorded(Program.Step step, boolean[] from, Count count) {
    @Nullable Tensor[] operands = operands(step, count);
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      Tensor operand = operands[i];
      if (operand != null && step.inputs()[i] >= 0 && reached[step.inputs()[i]]) {
        operands[i] = operand.contiguous();
        if (from[i]) {
          operands[i] = operands[i].detach().requires_grad_(true);
          leaves.add(operands[i]);
        }
      }
    }
    return new Recorded(leaves, step.kernel().run(new Inputs(operands, false)));
  }

  /** By libtorch's derivative of this node. */
  private @Nullable Tensor[] pullRecorded(
      Program.Step step, @Nullable Tensor[] cotangents, boolean[] from, Count count) {
    Recorded node = recorded(step, from, count);
    List<Tensor> of = new ArrayList<>();
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < step.outputs().length && i < node.outputs.length; i++) {
      int slot = step.outputs()[i];
      Tensor cotangent = slot < 0 ? null : cotangents[slot];
      if (cotangent != null && node.outputs[i].requires_grad()) {
        of.add(node.outputs[i]);
        rows.add(cotangent);
      }
    }
    @Nullable Tensor[] pulled = new Tensor[from.length];
    if (of.isEmpty()) {
      return pulled;
    }
    List<@Nullable Tensor> gradients = gradients(of, node.leaves, rows, false);
    int next = 0;
    for (int i = 0; i < pulled.length; i++) {
      if (from[i]) {
        pulled[i] = gradients.get(next++);
      }
    }
    return pulled;
  }

  /**
   * By libtorch's derivative of this node, taken twice: its v^T J is linear in v, and the
   * derivative of that by v is J.
   */
  private @Nullable Tensor[] pushRecorded(
      Program.Step step, @Nullable Tensor[] tangents, Count count) {
    boolean[] from = new boolean[tangents.length];
    List<Tensor> given = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      Tensor tangent = tangents[i];
      if (tangent != null) {
        from[i] = true;
        given.add(tangent);
      }
    }
    Recorded node = recorded(step, from, count);
    List<Tensor> of = new ArrayList<>();
    List<Tensor> zeros = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < step.outputs().length && i < node.outputs.length; i++) {
      int slot = step.outputs()[i];
      if (slot >= 0 && active[slot] && node.outputs[i].requires_grad()) {
        of.add(node.outputs[i]);
        zeros.add(torch.zeros_like(node.outputs[i]).requires_grad_(true));
        indices.add(i);
      }
    }
    @Nullable Tensor[] pushed = new Tensor[step.outputs().length];
    if (of.isEmpty()) {
      return pushed;
    }
    List<@Nullable Tensor> pulled = gradients(of, node.leaves, zeros, true);
    List<Tensor> linear = new ArrayList<>();
    List<Tensor> along = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Tensor gradient = pulled.get(i);
      // Where v^T J does not depend on v it is zero.
      if (gradient != null && gradient.requires_grad()) {
        linear.add(gradient);
        along.add(given.get(i));
      }
    }
    if (linear.isEmpty()) {
      return pushed;
    }
    List<@Nullable Tensor> products = gradients(linear, zeros, along, false);
    for (int i = 0; i < indices.size(); i++) {
      pushed[indices.get(i)] = products.get(i);
    }
    return pushed;
  }

  private static List<@Nullable Tensor> gradients(
      List<Tensor> of, List<Tensor> by, List<Tensor> rows, boolean again) {
    TensorVector vector =
        torch.grad(vector(of), vector(by), vector(rows), new BoolOptional(again), again, true);
    List<@Nullable Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      Tensor gradient = vector.get(i);
      // A copy of the handle, since the one in the vector goes with the vector.
      gradients.add(gradient.defined() ? new Tensor(gradient) : null);
    }
    return gradients;
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }

  private static Tensor replicated(Tensor sample, long count) {
    return new Count(count).of(sample).contiguous();
  }

  /** Releases the values. */
  @Override
  public void close() {
    for (Inputs of : inputs) {
      if (of != null) {
        of.release();
      }
    }
    own.forEach(Tensor::deallocate);
    own.clear();
    Arrays.fill(inputs, null);
  }
}
