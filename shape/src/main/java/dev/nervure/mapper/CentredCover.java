package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cover by neighbourhoods of centres in the space of the lens. The first centre is the place of
 * the smallest values, each further one that of the points not yet covered which is farthest from
 * all centres, the smaller values among equals: no choice depends on the order of the points. O(n c
 * q) time for c centres and q columns, 8 n q bytes.
 */
abstract class CentredCover implements Cover {

  /**
   * Which places belong to a centre.
   *
   * @param squares squared distances from the centre, one a place; may be overwritten
   * @return true for the centre itself at least
   */
  abstract boolean[] around(LensRows rows, double[] squares);

  @Override
  public final List<CoverElement> elements(LensValues lens, Progress progress) {
    LensRows rows = new LensRows(lens, progress);
    boolean[] covered = new boolean[rows.places()];
    double[] nearest = new double[rows.places()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    double[] squares = new double[rows.places()];
    List<CoverElement> elements = new ArrayList<>();
    try (Progress.Task task = progress.begin("centres of the cover", rows.places())) {
      for (int centre = 0; centre >= 0; centre = farthest(covered, nearest)) {
        rows.squares(centre, squares);
        for (int place = 0; place < nearest.length; place++) {
          nearest[place] = Math.min(nearest[place], squares[place]);
        }
        boolean[] chosen = around(rows, squares);
        long more = 0;
        for (int place = 0; place < chosen.length; place++) {
          more += chosen[place] && !covered[place] ? 1 : 0;
          covered[place] |= chosen[place];
        }
        elements.add(new CoverElement(elements.size(), rows.points(chosen)));
        task.advance(more);
      }
    }
    return List.copyOf(elements);
  }

  private static int farthest(boolean[] covered, double[] nearest) {
    int farthest = -1;
    for (int place = 0; place < covered.length; place++) {
      if (!covered[place] && (farthest < 0 || nearest[place] > nearest[farthest])) {
        farthest = place;
      }
    }
    return farthest;
  }
}
