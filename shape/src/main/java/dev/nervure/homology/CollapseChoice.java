package dev.nervure.homology;

/** Decides whether edge collapse pays. */
final class CollapseChoice {
  private CollapseChoice() {}

  static boolean worthwhile(FilteredGraph graph, int maxDimension, CollapseMode mode) {
    return switch (mode) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> maxDimension >= 2 && dominatedShare(graph) >= 0.5;
    };
  }

  /** Share of dominated edges in a sample. */
  private static double dominatedShare(FilteredGraph graph) {
    return new DominationProbe(graph).share();
  }
}
