package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Why a Mapper graph is empty, a single node or full of gaps, with the numbers and what to try.
 * Distances are those of the largest element, of which some points are asked for theirs to all.
 */
public final class MapperDiagnosis {
  /** A larger share of points in no node is worth a word. */
  private static final double MUCH_NOISE = 0.25;

  /** An element with a larger share of the points hides what is in it. */
  private static final double MUCH_IN_ONE = 0.5;

  /** A piece of fewer times min-samples has hardly room for clusters. */
  private static final int FEW_SAMPLES = 5;

  /** Of pairs within eps, in an element that is a single cluster: it holds nearly everything. */
  private static final double SWALLOWED = 0.9;

  /** Fewer points at a border of clusters change no picture; their number is in the results. */
  private static final double MUCH_CONTESTED = 0.01;

  private final List<String> doubts = new ArrayList<>();
  private final MapperResult result;
  private final int points;

  private MapperDiagnosis(MapperResult result) {
    this.result = result;
    points = result.graph().points();
  }

  /**
   * What is odd about a graph, in sentences; none where nothing is. At most two passes over the
   * points, and the distances of some points of the largest element to all of it.
   *
   * @param elements of the cover
   * @param result the graph of these points, this lens, cover and clusterer
   * @param seed of which points are asked
   * @param threads on which no bit depends
   */
  public static List<String> of(
      PointRows rows,
      LensValues lens,
      List<CoverElement> elements,
      Clusterer clusterer,
      MapperResult result,
      long seed,
      int threads,
      Progress progress) {
    MapperDiagnosis diagnosis = new MapperDiagnosis(result);
    ElementSummary largest = diagnosis.largest();
    diagnosis.lookAtCover(lens, largest);
    if (!diagnosis.areTooSmall(clusterer) && clusterer instanceof Dbscan dbscan) {
      if (diagnosis.hasMuchNoise() || diagnosis.isOneClusterAnElement()) {
        CoverElement element =
            elements.stream()
                .filter(candidate -> candidate.number() == largest.number())
                .findFirst()
                .orElseThrow();
        PointCloud slice = new SliceReader(rows).read(List.of(element), progress).get(0);
        diagnosis.lookAtEps(
            dbscan,
            largest,
            CoreReach.of(slice, dbscan.eps(), dbscan.minSamples(), seed, threads, progress));
      }
    }
    diagnosis.lookAtOrder();
    return List.copyOf(diagnosis.doubts);
  }

  private ElementSummary largest() {
    return result.elements().stream()
        .max(
            Comparator.comparingInt(ElementSummary::points)
                .thenComparing(ElementSummary::number, Comparator.reverseOrder()))
        .orElseThrow();
  }

  private boolean hasMuchNoise() {
    return result.graph().uncovered() > MUCH_NOISE * points;
  }

  private boolean isOneClusterAnElement() {
    return result.elements().stream().allMatch(element -> element.clusters() <= 1);
  }

  private void add(String format, Object... values) {
    doubts.add(String.format(Locale.ROOT, format, values));
  }

  private void lookAtCover(LensValues lens, ElementSummary largest) {
    for (int c = 0; c < lens.columns(); c++) {
      if (lens.smallest(c) == lens.largest(c)) {
        add(
            "the lens '%s' is %s at every point and cuts nothing; choose another lens",
            lens.name(c), shortened(lens.smallest(c)));
      }
    }
    if (result.elements().size() > 1 && largest.points() > MUCH_IN_ONE * points) {
      add(
          "one piece of the cover holds %d of %d points, because the values of the lens lie close together beside a few that lie far; try a balanced cover or more intervals",
          largest.points(), points);
    }
  }

  private boolean areTooSmall(Clusterer clusterer) {
    String fewest =
        String.format(
            Locale.ROOT,
            "%d points, the fewest that %s (%s) makes a cluster of",
            clusterer.fewest(),
            clusterer.name(),
            clusterer.settings());
    long points = 0;
    int elements = 0;
    for (ElementSummary element : result.elements()) {
      if (element.points() < clusterer.fewest()) {
        elements++;
        points += element.points();
      }
    }
    boolean all = elements == result.elements().size();
    if (all) {
      add(
          "the graph is empty: every piece of the cover holds fewer than %s, the largest holds %d of %d points; try fewer intervals, a balanced cover or smaller clusters",
          fewest, largest().points(), this.points);
    } else if (elements * 4 > result.elements().size()) {
      add(
          "%d of %d pieces of the cover hold fewer than %s, and have no node (%d points in them); a balanced cover gives all as many",
          elements, result.elements().size(), fewest, points);
    }
    return all;
  }

  private void lookAtEps(Dbscan dbscan, ElementSummary largest, CoreReach reach) {
    String where =
        String.format(
            Locale.ROOT,
            "in the largest piece (%d points, %d of them asked)",
            largest.points(),
            reach.asked());
    int rank = dbscan.minSamples() - 1;
    if (result.graph().nodes().isEmpty()) {
      add(
          "the graph is empty: eps = %s is too small; %s the distance of a point to its other number %d is %s at least and %s in the middle; try an eps of about %s%s",
          shortened(dbscan.eps()),
          where,
          rank,
          shortened(reach.smallest()),
          shortened(reach.median()),
          shortened(reach.median()),
          largest.points() < FEW_SAMPLES * dbscan.minSamples()
              ? ", or fewer intervals, so that a piece holds more points"
              : "");
    } else if (hasMuchNoise()) {
      add(
          "%d of %d points are in no node: with eps = %s they have too few others near; %s half the points would be core points from %s on",
          result.graph().uncovered(),
          points,
          shortened(dbscan.eps()),
          where,
          shortened(reach.median()));
    } else if (reach.share() > SWALLOWED) {
      add(
          "every piece is a single cluster: eps = %s swallows everything, since %s %.1f %% of the pairs are within it; half the points are core points already from %s on",
          shortened(dbscan.eps()), where, 100 * reach.share(), shortened(reach.median()));
    }
  }

  private void lookAtOrder() {
    if (result.contested() > MUCH_CONTESTED * points) {
      add(
          "%d times a point at the border of several clusters went to the first: in another order of the points it could be in another node",
          result.contested());
    }
  }

  private static String shortened(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
