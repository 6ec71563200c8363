package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.SymmetryRungRow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which symmetries a network has learned at which depth: what each map of the ladder leaves, a
 * panel a rung, a line a transformation, beside untrained networks.
 */
final class LearnedSymmetry implements Figure {
  /**
   * What is drawn.
   *
   * @param transforms in the order of the lines
   * @param rungs in the order of the panels
   * @param cleanError share of wrong answers to the images as they are, or null
   * @param fit images from which maps were found
   * @param held images on which they were tested
   */
  record Data(
      List<String> transforms,
      List<String> rungs,
      @Nullable Double cleanError,
      int fit,
      int held,
      List<Point> points) {}

  /**
   * One layer, transformation and rung.
   *
   * @param layer its index
   * @param residual or null
   * @param low lower end of its 95 % interval, or null
   * @param high upper end, or null
   * @param control of pairs that do not belong together, or null
   * @param untrained mean of untrained networks, or null
   * @param error share of wrong answers, or null
   * @param parameters free numbers of the map
   * @param invariant channels that may stay, or null
   * @param channels of the layer
   */
  record Point(
      int layer,
      String transform,
      String rung,
      @Nullable Double residual,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double control,
      @Nullable Double untrained,
      @Nullable Double error,
      long parameters,
      @Nullable Integer invariant,
      int channels) {}

  @Override
  public String name() {
    return "learned-symmetry";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<SymmetryRow> rows = run.symmetries();
    List<SymmetryRungRow> rungs = run.symmetryRungs();
    if (rungs.stream().allMatch(rung -> rung.residual() == null)) {
      return null;
    }
    List<Point> points =
        rungs.stream()
            .flatMap(
                rung ->
                    rows.stream()
                        .filter(
                            row ->
                                row.layer() == rung.layer()
                                    && row.transform().equals(rung.transform()))
                        .map(row -> point(row, rung)))
            .toList();
    List<String> names =
        rungs.stream()
            .sorted((one, other) -> Integer.compare(one.position(), other.position()))
            .map(SymmetryRungRow::rung)
            .distinct()
            .toList();
    return new Data(
        rows.stream().map(SymmetryRow::transform).distinct().toList(),
        names,
        rows.stream()
            .map(SymmetryRow::cleanError)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        rows.get(0).fitImages(),
        rows.get(0).heldImages(),
        points);
  }

  private static Point point(SymmetryRow row, SymmetryRungRow rung) {
    return new Point(
        rung.layer(),
        rung.transform(),
        rung.rung(),
        rung.residual(),
        rung.residualLow(),
        rung.residualHigh(),
        rung.control(),
        rung.untrained(),
        rung.error(),
        rung.parameters(),
        row.invariantChannels(),
        row.channels());
  }
}
