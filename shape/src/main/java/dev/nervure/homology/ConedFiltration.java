package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The Rips filtration of n points with a cone over some of it: an apex that is joined to each point
 * at a scale of its own, and to each pair at a scale of its own too, which need not be that of the
 * three edges. Edges are numbers in the order of their larger end and then their smaller; the apex
 * is the last vertex. Edges are ordered by value and number, triangles by value and number, where
 * the number of a triangle goes by its largest, middle and smallest vertex.
 *
 * <p>Memory: 4 n^2 bytes for values, 12 for each of n^2 / 2 edges.
 */
final class ConedFiltration {
  /** Numbers of triangles fit 32 bits. */
  static final int MOST_POINTS = 2900;

  private static final int BITS = 32;
  private static final long NUMBER = 0xFFFFFFFFL;

  private final int vertices;

  /** Value of each edge, apex included; the diagonal is not used. */
  private final float[][] edge;

  private final float[][] toBase;

  /**
   * From where on something of the base is that near to both points of a pair, by the number of
   * their edge; negative until it is first asked for, since most are never.
   */
  private final float[] joint;

  /** Value and number of all edges, ascending. */
  private final long[] ordered;

  /**
   * The filtration.
   *
   * @param within distances of the points
   * @param toBase n rows: distances of a point from what the cone stands for, at least one thing;
   *     finite and at least 0
   */
  ConedFiltration(DistanceMatrix within, float[][] toBase, Progress progress) {
    int n = within.size();
    this.vertices = n + 1;
    this.edge = new float[vertices][vertices];
    this.toBase = toBase;
    this.joint = new float[n * (n - 1) / 2];
    Arrays.fill(joint, -1);
    for (int j = 0; j < n; j++) {
      progress.checkCancelled();
      float nearest = Float.POSITIVE_INFINITY;
      for (float distance : toBase[j]) {
        nearest = Math.min(nearest, distance);
      }
      edge[j][n] = nearest;
      edge[n][j] = nearest;
      for (int i = 0; i < j; i++) {
        float apart = within.distance(j, i);
        edge[j][i] = apart;
        edge[i][j] = apart;
      }
    }
    this.ordered = ordered();
  }

  /** Of a pair and the apex, j above i. */
  private float coneValue(int j, int i) {
    int number = j * (j - 1) / 2 + i;
    if (joint[number] < 0) {
      float radius = Float.POSITIVE_INFINITY;
      float[] first = toBase[j];
      float[] second = toBase[i];
      for (int b = 0; b < first.length; b++) {
        radius = Math.min(radius, Math.max(first[b], second[b]));
      }
      joint[number] = radius + 0f;
    }
    return Math.max(edge[j][i], joint[number]);
  }

  private long[] ordered() {
    long[] keys = new long[edges()];
    int at = 0;
    for (int v = 1; v < vertices; v++) {
      for (int u = 0; u < v; u++, at++) {
        keys[at] = key(edge[v][u], at);
      }
    }
    Arrays.sort(keys);
    return keys;
  }

  /**
   * Values are not negative, so that their bits are in their order; adding 0 takes the sign off 0.
   */
  private static long key(float value, long number) {
    return (long) Float.floatToIntBits(value + 0f) << BITS | number;
  }

  /** The value in a key of an edge or a triangle. */
  static float value(long key) {
    return Float.intBitsToFloat((int) (key >>> BITS));
  }

  /** Points and apex. */
  int vertices() {
    return vertices;
  }

  /** Number of edges. */
  int edges() {
    return vertices * (vertices - 1) / 2;
  }

  /** The key of the edge at a position of their order. */
  long edgeAt(int position) {
    return ordered[position];
  }

  /** The number of an edge in its key. */
  static int edgeNumber(long key) {
    return (int) (key & NUMBER);
  }

  /** The larger end of an edge. */
  static int larger(int edgeNumber) {
    int v = (int) ((1 + Math.sqrt(1 + 8.0 * edgeNumber)) / 2);
    while (v * (v - 1) / 2 > edgeNumber) {
      v--;
    }
    while (v * (v + 1) / 2 <= edgeNumber) {
      v++;
    }
    return v;
  }

  /** The smaller end of an edge. */
  static int smaller(int edgeNumber, int larger) {
    return edgeNumber - larger * (larger - 1) / 2;
  }

  /** The keys of the triangles of an edge. */
  void coboundary(int v, int u, long[] keys) {
    int count = 0;
    for (int w = 0; w < vertices; w++) {
      if (w != u && w != v) {
        keys[count++] = triangle(v, u, w);
      }
    }
  }

  /**
   * The key of the first triangle of an edge. Numbers of the triangles of an edge ascend with the
   * third vertex, so that the first one that is there with the edge itself comes before all others.
   */
  long firstTriangle(int v, int u) {
    float own = edge[v][u];
    float value = Float.POSITIVE_INFINITY;
    int first = -1;
    for (int w = 0; w < vertices && value > own; w++) {
      if (w != u && w != v) {
        float found = triangleValue(v, u, w);
        if (found < value) {
          value = found;
          first = w;
        }
      }
    }
    return triangle(v, u, first);
  }

  /** The last edge of a triangle in the order of edges, as its key. */
  long lastEdge(long triangle) {
    long number = triangle & NUMBER;
    int c = largest(number);
    int rest = (int) (number - tetrahedral(c));
    int b = larger(rest);
    int a = smaller(rest, b);
    return Math.max(edgeKey(b, a), Math.max(edgeKey(c, a), edgeKey(c, b)));
  }

  /** The key of an edge, v above u. */
  long edgeKey(int v, int u) {
    return key(edge[v][u], v * (v - 1L) / 2 + u);
  }

  private float triangleValue(int v, int u, int w) {
    int apex = vertices - 1;
    if (w == apex) {
      return coneValue(v, u);
    }
    if (v == apex) {
      return coneValue(Math.max(u, w), Math.min(u, w));
    }
    return Math.max(edge[v][u], Math.max(edge[v][w], edge[u][w]));
  }

  /** Of an edge, v above u, and a third vertex. */
  private long triangle(int v, int u, int w) {
    int c = Math.max(v, w);
    int a = Math.min(u, w);
    int b = v + u + w - c - a;
    return key(triangleValue(v, u, w), tetrahedral(c) + b * (b - 1L) / 2 + a);
  }

  private static long tetrahedral(long c) {
    return c * (c - 1) * (c - 2) / 6;
  }

  /** The largest c of which there are at most so many triangles below. */
  private static int largest(long number) {
    int c = (int) Math.cbrt(6.0 * number) + 1;
    while (tetrahedral(c) > number) {
      c--;
    }
    while (tetrahedral(c + 1L) <= number) {
      c++;
    }
    return c;
  }
}
