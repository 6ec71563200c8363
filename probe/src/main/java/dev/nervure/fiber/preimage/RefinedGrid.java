package dev.nervure.fiber.preimage;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells of a {@link LevelGrid}, halved again where a level may pass unseen between their
 * corners: until f is nearly linear in them, or {@link #DEEPEST} times. In the end every cell that
 * a level may enter is quartered once more, into pieces whose corners are all sampled.
 *
 * <p>A cell is judged by nine values: at its corners, the middles of its sides and its centre.
 * Twice the largest deviation of one from the linear function through the corners bounds that of f
 * anywhere in the cell, for f of second degree and for a single kink.
 *
 * <p>Cost: at most {@link #BUDGET} evaluations a cell of the grid, besides one for each corner.
 * Where that is not enough, cells stay {@link Piece#unresolved}; those in which f is seen to bend
 * come first.
 */
final class RefinedGrid {

  /**
   * So often is a cell halved: two borders a thirtieth of a cell apart are told apart by corners.
   */
  static final int DEEPEST = 6;

  /** Sides of cells are counted in these: half the side of the smallest one. */
  static final int FINEST = 2 << DEEPEST;

  /** Most evaluations, times the cells of the grid. */
  static final int BUDGET = 16;

  /** A cell that the level may enter is sampled eight times finer, whatever its nine values say. */
  private static final int SUSPECTED = 2;

  /**
   * f counts as linear where it deviates by less than this share of what it changes by across the
   * cell: its gradient then keeps its direction, and no level enters twice.
   */
  private static final double LINEAR = 0.25;

  /** See the class comment. */
  private static final double REACH = 2;

  /** Most cells a side: beyond, an edge and its piece do not fit one number to sort by. */
  static final int LARGEST_RESOLUTION = 1 << 10;

  private static final int BATCH = 256;

  /** Of the nine values row by row: the corners counter-clockwise from the lower left. */
  private static final int[] CORNERS = {0, 2, 8, 6};

  private final DifferentiableMap map;
  private final LevelGrid grid;
  private final double[] levels;
  private final List<Piece> pieces = new ArrayList<>();
  private final int[] firstPiece;
  private final Edges edges;
  private long left;

  /**
   * A square in which f is known at the corners. Counted in shares of {@link #FINEST} of a cell.
   *
   * @param column of its lower left corner
   * @param row of its lower left corner
   * @param size side length
   * @param cell the cell of the grid that it lies in
   * @param patch f on it by interpolation
   * @param unresolved whether a level may enter it unseen
   */
  record Piece(int column, int row, int size, int cell, Patch patch, boolean unresolved) {

    /** Whether the level passes between two corners. */
    boolean crosses(double level) {
      double[] f = patch.corners();
      boolean below = f[0] < level;
      return below != f[1] < level || below != f[2] < level || below != f[3] < level;
    }
  }

  /** Receives pairs of pieces that share an edge. */
  interface EdgeVisitor {
    /**
     * Called once a pair.
     *
     * @param finer the piece whose whole edge it is
     * @param edge which one of that piece: 0 below, then counter-clockwise
     */
    void meet(int one, int other, Piece finer, int edge);
  }

  /** A cell under refinement, with its nine values row by row. */
  private record Node(int column, int row, int size, int cell, double[] f) {

    private double largestDeviation() {
      double deviation = 0;
      double middle = (f[0] + f[2] + f[6] + f[8]) / 4;
      for (int k = 0; k < 9; k++) {
        double linear = middle + slopeX() * (k % 3 - 1) / 2 + slopeY() * (k / 3 - 1) / 2;
        deviation = Math.max(deviation, Math.abs(f[k] - linear));
      }
      return deviation;
    }

    private double slopeX() {
      return (f[2] + f[8] - f[0] - f[6]) / 2;
    }

    private double slopeY() {
      return (f[6] + f[8] - f[0] - f[2]) / 2;
    }

    /** Whether f may reach a level here. */
    boolean isNear(double[] levels) {
      double reach = REACH * largestDeviation();
      double least = Arrays.stream(f).min().orElseThrow() - reach;
      double most = Arrays.stream(f).max().orElseThrow() + reach;
      return Arrays.stream(levels).anyMatch(level -> level >= least && level <= most);
    }

    boolean bends() {
      return REACH * largestDeviation() > LINEAR * Math.max(Math.abs(slopeX()), Math.abs(slopeY()));
    }
  }

  private RefinedGrid(DifferentiableMap map, LevelGrid grid, double[] levels, Progress progress) {
    this.map = map;
    this.grid = grid;
    this.levels = levels;
    int cells = grid.resolution() * grid.resolution();
    left = (long) BUDGET * cells;
    List<Node> suspected = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      int number = cell;
      int column = cell % grid.resolution() * FINEST;
      int row = cell / grid.resolution() * FINEST;
      double[] corners = grid.corners(cell);
      if (Arrays.stream(levels).anyMatch(level -> grid.mayEnter(number, level))) {
        double[] f = new double[9];
        for (int k = 0; k < 4; k++) {
          f[CORNERS[k]] = corners[k];
        }
        suspected.add(new Node(column, row, FINEST, cell, f));
      } else {
        pieces.add(new Piece(column, row, FINEST, cell, Patch.linear(corners), false));
      }
    }
    sampleMiddles(suspected, progress);
    refine(suspected, progress);
    pieces.sort(
        (a, b) ->
            a.cell() != b.cell()
                ? Integer.compare(a.cell(), b.cell())
                : a.row() != b.row()
                    ? Integer.compare(a.row(), b.row())
                    : Integer.compare(a.column(), b.column()));
    firstPiece = new int[cells + 1];
    for (Piece piece : pieces) {
      firstPiece[piece.cell() + 1]++;
    }
    for (int cell = 0; cell < cells; cell++) {
      firstPiece[cell + 1] += firstPiece[cell];
    }
    edges = new Edges(pieces);
  }

  /** Samples f and refines about the levels. */
  static RefinedGrid sample(
      DifferentiableMap map,
      Rectangle rectangle,
      int resolution,
      double[] levels,
      Progress progress) {
    return new RefinedGrid(
        map, LevelGrid.sample(map, rectangle, resolution, progress), levels, progress);
  }

  LevelGrid grid() {
    return grid;
  }

  /** In order of cells of the grid, rows and columns. */
  List<Piece> pieces() {
    return pieces;
  }

  /** The piece at a point; one of those that meet there. */
  int pieceAt(double[] point) {
    int cell = grid.cellOf(point);
    for (int piece = firstPiece[cell]; piece < firstPiece[cell + 1]; piece++) {
      Piece here = pieces.get(piece);
      if (point[0] <= grid.x(here.column() + here.size(), FINEST)
          && point[1] <= grid.y(here.row() + here.size(), FINEST)
          && point[0] >= grid.x(here.column(), FINEST)
          && point[1] >= grid.y(here.row(), FINEST)) {
        return piece;
      }
    }
    // Rounding may put a point of the border beside all of them.
    return firstPiece[cell];
  }

  /** Where the level crosses an edge of a piece, by linear interpolation; one of those. */
  double[] crossing(Piece piece, double level) {
    double[] f = piece.patch().corners();
    double[] x = {grid.x(piece.column(), FINEST), grid.x(piece.column() + piece.size(), FINEST)};
    double[] y = {grid.y(piece.row(), FINEST), grid.y(piece.row() + piece.size(), FINEST)};
    for (int k = 0; k < 4; k++) {
      int next = (k + 1) % 4;
      if (f[k] < level != f[next] < level) {
        double share = (level - f[k]) / (f[next] - f[k]);
        double fromX = x[k == 1 || k == 2 ? 1 : 0];
        double fromY = y[k / 2];
        double toX = x[next == 1 || next == 2 ? 1 : 0];
        double toY = y[next / 2];
        return new double[] {fromX + share * (toX - fromX), fromY + share * (toY - fromY)};
      }
    }
    throw new IllegalArgumentException("the level does not cross this piece");
  }

  double area(Piece piece) {
    double share = (double) piece.size() / FINEST;
    return grid.cellArea() * share * share;
  }

  /** All pairs of pieces that share an edge. */
  void forEachEdge(EdgeVisitor visitor) {
    edges.forEach(visitor);
  }

  private void refine(List<Node> suspected, Progress progress) {
    List<Node> nodes = suspected;
    try (Progress.Task task = progress.begin("refine cells", DEEPEST)) {
      for (int depth = 0; depth < DEEPEST; depth++) {
        List<Node> bending = new ArrayList<>();
        List<Node> straight = new ArrayList<>();
        for (Node node : nodes) {
          if (node.isNear(levels) && node.bends()) {
            bending.add(node);
          } else if (depth < SUSPECTED) {
            straight.add(node);
          } else {
            quarter(node);
          }
        }
        List<Node> next = new ArrayList<>();
        halve(bending, next, progress);
        halve(straight, next, progress);
        nodes = next;
        task.advance(1);
      }
    }
    nodes.forEach(this::quarter);
  }

  /** The middles of the sides and the centre. */
  private void sampleMiddles(List<Node> nodes, Progress progress) {
    for (int from = 0; from < nodes.size(); from += BATCH) {
      progress.checkCancelled();
      List<Node> batch = nodes.subList(from, Math.min(nodes.size(), from + BATCH));
      List<double[]> points = new ArrayList<>();
      for (Node node : batch) {
        for (int k = 1; k < 9; k += k == 3 || k == 4 ? 1 : 2) {
          points.add(
              point(node.column() + k % 3 * node.size() / 2, node.row() + k / 3 * node.size() / 2));
        }
      }
      double[][] values = map.values(points.toArray(new double[0][]));
      int read = 0;
      for (Node node : batch) {
        for (int k = 1; k < 9; k += k == 3 || k == 4 ? 1 : 2) {
          node.f()[k] = values[read++][0];
        }
      }
      left -= read;
    }
  }

  private double[] point(int column, int row) {
    return new double[] {grid.x(column, FINEST), grid.y(row, FINEST)};
  }

  /** Into four, each with nine values, as long as the budget lasts. */
  private void halve(List<Node> nodes, List<Node> halves, Progress progress) {
    int affordable = (int) Math.max(0, Math.min(nodes.size(), left / 16));
    left -= affordable * 16L;
    for (int from = 0; from < affordable; from += BATCH) {
      progress.checkCancelled();
      List<Node> batch = nodes.subList(from, Math.min(affordable, from + BATCH));
      List<double[]> points = new ArrayList<>();
      for (Node node : batch) {
        for (int k = 0; k < 25; k++) {
          if (!isKnown(k)) {
            points.add(
                point(
                    node.column() + k % 5 * node.size() / 4, node.row() + k / 5 * node.size() / 4));
          }
        }
      }
      double[][] values = map.values(points.toArray(new double[0][]));
      int read = 0;
      for (Node node : batch) {
        double[] f = new double[25];
        for (int k = 0; k < 25; k++) {
          f[k] = isKnown(k) ? node.f()[k / 5 / 2 * 3 + k % 5 / 2] : values[read++][0];
        }
        for (int quarter = 0; quarter < 4; quarter++) {
          halves.add(quarterOf(node, f, quarter % 2, quarter / 2));
        }
      }
    }
    nodes.subList(affordable, nodes.size()).forEach(this::quarter);
  }

  /** Of five by five points of a cell with nine values. */
  private static boolean isKnown(int k) {
    return k % 5 % 2 == 0 && k / 5 % 2 == 0;
  }

  private static Node quarterOf(Node node, double[] fiveByFive, int right, int upper) {
    double[] f = new double[9];
    for (int k = 0; k < 9; k++) {
      f[k] = fiveByFive[(2 * upper + k / 3) * 5 + 2 * right + k % 3];
    }
    int half = node.size() / 2;
    return new Node(node.column() + right * half, node.row() + upper * half, half, node.cell(), f);
  }

  private void quarter(Node node) {
    boolean near = node.isNear(levels);
    boolean unresolved = near && node.bends();
    int half = node.size() / 2;
    for (int quarter = 0; quarter < 4; quarter++) {
      int right = quarter % 2;
      int upper = quarter / 2;
      Patch patch = Patch.quarter(node.f(), right, upper, near);
      pieces.add(
          new Piece(
              node.column() + right * half,
              node.row() + upper * half,
              half,
              node.cell(),
              patch,
              unresolved));
    }
  }
}
