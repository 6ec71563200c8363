package dev.nervure.homology;

/**
 * Decides whether edge collapse pays: it does where most edges are dominated, and already where
 * some are if the graph is sparse or the dimension high, as the number of simplices then falls by a
 * power of the number of edges. In dimension 1 the scan for apparent pairs settles as many edges at
 * less cost. Thresholds were set on the published benchmark and on activation clouds.
 */
final class CollapseChoice {
  private static final double MOST = 0.4;
  private static final double SOME = 0.15;
  private static final double SPARSE = 0.2;
  private static final int HIGH_DIMENSION = 4;

  private CollapseChoice() {}

  static boolean worthwhile(FilteredGraph graph, int maxDimension, CollapseMode mode) {
    return switch (mode) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> maxDimension >= 2 && pays(graph, maxDimension);
    };
  }

  private static boolean pays(FilteredGraph graph, int maxDimension) {
    double dominated = new DominationProbe(graph).share();
    boolean easy = graph.density() < SPARSE || maxDimension >= HIGH_DIMENSION;
    return dominated >= (easy ? SOME : MOST);
  }
}
