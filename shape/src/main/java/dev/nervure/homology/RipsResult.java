package dev.nervure.homology;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import java.util.List;

/**
 * The diagrams of a Vietoris-Rips filtration, one a dimension from 0 up.
 *
 * @param diagrams diagram of each dimension
 * @param source what was computed; the same in every diagram
 * @param edges number of edges up to the threshold
 * @param edgesReduced number of edges left for the reduction; smaller if edges were collapsed
 * @param representatives cocycle and cycle of every bar of dimension 1 and above; empty unless
 *     asked for
 */
public record RipsResult(
    List<PersistenceDiagram> diagrams,
    DiagramSource source,
    long edges,
    long edgesReduced,
    List<Representative> representatives) {

  /** Copies the lists. */
  public RipsResult {
    diagrams = List.copyOf(diagrams);
    representatives = List.copyOf(representatives);
  }

  /** Diagram of one dimension. */
  public PersistenceDiagram diagram(int dimension) {
    if (dimension < 0 || dimension >= diagrams.size()) {
      throw new IllegalArgumentException(
          "dimension must be in [0, " + (diagrams.size() - 1) + "] but was " + dimension);
    }
    return diagrams.get(dimension);
  }

  /** Largest diameter looked at. */
  public double threshold() {
    return source.threshold();
  }

  /** Number of points that the filtration was built on. */
  public int points() {
    return source.points();
  }

  /** Prime p of the coefficient field Z/p. */
  public int field() {
    return source.field();
  }
}
