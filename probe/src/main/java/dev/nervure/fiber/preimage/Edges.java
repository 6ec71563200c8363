package dev.nervure.fiber.preimage;

import java.util.Arrays;
import java.util.List;

/** Which squares of different sizes share an edge, found by sorting the edges along each line. */
final class Edges {

  /** Bits of a number of a piece, and of a place along a side. */
  private static final int PIECE_BITS = 26;

  private static final int PLACE_BITS = 18;

  private final List<RefinedGrid.Piece> pieces;
  private final long[] lefts;
  private final long[] rights;
  private final long[] bottoms;
  private final long[] tops;

  Edges(List<RefinedGrid.Piece> pieces) {
    this.pieces = pieces;
    int n = pieces.size();
    lefts = new long[n];
    rights = new long[n];
    bottoms = new long[n];
    tops = new long[n];
    for (int k = 0; k < n; k++) {
      RefinedGrid.Piece piece = pieces.get(k);
      lefts[k] = key(piece.column(), piece.row(), k);
      rights[k] = key(piece.column() + piece.size(), piece.row(), k);
      bottoms[k] = key(piece.row(), piece.column(), k);
      tops[k] = key(piece.row() + piece.size(), piece.column(), k);
    }
    for (long[] sides : new long[][] {lefts, rights, bottoms, tops}) {
      Arrays.sort(sides);
    }
  }

  private static long key(int line, int from, int piece) {
    return ((long) line << PLACE_BITS | from) << PIECE_BITS | piece;
  }

  void forEach(RefinedGrid.EdgeVisitor visitor) {
    merge(rights, 1, lefts, 3, visitor);
    merge(tops, 2, bottoms, 0, visitor);
  }

  private void merge(
      long[] before, int edgeBefore, long[] after, int edgeAfter, RefinedGrid.EdgeVisitor visitor) {
    int i = 0;
    int j = 0;
    while (i < before.length && j < after.length) {
      long line = before[i] >>> PIECE_BITS + PLACE_BITS;
      long otherLine = after[j] >>> PIECE_BITS + PLACE_BITS;
      if (line != otherLine) {
        i += line < otherLine ? 1 : 0;
        j += line < otherLine ? 0 : 1;
        continue;
      }
      int one = (int) (before[i] & (1L << PIECE_BITS) - 1);
      int other = (int) (after[j] & (1L << PIECE_BITS) - 1);
      RefinedGrid.Piece first = pieces.get(one);
      RefinedGrid.Piece second = pieces.get(other);
      if (first.size() <= second.size()) {
        visitor.meet(one, other, first, edgeBefore);
      } else {
        visitor.meet(one, other, second, edgeAfter);
      }
      // Squares are halved on a common grid and leave no gap: edges on a line are nested.
      long end = place(before[i]) + first.size();
      long otherEnd = place(after[j]) + second.size();
      i += end <= otherEnd ? 1 : 0;
      j += otherEnd <= end ? 1 : 0;
    }
  }

  private static long place(long key) {
    return key >>> PIECE_BITS & (1L << PLACE_BITS) - 1;
  }
}
