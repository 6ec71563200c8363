package dev.nervure.report.view;

import dev.nervure.measure.Measures;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One measure along the network: one line of a figure.
 *
 * @param measure its name
 * @param convention which definition was used
 * @param className null for the overall line
 * @param points in the order of depth; layers without a row are missing, rows without an estimate
 *     are kept
 */
public record DepthProfile(
    String measure, String convention, @Nullable String className, List<Point> points) {
  /** Operator of the layer that is the network's input. */
  private static final String INPUT = "Input";

  /** A layer and what was measured there. */
  public record Point(LayerResult layer, MeasuredValue measure) {
    public boolean isEstimable() {
      return measure.estimate() != null;
    }

    public double estimate() {
      return Objects.requireNonNull(measure.estimate());
    }

    /** Lower end of the 95 % interval; the estimate itself where there is no uncertainty. */
    public double low() {
      return measure.low() != null
          ? measure.low()
          : estimate() - Quantiles.NORMAL_95 * Objects.requireNonNullElse(measure.error(), 0.0);
    }

    /** Upper end of the 95 % interval. */
    public double high() {
      return measure.high() != null
          ? measure.high()
          : estimate() + Quantiles.NORMAL_95 * Objects.requireNonNullElse(measure.error(), 0.0);
    }

    /** Whether the 95 % intervals are apart. */
    public boolean isBelow(Point other) {
      return high() < other.low();
    }

    public boolean hasInterval() {
      return (measure.low() != null && measure.high() != null)
          || (measure.error() != null && measure.error() > 0);
    }
  }

  /** The points that have an estimate. */
  public List<Point> estimated() {
    return points.stream().filter(Point::isEstimable).toList();
  }

  /** The point with the largest estimate; the earliest of equals. */
  public static Point largest(List<Point> points) {
    return points.stream()
        .max(
            Comparator.comparingDouble(Point::estimate)
                .thenComparing(point -> -point.layer().index()))
        .orElseThrow();
  }

  /**
   * The profile without the network's input, or the same one if it has none or little else. The
   * input is not pooled as the layers are: it has its own number of coordinates, with which
   * lifespan sums grow.
   */
  public DepthProfile withoutInput() {
    List<Point> inside =
        points.stream().filter(point -> !point.layer().operator().equals(INPUT)).toList();
    boolean enough = inside.stream().filter(Point::isEstimable).count() >= 2;
    return enough ? new DepthProfile(measure, convention, className, inside) : this;
  }

  public boolean isOverall() {
    return className == null;
  }

  /**
   * All profiles of a run: by measure in the order of {@link Measures#all()}, overall before
   * classes. A measure that was taken under two conventions gives two profiles.
   */
  public static List<DepthProfile> of(List<LayerResult> layers, List<MeasuredValue> measures) {
    Map<Place, LayerResult> byPlace = new LinkedHashMap<>();
    layers.forEach(layer -> byPlace.put(layer.place(), layer));
    Map<Key, List<Point>> lines = new LinkedHashMap<>();
    for (MeasuredValue measure : measures) {
      LayerResult layer = byPlace.get(measure.place().withLabelClass(null));
      if (layer != null) {
        Key key =
            new Key(
                measure.name(),
                measure.convention(),
                measure.place().labelClass(),
                measure.className());
        lines.computeIfAbsent(key, same -> new ArrayList<>()).add(new Point(layer, measure));
      }
    }
    return lines.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Key.ORDER))
        .map(
            line ->
                new DepthProfile(
                    line.getKey().name,
                    line.getKey().convention,
                    line.getKey().classLabel(),
                    line.getValue().stream()
                        .sorted(Comparator.comparingInt(point -> point.layer().index()))
                        .toList()))
        .toList();
  }

  private record Key(
      String name, String convention, @Nullable Integer classIndex, @Nullable String className) {
    static final Comparator<Key> ORDER =
        Comparator.comparingInt((Key key) -> Measures.position(key.name))
            .thenComparing(Key::name)
            .thenComparing(Key::convention)
            .thenComparingInt(key -> key.classIndex == null ? -1 : key.classIndex);

    @Nullable String classLabel() {
      return className == null && classIndex != null ? classIndex.toString() : className;
    }
  }
}
