package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The cheapest way to pair things of two kinds, rows and columns, of which each row can take only
 * some columns: shortest augmenting paths (Jonker, Volgenant, Computing 38, 1987, 325-340; the
 * transport form by Ford and Fulkerson). A row has a number of units; a unit is paired with one of
 * a column or stays alone, each at a cost, and so does a unit of a column.
 *
 * <p>Rows come one after the other. For each, the cheapest path of exchanges is searched by
 * Dijkstra's algorithm on costs reduced by what rows pay and by the prices of columns: it ends at a
 * column that has a unit left, or at a row that rather stays alone. A price is 0 as long as its
 * column has a unit left.
 */
final class SparseTransport {
  private static final int NONE = -1;

  private final int[] starts;
  private final int[] columns;
  private final int[] rowOf;

  /** Cost of a pair less what the column would cost alone. */
  private final double[] costs;

  private final double[] alone;
  private final double[] columnAlone;
  private final int[] unitsLeft;
  private final int[] columnLeft;
  private final int[] aloneUnits;
  private final int[] flow;

  /** Edges with flow, a list a column. */
  private final int[] firstEdge;

  private final int[] nextEdge;
  private final int[] previousEdge;

  private final double[] pays;
  private final double[] prices;

  private final double[] rowDistance;
  private final int[] rowEdge;
  private final int[] rowSeen;
  private final int[] seenRows;
  private int seenCount;
  private final double[] columnDistance;
  private final int[] columnEdge;
  private final int[] columnSeen;
  private final int[] columnDone;
  private final int[] doneColumns;
  private int doneCount;
  private int search;
  private final NearestFirst frontier;
  private double bestAlone;
  private int bestAloneRow;

  /**
   * A problem.
   *
   * @param starts first edge of each row, and the number of edges
   * @param columns column of each edge
   * @param pairCosts cost of each edge
   * @param alone cost of a unit of each row without partner
   * @param columnAlone cost of a unit of each column without partner
   * @param units number of units of each row
   * @param columnUnits number of units of each column
   */
  SparseTransport(
      int[] starts,
      int[] columns,
      double[] pairCosts,
      double[] alone,
      double[] columnAlone,
      int[] units,
      int[] columnUnits) {
    this.starts = starts;
    this.columns = columns;
    this.alone = alone;
    this.columnAlone = columnAlone;
    this.unitsLeft = units.clone();
    this.columnLeft = columnUnits.clone();
    int rows = units.length;
    rowOf = new int[columns.length];
    costs = new double[columns.length];
    for (int row = 0; row < rows; row++) {
      for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
        rowOf[edge] = row;
        costs[edge] = pairCosts[edge] - columnAlone[columns[edge]];
      }
    }
    aloneUnits = new int[rows];
    flow = new int[columns.length];
    firstEdge = new int[columnUnits.length];
    Arrays.fill(firstEdge, NONE);
    nextEdge = new int[columns.length];
    previousEdge = new int[columns.length];
    pays = new double[rows];
    prices = new double[columnUnits.length];
    rowDistance = new double[rows];
    rowEdge = new int[rows];
    rowSeen = new int[rows];
    seenRows = new int[rows];
    columnDistance = new double[columnUnits.length];
    columnEdge = new int[columnUnits.length];
    columnSeen = new int[columnUnits.length];
    columnDone = new int[columnUnits.length];
    doneColumns = new int[columnUnits.length];
    frontier = new NearestFirst(columns.length + 1);
  }

  /** Pairs all rows; to be called once. */
  void solve(Progress progress) {
    for (int row = 0; row < unitsLeft.length; row++) {
      pays[row] = alone[row];
      for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
        pays[row] = Math.min(pays[row], costs[edge] + prices[columns[edge]]);
      }
      while (unitsLeft[row] > 0) {
        progress.checkCancelled();
        augment(row);
      }
    }
  }

  /** What a unit of a row pays: its cost less what its partner would cost alone, plus the price. */
  double pays(int row) {
    return pays[row];
  }

  /** The price of a column, at least 0. */
  double price(int column) {
    return prices[column];
  }

  /** The cost of the pairing, of all who stay alone included. */
  double cost() {
    double sum = 0;
    for (int row = 0; row < aloneUnits.length; row++) {
      sum += aloneUnits[row] * alone[row];
      for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
        sum += flow[edge] > 0 ? flow[edge] * (costs[edge] + columnAlone[columns[edge]]) : 0;
      }
    }
    for (int column = 0; column < columnLeft.length; column++) {
      sum += columnLeft[column] * columnAlone[column];
    }
    return sum;
  }

  private void augment(int source) {
    search++;
    seenCount = 0;
    doneCount = 0;
    frontier.clear();
    bestAlone = Double.POSITIVE_INFINITY;
    bestAloneRow = NONE;
    look(source, 0, NONE);
    int last = NONE;
    double end = bestAlone;
    while (last == NONE && frontier.nearest() < bestAlone) {
      double distance = frontier.nearest();
      int column = frontier.take();
      if (columnDone[column] == search) {
        continue;
      }
      columnDone[column] = search;
      doneColumns[doneCount++] = column;
      if (columnLeft[column] > 0) {
        last = column;
        end = distance;
      } else {
        for (int edge = firstEdge[column]; edge != NONE; edge = nextEdge[edge]) {
          if (rowSeen[rowOf[edge]] != search) {
            look(rowOf[edge], distance, edge);
          }
        }
        end = bestAlone;
      }
    }
    for (int i = 0; i < seenCount; i++) {
      int row = seenRows[i];
      pays[row] += Math.max(0, end - rowDistance[row]);
    }
    for (int i = 0; i < doneCount; i++) {
      int column = doneColumns[i];
      prices[column] += Math.max(0, end - columnDistance[column]);
    }
    exchange(source, last);
  }

  /** Reaches a row and looks where its units could go. */
  private void look(int row, double distance, int from) {
    rowSeen[row] = search;
    rowDistance[row] = distance;
    rowEdge[row] = from;
    seenRows[seenCount++] = row;
    double base = distance - pays[row];
    double stays = Math.max(distance, base + alone[row]);
    if (stays < bestAlone) {
      bestAlone = stays;
      bestAloneRow = row;
    }
    for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
      int column = columns[edge];
      double reached = Math.max(distance, base + costs[edge] + prices[column]);
      if (columnDone[column] != search
          && reached < bestAlone
          && (columnSeen[column] != search || reached < columnDistance[column])) {
        columnSeen[column] = search;
        columnDistance[column] = reached;
        columnEdge[column] = edge;
        frontier.add(column, reached);
      }
    }
  }

  /** Moves as many units as can go along the path that was found. */
  private void exchange(int source, int last) {
    int units = Math.min(unitsLeft[source], last == NONE ? Integer.MAX_VALUE : columnLeft[last]);
    int row = last == NONE ? bestAloneRow : rowOf[columnEdge[last]];
    for (int edge = rowEdge[row]; edge != NONE; edge = rowEdge[row]) {
      units = Math.min(units, flow[edge]);
      row = rowOf[columnEdge[columns[edge]]];
    }
    if (last == NONE) {
      aloneUnits[bestAloneRow] += units;
      row = bestAloneRow;
    } else {
      columnLeft[last] -= units;
      row = rowOf[columnEdge[last]];
      put(columnEdge[last], units);
    }
    for (int edge = rowEdge[row]; edge != NONE; edge = rowEdge[row]) {
      put(edge, -units);
      int into = columnEdge[columns[edge]];
      put(into, units);
      row = rowOf[into];
    }
    unitsLeft[source] -= units;
  }

  private void put(int edge, int units) {
    int column = columns[edge];
    if (flow[edge] == 0) {
      nextEdge[edge] = firstEdge[column];
      previousEdge[edge] = NONE;
      if (firstEdge[column] != NONE) {
        previousEdge[firstEdge[column]] = edge;
      }
      firstEdge[column] = edge;
    }
    flow[edge] += units;
    if (flow[edge] == 0) {
      if (previousEdge[edge] == NONE) {
        firstEdge[column] = nextEdge[edge];
      } else {
        nextEdge[previousEdge[edge]] = nextEdge[edge];
      }
      if (nextEdge[edge] != NONE) {
        previousEdge[nextEdge[edge]] = previousEdge[edge];
      }
    }
  }
}
