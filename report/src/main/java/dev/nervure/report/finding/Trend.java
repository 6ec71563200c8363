package dev.nervure.report.finding;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.run.SizeCurve;
import dev.nervure.run.SizeCurve.AtSize;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a dimension along the network bears: its largest value, and whether it rises to there and
 * falls from there. A difference counts where the 95 % intervals are apart and the number of
 * coordinates does not explain it. The ends are the first and the last layer that could have shown
 * the largest value, so that none is picked for its value.
 *
 * @param top the largest value, the earliest of equals
 * @param ties other layers whose intervals reach that of the top
 * @param before where the rise begins; null where none is resolved
 * @param after where the fall ends; null where none is resolved
 * @param narrow layers below the top whose width alone keeps them there
 * @param all every layer with an estimate
 */
record Trend(
    Point top,
    List<Point> ties,
    @Nullable Point before,
    @Nullable Point after,
    List<Point> narrow,
    List<Point> all) {
  /** Layers in which some points repeat others have a few less: within this share it is one n. */
  private static final double SAME_SIZE = 0.1;

  /** What becomes of the rise and the fall at another number of points. */
  enum AtOtherSize {
    /** Both are resolved there, the same way. */
    SAME,
    /** At least one is within the errors. */
    UNRESOLVED,
    /** At least one is resolved the other way round. */
    REVERSED
  }

  /** That of the estimates of a line, one at least. */
  static Trend of(List<Point> points) {
    Point top = DepthProfile.largest(points);
    List<Point> ties = points.stream().filter(one -> one != top && !one.isBelow(top)).toList();
    List<Point> narrow =
        points.stream().filter(one -> one.isBelow(top) && WidthLimit.explains(one, top)).toList();
    List<Point> comparable = points.stream().filter(one -> !narrow.contains(one)).toList();
    Point first = comparable.get(0);
    Point last = comparable.get(comparable.size() - 1);
    return new Trend(
        top,
        ties,
        first.isBelow(top) ? first : null,
        last.isBelow(top) ? last : null,
        narrow,
        points);
  }

  /** Whether it rises or falls at all. */
  boolean isResolved() {
    return before != null || after != null;
  }

  /**
   * What becomes of it at fewer points, by their numbers; empty where the values have no curves, or
   * curves of other numbers.
   */
  SortedMap<Integer, AtOtherSize> atOtherSizes() {
    SortedMap<Integer, AtOtherSize> found = new TreeMap<>();
    SizeCurve ofTop = SizeCurve.of(top.measure());
    if (ofTop == null || !isResolved()) {
      return found;
    }
    List<SizeCurve> ends = new ArrayList<>();
    for (Point end : Stream.of(before, after).filter(one -> one != null).toList()) {
      SizeCurve ofEnd = SizeCurve.of(end.measure());
      if (ofEnd == null) {
        return found;
      }
      ends.add(ofEnd);
    }
    List<AtSize> tops = ofTop.values();
    for (AtSize high : tops.subList(0, tops.size() - 1)) {
      AtOtherSize worst = AtOtherSize.SAME;
      for (SizeCurve end : ends) {
        AtSize low = nearest(end, high.n());
        if (Math.abs(low.n() - high.n()) > SAME_SIZE * high.n()) {
          return new TreeMap<>();
        }
        AtOtherSize here = compared(low, high);
        worst = here.compareTo(worst) > 0 ? here : worst;
      }
      found.put(high.n(), worst);
    }
    return found;
  }

  /**
   * In which layer the largest value stands at fewer points, by their numbers; without those where
   * it is that of the top, and empty where a layer has no curve.
   */
  SortedMap<Integer, String> placesAtOtherSizes() {
    SortedMap<Integer, String> places = new TreeMap<>();
    SizeCurve ofTop = SizeCurve.of(top.measure());
    if (ofTop == null || all.stream().anyMatch(one -> SizeCurve.of(one.measure()) == null)) {
      return places;
    }
    for (AtSize here : ofTop.values().subList(0, ofTop.values().size() - 1)) {
      Point largest = top;
      double value = here.estimate();
      for (Point one : all) {
        SizeCurve curve = SizeCurve.of(one.measure());
        if (curve != null && nearest(curve, here.n()).estimate() > value) {
          largest = one;
          value = nearest(curve, here.n()).estimate();
        }
      }
      if (largest != top) {
        places.put(here.n(), largest.layer().name());
      }
    }
    return places;
  }

  private static AtSize nearest(SizeCurve curve, int n) {
    return curve.values().stream()
        .min(Comparator.comparingInt(one -> Math.abs(one.n() - n)))
        .orElseThrow();
  }

  private static AtOtherSize compared(AtSize low, AtSize high) {
    double apart = Quantiles.NORMAL_95 * (low.error() + high.error());
    double step = high.estimate() - low.estimate();
    return step > apart
        ? AtOtherSize.SAME
        : step < -apart ? AtOtherSize.REVERSED : AtOtherSize.UNRESOLVED;
  }
}
