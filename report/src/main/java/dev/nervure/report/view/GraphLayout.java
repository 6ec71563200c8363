package dev.nervure.report.view;

import dev.nervure.stats.RandomStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Where the nodes of a graph are drawn, so that distances on the paper are like numbers of edges:
 * stress majorization, a node at a time (Gansner, Koren and North, Graph Drawing 2004, section
 * 2.3), each connected component by itself. An edge is about one unit long. The same graph gets the
 * same picture. O(n^2) a round for a component of n nodes, at most {@value #ROUNDS} rounds; memory
 * 4 n^2 bytes.
 */
public final class GraphLayout {
  private static final int ROUNDS = 200;
  private static final double STILL = 1e-3;
  private static final double GAP = 1.2;

  private final int nodes;
  private final List<List<Integer>> neighbors = new ArrayList<>();
  private final double[] height;

  /** {@code at[node]} is x, y. */
  private final double[][] at;

  private GraphLayout(int nodes, int[][] edges, double[] height) {
    this.nodes = nodes;
    this.height = height;
    this.at = new double[nodes][2];
    for (int node = 0; node < nodes; node++) {
      neighbors.add(new ArrayList<>());
    }
    for (int[] edge : edges) {
      neighbors.get(edge[0]).add(edge[1]);
      neighbors.get(edge[1]).add(edge[0]);
    }
  }

  /**
   * Nodes where the stress puts them: the longer side of each component from left to right, with
   * the height function rising as far as it can, and the components in rows.
   *
   * @param edges pairs of nodes from 0
   * @param height a number for each node, from which places start
   * @return x and y of each node
   */
  public static double[][] free(int nodes, int[][] edges, double[] height) {
    GraphLayout layout = new GraphLayout(nodes, edges, height);
    List<int[]> components = layout.components();
    for (int[] component : components) {
      layout.spread(component, false);
      layout.turn(component);
    }
    layout.packRows(components);
    return layout.at;
  }

  /**
   * Nodes from left to right by their height; the stress only moves them up and down. Components
   * whose ranges overlap lie above each other.
   *
   * @param edges pairs of nodes from 0
   * @param height a number for each node
   * @param width of the whole range of heights, in lengths of an edge
   * @return x and y of each node
   */
  public static double[][] byHeight(int nodes, int[][] edges, double[] height, double width) {
    GraphLayout layout = new GraphLayout(nodes, edges, height);
    double low = Arrays.stream(height).min().orElse(0);
    double range = Arrays.stream(height).max().orElse(0) - low;
    for (int node = 0; node < nodes; node++) {
      layout.at[node][0] = range > 0 ? (height[node] - low) / range * width : 0;
    }
    List<int[]> components = layout.components();
    for (int[] component : components) {
      layout.spread(component, true);
    }
    layout.packBands(components);
    return layout.at;
  }

  /** Connected components, the largest first, of equal ones that with the first node. */
  private List<int[]> components() {
    boolean[] seen = new boolean[nodes];
    List<int[]> components = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      if (!seen[node]) {
        int[] steps = steps(node);
        List<Integer> members = new ArrayList<>();
        for (int other = 0; other < nodes; other++) {
          if (steps[other] >= 0) {
            seen[other] = true;
            members.add(other);
          }
        }
        components.add(members.stream().mapToInt(Integer::intValue).toArray());
      }
    }
    components.sort(Comparator.comparingInt((int[] component) -> component.length).reversed());
    return components;
  }

  /** Edges on the shortest way from a node to each other one; -1 where there is none. */
  private int[] steps(int from) {
    int[] steps = new int[nodes];
    Arrays.fill(steps, -1);
    steps[from] = 0;
    ArrayDeque<Integer> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      int node = next.remove();
      for (int neighbor : neighbors.get(node)) {
        if (steps[neighbor] < 0) {
          steps[neighbor] = steps[node] + 1;
          next.add(neighbor);
        }
      }
    }
    return steps;
  }

  /** Lowers the stress of a component. */
  private void spread(int[] component, boolean xStays) {
    int n = component.length;
    int[][] steps = new int[n][n];
    for (int i = 0; i < n; i++) {
      int[] toAll = steps(component[i]);
      for (int j = 0; j < n; j++) {
        steps[i][j] = toAll[component[j]];
      }
    }
    start(component, Arrays.stream(steps).flatMapToInt(Arrays::stream).max().orElse(0), xStays);
    for (int round = 0; round < ROUNDS; round++) {
      double moved = 0;
      for (int i = 0; i < n; i++) {
        moved = Math.max(moved, move(component, i, steps[i], xStays));
      }
      if (moved < STILL) {
        return;
      }
    }
  }

  /**
   * By height over as many lengths as the component is wide, and a little up and down at random
   * from a fixed seed, since nodes on one line stay there.
   */
  private void start(int[] component, int width, boolean xStays) {
    Integer[] order = new Integer[component.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> height[component[i]]));
    RandomStream stream = RandomStream.seeded(1).derive(component[0]);
    double step = (double) width / Math.max(1, component.length - 1);
    for (int position = 0; position < order.length; position++) {
      double[] place = at[component[order[position]]];
      if (!xStays) {
        place[0] = position * step;
      }
      place[1] = 0.2 * width * (stream.nextDouble() - 0.5);
    }
  }

  /** Moves one node to where its stress is least while the others stay; tells how far. */
  private double move(int[] component, int i, int[] steps, boolean xStays) {
    double[] own = at[component[i]];
    double x = 0;
    double y = 0;
    double weights = 0;
    for (int j = 0; j < component.length; j++) {
      if (j != i) {
        double[] other = at[component[j]];
        double dx = own[0] - other[0];
        double dy = own[1] - other[1];
        double distance = Math.sqrt(dx * dx + dy * dy);
        double scale = distance > 1e-9 ? steps[j] / distance : 0;
        double weight = 1.0 / ((double) steps[j] * steps[j]);
        x += weight * (other[0] + dx * scale);
        y += weight * (other[1] + dy * scale);
        weights += weight;
      }
    }
    if (weights == 0) {
      return 0;
    }
    double toX = xStays ? own[0] : x / weights;
    double toY = y / weights;
    double moved = Math.max(Math.abs(toX - own[0]), Math.abs(toY - own[1]));
    own[0] = toX;
    own[1] = toY;
    return moved;
  }

  /** Turns a component about its centre: its longest side across, heights rising to the right. */
  private void turn(int[] component) {
    double[] centre = new double[2];
    double meanHeight = 0;
    for (int node : component) {
      centre[0] += at[node][0] / component.length;
      centre[1] += at[node][1] / component.length;
      meanHeight += height[node] / component.length;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int node : component) {
      double x = at[node][0] - centre[0];
      double y = at[node][1] - centre[1];
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    double angle = 0.5 * StrictMath.atan2(2 * xy, xx - yy);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double rising = 0;
    for (int node : component) {
      double x = at[node][0] - centre[0];
      double y = at[node][1] - centre[1];
      at[node][0] = cos * x + sin * y;
      at[node][1] = cos * y - sin * x;
      rising += at[node][0] * (height[node] - meanHeight);
    }
    if (rising < 0) {
      for (int node : component) {
        at[node][0] = -at[node][0];
        at[node][1] = -at[node][1];
      }
    }
  }

  private double low(int[] component, int axis) {
    return Arrays.stream(component).mapToDouble(node -> at[node][axis]).min().orElse(0);
  }

  private double high(int[] component, int axis) {
    return Arrays.stream(component).mapToDouble(node -> at[node][axis]).max().orElse(0);
  }

  private void shift(int[] component, double byX, double byY) {
    for (int node : component) {
      at[node][0] += byX;
      at[node][1] += byY;
    }
  }

  /** Components from left to right in rows that together are about half again as wide as high. */
  private void packRows(List<int[]> components) {
    double area = 0;
    double widest = 0;
    for (int[] component : components) {
      double width = high(component, 0) - low(component, 0) + GAP;
      area += width * (high(component, 1) - low(component, 1) + GAP);
      widest = Math.max(widest, width);
    }
    double rowWidth = Math.max(widest, Math.sqrt(1.5 * area));
    double x = 0;
    double y = 0;
    double rowHeight = 0;
    for (int[] component : components) {
      double width = high(component, 0) - low(component, 0) + GAP;
      double tall = high(component, 1) - low(component, 1) + GAP;
      if (x > 0 && x + width > rowWidth + 1e-9) {
        x = 0;
        y += rowHeight;
        rowHeight = 0;
      }
      shift(component, x - low(component, 0), y - low(component, 1));
      x += width;
      rowHeight = Math.max(rowHeight, tall);
    }
  }

  /** Components above each other, those that leave room for each other in one band. */
  private void packBands(List<int[]> components) {
    List<List<int[]>> bands = new ArrayList<>();
    for (int[] component : components) {
      List<int[]> free = null;
      for (List<int[]> band : bands) {
        if (free == null && band.stream().allMatch(other -> areApart(component, other))) {
          free = band;
        }
      }
      if (free == null) {
        free = new ArrayList<>();
        bands.add(free);
      }
      free.add(component);
    }
    double y = 0;
    for (List<int[]> band : bands) {
      double tall =
          Collections.max(
              band.stream().map(component -> high(component, 1) - low(component, 1)).toList());
      for (int[] component : band) {
        double middle = (high(component, 1) + low(component, 1)) / 2;
        shift(component, 0, y + tall / 2 - middle);
      }
      y += tall + GAP;
    }
  }

  private boolean areApart(int[] one, int[] other) {
    return high(one, 0) + GAP <= low(other, 0) || high(other, 0) + GAP <= low(one, 0);
  }
}
