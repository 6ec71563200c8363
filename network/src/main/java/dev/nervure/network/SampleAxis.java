package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.torch.Evaluator;
import dev.nervure.network.torch.Plan;
import dev.nervure.network.torch.SideBySide;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How samples go through a network: many at once, one by one, or not at all, because its first axis
 * counts no samples. Found out by a {@link Probe}; a graph that was exported for a fixed number of
 * samples is freed of it where that makes them independent.
 */
final class SampleAxis {

  /** Rows that are compared with each alone, where samples are run one by one. */
  private static final int ALONE = 8;

  /** Of a file made for a fixed number of samples, that many are tried at most. */
  private static final int MOST_ROWS = 64;

  private static final String ADVICE =
      "export it with samples on the first axis (batch_first=True) and in evaluation mode"
          + " (model.eval()); of a file whose first axis is 1 each row is run by itself";

  private final Evaluator evaluator;
  private final String input;
  private final String result;
  private final String where;
  private final Probe probe;
  private final boolean together;
  private final @Nullable String note;
  private final @Nullable BadModelException refusal;
  private @Nullable Plan plan;

  private SampleAxis(
      Evaluator evaluator,
      String input,
      String result,
      String where,
      Probe probe,
      @Nullable String note,
      @Nullable BadModelException refusal) {
    this.evaluator = evaluator;
    this.input = input;
    this.result = result;
    this.where = where;
    this.probe = probe;
    this.together = note == null && refusal == null;
    this.note = note;
    this.refusal = refusal;
  }

  /**
   * Finds out.
   *
   * @param evaluator of the graph; is closed where another one takes its place
   * @param shape of one sample
   * @throws BadModelException if the file fixes a number of samples and fails for any other
   * @throws ModelFailedException if even one sample fails
   */
  static SampleAxis of(
      Evaluator evaluator, ValueInfo input, String result, String where, int[] shape) {
    return withSamplesFirst(asItIs(evaluator, input, result, where, shape), input, shape);
  }

  /**
   * The same network with the samples first wherever they are elsewhere and each depends on no
   * other. Costs a second probe, and a third where some do depend on others; none in networks
   * without such edges.
   */
  private static SampleAxis withSamplesFirst(SampleAxis found, ValueInfo input, int[] shape) {
    if (!found.together) {
      return found;
    }
    Map<String, int[]> one = found.probe.one();
    Map<String, int[]> several = found.probe.several();
    Graph graph = found.evaluator.graph();
    Set<String> edges = SamplesFirst.candidates(one, several, Probe.TOGETHER);
    edges.remove(found.result);
    edges.remove(found.input);
    while (!edges.isEmpty()) {
      Graph rearranged = SamplesFirst.rearranged(graph, edges, one, several, Probe.TOGETHER);
      Evaluator other = new Evaluator(rearranged, found.evaluator.precision(), found.where);
      Probe probe = Probe.of(other, input, found.result, shape, 0);
      Set<String> mixed = new HashSet<>(probe.mixed());
      if (mixed.isEmpty() && probe.isIndependent(found.result)) {
        found.evaluator.close();
        return new SampleAxis(other, found.input, found.result, found.where, probe, null, null);
      }
      other.close();
      if (!edges.removeAll(mixed)) {
        break;
      }
    }
    return found;
  }

  private static SampleAxis asItIs(
      Evaluator evaluator, ValueInfo input, String result, String where, int[] shape) {
    int[] declared = input.shape();
    int fixed = declared == null || declared.length == 0 ? -1 : declared[0];
    int rowsOfFile = fixed > 1 ? Math.min(fixed, MOST_ROWS) : 0;
    Probe bound;
    try {
      bound = Probe.of(evaluator, input, result, shape, rowsOfFile);
    } catch (ModelFailedException e) {
      if (fixed <= 1) {
        throw e;
      }
      return freed(evaluator, input, result, where, shape, fixed, String.valueOf(e.getMessage()));
    }
    if (fixed > 1 && bound.failure() != null) {
      return freed(evaluator, input, result, where, shape, fixed, bound.failure());
    }
    if (!bound.isIndependent(result)) {
      Graph free = FixedBatch.free(evaluator.graph(), bound.one(), 1);
      if (free != evaluator.graph()) {
        Evaluator other = new Evaluator(free, evaluator.precision(), where);
        Probe second = Probe.of(other, input, result, shape, rowsOfFile);
        if (second.isIndependent(result)) {
          evaluator.close();
          return judged(other, input, result, where, second, fixed);
        }
        other.close();
      }
    }
    return judged(evaluator, input, result, where, bound, fixed);
  }

  /** The same for a file made for several samples, that fails for other numbers of them. */
  private static SampleAxis freed(
      Evaluator evaluator,
      ValueInfo input,
      String result,
      String where,
      int[] shape,
      int fixed,
      String failure) {
    Graph free = FixedBatch.free(evaluator.graph(), shapes(evaluator, shape, result, fixed), fixed);
    if (free != evaluator.graph()) {
      Evaluator other = new Evaluator(free, evaluator.precision(), where);
      try {
        Probe probe = Probe.of(other, input, result, shape, Math.min(fixed, MOST_ROWS));
        if (probe.failure() == null) {
          evaluator.close();
          return judged(other, input, result, where, probe, fixed);
        }
      } catch (ModelFailedException e) {
        // Said below, as the file has it.
      }
      other.close();
    }
    throw new BadModelException(
        "it takes exactly " + fixed + " rows at once: with other numbers, " + failure,
        where,
        "export it with a free first axis (dynamic_axes)");
  }

  private static Map<String, int[]> shapes(
      Evaluator evaluator, int[] shape, String result, int samples) {
    int[] batch = new int[shape.length + 1];
    batch[0] = samples;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    int size = Arrays.stream(batch).reduce(1, Math::multiplyExact);
    SideBySide.Batch zeros = new SideBySide.Batch(NdArray.of(new float[size], batch), List.of());
    Map<String, int[]> shapes = new LinkedHashMap<>();
    SideBySide.run(evaluator, result, List.of(zeros))
        .forEach((name, edge) -> shapes.put(name, edge.shapes()[0]));
    return shapes;
  }

  private static SampleAxis judged(
      Evaluator evaluator, ValueInfo input, String result, String where, Probe probe, int fixed) {
    String note = null;
    BadModelException refusal = null;
    boolean single = fixed == 1;
    if (!probe.one().containsKey(result)) {
      refusal =
          new BadModelException(
              "its output " + result + " does not depend on its input", where, "");
    } else if (!probe.alone().contains(result)) {
      refusal = withoutRows(where, probe, result);
    } else if (probe.failure() != null) {
      note = "samples are run one by one, since several at once fail: " + probe.failure();
    } else if (!probe.rows().contains(result)) {
      refusal = single ? null : withoutRows(where, probe, result);
      note = "samples are run one by one: of several at once the output has no row for each";
    } else if (probe.mixed().contains(result)) {
      String source = source(evaluator.graph(), probe.mixed());
      note =
          "samples are run one by one: at once they would change each other's output, first in "
              + source;
      refusal =
          single
              ? null
              : new BadModelException(
                  "the rows of its first axis are not samples: they change each other's output,"
                      + " first in "
                      + source,
                  where,
                  ADVICE);
    } else if (!probe.mixed().isEmpty()) {
      note =
          "samples are run one by one: at once they would change each other's values in "
              + probe.mixed().size()
              + (probe.mixed().size() == 1 ? " layer" : " layers")
              + ", first in "
              + source(evaluator.graph(), probe.mixed())
              + ", though not the output";
    }
    return new SampleAxis(evaluator, input.name(), result, where, probe, note, refusal);
  }

  private static BadModelException withoutRows(String where, Probe probe, String result) {
    return new BadModelException(
        "its output "
            + result
            + " has no row for each sample: one sample gives shape "
            + Arrays.toString(probe.one().get(result))
            + (probe.failure() == null ? ", and several do not give as many rows" : ""),
        where,
        "export the part of the network whose output has the samples on its first axis");
  }

  /** The node that writes the first of some edges. */
  private static String source(Graph graph, Set<String> edges) {
    String first = edges.iterator().next();
    for (Node node : graph.nodes()) {
      if (node.outputs().contains(first)) {
        return node.operator() + " node " + node.label();
      }
    }
    return "edge " + first;
  }

  /** Of the graph, freed of its number of samples where that was right. */
  Evaluator evaluator() {
    return evaluator;
  }

  /** Shapes of the floating-point edges for one sample, in the order of evaluation. */
  Map<String, int[]> shapes() {
    return probe.one();
  }

  /**
   * Whether an edge holds values for each sample. Where samples are run one by one it need not have
   * an axis for them.
   */
  boolean holdsSamples(String edge) {
    return together ? probe.rows().contains(edge) : probe.alone().contains(edge);
  }

  /** Whether samples can be run together. */
  boolean isTogether() {
    return together;
  }

  /** Whether a sample's output depends on no other sample, whether or not they are run together. */
  boolean isIndependent() {
    return probe.isIndependent(result);
  }

  /** Why samples are run one by one, as a sentence; null where they are not. */
  @Nullable String note() {
    return refusal == null ? note : null;
  }

  /** Why no samples can be run, or null. */
  @Nullable BadModelException refusal() {
    return refusal;
  }

  /** What is read of a batch, by evaluators of either precision. */
  interface Reading {
    /** One array for each name, with as many rows for every sample. */
    List<NdArray> read(Evaluator on, NdArray batch);
  }

  /** The result of a batch. */
  List<NdArray> result(Evaluator on, NdArray batch) {
    return List.of(run(on, batch));
  }

  /**
   * Refuses the network if it turns out on samples of the user that their rows change each other's
   * values, as where an edge is saturated for made-up ones, or rows far apart matter: a batch is
   * read whole and in two parts. Costs one more evaluation of it, and two in the other precision
   * where a column differs by more than rounding usually does.
   *
   * @param batch two samples or more, x the input's shape
   * @param whole what is read of it
   * @param names of what is read
   * @throws BadModelException if they do
   */
  void check(NdArray batch, List<NdArray> whole, List<String> names, Reading reading) {
    List<RowDifference> here = differences(evaluator, batch, whole, reading);
    boolean suspect = false;
    for (RowDifference difference : here) {
      suspect |= difference.isSuspect(evaluator.precision());
    }
    if (!suspect) {
      return;
    }
    List<RowDifference> there;
    try (Evaluator other = Probe.inOtherPrecision(evaluator)) {
      there = differences(other, batch, reading.read(other, batch), reading);
    }
    for (int i = 0; i < here.size(); i++) {
      OptionalDouble real = here.get(i).real(there.get(i), evaluator.precision());
      if (real.isPresent()) {
        throw new BadModelException(
            "the rows of its first axis are not samples: of %d rows at once and in parts %s differs by up to %s"
                .formatted(batch.shape()[0], names.get(i), (float) real.getAsDouble()),
            where,
            ADVICE);
      }
    }
  }

  private List<RowDifference> differences(
      Evaluator on, NdArray batch, List<NdArray> whole, Reading reading) {
    List<List<NdArray>> parts = parts(on, batch, reading);
    List<RowDifference> differences = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      int index = i;
      NdArray joined = Activations.join(parts.stream().map(part -> part.get(index)).toList());
      differences.add(RowDifference.of(whole.get(i), joined));
    }
    return differences;
  }

  /** The result for a batch. */
  NdArray run(NdArray batch) {
    return run(evaluator, batch);
  }

  private synchronized Plan plan() {
    if (plan == null) {
      plan = evaluator.plan(List.of(input), List.of(result));
    }
    return plan;
  }

  private NdArray run(Evaluator on, NdArray batch) {
    Plan way = on == evaluator ? plan() : on.plan(List.of(input), List.of(result));
    NdArray value = on.evaluate(way, List.of(batch)).get(0);
    return batch.shape()[0] == 1 ? oneRow(value) : value;
  }

  /** What one sample gives, with an axis for samples. */
  static NdArray oneRow(NdArray value) {
    int[] shape = value.shape();
    if (shape.length > 0 && shape[0] == 1) {
      return value;
    }
    int[] row = new int[shape.length + 1];
    row[0] = 1;
    System.arraycopy(shape, 0, row, 1, shape.length);
    return value.reshape(row);
  }

  private List<List<NdArray>> parts(Evaluator on, NdArray batch, Reading reading) {
    int samples = batch.shape()[0];
    List<List<NdArray>> parts = new ArrayList<>();
    if (together) {
      // An odd number, since rows may go together in pairs or fours.
      int cut = Math.min(samples * 3 / 8 | 1, samples - 1);
      parts.add(reading.read(on, batch.rows(0, cut)));
      parts.add(reading.read(on, batch.rows(cut, samples)));
    } else {
      for (int i = 0; i < Math.min(samples, ALONE); i++) {
        parts.add(reading.read(on, batch.rows(i, i + 1)));
      }
    }
    return parts;
  }
}
