package dev.nervure.network.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Tensor;

/**
 * The part of a program that leads from some edges to others, with the moments at which each tensor
 * has had its last reader. What depends on shapes only is split off: it runs once for each shape of
 * the fed tensors and is kept. Made by {@link Evaluator#plan}; safe for use by several threads.
 */
public final class Plan {

  /**
   * Results of the shape part that are kept, for as many shapes; streams have two (full batches and
   * the last one).
   */
  static final int MAXIMUM_SHAPES = 16;

  private final int[] feeds;
  private final int[] results;
  private final int[] steps;
  private final int[][] releases;
  private final int[] shapeSteps;
  private final int[] shapeResults;
  private final int[] shapeInputs;
  final Map<List<Long>, Tensor[]> shapeValues = new ConcurrentHashMap<>();

  /**
   * @param keepResults whether results stay until the end; otherwise they are released like
   *     everything else, after their last reader
   */
  Plan(Program program, Collection<String> from, List<String> to, boolean keepResults) {
    feeds = slots(program, from);
    results = slots(program, to);
    Set<Integer> fed = new HashSet<>();
    for (int slot : feeds) {
      fed.add(slot);
    }
    Walk main = new Walk(program, fed, true);
    for (int slot : results) {
      main.need(slot, true);
    }
    if (!main.missing.isEmpty()) {
      throw new IllegalArgumentException(
          "edge "
              + String.join(", ", to)
              + " depends on input "
              + program.nameOf(main.missing.iterator().next())
              + " by a way that does not lead through "
              + String.join(", ", from));
    }
    Walk shapes = new Walk(program, fed, false);
    for (int slot : main.shapes) {
      shapes.need(slot, true);
    }
    steps = array(main.steps);
    shapeSteps = array(shapes.steps);
    shapeResults = array(main.shapes);
    shapeInputs = array(shapes.missing);
    releases = releases(program, steps, fed, keepResults ? results : new int[0]);
  }

  int[] feeds() {
    return feeds;
  }

  int[] results() {
    return results;
  }

  int[] steps() {
    return steps;
  }

  /** Slots that nobody reads after the step at an index. */
  int[] releases(int index) {
    return releases[index];
  }

  int[] shapeSteps() {
    return shapeSteps;
  }

  int[] shapeResults() {
    return shapeResults;
  }

  /** Inputs of the network that are not fed but whose shape matters. */
  int[] shapeInputs() {
    return shapeInputs;
  }

  private static int[] slots(Program program, Collection<String> edges) {
    int[] result = new int[edges.size()];
    int i = 0;
    for (String edge : edges) {
      result[i++] = program.slotOf(edge);
    }
    return result;
  }

  private static int[] array(Collection<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The slots that nobody reads after each of some steps.
   *
   * @param fed slots that are given, and stay
   * @param kept other slots that stay
   */
  static int[][] releases(Program program, int[] steps, Set<Integer> fed, int[] kept) {
    Map<Integer, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < steps.length; i++) {
      Program.Step step = program.steps().get(steps[i]);
      for (int slot : step.outputs()) {
        if (slot >= 0) {
          lastReader.put(slot, i);
        }
      }
      for (int slot : step.inputs()) {
        if (lastReader.containsKey(slot)) {
          lastReader.put(slot, i);
        }
      }
    }
    fed.forEach(lastReader::remove);
    for (int slot : kept) {
      lastReader.remove(slot);
    }
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      lists.add(new ArrayList<>());
    }
    lastReader.forEach((slot, step) -> lists.get(step).add(slot));
    int[][] releases = new int[steps.length][];
    for (int i = 0; i < steps.length; i++) {
      releases[i] = array(lists.get(i));
      Arrays.sort(releases[i]);
    }
    return releases;
  }

  /** Collects backwards what a result needs. */
  private static final class Walk {
    private final Program program;
    private final Set<Integer> fed;
    private final boolean splitShapes;
    private final Set<Integer> seen = new HashSet<>();
    private final TreeSet<Integer> steps = new TreeSet<>();
    private final TreeSet<Integer> shapes = new TreeSet<>();
    private final TreeSet<Integer> missing = new TreeSet<>();

    Walk(Program program, Set<Integer> fed, boolean splitShapes) {
      this.program = program;
      this.fed = fed;
      this.splitShapes = splitShapes;
    }

    void need(int slot, boolean result) {
      List<Integer> open = new ArrayList<>();
      open.add(slot);
      boolean first = result;
      while (!open.isEmpty()) {
        int next = open.remove(open.size() - 1);
        if (next < 0 || fed.contains(next) || program.isConstant(next) || !seen.add(next)) {
          first = false;
          continue;
        }
        int producer = program.producer(next);
        if (producer < 0) {
          missing.add(next);
        } else if (splitShapes && !first && program.dependsOnShapesOnly(next)) {
          shapes.add(next);
        } else {
          steps.add(producer);
          for (int input : program.steps().get(producer).inputs()) {
            open.add(input);
          }
        }
        first = false;
      }
    }
  }
}
