package dev.nervure.network.torch;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.ModelFailedException;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.operators.Inputs;
import dev.nervure.network.torch.operators.TensorTransfer;
import dev.nervure.stats.RandomStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A graph with weights that change: the loss of a batch and its gradient by the weights. Batch
 * normalisation uses the statistics of the batch in training and updates the running ones (momentum
 * of the node; unbiased variance, as is usual in libraries); dropout draws its masks from a seeded
 * stream. Not thread safe; to be used and closed in one thread.
 */
public final class TrainingSession implements AutoCloseable {

  /**
   * Loss of one batch.
   *
   * @param meanLoss mean over the samples: cross-entropy for classes, mean squared error over
   *     samples and outputs for numbers
   * @param correct samples whose largest logit is that of their class; 0 for numbers
   */
  public record BatchLoss(double meanLoss, int correct) {}

  private final Graph graph;
  private final List<String> names;
  private final ScalarType type;
  private final int threadsBefore;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();
  private final Set<String> statistics;
  private final Program program;
  private final List<Program.Step> steps;
  private final List<int[]> dead;
  private final int result;
  private final int size;

  private TrainingSession(Graph graph, List<String> names, Precision precision, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    this.graph = graph;
    this.names = List.copyOf(names);
    this.type = precision == Precision.FLOAT64 ? ScalarType.Double : ScalarType.Float;
    OperatorCheck.check(graph, graph.name());
    NativeRuntime.ensureLoaded();
    this.program = new Program(graph, type, graph.name());
    this.statistics = runningStatistics(graph);
    this.result = program.slotOf(resultEdge(graph));
    this.steps = steps();
    this.dead = dead();
    int values = 0;
    for (String name : names) {
      NdArray start = graph.initializers().get(name);
      if (start == null) {
        throw new IllegalArgumentException(
            "there is no tensor " + name + " in graph " + graph.name());
      }
      values = Math.addExact(values, Math.toIntExact(start.size()));
    }
    this.size = values;
    try (NativeScope scope = NativeScope.training(false)) {
      for (String name : names) {
        NdArray start = Objects.requireNonNull(graph.initializers().get(name));
        Tensor tensor = TensorTransfer.toTensor(start, type);
        // What the call returns is only another reference to this handle, so this one is kept.
        tensor.requires_grad_(true);
        leaves.put(name, scope.keep(tensor));
      }
      for (Map.Entry<String, NdArray> constant : program.constants().entrySet()) {
        if (!leaves.containsKey(constant.getKey())) {
          Tensor tensor = TensorTransfer.toTensor(constant.getValue(), type);
          constants.put(constant.getKey(), scope.keep(tensor));
        }
      }
    }
    this.threadsBefore = torch.get_num_threads();
    NativeScope.setThreads(threads);
  }

  /** The steps that the result needs, in order. */
  private List<Program.Step> steps() {
    BitSet needed = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(result));
    while (!open.isEmpty()) {
      int slot = open.pop();
      int producer = slot < 0 ? -1 : program.producer(slot);
      if (producer >= 0 && !needed.get(producer)) {
        needed.set(producer);
        for (int input : program.steps().get(producer).inputs()) {
          open.push(input);
        }
      }
    }
    List<Program.Step> found = new ArrayList<>();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      found.add(program.steps().get(i));
    }
    return found;
  }

  /**
   * For each step the slots that nobody reads after it; their tensors live on where the backward
   * pass needs them.
   */
  private List<int[]> dead() {
    List<int[]> slots = new ArrayList<>();
    Set<Integer> read = new HashSet<>(Set.of(result));
    for (int i = steps.size() - 1; i >= 0; i--) {
      Program.Step step = steps.get(i);
      slots.add(
          IntStream.concat(Arrays.stream(step.inputs()), Arrays.stream(step.outputs()))
              .filter(slot -> slot >= 0 && program.producer(slot) >= 0 && read.add(slot))
              .toArray());
    }
    Collections.reverse(slots);
    return slots;
  }

  /**
   * A session in single precision.
   *
   * @param graph network with one input; its output must be the logits (a last Softmax is left out)
   *     or the predicted numbers
   * @param weights names of the initializers that change
   * @param threads threads of the native library, at least 1
   */
  public static TrainingSession open(Graph graph, List<String> weights, int threads) {
    return open(graph, weights, Precision.FLOAT32, threads);
  }

  /** A session in the given precision. */
  public static TrainingSession open(
      Graph graph, List<String> weights, Precision precision, int threads) {
    return new TrainingSession(graph, weights, precision, threads);
  }

  /** The weights as they are in the graph, in the order of their names, each row-major. */
  public double[] weights() {
    double[] flat = new double[size];
    int offset = 0;
    for (String name : names) {
      double[] values = Objects.requireNonNull(graph.initializers().get(name)).doubles();
      System.arraycopy(values, 0, flat, offset, values.length);
      offset += values.length;
    }
    return flat;
  }

  /**
   * Sets all weights, in the order of {@link #weights()}; rounded to the precision of the session.
   */
  @SuppressWarnings("try") // The scopes act by being open.
  public void setWeights(double[] flat) {
    if (flat.length != size) {
      throw new IllegalArgumentException(
          "there must be " + size + " weights but there were " + flat.length);
    }
    int offset = 0;
    try (NativeScope scope = NativeScope.training(false)) {
      for (Tensor leaf : leaves.values()) {
        int count = (int) leaf.numel();
        if (type == ScalarType.Double) {
          leaf.data_ptr_double().put(flat, offset, count);
        } else {
          float[] values = new float[count];
          for (int i = 0; i < count; i++) {
            values[i] = (float) flat[offset + i];
          }
          leaf.data_ptr_float().put(values);
        }
        offset += count;
      }
    }
  }

  /**
   * Forward and backward pass of a batch in training mode; updates the running statistics.
   *
   * @param samples rows first
   * @param targets INT64 classes (n), or real values (n x outputs)
   * @param dropout where dropout masks come from
   * @param gradient takes the derivative of the mean loss by the weights, in the order of {@link
   *     #weights()}
   */
  @SuppressWarnings("try") // The scopes act by being open.
  public BatchLoss lossAndGradient(
      NdArray samples, NdArray targets, RandomStream dropout, double[] gradient) {
    try (NativeScope scope = NativeScope.training(true)) {
      Tensor output = forward(samples, dropout);
      Tensor loss = loss(output, targets);
      TensorVector inputs = new TensorVector(leaves.values().toArray(Tensor[]::new));
      TensorVector gradients =
          torch.grad(
              new TensorVector(loss), inputs, new TensorVector(), new BoolOptional(), false, true);
      int offset = 0;
      int index = 0;
      for (Tensor leaf : leaves.values()) {
        int count = (int) leaf.numel();
        copy(gradients.get(index++), gradient, offset, count);
        offset += count;
      }
      return new BatchLoss(loss.item_double(), correct(output, targets));
    }
  }

  /** Loss of a batch in evaluation mode: running statistics, no dropout. */
  @SuppressWarnings("try") // The scopes act by being open.
  public BatchLoss loss(NdArray samples, NdArray targets) {
    try (NativeScope scope = NativeScope.training(false)) {
      Tensor output = forward(samples, null);
      return new BatchLoss(loss(output, targets).item_double(), correct(output, targets));
    }
  }

  /** Copies of the weights and running statistics by name, in the element types of the graph. */
  @SuppressWarnings("try") // The scopes act by being open.
  public Map<String, NdArray> tensors() {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    try (NativeScope scope = NativeScope.training(false)) {
      leaves.forEach((name, leaf) -> tensors.put(name, snapshot(name, leaf)));
      for (String name : statistics) {
        tensors.put(name, snapshot(name, Objects.requireNonNull(constants.get(name))));
      }
    }
    return tensors;
  }

  @Override
  public void close() {
    NativeScope.setThreads(threadsBefore);
    leaves.values().forEach(Tensor::deallocate);
    leaves.clear();
    constants.values().forEach(Tensor::deallocate);
    constants.clear();
  }

  private NdArray snapshot(String name, Tensor tensor) {
    NdArray start = Objects.requireNonNull(graph.initializers().get(name));
    double[] values = new double[(int) tensor.numel()];
    copy(tensor, values, 0, values.length);
    if (start.type() == ElementType.FLOAT64) {
      return NdArray.of(values, start.shape());
    }
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return NdArray.of(rounded, start.shape());
  }

  /** A null stream means evaluation mode. */
  private Tensor forward(NdArray samples, @Nullable RandomStream dropout) {
    @Nullable Tensor[] values = new Tensor[program.slotCount()];
    constants.forEach((name, tensor) -> values[program.slotOf(name)] = tensor);
    leaves.forEach((name, tensor) -> values[program.slotOf(name)] = tensor);
    values[program.inputs().get(0)] = TensorTransfer.toTensor(samples, type);
    for (int s = 0; s < steps.size(); s++) {
      Program.Step step = steps.get(s);
      @Nullable Tensor[] operands = new Tensor[step.inputs().length];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = step.inputs()[i] < 0 ? null : values[step.inputs()[i]];
      }
      Tensor[] outputs = run(step, new Inputs(operands, dropout != null), dropout);
      for (int i = 0; i < Math.min(outputs.length, step.outputs().length); i++) {
        if (step.outputs()[i] >= 0) {
          values[step.outputs()[i]] = outputs[i];
        }
      }
      for (int slot : dead.get(s)) {
        Tensor tensor = values[slot];
        if (tensor != null) {
          tensor.close();
          values[slot] = null;
        }
      }
    }
    return Objects.requireNonNull(values[result]);
  }

  private Tensor[] run(Program.Step step, Inputs in, @Nullable RandomStream dropout) {
    Node node = step.node();
    try {
      return dropout != null && node.operator().equals("Dropout")
          ? new Tensor[] {drop(node, in, dropout)}
          : step.kernel().run(in);
    } catch (RuntimeException e) {
      String[] lines = String.valueOf(e.getMessage()).split("\n", 2);
      throw new ModelFailedException(
          node.operator() + " node " + node.label() + " failed: " + lines[0], e);
    }
  }

  /** The masks are made here and not by the library, whose generator is shared by the process. */
  private Tensor drop(Node node, Inputs in, RandomStream dropout) {
    double probability = node.real("ratio", 0.5f);
    if (in.has(1)) {
      probability = in.get(1).item_double();
    }
    if (probability == 0) {
      return new Tensor(in.get(0));
    }
    RandomStream stream = dropout.derive(node.label());
    float[] mask = new float[(int) in.get(0).numel()];
    float kept = (float) (1 / (1 - probability));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = stream.nextDouble() < probability ? 0 : kept;
    }
    return in.get(0).mul(Tensor.create(mask, in.shape(0)).to(type));
  }

  private Tensor loss(Tensor output, NdArray targets) {
    checkTargets(output.shape(), targets);
    Tensor wanted = TensorTransfer.toTensor(targets, type);
    return targets.type() == ElementType.INT64
        ? torch.cross_entropy_loss(output, wanted)
        : torch.mse_loss(output, wanted);
  }

  /** The library's own messages name neither the sample nor the shapes. */
  private static void checkTargets(long[] output, NdArray targets) {
    long[] shape = Arrays.stream(targets.shape()).asLongStream().toArray();
    if (targets.type() != ElementType.INT64) {
      if (!Arrays.equals(shape, output)) {
        throw unfit(shape, output);
      }
      return;
    }
    if (output.length != 2 || shape.length != 1 || shape[0] != output[0]) {
      throw unfit(shape, output);
    }
    long[] classes = targets.longs();
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || classes[i] >= output[1]) {
        throw new IllegalArgumentException(
            "class of sample "
                + i
                + " must be in [0, "
                + output[1]
                + "), the network's outputs, but was "
                + classes[i]);
      }
    }
  }

  private static IllegalArgumentException unfit(long[] targets, long[] output) {
    return new IllegalArgumentException(
        "targets of shape "
            + Arrays.toString(targets)
            + " do not fit the network's output of shape "
            + Arrays.toString(output));
  }

  private static int correct(Tensor output, NdArray targets) {
    if (targets.type() != ElementType.INT64) {
      return 0;
    }
    Tensor largest = torch.argmax(output, new LongOptional(1), false);
    return largest.eq(Tensor.create(targets.longs(), targets.size())).sum().item_int();
  }

  private void copy(Tensor tensor, double[] target, int offset, int count) {
    if (!tensor.defined()) {
      // The weight does not take part in the result.
      Arrays.fill(target, offset, offset + count, 0);
      return;
    }
    Tensor dense = tensor.contiguous();
    if (type == ScalarType.Double) {
      dense.data_ptr_double().get(target, offset, count);
      return;
    }
    float[] values = new float[count];
    dense.data_ptr_float().get(values);
    for (int i = 0; i < count; i++) {
      target[offset + i] = values[i];
    }
  }

  private static Set<String> runningStatistics(Graph graph) {
    Set<String> found = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (node.operator().equals("BatchNormalization")) {
        for (String name : node.inputs().subList(3, 5)) {
          if (!graph.initializers().containsKey(name)) {
            throw new ModelFailedException(
                "cannot train BatchNormalization node "
                    + node.label()
                    + ": its running statistics "
                    + name
                    + " are not a constant of the graph");
          }
          found.add(name);
        }
      }
    }
    return found;
  }

  /**
   * The edge that the loss looks at: the first output, or what goes into the Softmax that makes it.
   */
  private static String resultEdge(Graph graph) {
    String edge = graph.outputs().get(0).name();
    Integer producer = graph.producers().get(edge);
    if (producer != null && graph.nodes().get(producer).operator().equals("Softmax")) {
      return graph.nodes().get(producer).inputs().get(0);
    }
    return edge;
  }
}
