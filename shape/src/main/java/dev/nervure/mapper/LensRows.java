package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The values of a lens as points of R^q, in an order that depends on the values alone: points of
 * equal values stand together, so that covers by distance choose among places and not among
 * indices.
 */
final class LensRows {
  private static final int PLACES_A_LOOK = 1 << 14;

  /** One row for each place where points are. */
  private final double[][] places;

  private final int[] placeOfPoint;
  private final int[] counts;
  private final Progress progress;

  LensRows(LensValues lens, Progress progress) {
    this.progress = progress;
    int n = lens.points();
    double[][] rows = new double[n][lens.columns()];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < rows[i].length; c++) {
        // Plus 0, so that -0 and 0 are one place.
        rows[i][c] = lens.value(c, i) + 0.0;
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> rows[i], Arrays::compare))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] found = new double[n][];
    int[] size = new int[n];
    placeOfPoint = new int[n];
    int last = -1;
    for (int i : order) {
      if (last < 0 || !Arrays.equals(found[last], rows[i])) {
        found[++last] = rows[i];
      }
      placeOfPoint[i] = last;
      size[last]++;
    }
    places = Arrays.copyOf(found, last + 1);
    counts = Arrays.copyOf(size, last + 1);
  }

  /** Number of places. */
  int places() {
    return places.length;
  }

  /** How many points are at a place. */
  int count(int place) {
    return counts[place];
  }

  /** Squared distances from a place to all places. */
  void squares(int place, double[] squares) {
    double[] from = places[place];
    for (int other = 0; other < places.length; other++) {
      if (other % PLACES_A_LOOK == 0) {
        progress.checkCancelled();
      }
      double sum = 0;
      for (int c = 0; c < from.length; c++) {
        double difference = from[c] - places[other][c];
        sum += difference * difference;
      }
      squares[other] = sum;
    }
  }

  /** The points at places, ascending. */
  int[] points(boolean[] chosen) {
    return IntStream.range(0, placeOfPoint.length).filter(i -> chosen[placeOfPoint[i]]).toArray();
  }
}
