package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.torch.Differentiator;
import dev.nervure.network.torch.Evaluator;
import dev.nervure.network.torch.LayerReader;
import dev.nervure.network.torch.PieceTracer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A trained network with one input: its layers, its answers, its derivatives, its weights. Holds
 * native memory until it is closed. Safe for use by several threads.
 *
 * <p>The first question about layers or answers runs the network on some 20 made-up samples, to
 * learn the shapes of its edges and whether samples of a batch are treated independently. A network
 * that was exported for a batch of one, and cannot be freed of that, is run sample by sample from
 * then on; one whose rows change each other's output has no samples on its first axis and refuses
 * them. The first batch of real samples is run in two parts besides, which must give the same.
 */
public final class Model implements AutoCloseable {

  private static final Set<String> PROBABILITIES = Set.of("Softmax", "LogSoftmax");
  private static final Set<String> SAME_INTEGERS =
      Set.of("Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Flatten");

  /** Operators that hand on what they read. */
  static final Set<String> COPIES = Set.of("Identity", "Cast", "Dropout");

  private final Graph graph;
  private final Precision precision;
  private final String where;
  private final ValueInfo input;
  private final String logits;
  private final Evaluator given;
  private int @Nullable [] sampleShape;
  private @Nullable SampleAxis axis;
  private final AtomicBoolean checked = new AtomicBoolean();
  private @Nullable List<Layer> layers;
  private @Nullable List<Layer> defaults;

  private Model(Graph graph, Precision precision, String where, int @Nullable [] sampleShape) {
    this.graph = graph;
    this.precision = precision;
    this.where = where;
    if (graph.inputs().size() != 1) {
      throw new BadModelException(
          "it has "
              + graph.inputs().size()
              + " inputs ("
              + String.join(", ", graph.inputs().stream().map(ValueInfo::name).toList())
              + ") but only networks with one can be studied",
          where,
          "export it with the other inputs as constants");
    }
    input = graph.inputs().get(0);
    logits = logits(graph);
    this.sampleShape = sampleShape == null ? declaredSampleShape(input) : sampleShape;
    given = new Evaluator(graph, precision, where);
  }

  /**
   * Reads an ONNX file, in the precision that it has.
   *
   * @throws BadModelException if the file is missing, damaged, unsafe or uses what is not
   *     supported; says what, where and what to try
   * @throws NativeRuntimeException if networks cannot be evaluated on this machine
   */
  public static Model load(Path file) {
    Graph graph = OnnxReader.read(file);
    return new Model(graph, precisionOf(graph), file.toString(), null);
  }

  /** Reads an ONNX file and evaluates it in the given precision. */
  public static Model load(Path file, Precision precision) {
    return new Model(OnnxReader.read(file), precision, file.toString(), null);
  }

  /** A model of a graph. */
  public static Model of(Graph graph, Precision precision) {
    return new Model(graph, precision, graph.name(), null);
  }

  /**
   * The same network for samples of a shape that its file leaves open, such as channels, height,
   * width. The models do not share memory; {@link #checkSamples} gives this one a shape.
   */
  public Model withSampleShape(int... shape) {
    return new Model(graph, precision, where, shape.clone());
  }

  /**
   * The same network with some weights replaced; each must keep its shape. The models do not share
   * memory.
   */
  public Model withWeights(Map<String, NdArray> replacements) {
    return new Model(graph.withInitializers(replacements), precision, where, sampleShape);
  }

  public Graph graph() {
    return graph;
  }

  public Precision precision() {
    return precision;
  }

  /**
   * The floating-point tensors of the graph by name: weights, biases, statistics of normalisations,
   * other constants.
   */
  public Map<String, NdArray> weights() {
    Map<String, NdArray> weights = new LinkedHashMap<>();
    graph
        .initializers()
        .forEach(
            (name, tensor) -> {
              if (tensor.type() != ElementType.INT64) {
                weights.put(name, tensor);
              }
            });
    return Collections.unmodifiableMap(weights);
  }

  /**
   * The shape of one sample, {@code -1} for sizes that the file leaves open; empty where it says
   * nothing.
   */
  public synchronized int[] inputShape() {
    return sampleShape == null ? new int[0] : sampleShape.clone();
  }

  /**
   * Whether several samples can be evaluated at once; otherwise they are run one by one, which is
   * slower. {@link #sampleNote} says why.
   *
   * @throws BadModelException if the first axis counts no samples
   */
  public boolean acceptsBatch() {
    return samples().isTogether();
  }

  /**
   * Whether the network has samples on its first axis; otherwise {@link #sampleNote} says why not.
   */
  public boolean takesSamples() {
    return axis().refusal() == null;
  }

  /**
   * Why samples are run one by one, or cannot be run at all, as a sentence; empty where they are
   * run together.
   */
  public Optional<String> sampleNote() {
    SampleAxis found = axis();
    BadModelException refusal = found.refusal();
    return Optional.ofNullable(refusal == null ? found.note() : refusal.what());
  }

  /**
   * Every edge that holds floating-point values for each sample, in the order of evaluation, the
   * input first.
   */
  public synchronized List<Layer> layers() {
    if (layers == null) {
      SampleAxis found = axis();
      layers = LayerCatalog.layers(graph, input.name(), found, Map.of());
    }
    return layers;
  }

  /**
   * One layer for each block of the network, with the input and the logits: see {@link
   * LayerPattern} for other choices.
   */
  public synchronized List<Layer> defaultLayers() {
    if (defaults == null) {
      List<Layer> all = layers();
      List<String> names =
          new DefaultLayers(graph, axis().shapes().keySet(), input.name(), logits).choose();
      defaults = all.stream().filter(layer -> names.contains(layer.name())).toList();
    }
    return defaults;
  }

  /**
   * Layers by a pattern: terms separated by commas, each {@code all}, {@code default}, {@code
   * type:Conv}, {@code depth:0.2-0.5} or a name with the wildcards {@code *} and {@code ?}.
   *
   * @throws IllegalArgumentException if a term matches nothing; lists names that exist
   */
  public List<Layer> select(String pattern) {
    return LayerPattern.select(pattern, layers(), defaultLayers());
  }

  /**
   * A layer by its exact name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Layer layer(String name) {
    for (Layer layer : layers()) {
      if (layer.name().equals(name)) {
        return layer;
      }
    }
    throw new IllegalArgumentException("the network has no layer " + name);
  }

  /**
   * The layer that the network is fed with.
   *
   * @throws IllegalArgumentException if it is fed with integers, which are no layer: derivatives
   *     then start at the layer behind the embedding
   */
  public Layer input() {
    if (takesIntegers()) {
      throw new IllegalArgumentException(
          "the network takes integers, so that its first layer is " + layers().get(0).name());
    }
    return layer(input.name());
  }

  /**
   * The layer at which derivatives begin: the input, or the first layer behind it where the network
   * is fed with integers, such as the embedding of tokens.
   */
  public Layer differentiableInput() {
    return takesIntegers() ? layers().get(0) : layer(input.name());
  }

  /** Whether the network is fed with integers, which are no layer. */
  public boolean takesIntegers() {
    return input.type() == ElementType.INT64;
  }

  /**
   * Number of rows of the smallest table in which the integers that the network is fed with are
   * looked up; empty where they are not.
   */
  public OptionalLong vocabulary() {
    if (!takesIntegers()) {
      return OptionalLong.empty();
    }
    Set<String> same = new HashSet<>(Set.of(input.name()));
    OptionalLong smallest = OptionalLong.empty();
    Map<String, NdArray> constants = graph.constants();
    for (Node node : graph.nodes()) {
      String first = node.inputs().isEmpty() ? "" : node.inputs().get(0);
      if (SAME_INTEGERS.contains(node.operator()) && same.contains(first)) {
        same.addAll(node.outputs());
      }
      NdArray table = constants.get(first);
      boolean isLookup =
          node.operator().equals("Gather")
              && node.integer("axis", 0) == 0
              && same.contains(node.inputs().get(1));
      if (isLookup && table != null && table.rank() > 0) {
        long rows = table.shape()[0];
        smallest = OptionalLong.of(Math.min(rows, smallest.orElse(rows)));
      }
    }
    return smallest;
  }

  /** The layer of the logits: the first output, or what goes into it where it is a softmax. */
  public Layer logits() {
    return layer(logits);
  }

  /**
   * The logits of a batch: samples x outputs (or the shape that the first output has).
   *
   * @param batch samples x the input's shape
   * @throws IllegalArgumentException if the samples do not fit the model's input
   * @throws BadModelException if the first axis counts no samples, or the output has no row for
   *     each
   * @throws ModelFailedException if an operation fails
   */
  public NdArray predict(NdArray batch) {
    if (batch.rank() == 0) {
      throw new IllegalArgumentException("a batch needs at least one dimension");
    }
    int[] shape = batch.shape();
    int[] sample = checkSamples(Arrays.copyOfRange(shape, 1, shape.length));
    int[] fitting = new int[sample.length + 1];
    fitting[0] = shape[0];
    System.arraycopy(sample, 0, fitting, 1, sample.length);
    NdArray samples = batch.reshape(fitting);
    SampleAxis found = samples();
    if (found.isTogether()) {
      NdArray whole = found.run(samples);
      checkFirst(samples, List.of(whole), List.of("the output"), found::result);
      return whole;
    }
    List<NdArray> rows = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      rows.add(found.run(samples.rows(i, i + 1)));
    }
    if (found.isIndependent() && !checked.get()) {
      checkFirst(samples, List.of(found.run(samples)), List.of("the output"), found::result);
    }
    return Activations.join(rows);
  }

  /**
   * Reads the first batch of real samples in parts too; others that come meanwhile are not kept
   * waiting.
   *
   * @param whole what was read of the batch
   * @param names of what is read
   * @throws BadModelException if the parts give something else
   */
  void checkFirst(
      NdArray samples, List<NdArray> whole, List<String> names, SampleAxis.Reading reading) {
    if (samples.shape()[0] > 1 && checked.compareAndSet(false, true)) {
      try {
        samples().check(samples, whole, names, reading);
      } catch (RuntimeException e) {
        checked.set(false);
        throw e;
      }
    }
  }

  /** Reads layers of batches on a given evaluator. */
  LayerReader reader(Evaluator on, List<Layer> wanted, Pooling pooling) {
    return new LayerReader(on, input.name(), wanted, pooling);
  }

  /**
   * Derivatives of a later layer with respect to an earlier one.
   *
   * @throws NotDifferentiableException if an operator between them has no derivative; names it
   * @throws IllegalArgumentException if {@code to} depends on the input also by a way around {@code
   *     from}
   */
  public Derivatives derivatives(Layer from, Layer to) {
    SampleAxis found = samples();
    int[] ofOneSample = found.shapes().get(from.name());
    if (ofOneSample != null && ofOneSample.length == from.shape().length) {
      throw new IllegalArgumentException(
          "no derivative starts at " + from.name() + ", which has no axis for samples");
    }
    boolean together = found.isTogether();
    Differentiator differentiator =
        new Differentiator(found.evaluator(), from.name(), to.name(), together);
    return new Derivatives(from, to, differentiator, together);
  }

  /**
   * The linear pieces between two layers of a network of affine operators, rectifiers and max
   * pooling.
   *
   * @throws IllegalArgumentException if another operator lies between them; names it
   */
  public LinearPieces linearPieces(Layer from, Layer to) {
    return new LinearPieces(new PieceTracer(samples().evaluator(), from.name(), to.name()));
  }

  @Override
  public synchronized void close() {
    given.close();
    if (axis != null) {
      axis.evaluator().close();
    }
  }

  LayerReader reader(List<Layer> wanted, Pooling pooling) {
    return reader(samples().evaluator(), wanted, pooling);
  }

  /**
   * The shape in which samples of a given shape go into the network; remembers it where the file
   * leaves it open, so that layers can be asked for.
   *
   * @param given dimensions of one sample, without the batch
   * @throws IllegalArgumentException if they do not fit; gives both shapes
   */
  public synchronized int[] checkSamples(int[] given) {
    int[] wanted = sampleShape;
    if (wanted == null || Arrays.stream(wanted).anyMatch(size -> size < 0)) {
      if (wanted != null && !fits(given, wanted)) {
        throw mismatch(given, wanted);
      }
      sampleShape = given.clone();
      return given;
    }
    if (Arrays.equals(given, wanted)) {
      return given;
    }
    // Rows of numbers and images with the same values in the same order are the same thing; other
    // arrangements are not.
    boolean flat = given.length == 1 || wanted.length == 1;
    if (product(given) == product(wanted)
        && (flat || Arrays.equals(withoutOnes(given), withoutOnes(wanted)))) {
      return wanted;
    }
    throw mismatch(given, wanted);
  }

  private IllegalArgumentException mismatch(int[] given, int[] wanted) {
    return new IllegalArgumentException(
        "the network takes samples of shape "
            + Arrays.toString(wanted).replace("-1", "any")
            + " but was given "
            + Arrays.toString(given));
  }

  private static boolean fits(int[] given, int[] wanted) {
    if (given.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < given.length; i++) {
      if (wanted[i] >= 0 && wanted[i] != given[i]) {
        return false;
      }
    }
    return true;
  }

  private static long product(int[] shape) {
    long product = 1;
    for (int size : shape) {
      product *= size;
    }
    return product;
  }

  private static int[] withoutOnes(int[] shape) {
    return Arrays.stream(shape).filter(size -> size != 1).toArray();
  }

  /** How samples are run, where they can be. */
  private SampleAxis samples() {
    SampleAxis found = axis();
    BadModelException refusal = found.refusal();
    if (refusal != null) {
      throw refusal;
    }
    return found;
  }

  private synchronized SampleAxis axis() {
    if (axis == null) {
      int[] shape = sampleShape;
      if (shape == null || Arrays.stream(shape).anyMatch(size -> size < 0)) {
        throw new IllegalArgumentException(
            where
                + " leaves the shape of a sample open ("
                + (shape == null ? "unknown" : Arrays.toString(shape).replace("-1", "any"))
                + "); give samples (--data), or the shape alone to 'nervure inspect':"
                + " --input-shape 3x224x224");
      }
      axis = SampleAxis.of(given, input, logits, where, shape);
    }
    return axis;
  }

  private static String logits(Graph graph) {
    Map<String, Integer> producers = graph.producers();
    String edge = graph.outputs().get(0).name();
    String candidate = edge;
    for (Integer i = producers.get(candidate); i != null; i = producers.get(candidate)) {
      Node node = graph.nodes().get(i);
      if (PROBABILITIES.contains(node.operator()) && node.integer("axis", 1) != 0) {
        return node.inputs().get(0);
      }
      if (!COPIES.contains(node.operator())) {
        return edge;
      }
      candidate = node.inputs().get(0);
    }
    return edge;
  }

  private static int @Nullable [] declaredSampleShape(ValueInfo input) {
    int[] shape = input.shape();
    return shape == null || shape.length == 0 ? null : Arrays.copyOfRange(shape, 1, shape.length);
  }

  /** FLOAT64 where the input or a weight with dimensions is. */
  private static Precision precisionOf(Graph graph) {
    boolean wide = graph.inputs().stream().anyMatch(i -> i.type() == ElementType.FLOAT64);
    for (NdArray tensor : graph.initializers().values()) {
      wide |= tensor.type() == ElementType.FLOAT64 && tensor.rank() > 0;
    }
    return wide ? Precision.FLOAT64 : Precision.FLOAT32;
  }
}
