package dev.nervure.similarity;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The trace of exp(-t L) over n at 256 times t from 0.1 to 10, for the normalised Laplacian L of
 * the graph that joins each row with its five nearest (Tsitsulin, Munkhoeva, Mottin, Karras,
 * Bronstein, Oseledets, Mueller, ICLR 2020). Up to 1024 rows from all eigenvalues, exactly; of more
 * by stochastic Lanczos quadrature (Ubaru, Chen, Saad, SIAM J. Matrix Anal. Appl. 38, 2017) of 1000
 * random vectors and 10 steps, less the term of first order, of which the trace is known.
 *
 * @param traces one a time
 * @param errors their standard errors from the random vectors; 0 where they are exact
 */
record HeatTrace(double[] traces, double[] errors) {
  static final int NEIGHBORS = 5;

  private static final int TIMES = 256;
  private static final int MOST_EXACT = 1024;
  private static final int PROBES = 1000;
  private static final int STEPS = 10;

  /**
   * The form.
   *
   * @param seed of the random vectors
   * @param mostExact of more rows the trace is estimated
   */
  record Diffusion(long seed, int mostExact) implements Form<HeatTrace> {
    Diffusion(long seed) {
      this(seed, MOST_EXACT);
    }

    @Override
    public HeatTrace of(Representation representation, Progress progress) {
      int[][] nearest = representation.form(new RowNeighbors(NEIGHBORS, false), progress).indices();
      int[][] graph = symmetric(nearest);
      return graph.length <= mostExact
          ? exact(graph)
          : estimated(graph, RandomStream.seeded(seed).derive("heat"), progress);
    }
  }

  /** The times, evenly spread by their logarithms. */
  static double time(int index) {
    return StrictMath.pow(10, -1 + 2.0 * index / (TIMES - 1));
  }

  static int times() {
    return TIMES;
  }

  /** Joins two rows where either is among the nearest of the other; ascending. */
  private static int[][] symmetric(int[][] nearest) {
    int n = nearest.length;
    BitSet[] joined = new BitSet[n];
    Arrays.setAll(joined, i -> new BitSet());
    for (int i = 0; i < n; i++) {
      for (int j : nearest[i]) {
        joined[i].set(j);
        joined[j].set(i);
      }
    }
    return Arrays.stream(joined).map(row -> row.stream().toArray()).toArray(int[][]::new);
  }

  private static HeatTrace exact(int[][] graph) {
    int n = graph.length;
    DMatrixRMaj laplacian = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      laplacian.set(i, i, 1);
      for (int j : graph[i]) {
        laplacian.set(i, j, -1 / Math.sqrt((double) graph[i].length * graph[j].length));
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
    if (!eigen.decompose(laplacian)) {
      throw new ArithmeticException("no eigenvalues of the Laplacian of %d rows".formatted(n));
    }
    double[] eigenvalues = new double[n];
    for (int i = 0; i < n; i++) {
      eigenvalues[i] = eigen.getEigenvalue(i).getReal();
    }
    Arrays.sort(eigenvalues);
    double[] traces = new double[TIMES];
    for (int t = 0; t < TIMES; t++) {
      for (double eigenvalue : eigenvalues) {
        traces[t] += StrictMath.exp(-time(t) * eigenvalue);
      }
      traces[t] /= n;
    }
    return new HeatTrace(traces, new double[TIMES]);
  }

  private static HeatTrace estimated(int[][] graph, RandomStream random, Progress progress) {
    double[] sums = new double[TIMES];
    double[] squares = new double[TIMES];
    try (Progress.Task task = progress.begin("heat trace", PROBES)) {
      for (int probe = 0; probe < PROBES; probe++) {
        progress.checkCancelled();
        double[] values = new Lanczos(graph, random.derive(probe)).values();
        for (int t = 0; t < TIMES; t++) {
          sums[t] += values[t];
          squares[t] += values[t] * values[t];
        }
        task.advance(1);
      }
    }
    double[] errors = new double[TIMES];
    for (int t = 0; t < TIMES; t++) {
      sums[t] /= PROBES;
      double variance = Math.max(0, squares[t] / PROBES - sums[t] * sums[t]);
      errors[t] = Math.sqrt(variance / (PROBES - 1));
    }
    return new HeatTrace(sums, errors);
  }

  /** One random vector: the quadrature of x^T exp(-t L) x over x^T x. */
  private static final class Lanczos {
    private final int[][] graph;
    private final double[][] basis;
    private final DMatrixRMaj tridiagonal = new DMatrixRMaj(STEPS, STEPS);
    private int steps;

    Lanczos(int[][] graph, RandomStream random) {
      this.graph = graph;
      this.basis = new double[STEPS][graph.length];
      // Entries of +-1, so that x^T L x is n to the first order: L has ones on its diagonal.
      for (int i = 0; i < graph.length; i++) {
        basis[0][i] = random.nextLong() < 0 ? -1 : 1;
      }
      scale(basis[0], 1 / Math.sqrt(graph.length));
    }

    double[] values() {
      iterate();
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(steps, true, true);
      DMatrixRMaj used = new DMatrixRMaj(steps, steps);
      for (int i = 0; i < steps; i++) {
        for (int j = 0; j < steps; j++) {
          used.set(i, j, tridiagonal.get(i, j));
        }
      }
      if (!eigen.decompose(used)) {
        throw new ArithmeticException("no eigenvalues of a tridiagonal matrix");
      }
      double firstOrder = tridiagonal.get(0, 0);
      double[] values = new double[TIMES];
      for (int t = 0; t < TIMES; t++) {
        double time = time(t);
        for (int i = 0; i < steps; i++) {
          double weight = eigen.getEigenVector(i).get(0);
          values[t] += weight * weight * StrictMath.exp(-time * eigen.getEigenvalue(i).getReal());
        }
        // exp(-t L) near its mean eigenvalue 1: what x^T L x is off 1 is off by -t e^-t.
        values[t] += time * StrictMath.exp(-time) * (firstOrder - 1);
      }
      return values;
    }

    private void iterate() {
      for (steps = 1; ; steps++) {
        int at = steps - 1;
        double[] next = times(basis[at]);
        double own = dot(next, basis[at]);
        tridiagonal.set(at, at, own);
        if (steps == STEPS) {
          return;
        }
        for (int pass = 0; pass < 2; pass++) {
          for (int k = 0; k <= at; k++) {
            add(next, basis[k], -dot(next, basis[k]));
          }
        }
        double length = Math.sqrt(dot(next, next));
        if (length < 1e-10) {
          return;
        }
        scale(next, 1 / length);
        tridiagonal.set(at, at + 1, length);
        tridiagonal.set(at + 1, at, length);
        basis[at + 1] = next;
      }
    }

    private double[] times(double[] vector) {
      double[] product = new double[vector.length];
      for (int i = 0; i < product.length; i++) {
        double sum = 0;
        for (int j : graph[i]) {
          sum += vector[j] / Math.sqrt((double) graph[i].length * graph[j].length);
        }
        product[i] = vector[i] - sum;
      }
      return product;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    private static void add(double[] target, double[] source, double factor) {
      for (int i = 0; i < target.length; i++) {
        target[i] += factor * source[i];
      }
    }

    private static void scale(double[] vector, double factor) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor;
      }
    }
  }
}
