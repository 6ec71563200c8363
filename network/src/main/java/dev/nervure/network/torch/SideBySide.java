package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.ValueInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Runs several batches through a whole graph side by side, node by node, and compares rows that
 * should not differ at every edge. No more than the tensors still to be read are in memory, for all
 * batches together.
 */
public final class SideBySide {

  /**
   * One row of an earlier batch.
   *
   * @param batch index of the batch
   * @param row in it
   */
  public record Row(int batch, int row) {}

  /**
   * What goes through the graph.
   *
   * @param values rows x the input's shape
   * @param same for each row the row of an earlier batch that holds the same sample; empty for a
   *     batch that is not compared
   */
  public record Batch(NdArray values, List<Row> same) {

    public Batch {
      same = List.copyOf(same);
    }
  }

  /**
   * What an edge was seen to hold.
   *
   * @param shapes by batch
   * @param largest absolute value in the first batch
   * @param differences by batch, the largest absolute difference from the rows that hold the same
   *     samples, infinite where only one of two numbers is finite; 0 for batches that are not
   *     compared, and everywhere if the edge has no row for each sample
   */
  public record Edge(int[][] shapes, double largest, double[] differences) {

    /**
     * Whether there is one row of the same shape, with at least one value, for each sample. A
     * single row may come without its axis, as a squeeze of all axes leaves it.
     */
    public boolean hasRows(List<Batch> batches) {
      for (int b = 0; b < shapes.length; b++) {
        int[] first = shapes[0];
        int[] shape = shapes[b];
        int samples = batches.get(b).values().shape()[0];
        boolean rows =
            first.length > 0
                && shape.length > 0
                && shape[0] == samples
                && Arrays.equals(first, 1, first.length, shape, 1, shape.length);
        boolean single = samples == 1 && first.length > 0 && count(shape, 0) == count(first, 1);
        if (!(rows || single) || count(shape, 0) == 0) {
          return false;
        }
      }
      return true;
    }

    private static long count(int[] shape, int from) {
      return Arrays.stream(shape, from, shape.length).asLongStream().reduce(1, (a, b) -> a * b);
    }
  }

  private final Evaluator evaluator;
  private final List<Batch> batches;
  private final Map<String, Edge> edges = new LinkedHashMap<>();

  private SideBySide(Evaluator evaluator, List<Batch> batches) {
    this.evaluator = evaluator;
    this.batches = batches;
  }

  /**
   * Runs the batches.
   *
   * @param result an edge to be looked at whatever its type
   * @return the floating-point edges whose values depend on those of the input, and the result, in
   *     the order of evaluation
   * @throws dev.nervure.network.ModelFailedException if an operation fails for one of the batches
   */
  public static Map<String, Edge> run(Evaluator evaluator, String result, List<Batch> batches) {
    SideBySide run = new SideBySide(evaluator, batches);
    run.run(result);
    return run.edges;
  }

  @SuppressWarnings("try") // The scope acts by being open.
  private void run(String result) {
    try (NativeScope scope = NativeScope.evaluating()) {
      Program program = evaluator.program();
      List<ValueInfo> inputs = evaluator.graph().inputs();
      Plan plan = evaluator.plan(inputs.stream().map(ValueInfo::name).toList(), List.of(result));
      int input = plan.feeds()[0];
      @Nullable Tensor[][] values = new Tensor[batches.size()][];
      for (int b = 0; b < values.length; b++) {
        values[b] = evaluator.constants();
        Tensor feed = evaluator.tensors(plan, List.of(batches.get(b).values()))[0];
        values[b][input] = feed;
      }
      look(input, values, false);
      int[] all = IntStream.range(0, program.steps().size()).toArray();
      int[][] releases = Plan.releases(program, all, Set.of(input), new int[0]);
      for (int step : all) {
        for (@Nullable Tensor[] of : values) {
          Evaluator.execute(program.steps().get(step), of, false);
        }
        for (int slot : program.steps().get(step).outputs()) {
          if (slot >= 0 && program.dependsOnInput(slot)) {
            look(slot, values, program.nameOf(slot).equals(result));
          }
        }
        for (@Nullable Tensor[] of : values) {
          Evaluator.release(releases[step], of);
        }
      }
    }
  }

  private void look(int slot, @Nullable Tensor[][] values, boolean always) {
    // A scope of its own, so that what a comparison makes goes at once.
    try (NativeScope scope = NativeScope.evaluating()) {
      Tensor[] tensors = new Tensor[values.length];
      int[][] shapes = new int[values.length][];
      for (int b = 0; b < tensors.length; b++) {
        Tensor value = values[b][slot];
        if (value == null || !(always || value.is_floating_point())) {
          return;
        }
        tensors[b] = value;
        shapes[b] = scope.shape(value);
      }
      double[] differences = new double[tensors.length];
      double largest = 0;
      if (new Edge(shapes, 0, differences).hasRows(batches)) {
        largest = largest(tensors[0].abs());
        for (int b = 0; b < tensors.length; b++) {
          if (!batches.get(b).same().isEmpty()) {
            differences[b] = difference(tensors, b);
          }
        }
      }
      edges.put(evaluator.program().nameOf(slot), new Edge(shapes, largest, differences));
    }
  }

  private double difference(Tensor[] tensors, int batch) {
    List<Row> same = batches.get(batch).same();
    Tensor[] rows = new Tensor[same.size()];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = tensors[same.get(r).batch()].narrow(0, same.get(r).row(), 1);
    }
    Tensor expected = torch.cat(new TensorVector(rows), 0);
    Tensor actual = tensors[batch].reshape(expected.shape());
    if (actual.equal(expected)) {
      return 0;
    }
    Tensor unlike =
        actual
            .eq(expected)
            .logical_or(torch.isnan(actual).logical_and(torch.isnan(expected)))
            .logical_not();
    Tensor difference = actual.to(ScalarType.Double).sub(expected.to(ScalarType.Double)).abs();
    Tensor zeros = torch.zeros_like(difference);
    return largest(torch.where(unlike, difference, zeros));
  }

  /** The largest of non-negative numbers, infinity where one is not a number. */
  private static double largest(Tensor values) {
    Tensor wide = values.to(ScalarType.Double);
    boolean undefined = torch.isnan(wide).any().item_bool();
    return undefined ? Double.POSITIVE_INFINITY : torch.max(wide).item_double();
  }
}
