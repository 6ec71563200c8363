package dev.nervure.report.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.Digits;
import dev.nervure.report.view.RunView;
import dev.nervure.study.fiber.walk.PreimageFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The preimage of an interval of outputs in the plane, over the level curves of the output. */
final class Preimage implements Figure {
  /**
   * A preimage.
   *
   * @param figures as {@code preimage.json} has them
   * @param levels the map as a data URI
   */
  record Data(JsonNode figures, String levels, List<Curve> curves) {}

  /**
   * A border.
   *
   * @param lower whether the output there is the lower end of the interval
   */
  record Curve(
      boolean lower,
      boolean closed,
      @Nullable Double length,
      List<List<@Nullable Double>> points) {}

  @Override
  public String name() {
    return "preimage";
  }

  @Override
  public @Nullable Record data(RunView run) {
    PreimageFolder preimage = run.preimage();
    return preimage == null
        ? null
        : new Data(
            preimage.values(),
            Digits.uri(preimage.picture()),
            preimage.curves().stream().map(Preimage::curve).toList());
  }

  private static Curve curve(PreimageFolder.Curve curve) {
    return new Curve(
        curve.lower(),
        curve.closed(),
        Digits.rounded(curve.length()),
        Digits.points(curve.points()));
  }
}
