package dev.nervure.graph;

import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvalues of a combinatorial Laplacian of the complex of cliques of a graph (Eckmann 1945;
 * Horak, Jost, Advances in Mathematics 244, 2013): in degree 0 degree matrix less adjacency matrix,
 * in degree 1 the Hodge Laplacian of the edges, B1^T B1 + B2 B2^T for the boundary matrices B1 of
 * the edges and B2 of the triangles. As many eigenvalues are 0 as the Betti number of the degree;
 * the smallest other one says how far the complex is from having one component or loop more.
 *
 * <p>Dense, by Householder's tridiagonal form and implicit QR: O(m^3) time and 16 m^2 bytes for m
 * vertices or edges; a second for m = 1000.
 *
 * @param eigenvalues all of them, ascending; one that should be 0 may be so only to rounding, and
 *     below 0
 * @param tolerance eigenvalues up to it are taken for 0: the backward error of the algorithm, of
 *     which m times the rounding unit times the largest eigenvalue is the scale, ten times over
 */
public record LaplacianSpectrum(double[] eigenvalues, double tolerance) {
  private static final double ROUNDING = Math.ulp(1.0);
  private static final double SAFETY = 10;

  /** Of the graph itself. */
  public static LaplacianSpectrum ofVertices(PointGraph graph) {
    int n = graph.vertices();
    DMatrixRMaj laplacian = new DMatrixRMaj(n, n);
    for (int v = 0; v < n; v++) {
      BitSet own = graph.neighbors(v);
      laplacian.set(v, v, own.cardinality());
      for (int w = own.nextSetBit(0); w >= 0; w = own.nextSetBit(w + 1)) {
        laplacian.set(v, w, -1);
      }
    }
    return of(laplacian);
  }

  /**
   * Of the edges and triangles.
   *
   * @throws dev.nervure.progress.CancelledException when cancelled
   */
  public static LaplacianSpectrum ofEdges(PointGraph graph, Progress progress) {
    int n = graph.vertices();
    List<int[]> edges = new ArrayList<>();
    int[][] numbers = new int[n][n];
    for (int v = 0; v < n; v++) {
      BitSet own = graph.neighbors(v);
      for (int w = own.nextSetBit(v + 1); w >= 0; w = own.nextSetBit(w + 1)) {
        numbers[v][w] = edges.size();
        edges.add(new int[] {v, w});
      }
    }
    DMatrixRMaj laplacian = new DMatrixRMaj(edges.size(), edges.size());
    addDown(laplacian, edges);
    for (int[] edge : edges) {
      progress.checkCancelled();
      BitSet third = (BitSet) graph.neighbors(edge[0]).clone();
      third.and(graph.neighbors(edge[1]));
      for (int w = third.nextSetBit(edge[1] + 1); w >= 0; w = third.nextSetBit(w + 1)) {
        int a = numbers[edge[0]][edge[1]];
        int b = numbers[edge[1]][w];
        int c = numbers[edge[0]][w];
        // The boundary of a triangle u < v < w is vw - uw + uv.
        addTriangle(laplacian, a, b, c);
      }
    }
    return of(laplacian);
  }

  /** B1^T B1: two edges that share a vertex, with the sign of their directions there. */
  private static void addDown(DMatrixRMaj laplacian, List<int[]> edges) {
    for (int i = 0; i < edges.size(); i++) {
      int[] e = edges.get(i);
      laplacian.add(i, i, 2);
      for (int j = 0; j < i; j++) {
        int[] f = edges.get(j);
        int shared = 0;
        if (e[0] == f[0] || e[1] == f[1]) {
          shared = 1;
        } else if (e[0] == f[1] || e[1] == f[0]) {
          shared = -1;
        }
        laplacian.add(i, j, shared);
        laplacian.add(j, i, shared);
      }
    }
  }

  private static void addTriangle(DMatrixRMaj laplacian, int uv, int vw, int uw) {
    int[] edges = {uv, vw, uw};
    int[] signs = {1, 1, -1};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        laplacian.add(edges[i], edges[j], signs[i] * signs[j]);
      }
    }
  }

  private static LaplacianSpectrum of(DMatrixRMaj laplacian) {
    int m = laplacian.numRows;
    if (m == 0) {
      return new LaplacianSpectrum(new double[0], 0);
    }
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(m, false, true);
    if (!decomposition.decompose(laplacian)) {
      throw new IllegalStateException(
          "the eigenvalues of a %d x %d Laplacian did not converge".formatted(m, m));
    }
    double[] eigenvalues = new double[m];
    for (int i = 0; i < m; i++) {
      eigenvalues[i] = decomposition.getEigenvalue(i).getReal();
    }
    Arrays.sort(eigenvalues);
    return new LaplacianSpectrum(eigenvalues, SAFETY * m * ROUNDING * eigenvalues[m - 1]);
  }

  /** The number of eigenvalues that are 0 up to the tolerance: the dimension of the kernel. */
  public int zeros() {
    int count = 0;
    for (double eigenvalue : eigenvalues) {
      count += eigenvalue <= tolerance ? 1 : 0;
    }
    return count;
  }
}
