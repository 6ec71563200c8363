package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The cheapest way to carry goods from v sources to w sinks where each source has w units and each
 * sink takes v, in whole numbers: a minimum-cost flow by successive shortest paths with potentials
 * (Edmonds, Karp, J. ACM 19, 1972). Each path costs O((v + w)^2), and there are about v + w of
 * them.
 */
final class Transport {
  private static final long FAR = Long.MAX_VALUE / 4;

  private final int[][] costs;
  private final int sources;
  private final int sinks;
  private final Progress progress;
  private final long[][] flow;

  /** What is left at sources, and what sinks still take. */
  private final long[] supply;

  private final long[] demand;

  /** Of sources, then of sinks. */
  private final long[] potential;

  private final long[] distance;
  private final int[] previous;
  private final boolean[] settled;

  Transport(int[][] costs, Progress progress) {
    this.costs = costs;
    this.progress = progress;
    sources = costs.length;
    sinks = costs[0].length;
    flow = new long[sources][sinks];
    supply = new long[sources];
    demand = new long[sinks];
    Arrays.fill(supply, sinks);
    Arrays.fill(demand, sources);
    potential = new long[sources + sinks];
    distance = new long[sources + sinks];
    previous = new int[sources + sinks];
    settled = new boolean[sources + sinks];
  }

  long leastCost() {
    for (long left = (long) sources * sinks; left > 0; ) {
      progress.checkCancelled();
      left -= send(shortestPath());
    }
    long total = 0;
    for (int v = 0; v < sources; v++) {
      for (int w = 0; w < sinks; w++) {
        total += flow[v][w] * costs[v][w];
      }
    }
    return total;
  }

  /** The nearest sink that takes more, from any source that has some; potentials move along. */
  private int shortestPath() {
    Arrays.fill(distance, FAR);
    Arrays.fill(settled, false);
    Arrays.fill(previous, -1);
    for (int v = 0; v < sources; v++) {
      distance[v] = supply[v] > 0 ? 0 : FAR;
    }
    int reached = -1;
    while (reached < 0) {
      int next = nearest();
      settled[next] = true;
      if (next >= sources && demand[next - sources] > 0) {
        reached = next;
      } else if (next < sources) {
        relaxSource(next);
      } else {
        relaxSink(next);
      }
    }
    for (int u = 0; u < potential.length; u++) {
      if (settled[u]) {
        potential[u] += distance[u] - distance[reached];
      }
    }
    return reached;
  }

  private int nearest() {
    int nearest = -1;
    for (int u = 0; u < distance.length; u++) {
      if (!settled[u] && (nearest < 0 || distance[u] < distance[nearest])) {
        nearest = u;
      }
    }
    return nearest;
  }

  private void relaxSource(int v) {
    for (int w = 0; w < sinks; w++) {
      lower(v, sources + w, costs[v][w]);
    }
  }

  /** Goods may go back where they have come from. */
  private void relaxSink(int sink) {
    for (int v = 0; v < sources; v++) {
      if (flow[v][sink - sources] > 0) {
        lower(sink, v, -costs[v][sink - sources]);
      }
    }
  }

  private void lower(int from, int to, int cost) {
    long candidate = distance[from] + cost + potential[from] - potential[to];
    if (!settled[to] && candidate < distance[to]) {
      distance[to] = candidate;
      previous[to] = from;
    }
  }

  private long send(int sink) {
    long most = demand[sink - sources];
    int at = sink;
    while (previous[at] >= 0) {
      int before = previous[at];
      if (before >= sources) {
        most = Math.min(most, flow[at][before - sources]);
      }
      at = before;
    }
    most = Math.min(most, supply[at]);
    supply[at] -= most;
    demand[sink - sources] -= most;
    for (at = sink; previous[at] >= 0; at = previous[at]) {
      int before = previous[at];
      if (before < sources) {
        flow[before][at - sources] += most;
      } else {
        flow[at][before - sources] -= most;
      }
    }
    return most;
  }
}
