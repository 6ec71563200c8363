package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.run.StitchRow;
import dev.nervure.run.StitchRungRow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of one network stand in for layers of another: a place for each pair, a line for
 * each map, beside untrained networks and the other network by itself.
 */
final class Stitches implements Figure {
  /**
   * What is drawn.
   *
   * @param pairs in the order of the axis
   * @param rungs in the order of the lines
   * @param cleanError share of wrong answers of the other network by itself, or null
   * @param fit images from which maps were found
   * @param held images on which they were tested
   */
  record Data(
      List<Pair> pairs,
      List<String> rungs,
      @Nullable Double cleanError,
      int fit,
      int held,
      List<Point> points) {}

  /**
   * A layer and the layer that it is led to.
   *
   * @param from its name
   * @param into the name of the other
   * @param sites of both, in words
   */
  record Pair(String from, String into, String sites) {}

  /**
   * One pair and map.
   *
   * @param pair its position among the pairs
   * @param residual or null
   * @param low lower end of its 95 % interval, or null
   * @param high upper end, or null
   * @param control of pairs of features that do not belong together, or null
   * @param untrained mean residual from untrained networks, or null
   * @param error share of wrong answers, or null
   * @param errorLow lower end of its 95 % interval, or null
   * @param errorHigh upper end, or null
   * @param untrainedError mean share of wrong answers from untrained networks, or null
   * @param changed share of answers that are not those of the other network by itself, or null
   * @param parameters free numbers of the map
   */
  record Point(
      int pair,
      String rung,
      @Nullable Double residual,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double control,
      @Nullable Double untrained,
      @Nullable Double error,
      @Nullable Double errorLow,
      @Nullable Double errorHigh,
      @Nullable Double untrainedError,
      @Nullable Double changed,
      long parameters) {}

  @Override
  public String name() {
    return "stitches";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<StitchRow> rows = run.stitches();
    List<StitchRungRow> rungs =
        run.stitchRungs().stream().filter(rung -> rung.residual() != null).toList();
    if (rungs.isEmpty()) {
      return null;
    }
    return new Data(
        rows.stream().map(Stitches::pair).toList(),
        rungs.stream()
            .sorted((one, other) -> Integer.compare(one.position(), other.position()))
            .map(StitchRungRow::rung)
            .distinct()
            .toList(),
        rows.stream().map(StitchRow::cleanError).filter(Objects::nonNull).findFirst().orElse(null),
        rows.get(0).fitImages(),
        rows.get(0).heldImages(),
        rungs.stream().map(rung -> point(rows, rung)).toList());
  }

  private static Pair pair(StitchRow row) {
    return new Pair(
        row.fromName(),
        row.intoName(),
        "%d channels of %d x %d sites to %d of %d x %d"
            .formatted(
                row.fromChannels(),
                row.fromHeight(),
                row.fromWidth(),
                row.intoChannels(),
                row.intoHeight(),
                row.intoWidth()));
  }

  private static Point point(List<StitchRow> rows, StitchRungRow rung) {
    int pair = 0;
    while (rows.get(pair).fromLayer() != rung.fromLayer()
        || rows.get(pair).intoLayer() != rung.intoLayer()) {
      pair++;
    }
    return new Point(
        pair,
        rung.rung(),
        rung.residual(),
        rung.residualLow(),
        rung.residualHigh(),
        rung.control(),
        rung.untrained(),
        rung.error(),
        rung.errorLow(),
        rung.errorHigh(),
        rung.untrainedError(),
        rung.changed(),
        rung.parameters());
  }
}
