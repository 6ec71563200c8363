package dev.nervure.homology;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reduces columns of the coboundary matrix over Z/2, one at a time, for one dimension. Not thread
 * safe: one per task; tasks share the {@link PivotTable}.
 *
 * <p>Persistent cohomology with an implicit coboundary (de Silva, Morozov, Vejdemo-Johansson,
 * "Dualities in persistent (co)homology", Inverse Problems 27, 2011; Bauer, "Ripser", 2021): a
 * column is kept as the list of simplices added to it. Columns that pair off within their level
 * never get here; those met as pivots are recognised on the fly. Tasks may work on columns in any
 * order: a column is only ever added to later ones, and the earlier column takes a contested pivot
 * over (Morozov, Nigmetov, "Towards lockfree persistent homology", SPAA 2020). The pairs do not
 * depend on the schedule.
 */
final class CohomologyReduction {
  private static final int CHECK_INTERVAL = 1 << 10;

  private final SimplexCode faces;
  private final SimplexCode cofaces;
  private final Coboundary coboundary;
  private final PivotTable pivots;
  private final WorkLimit limit;
  private final RadixHeap working = new RadixHeap();
  private final KeyBuffer buffer = new KeyBuffer(1 << 12);
  private final KeyBuffer added = new KeyBuffer(1 << 10);
  private final KeyBuffer essential = new KeyBuffer(16);
  private final int[] face;
  private final int[] coface;
  private final int size;
  private int untilCheck = CHECK_INTERVAL;

  CohomologyReduction(
      FilteredGraph graph,
      int dimension,
      Coboundary coboundary,
      PivotTable pivots,
      WorkLimit limit) {
    faces = new SimplexCode(graph, dimension);
    cofaces = new SimplexCode(graph, dimension + 1);
    this.coboundary = coboundary;
    this.pivots = pivots;
    this.limit = limit;
    size = dimension + 1;
    face = new int[size];
    coface = new int[size + 1];
  }

  /** Keys of the simplices of this task whose columns vanish: the essential classes. */
  KeyBuffer essential() {
    return essential;
  }

  /** Reduces a column, and whatever columns it takes a pivot from. */
  void reduce(int index, long simplex) {
    if (pairedAtOnce(index, simplex)) {
      return;
    }
    ReducedColumn column = new ReducedColumn(index, simplex, ReducedColumn.NOTHING);
    while (true) {
      load(column);
      ReducedColumn displaced = finish(column);
      if (displaced == null) {
        return;
      }
      column = displaced;
    }
  }

  /**
   * The emergent-pair shortcut: the first cofacet has the simplex's own diameter and is still free.
   */
  private boolean pairedAtOnce(int index, long simplex) {
    int rank = faces.vertices(simplex, face);
    int v = coboundary.largestJoined(face, size, rank, -1);
    if (v < 0) {
      return false;
    }
    int at = 2;
    while (at < size && face[at] > v) {
      at++;
    }
    System.arraycopy(face, 0, coface, 0, at);
    coface[at] = v;
    System.arraycopy(face, at, coface, at + 1, size - at);
    long pivot = cofaces.key(rank, cofaces.encode(coface, 2, size - 1));
    if (pivots.owner(pivot) != null || apparentFacet(pivot) >= 0) {
      return false;
    }
    return pivots.claim(pivot, null, new ReducedColumn(index, simplex, ReducedColumn.NOTHING));
  }

  private void load(ReducedColumn column) {
    working.clear();
    added.clear();
    buffer.clear();
    append(column.simplex(), -1);
    for (long simplex : column.added()) {
      append(simplex, -1);
      added.add(simplex);
    }
    working.pushAll(buffer.keys, buffer.size);
  }

  /**
   * Runs a loaded column to its end; returns the column that lost its pivot to this one, if any.
   */
  private @Nullable ReducedColumn finish(ReducedColumn column) {
    while (true) {
      long pivot = working.pop();
      if (pivot < 0) {
        essential.add(column.simplex());
        return null;
      }
      ReducedColumn owner = pivots.owner(pivot);
      if (owner != null && owner.index() < column.index()) {
        addColumn(owner, pivot);
        continue;
      }
      if (owner == null) {
        long facet = apparentFacet(pivot);
        if (facet >= 0) {
          buffer.clear();
          append(facet, pivot);
          added.add(facet);
          working.pushAll(buffer.keys, buffer.size);
          continue;
        }
      }
      ReducedColumn reduced = new ReducedColumn(column.index(), column.simplex(), cancelled());
      if (pivots.claim(pivot, owner, reduced)) {
        return owner;
      }
      // Another task changed the owner in between: the pivot goes back and is looked at again.
      buffer.clear();
      buffer.add(pivot);
      working.pushAll(buffer.keys, buffer.size);
    }
  }

  private void addColumn(ReducedColumn owner, long pivot) {
    buffer.clear();
    append(owner.simplex(), pivot);
    added.add(owner.simplex());
    for (long simplex : owner.added()) {
      append(simplex, pivot);
      added.add(simplex);
    }
    working.pushAll(buffer.keys, buffer.size);
  }

  /**
   * Appends the cofacets beyond {@code after}: all others cancel when a column with pivot {@code
   * after} is added.
   */
  private void append(long simplex, long after) {
    int rank = faces.vertices(simplex, face);
    coboundary.cofacets(face, rank, after, buffer);
    if (--untilCheck == 0) {
      untilCheck = CHECK_INTERVAL;
      limit.worked(CHECK_INTERVAL);
    }
  }

  /** The facet with which a cofacet forms an apparent pair, or -1. */
  private long apparentFacet(long pivot) {
    int rank = cofaces.vertices(pivot, coface);
    int largest = coface[2];
    face[0] = coface[0];
    face[1] = coface[1];
    System.arraycopy(coface, 3, face, 2, size - 2);
    if (coboundary.largestJoined(face, size, rank, largest) >= 0) {
      return -1;
    }
    return faces.key(rank, faces.encode(face, 2, size - 2));
  }

  /** The added simplices, each once: pairs cancel. */
  private long[] cancelled() {
    if (added.size == 0) {
      return ReducedColumn.NOTHING;
    }
    long[] keys = added.keys;
    Arrays.sort(keys, 0, added.size);
    int kept = 0;
    for (int i = 0; i < added.size; i++) {
      if (i + 1 < added.size && keys[i] == keys[i + 1]) {
        i++;
      } else {
        keys[kept++] = keys[i];
      }
    }
    added.size = kept;
    return Arrays.copyOf(keys, kept);
  }
}
