package dev.nervure.network.torch;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.ModelFailedException;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.torch.operators.Inputs;
import dev.nervure.network.torch.operators.TensorTransfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Runs a graph, or the part between any two sets of its edges, on libtorch. Holds the weights as
 * native tensors until it is closed. Evaluations may run in several threads at once; they share the
 * weights and give the same bits.
 */
public final class Evaluator implements AutoCloseable {

  private final Graph graph;
  private final Precision precision;
  private final ScalarType working;
  private final Program program;
  private final @Nullable Tensor[] constants;
  private volatile boolean closed;

  /**
   * Compiles a graph and copies its tensors to the native side.
   *
   * @param where what to call the graph in messages: its file
   * @throws dev.nervure.network.BadModelException if an operator or something about a node is not
   *     supported
   */
  public Evaluator(Graph graph, Precision precision, String where) {
    OperatorCheck.check(graph, where);
    NativeRuntime.ensureLoaded();
    this.graph = graph;
    this.precision = precision;
    working = precision == Precision.FLOAT64 ? ScalarType.Double : ScalarType.Float;
    program = new Program(graph, working, where);
    constants = new Tensor[program.slotCount()];
    try (NativeScope scope = NativeScope.evaluating()) {
      for (Map.Entry<String, NdArray> constant : program.constants().entrySet()) {
        Tensor tensor = TensorTransfer.toTensor(constant.getValue(), working);
        constants[program.slotOf(constant.getKey())] = scope.keep(tensor);
      }
    }
  }

  public Graph graph() {
    return graph;
  }

  public Precision precision() {
    return precision;
  }

  /** The floating-point type of all tensors. */
  public ScalarType working() {
    return working;
  }

  Program program() {
    return program;
  }

  /**
   * The native tensor of an initializer, shared with every evaluation. Training makes it a leaf of
   * the derivative ({@code requires_grad_}) and changes its values in place.
   */
  public Tensor weight(String initializer) {
    Tensor tensor = constants[program.slotOf(initializer)];
    if (tensor == null) {
      throw new IllegalArgumentException("edge " + initializer + " is no initializer");
    }
    return tensor;
  }

  /**
   * Prepares the way from some edges to others.
   *
   * @param from edges that will be fed
   * @param to edges whose tensors are wanted
   * @throws IllegalArgumentException if an edge does not exist or {@code to} also depends on an
   *     input that is not fed
   */
  public Plan plan(Collection<String> from, List<String> to) {
    return new Plan(program, from, to, true);
  }

  /** Takes the value of a wanted edge, at the moment when it has been computed. */
  interface Tap {
    /**
     * @param index of the edge in the plan's results
     * @param value released as soon as its last reader ran
     */
    void accept(int index, Tensor value);
  }

  /**
   * Like {@link #plan}, for {@link #stream}: each wanted edge is given up once it has been looked
   * at.
   */
  Plan streamingPlan(String from, List<String> to) {
    return new Plan(program, List.of(from), to, false);
  }

  /**
   * Runs a plan on tensors, under the caller's derivative mode and inside the caller's {@link
   * NativeScope}.
   *
   * @param feeds the fed edges in the plan's order; not released
   * @param training whether Dropout and BatchNormalization work as in training
   * @return the wanted edges in the plan's order
   */
  public Tensor[] run(Plan plan, Tensor[] feeds, boolean training) {
    @Nullable Tensor[] values = fed(plan, feeds);
    int[] steps = plan.steps();
    for (int i = 0; i < steps.length; i++) {
      execute(program.steps().get(steps[i]), values, training);
      release(plan.releases(i), values);
    }
    return collect(plan.results(), values);
  }

  /**
   * Runs a plan and keeps every value, under the caller's derivative mode and inside the caller's
   * {@link NativeScope}.
   *
   * @param feeds the fed edges in the plan's order
   * @return the values by slot, null where the plan needs none
   */
  @Nullable Tensor[] trace(Plan plan, Tensor[] feeds) {
    @Nullable Tensor[] values = fed(plan, feeds);
    for (int step : plan.steps()) {
      execute(program.steps().get(step), values, false);
    }
    return values;
  }

  /** What a plan knows before its first step: constants, feeds, and what depends on shapes only. */
  @Nullable Tensor[] known(Plan plan, Tensor[] feeds) {
    return fed(plan, feeds);
  }

  /**
   * Runs a plan made by {@link #streamingPlan} and shows each wanted edge when it is there, so that
   * no more than the tensors still to be read are in memory. Inside the caller's {@link
   * NativeScope}.
   */
  void stream(Plan plan, Tensor[] feeds, Tap tap) {
    @Nullable Tensor[] values = fed(plan, feeds);
    int[] results = plan.results();
    int[] wanted = new int[program.slotCount()];
    Arrays.fill(wanted, -1);
    for (int i = 0; i < results.length; i++) {
      wanted[results[i]] = i;
      Tensor known = values[results[i]];
      if (known != null) {
        tap.accept(i, known);
      }
    }
    int[] steps = plan.steps();
    for (int i = 0; i < steps.length; i++) {
      Program.Step step = program.steps().get(steps[i]);
      execute(step, values, false);
      for (int slot : step.outputs()) {
        Tensor value = slot < 0 ? null : values[slot];
        if (value != null && wanted[slot] >= 0) {
          tap.accept(wanted[slot], value);
        }
      }
      release(plan.releases(i), values);
    }
  }

  private @Nullable Tensor[] fed(Plan plan, Tensor[] feeds) {
    @Nullable Tensor[] values = constants();
    int[] slots = plan.feeds();
    for (int i = 0; i < slots.length; i++) {
      values[slots[i]] = feeds[i];
    }
    if (plan.shapeResults().length > 0) {
      Tensor[] fixed = shapeValues(plan, feeds);
      for (int i = 0; i < fixed.length; i++) {
        values[plan.shapeResults()[i]] = fixed[i];
      }
    }
    return values;
  }

  /** Gives up the values of some slots. */
  static void release(int[] slots, @Nullable Tensor[] values) {
    for (int slot : slots) {
      Tensor dead = values[slot];
      if (dead != null) {
        dead.close();
        values[slot] = null;
      }
    }
  }

  /**
   * Runs a plan on arrays, without derivatives.
   *
   * @param feeds one array for each fed edge
   * @return copies of the wanted edges
   * @throws ModelFailedException if an operation fails, for example on a wrong shape
   */
  public List<NdArray> evaluate(Plan plan, List<NdArray> feeds) {
    List<NdArray> results = new ArrayList<>();
    try (NativeScope scope = NativeScope.evaluating()) {
      for (Tensor result : run(plan, tensors(plan, feeds), false)) {
        results.add(scope.copy(result));
      }
    }
    return results;
  }

  /** Feeds as tensors of the type that their edges have. Belongs to the current scope. */
  public Tensor[] tensors(Plan plan, List<NdArray> feeds) {
    int[] slots = plan.feeds();
    if (feeds.size() != slots.length) {
      throw new IllegalArgumentException(
          "the plan has " + slots.length + " fed edges but " + feeds.size() + " arrays came");
    }
    Tensor[] tensors = new Tensor[slots.length];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = tensor(feeds.get(i), isIntegerInput(slots[i]));
    }
    return tensors;
  }

  /** An array as a tensor of the working type. Belongs to the current scope. */
  Tensor tensor(NdArray array) {
    return tensor(array, false);
  }

  private Tensor tensor(NdArray array, boolean integers) {
    if (array.type() == ElementType.INT64 && !integers) {
      return TensorTransfer.toTensor(NdArray.of(array.doubles(), array.shape()), working);
    }
    if (array.type() != ElementType.INT64 && integers) {
      return TensorTransfer.toTensor(array, working).to(ScalarType.Long);
    }
    return TensorTransfer.toTensor(array, working);
  }

  private boolean isIntegerInput(int slot) {
    for (ValueInfo input : graph.inputs()) {
      if (input.name().equals(program.nameOf(slot))) {
        return input.type() == ElementType.INT64;
      }
    }
    return false;
  }

  /** The slots with the constants in them, everything else empty. */
  @Nullable Tensor[] constants() {
    checkOpen();
    return constants.clone();
  }

  /** Throws if the weights have been released. */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the network has been closed");
    }
  }

  /** Runs one node on the values by slot and puts its outputs among them. */
  static void execute(Program.Step step, @Nullable Tensor[] values, boolean training) {
    int[] inputs = step.inputs();
    @Nullable Tensor[] operands = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      operands[i] = inputs[i] < 0 ? null : values[inputs[i]];
    }
    Tensor[] outputs;
    try {
      outputs = step.kernel().run(new Inputs(operands, training));
    } catch (RuntimeException e) {
      throw failed(step, operands, e);
    }
    int[] slots = step.outputs();
    for (int i = 0; i < slots.length && i < outputs.length; i++) {
      if (slots[i] >= 0) {
        values[slots[i]] = outputs[i];
      }
    }
  }

  private static ModelFailedException failed(
      Program.Step step, @Nullable Tensor[] operands, RuntimeException cause) {
    List<String> shapes = new ArrayList<>();
    for (Tensor operand : operands) {
      shapes.add(operand == null ? "none" : Arrays.toString(operand.shape()));
    }
    return new ModelFailedException(
        step.node().operator()
            + " node "
            + step.node().label()
            + " failed on inputs of shape "
            + String.join(", ", shapes)
            + ": "
            + NativeFailure.firstLine(cause),
        cause);
  }

  private Tensor[] collect(int[] slots, @Nullable Tensor[] values) {
    Tensor[] results = new Tensor[slots.length];
    for (int i = 0; i < slots.length; i++) {
      Tensor value = values[slots[i]];
      if (value == null) {
        throw new ModelFailedException(
            "edge " + program.nameOf(slots[i]) + " has no value: its operator did not write it");
      }
      results[i] = value;
    }
    return results;
  }

  /** The tensors that depend on shapes only, computed once for each shape of the feeds. */
  private Tensor[] shapeValues(Plan plan, Tensor[] feeds) {
    List<Long> key = new ArrayList<>();
    for (Tensor feed : feeds) {
      long[] shape = feed.shape();
      key.add((long) shape.length);
      for (long size : shape) {
        key.add(size);
      }
    }
    Tensor[] known = plan.shapeValues.get(key);
    if (known != null) {
      return known;
    }
    try (NativeScope scope = NativeScope.evaluating()) {
      @Nullable Tensor[] values = constants();
      for (int i = 0; i < feeds.length; i++) {
        values[plan.feeds()[i]] = feeds[i];
      }
      for (int slot : plan.shapeInputs()) {
        values[slot] = standIn(slot, feeds[0].shape()[0]);
      }
      for (int step : plan.shapeSteps()) {
        execute(program.steps().get(step), values, false);
      }
      Tensor[] results = collect(plan.shapeResults(), values);
      for (Tensor result : results) {
        scope.keep(result);
      }
      if (plan.shapeValues.size() < Plan.MAXIMUM_SHAPES) {
        plan.shapeValues.put(key, results);
      }
      return results;
    }
  }

  /** Zeros in the declared shape of an input that is not fed, for as many samples. */
  private Tensor standIn(int slot, long samples) {
    for (ValueInfo input : graph.inputs()) {
      int[] declared = input.shape();
      if (input.name().equals(program.nameOf(slot)) && declared != null) {
        long[] shape = new long[declared.length];
        for (int i = 0; i < shape.length; i++) {
          shape[i] = i == 0 ? samples : declared[i];
        }
        if (Arrays.stream(shape).noneMatch(size -> size < 0)) {
          return torch
              .zeros(shape)
              .to(input.type() == ElementType.INT64 ? ScalarType.Long : working);
        }
      }
    }
    throw new ModelFailedException(
        "the shape of input " + program.nameOf(slot) + " is needed but the file leaves it open");
  }

  /** Releases the weights. Evaluations that still run fail. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (int i = 0; i < constants.length; i++) {
      Tensor tensor = constants[i];
      if (tensor != null) {
        tensor.deallocate();
      }
    }
  }
}
