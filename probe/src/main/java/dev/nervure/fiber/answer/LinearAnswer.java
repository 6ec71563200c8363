package dev.nervure.fiber.answer;

import dev.nervure.box.Box;
import dev.nervure.fiber.NearestInBox;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.OutputFunction;
import dev.nervure.jacobian.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Another answer of a network, by how far it is to first order.
 *
 * @param answer index of the output
 * @param distance Euclidean distance from the start, within the box, at which that output would
 *     draw level with the largest one if the network were linear; infinite where it would not
 */
public record LinearAnswer(int answer, double distance) {

  /** Gradients that are taken at a time: for up to 33 outputs one Jacobian. */
  private static final int BLOCK = 32;

  /**
   * Gradients of outputs that lie far below are left out where no gradient up to so many times as
   * large as the largest one met would bring their outputs as near as the last one that is wanted.
   */
  private static final double SLACK = 2;

  /**
   * The nearest other answers, the nearest first; of equally near ones the first.
   *
   * <p>Cost: the gradients of all outputs, but of those that cannot be among the nearest by their
   * values, unless their gradients are more than twice as large as any other.
   *
   * @param logits map to at least two outputs
   * @param box allowed range of every coordinate
   * @param start input, length n, inside the box
   * @param most how many, at most
   */
  static List<LinearAnswer> nearest(DifferentiableMap logits, Box box, double[] start, int most) {
    double[] values = logits.value(start);
    int leader = Lead.answer(values);
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    // Stable, so that ties break by index; the leader comes first.
    Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    List<Integer> others = new ArrayList<>(Arrays.asList(order));
    others.remove((Integer) leader);
    List<LinearAnswer> nearest = new ArrayList<>();
    double steepest = 0;
    for (int from = 0; from < others.size(); from += BLOCK) {
      double gap = values[leader] - values[others.get(from)];
      if (nearest.size() == most && gap > SLACK * steepest * nearest.get(most - 1).distance()) {
        break;
      }
      List<Integer> block = others.subList(from, Math.min(others.size(), from + BLOCK));
      Linearization here = logits.linearize(start, new Leads(leader, block, values.length));
      for (int i = 0; i < block.size(); i++) {
        double[] gradient = here.jacobian()[i];
        steepest = Math.max(steepest, Vectors.norm(gradient));
        nearest.add(new LinearAnswer(block.get(i), toPlane(here.value()[i], gradient, box, start)));
      }
      nearest.sort(
          Comparator.comparingDouble(LinearAnswer::distance)
              .thenComparingInt(LinearAnswer::answer));
      if (nearest.size() > most) {
        nearest.subList(most, nearest.size()).clear();
      }
    }
    return List.copyOf(nearest);
  }

  /** To the plane on which a number would vanish. */
  private static double toPlane(double value, double[] gradient, Box box, double[] start) {
    double steepness = Vectors.norm(gradient);
    if (!Double.isFinite(steepness) || steepness == 0) {
      return value == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double[] unit = Vectors.scaled(1 / steepness, gradient);
    double[] level =
        new NearestInBox(new double[][] {unit})
            .solve(
                start,
                start,
                new double[] {-value / steepness},
                box.lows(start.length),
                box.highs(start.length));
    return level == null ? Double.POSITIVE_INFINITY : Vectors.distance(start, level);
  }

  /** How far the leader lies above each of several others. */
  private record Leads(int leader, List<Integer> others, int outputs) implements OutputFunction {

    @Override
    public int size() {
      return others.size();
    }

    @Override
    public double[] value(double[] z) {
      double[] leads = new double[others.size()];
      Arrays.setAll(leads, i -> z[leader] - z[others.get(i)]);
      return leads;
    }

    @Override
    public double[][] jacobian(double[] z) {
      double[][] rows = new double[others.size()][outputs];
      for (int i = 0; i < rows.length; i++) {
        rows[i][leader] = 1;
        rows[i][others.get(i)] = -1;
      }
      return rows;
    }
  }
}
