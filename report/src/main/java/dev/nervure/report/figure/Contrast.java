package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownContrast;
import dev.nervure.run.ContrastResult;
import dev.nervure.study.contrast.GroupDifferences;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two groups of inputs along the network, measure by measure: the values of both and their
 * difference, with the layers marked in which they differ.
 */
final class Contrast implements Figure {
  /**
   * What is drawn.
   *
   * @param first name of the first group
   * @param second name of the second
   * @param n samples of each
   * @param permutations behind a p-value
   * @param level above which a p-value is no difference
   */
  record Data(
      String first, String second, int n, int permutations, double level, List<Line> lines) {}

  /** One measure along the network. */
  record Line(String measure, List<Point> points) {}

  /**
   * One layer.
   *
   * @param layer its index
   * @param first value of the first group; null for a measure of both together
   * @param second value of the second group, or null
   * @param difference the first minus the second, or the measure itself; null where there is none
   * @param low lower end of its 95 % interval, or null
   * @param high upper end, or null
   * @param p not corrected, or null
   * @param pOverall corrected over layers and measures, or null
   * @param effectSize or null
   */
  record Point(
      int layer,
      @Nullable Double first,
      @Nullable Double second,
      @Nullable Double difference,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double p,
      @Nullable Double pOverall,
      @Nullable Double effectSize) {}

  @Override
  public String name() {
    return "contrast";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<ContrastResult> results = run.contrasts();
    if (results.stream().allMatch(result -> result.difference() == null)) {
      return null;
    }
    GroupDifferences differences = ShownContrast.of(run);
    List<Line> lines = new ArrayList<>();
    for (GroupDifferences.Line line : differences.lines()) {
      List<Point> points =
          line.points().stream()
              .filter(point -> point.result().difference() != null)
              .map(Contrast::point)
              .toList();
      if (!points.isEmpty()) {
        lines.add(new Line(line.measure(), points));
      }
    }
    return new Data(
        differences.firstName(),
        differences.secondName(),
        results.get(0).n(),
        results.get(0).permutations(),
        GroupDifferences.LEVEL,
        lines);
  }

  private static Point point(GroupDifferences.Point point) {
    ContrastResult result = point.result();
    return new Point(
        result.layer(),
        result.first(),
        result.second(),
        result.difference(),
        result.low(),
        result.high(),
        result.pValue(),
        point.overAll(),
        result.effectSize());
  }
}
