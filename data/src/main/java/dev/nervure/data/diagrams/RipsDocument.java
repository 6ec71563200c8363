package dev.nervure.data.diagrams;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.Chain;
import dev.nervure.homology.Representative;
import dev.nervure.homology.RipsResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a Vietoris-Rips computation as {@code nervure rips --json} prints it: one key a
 * component. JSON has no infinity: null stands for it.
 *
 * @param file that was read
 * @param version of the program
 * @param points number of points that the filtration was built on
 * @param metric name of the metric
 * @param threshold largest diameter looked at; null for none
 * @param field prime p of the coefficient field Z/p
 * @param edges number of edges up to the threshold
 * @param edgesReduced number of edges left for the reduction
 * @param sampledFrom number of points given
 * @param bottleneckError bound on the bottleneck distance to the exact diagrams; null for none
 * @param diagrams one a dimension from 0 up
 * @param notes how the file was read
 * @param representatives of every bar of dimension 1 and above; empty unless asked for
 */
public record RipsDocument(
    String file,
    String version,
    int points,
    String metric,
    @Nullable Double threshold,
    int field,
    long edges,
    long edgesReduced,
    int sampledFrom,
    @Nullable Double bottleneckError,
    List<Diagram> diagrams,
    List<String> notes,
    List<Chains> representatives) {

  /**
   * The bars of one dimension.
   *
   * @param dimension homology dimension
   * @param bars birth and death of each; a death of null for none
   */
  public record Diagram(int dimension, List<@Nullable Double[]> bars) {}

  /**
   * A bar with chains that show where it lives.
   *
   * @param dimension homology dimension
   * @param birth of the bar
   * @param death of the bar; null for none
   * @param cocycle of {@link Representative}
   * @param cycle of {@link Representative}
   */
  public record Chains(
      int dimension, double birth, @Nullable Double death, Simplices cocycle, Simplices cycle) {}

  /**
   * A chain.
   *
   * @param simplices vertices of each simplex
   * @param coefficients of each simplex, in [1, p - 1]
   */
  public record Simplices(List<int[]> simplices, int[] coefficients) {}

  /** The tree of a result. */
  public static RipsDocument of(
      String file, String version, RipsResult result, List<String> notes) {
    DiagramSource source = result.source();
    return new RipsDocument(
        file,
        version,
        result.points(),
        source.metric(),
        finite(result.threshold()),
        result.field(),
        result.edges(),
        result.edgesReduced(),
        source.sampledFrom(),
        finite(source.bottleneckError()),
        result.diagrams().stream().map(RipsDocument::diagram).toList(),
        List.copyOf(notes),
        result.representatives().stream().map(RipsDocument::chains).toList());
  }

  private static Diagram diagram(PersistenceDiagram diagram) {
    List<@Nullable Double[]> bars = new ArrayList<>();
    for (int i = 0; i < diagram.size(); i++) {
      bars.add(new @Nullable Double[] {diagram.birth(i), finite(diagram.death(i))});
    }
    return new Diagram(diagram.dimension(), bars);
  }

  private static Chains chains(Representative bar) {
    return new Chains(
        bar.dimension(),
        bar.birth(),
        finite(bar.death()),
        simplices(bar.cocycle()),
        simplices(bar.cycle()));
  }

  private static Simplices simplices(Chain chain) {
    return new Simplices(chain.simplices(), chain.coefficients());
  }

  private static @Nullable Double finite(double value) {
    return Double.isInfinite(value) ? null : value;
  }
}
