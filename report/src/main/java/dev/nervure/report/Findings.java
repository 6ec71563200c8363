package dev.nervure.report;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.DepthProfile.Point;
import dev.nervure.run.MeasuredValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a run shows, in sentences that are computed from its figures. A rise or a fall is stated as
 * one only where the 95 % intervals of its two ends are apart; otherwise the sentence says that the
 * data do not resolve it.
 */
final class Findings {
  /** A lifespan sum below this share of its largest value counts as gone. */
  private static final double GONE = 0.05;

  /** A standard error below this is rounding of a figure that has none. */
  private static final double NO_ERROR = 1e-9;

  /** The dimension that is told whole; of the others only where they peak. */
  private static final Measure FIRST_DIMENSION = Measures.of(Family.DIMENSION).get(0);

  /** The one measure of which a sentence says more than that it rises or falls. */
  private static final Measure AGREEMENT = Measures.named("knn_label_agreement");

  private Findings() {}

  /**
   * The sentences, most important first.
   *
   * @param samples number of samples of the run
   * @param accuracy share of right predictions, if there are any
   * @param profiles of all measures
   * @param measures all rows, to count those without an estimate
   */
  static List<String> of(
      int samples,
      OptionalDouble accuracy,
      List<DepthProfile> profiles,
      List<MeasuredValue> measures) {
    List<String> sentences = new ArrayList<>();
    if (accuracy.isPresent()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "The model labels %s of the %,d samples correctly.",
              percent(accuracy.getAsDouble()),
              samples));
    }
    for (DepthProfile profile : profiles) {
      if (profile.isOverall() && profile.estimated().size() >= 2) {
        Measure measure = Measures.named(profile.measure());
        if (measure.equals(FIRST_DIMENSION)) {
          sentences.add(peak(profile));
        } else if (measure.family() == Family.LIFESPAN && measure.byDefault()) {
          sentences.add(fall(profile));
        } else if (measure.equals(AGREEMENT)) {
          sentences.add(agreement(profile));
        }
        // The other measures are in the figures; a sentence for each would bury these.
      }
    }
    otherEstimators(profiles, sentences);
    coordinates(profiles, sentences);
    notEstimable(measures, sentences);
    warnings(measures, sentences);
    return List.copyOf(sentences);
  }

  private static String peak(DepthProfile profile) {
    List<Point> points = profile.withoutInput().estimated();
    Point input = profile.estimated().get(0);
    Point first = points.get(0);
    String subject =
        first.equals(input)
            ? "The " + FIRST_DIMENSION.title()
            : "The input itself has the %s %s. Inside the network it"
                .formatted(FIRST_DIMENSION.title(), value(input));
    Point last = points.get(points.size() - 1);
    Point top = largest(points);
    boolean rises = apart(first, top);
    boolean falls = apart(last, top);
    if (!rises && !falls) {
      return "%s has no resolved peak: it is largest, %s, at %s, but the intervals at both ends reach that far (%s at %s, %s at %s)."
          .formatted(subject, value(top), at(top), value(first), at(first), value(last), at(last));
    }
    if (!rises) {
      return "%s is largest near the start, %s at %s, and falls to %s at %s."
          .formatted(subject, value(top), at(top), value(last), at(last));
    }
    if (!falls) {
      return "%s rises from %s at %s to %s at %s and does not fall after that."
          .formatted(subject, value(first), at(first), value(top), at(top));
    }
    return "%s rises from %s at %s to a peak of %s at %s, then falls to %s at %s."
        .formatted(subject, value(first), at(first), value(top), at(top), value(last), at(last));
  }

  private static String fall(DepthProfile profile) {
    List<Point> points = profile.withoutInput().estimated();
    Point top = largest(points);
    Point last = points.get(points.size() - 1);
    String title = Measures.named(profile.measure()).title();
    String aggregate = MeasureParameters.aggregate(top.measure());
    String subject = "The " + title + (aggregate.isEmpty() ? "" : " (" + aggregate + ")");
    if (!apart(last, top)) {
      return "%s does not fall clearly: %s at its largest (%s), %s at %s."
          .formatted(subject, value(top), at(top), value(last), at(last));
    }
    String sentence =
        "%s falls by %s, from %s at %s to %s at %s"
            .formatted(
                subject,
                percent(1 - last.estimate() / top.estimate()),
                value(top),
                at(top),
                value(last),
                at(last));
    if (top.layer().dimension() != last.layer().dimension()) {
      return sentence + ". " + fallAtEqualWidth(points, top, last);
    }
    for (Point point : points) {
      if (point.layer().index() > top.layer().index()
          && point.estimate() < GONE * top.estimate()
          && point.layer().index() < last.layer().index()) {
        return sentence
            + "; from %s on it is below %s of its largest value."
                .formatted(at(point), percent(GONE));
      }
    }
    return sentence + ".";
  }

  /** What is left of a fall when only layers of the top's number of coordinates are compared. */
  private static String fallAtEqualWidth(List<Point> points, Point top, Point last) {
    int width = top.layer().dimension();
    String widths =
        "Part of that is the number of coordinates, %d and %d"
            .formatted(width, last.layer().dimension());
    Point end = top;
    for (Point point : points) {
      end = point.layer().dimension() == width ? point : end;
    }
    if (end.layer().index() <= top.layer().index() || !apart(end, top)) {
      return widths + "; among layers of equal width no fall is resolved.";
    }
    return "%s; among the layers with %d coordinates it falls by %s, to %s at %s."
        .formatted(
            widths, width, percent(1 - end.estimate() / top.estimate()), value(end), at(end));
  }

  private static String agreement(DepthProfile profile) {
    List<Point> points = profile.estimated();
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    return "Of the nearest neighbours of a point, %s carry its label at %s and %s at %s."
        .formatted(percent(first.estimate()), at(first), percent(last.estimate()), at(last));
  }

  private static void otherEstimators(List<DepthProfile> profiles, List<String> sentences) {
    List<String> peaks = new ArrayList<>();
    for (DepthProfile profile : profiles) {
      Measure measure = Measures.named(profile.measure());
      boolean other =
          measure.family() == Family.DIMENSION
              && measure.byDefault()
              && !measure.equals(FIRST_DIMENSION);
      if (other && profile.isOverall() && !profile.estimated().isEmpty()) {
        Point top = largest(profile.withoutInput().estimated());
        peaks.add("%s at %s (%s)".formatted(measure.title(), at(top), value(top)));
      }
    }
    if (!peaks.isEmpty()) {
      sentences.add(
          "For comparison, the largest values inside the network: "
              + String.join("; ", peaks)
              + ".");
    }
  }

  /** Layers of different width do not compare in every measure. */
  private static void coordinates(List<DepthProfile> profiles, List<String> sentences) {
    IntSummaryStatistics widths =
        profiles.stream()
            .filter(DepthProfile::isOverall)
            .flatMap(profile -> profile.withoutInput().points().stream())
            .mapToInt(point -> point.layer().dimension())
            .summaryStatistics();
    if (widths.getCount() > 0 && widths.getMax() > widths.getMin()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "The layers have between %,d and %,d coordinates after pooling. No dimension can be larger than that, and lifespan sums grow with it: compare layers of equal width first.",
              widths.getMin(),
              widths.getMax()));
    }
  }

  private static void notEstimable(List<MeasuredValue> measures, List<String> sentences) {
    long missing = measures.stream().filter(measure -> !measure.isEstimable()).count();
    if (missing > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d figures could not be estimated; the table gives the reason for each.",
              missing,
              measures.size()));
    }
  }

  private static void warnings(List<MeasuredValue> measures, List<String> sentences) {
    long warned =
        measures.stream().filter(measure -> !MeasureParameters.warnings(measure).isEmpty()).count();
    if (warned > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d figures carry a warning of their estimator; the figures mark them with a ring and the table gives the words.",
              warned,
              measures.size()));
    }
  }

  /** The point with the largest estimate; the earliest of equals. */
  private static Point largest(List<Point> points) {
    return points.stream()
        .max(
            Comparator.comparingDouble(Point::estimate)
                .thenComparing(point -> -point.layer().index()))
        .orElseThrow();
  }

  private static boolean apart(Point low, Point high) {
    return low.high() < high.low();
  }

  private static String at(Point point) {
    return String.format(
        Locale.ROOT, "depth %.2f (%s)", point.layer().depth(), point.layer().name());
  }

  /** The estimate with its standard error, both with the decimals that show two of its digits. */
  private static String value(Point point) {
    Double error = point.measure().error();
    if (error == null || error < NO_ERROR) {
      return number(point.estimate());
    }
    int decimals = (int) Math.max(0, Math.min(8, 1 - Math.floor(StrictMath.log10(error))));
    String format = "%." + decimals + "f ± %." + decimals + "f";
    return String.format(Locale.ROOT, format, point.estimate(), error);
  }

  /** A share in percent; only all of it reads as 100 %. */
  private static String percent(double share) {
    String format = share < 1 && share >= 0.9995 ? "%.2f %%" : "%.1f %%";
    return String.format(Locale.ROOT, format, share < 1 ? Math.min(99.99, 100 * share) : 100.0);
  }

  /** Three significant digits without an exponent for what a reader meets. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3g";
    return value == 0 ? "0" : String.format(Locale.ROOT, format, value);
  }
}
