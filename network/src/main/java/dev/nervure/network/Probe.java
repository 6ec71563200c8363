package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.torch.Evaluator;
import dev.nervure.network.torch.SideBySide;
import dev.nervure.network.torch.SideBySide.Batch;
import dev.nervure.network.torch.SideBySide.Edge;
import dev.nervure.network.torch.SideBySide.Row;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a network does with made-up samples, alone and together: the shapes of its edges, and
 * whether a row changes when its neighbours, its place or the number of rows do.
 *
 * <p>Four samples are run together, four others, and two mixtures in which every pair of rows has
 * one changed and one kept; each kept row must stay as it was, whether the changed one comes before
 * or behind it. Three of the first four in reverse order, and one alone, tell about places and
 * numbers. All edges are compared, since an output may be saturated. What differs is judged by
 * running everything again in the other precision: rounding is 2^29 times smaller in float64 than
 * in float32, what rows do to each other is as large. Costs 20 samples and one evaluation of each
 * of two alone; as much again in the other precision where something differed.
 *
 * @param one shapes of the floating-point edges and the result for one sample, in the order of
 *     evaluation
 * @param several their shapes for {@link #TOGETHER} samples; empty where samples together fail
 * @param alone edges that have the same shape for either of two single samples, and values
 * @param rows edges that have one row for each sample, however many; empty where samples together
 *     fail
 * @param mixed those of them whose rows depend on other rows, in the order of evaluation
 * @param failure why samples together fail, or null
 */
record Probe(
    Map<String, int[]> one,
    Map<String, int[]> several,
    Set<String> alone,
    Set<String> rows,
    Set<String> mixed,
    @Nullable String failure) {

  /**
   * A difference from kernels for other numbers of rows or other places is looked into from this
   * many roundings of the largest value on. Smaller ones are what the order of summation does.
   */
  private static final double ROUNDINGS = 128;

  /**
   * Halfway, on a logarithmic scale, between a difference that is the same in both precisions and
   * one that is 2^29 times smaller in float64.
   */
  private static final double REAL = 1.0 / (1 << 14);

  private static final long SEED = 20_260_101;

  /** How many samples are run together. */
  static final int TOGETHER = 4;

  /** Indices of the batches that are compared with kernels for the same number of rows. */
  private static final Set<Integer> SAME_KERNELS = Set.of(2, 3);

  /** Whether an edge has a row for each sample that depends on no other. */
  boolean isIndependent(String edge) {
    return rows.contains(edge) && !mixed.contains(edge);
  }

  /**
   * Probes a network.
   *
   * @param rowsOfFile a number of rows that is tried besides, or 0
   * @throws ModelFailedException if even one sample fails
   */
  static Probe of(
      Evaluator evaluator, ValueInfo input, String result, int[] sampleShape, int rowsOfFile) {
    NdArray samples = samples(input, sampleShape, -2, 2);
    Map<String, Edge> single;
    try {
      single = SideBySide.run(evaluator, result, alone(samples));
    } catch (ModelFailedException e) {
      // Where negative numbers are no input, such as for indices.
      samples = samples(input, sampleShape, 0, 1);
      single = SideBySide.run(evaluator, result, alone(samples));
    }
    Map<String, int[]> one = new LinkedHashMap<>();
    Set<String> alone = new LinkedHashSet<>();
    single.forEach(
        (name, edge) -> {
          int[] shape = edge.shapes()[0];
          one.put(name, shape);
          boolean empty = Arrays.stream(shape).anyMatch(size -> size == 0);
          if (!empty && Arrays.equals(shape, edge.shapes()[1])) {
            alone.add(name);
          }
        });
    List<Batch> batches = together(samples, rowsOfFile);
    try {
      Map<String, Edge> seen = SideBySide.run(evaluator, result, batches);
      Set<String> rows = new LinkedHashSet<>();
      Map<String, int[]> several = new LinkedHashMap<>();
      seen.forEach(
          (name, edge) -> {
            several.put(name, edge.shapes()[0]);
            if (edge.hasRows(batches)) {
              rows.add(name);
            }
          });
      return new Probe(one, several, alone, rows, mixed(evaluator, result, batches, seen), null);
    } catch (ModelFailedException e) {
      return new Probe(one, Map.of(), alone, Set.of(), Set.of(), String.valueOf(e.getMessage()));
    }
  }

  private static List<Batch> alone(NdArray samples) {
    return List.of(
        new Batch(samples.rows(0, 1), List.of()),
        new Batch(samples.rows(TOGETHER, TOGETHER + 1), List.of()));
  }

  private static List<Batch> together(NdArray samples, int rowsOfFile) {
    List<Batch> batches = new ArrayList<>();
    batches.add(new Batch(samples.rows(0, TOGETHER), List.of()));
    batches.add(new Batch(samples.rows(TOGETHER, 2 * TOGETHER), List.of()));
    for (int bit = 1; bit < TOGETHER; bit *= 2) {
      int[] mixture = new int[TOGETHER];
      for (int row = 0; row < TOGETHER; row++) {
        mixture[row] = (row & bit) == 0 ? row : TOGETHER + row;
      }
      batches.add(compared(samples, mixture));
    }
    batches.add(compared(samples, 2, 1, 0));
    batches.add(compared(samples, 0));
    if (rowsOfFile > 0) {
      int[] backwards = new int[rowsOfFile];
      for (int row = 0; row < rowsOfFile; row++) {
        backwards[row] = 2 * TOGETHER - 1 - row % (2 * TOGETHER);
      }
      batches.add(compared(samples, backwards));
    }
    return batches;
  }

  private static Batch compared(NdArray samples, int... rows) {
    List<Row> same =
        Arrays.stream(rows).mapToObj(row -> new Row(row / TOGETHER, row % TOGETHER)).toList();
    return new Batch(samples.select(rows), same);
  }

  private static Set<String> mixed(
      Evaluator evaluator, String result, List<Batch> batches, Map<String, Edge> seen) {
    Precision precision = evaluator.precision();
    Set<String> suspects = new LinkedHashSet<>();
    seen.forEach(
        (name, edge) -> {
          for (int b = 0; b < batches.size(); b++) {
            if (isSuspect(edge, b, precision)) {
              suspects.add(name);
            }
          }
        });
    if (suspects.isEmpty()) {
      return Set.of();
    }
    Set<String> mixed = new LinkedHashSet<>();
    try (Evaluator other = inOtherPrecision(evaluator)) {
      Map<String, Edge> again = SideBySide.run(other, result, batches);
      for (String name : suspects) {
        Edge here = seen.get(name);
        Edge there = again.get(name);
        for (int b = 0; here != null && there != null && b < batches.size(); b++) {
          if (isSuspect(here, b, precision)
              && isReal(precision, here.differences()[b], there.differences()[b])) {
            mixed.add(name);
          }
        }
      }
    }
    return mixed;
  }

  private static boolean isSuspect(Edge edge, int batch, Precision precision) {
    double difference = edge.differences()[batch];
    return SAME_KERNELS.contains(batch)
        ? difference > 0
        : isSuspect(difference, edge.largest(), precision);
  }

  /** Whether a difference between kernels is larger than what is usual. */
  static boolean isSuspect(double difference, double largest, Precision precision) {
    double epsilon = precision == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    return difference > ROUNDINGS * epsilon * largest || difference == Double.POSITIVE_INFINITY;
  }

  /** Whether a difference is none of rounding: as large in float64 as in float32. */
  static boolean isReal(Precision precision, double here, double there) {
    double wide = precision == Precision.FLOAT64 ? here : there;
    double narrow = precision == Precision.FLOAT64 ? there : here;
    return wide > REAL * narrow || wide == Double.POSITIVE_INFINITY;
  }

  /** The same network in the other precision; to be closed. */
  static Evaluator inOtherPrecision(Evaluator evaluator) {
    boolean wide = evaluator.precision() == Precision.FLOAT64;
    return new Evaluator(
        evaluator.graph(), wide ? Precision.FLOAT32 : Precision.FLOAT64, "the network");
  }

  /**
   * The first samples, with numbers in [0, 1), and the others, with numbers in [low, high); of
   * integers 0 and 1, which every vocabulary has, the others having 0 where the first have 1.
   */
  private static NdArray samples(ValueInfo input, int[] sampleShape, double low, double high) {
    int[] shape = new int[sampleShape.length + 1];
    shape[0] = 2 * TOGETHER;
    int size = TOGETHER;
    for (int i = 0; i < sampleShape.length; i++) {
      shape[i + 1] = sampleShape[i];
      size = Math.multiplyExact(size, sampleShape[i]);
    }
    RandomStream random = RandomStream.seeded(SEED);
    if (input.type() == ElementType.INT64) {
      long[] values = new long[Math.multiplyExact(2, size)];
      for (int i = 0; i < size; i++) {
        values[i] = random.nextInt(2);
        values[size + i] = 1 - values[i];
      }
      return NdArray.of(values, shape);
    }
    double[] values = new double[Math.multiplyExact(2, size)];
    for (int i = 0; i < values.length; i++) {
      double unit = random.nextDouble();
      values[i] = i < size ? unit : low + (high - low) * unit;
    }
    return NdArray.of(values, shape);
  }
}
