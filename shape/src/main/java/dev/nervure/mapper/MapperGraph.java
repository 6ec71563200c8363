package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import dev.nervure.progress.Progress;
import java.util.List;

/**
 * The nerve of clusters: a node each, an edge where two share points, and where more than two are
 * asked for the simplices of nodes that all share points. Immutable.
 *
 * <p>Nodes are in the order of their elements and clusters, edges and simplices in that of their
 * nodes. Memory: 4 bytes a point and node that holds it, twice.
 */
public final class MapperGraph {
  private final int points;
  private final List<MapperNode> nodes;
  private final PointNodes nodesOfPoints;
  private final List<MapperEdge> edges;
  private final List<int[]> simplices;
  private final int components;

  private MapperGraph(
      int points,
      List<MapperNode> nodes,
      PointNodes nodesOfPoints,
      List<MapperEdge> edges,
      List<int[]> simplices) {
    this.points = points;
    this.nodes = nodes;
    this.nodesOfPoints = nodesOfPoints;
    this.edges = edges;
    this.simplices = simplices;
    Forest forest = new Forest(nodes.size());
    for (MapperEdge edge : edges) {
      forest.join(edge.first(), edge.second());
    }
    components = forest.components();
  }

  /** The graph of some nodes, with an edge where two share a point. */
  public static MapperGraph of(int points, List<MapperNode> nodes) {
    return of(points, nodes, NerveOptions.defaults(), Progress.none());
  }

  /**
   * The nerve of some nodes.
   *
   * @param points number of points, of nodes or not
   * @param nodes clusters of points below that number
   * @param options which simplices it has
   */
  public static MapperGraph of(
      int points, List<MapperNode> nodes, NerveOptions options, Progress progress) {
    List<MapperNode> kept = List.copyOf(nodes);
    PointNodes nodesOfPoints = PointNodes.of(points, kept);
    Nerve nerve = new Nerve(kept, nodesOfPoints, options, progress);
    List<MapperEdge> edges = nerve.edges();
    return new MapperGraph(points, kept, nodesOfPoints, edges, nerve.higher(edges));
  }

  /** Number of points that the graph was made of, in nodes or not. */
  public int points() {
    return points;
  }

  /** The nodes. */
  public List<MapperNode> nodes() {
    return nodes;
  }

  /** The edges. */
  public List<MapperEdge> edges() {
    return edges;
  }

  /** The simplices of three nodes and more, by dimension; none unless asked for. */
  public List<int[]> higherSimplices() {
    return simplices;
  }

  /** Number of simplices of a dimension: 0 for nodes, 1 for edges. */
  public int count(int dimension) {
    return switch (dimension) {
      case 0 -> nodes.size();
      case 1 -> edges.size();
      default ->
          (int) simplices.stream().filter(simplex -> simplex.length == dimension + 1).count();
    };
  }

  /** Indices of the nodes that hold a point, ascending; empty where none does. A copy. */
  public int[] nodesOf(int point) {
    return nodesOfPoints.of(point);
  }

  /** In how many nodes a point is. */
  public int nodesHolding(int point) {
    return nodesOfPoints.count(point);
  }

  /** Number of points that are in no node. */
  public int uncovered() {
    int uncovered = 0;
    for (int i = 0; i < points; i++) {
      uncovered += nodesHolding(i) == 0 ? 1 : 0;
    }
    return uncovered;
  }

  /** Number of connected parts. */
  public int components() {
    return components;
  }

  /**
   * Number of independent loops of the graph of nodes and edges, its first Betti number; simplices
   * of more nodes fill none of them.
   */
  public int loops() {
    return edges.size() - nodes.size() + components;
  }

  /** For each node the lowest node of its connected part. */
  public int[] componentOfNodes() {
    Forest forest = new Forest(nodes.size());
    for (MapperEdge edge : edges) {
      forest.join(edge.first(), edge.second());
    }
    int[] roots = new int[nodes.size()];
    for (int v = 0; v < roots.length; v++) {
      roots[v] = forest.find(v);
    }
    return roots;
  }
}
