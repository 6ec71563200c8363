package dev.nervure.graph;

import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsResult;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.points.SparseDistances;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The Betti numbers of the complex of all cliques of a graph: components, loops, voids. First the
 * graph is brought down to what matters ({@link StrongCollapse}), which on graphs of close points
 * leaves a small part; the rest is the Rips complex at one scale.
 */
public final class CliqueBetti {
  private CliqueBetti() {}

  /**
   * Betti numbers over Z/2.
   *
   * @param highestDegree 0 or more
   * @return one a degree, from 0
   */
  public static int[] of(PointGraph graph, int highestDegree, Progress progress) {
    return of(graph, highestDegree, RipsOptions.defaults().field(), progress);
  }

  /**
   * Betti numbers over a field. They differ between fields only where the complex has torsion.
   *
   * @param field prime p of Z/p, less than 2^15
   * @throws dev.nervure.homology.RipsTooLargeException where what is left is still too large
   */
  public static int[] of(PointGraph graph, int highestDegree, int field, Progress progress) {
    PointGraph core = StrongCollapse.of(graph, progress);
    int edges = core.edges();
    int[] first = new int[edges];
    int[] second = new int[edges];
    float[] lengths = new float[edges];
    Arrays.fill(lengths, 1);
    int count = 0;
    for (int v = 0; v < core.vertices(); v++) {
      BitSet own = core.neighbors(v);
      for (int w = own.nextSetBit(v + 1); w >= 0; w = own.nextSetBit(w + 1)) {
        first[count] = v;
        second[count++] = w;
      }
    }
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(SparseDistances.of(core.vertices(), first, second, lengths)),
            RipsOptions.defaults().withMaxDimension(highestDegree).withField(field),
            1,
            progress);
    int[] betti = new int[highestDegree + 1];
    for (int degree = 0; degree <= highestDegree; degree++) {
      betti[degree] = result.diagram(degree).essential();
    }
    return betti;
  }
}
