package dev.nervure.contrast;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.PermutationTest.Tail;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mean coordinate of the points of each group: of images the brightness, which may be all that
 * groups differ in.
 */
final class MeanValue implements Contrast {
  static final String NAME = "mean_value";

  private static final double SECONDS_PER_POINT = 3e-9;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int revision() {
    return 3;
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  @Override
  public Tail tail() {
    return Tail.BOTH;
  }

  @Override
  public Cost cost(GroupExchange exchange) {
    return Cost.of(SECONDS_PER_POINT * exchange.size(), 0);
  }

  @Override
  public String whyNoValue(Union union) {
    return union.levels().length == 0
        ? "the coordinates of the points are not at hand, as in a layer that is projected"
        : Contrast.super.whyNoValue(union);
  }

  @Override
  public Optional<String> propertyOfInputs() {
    return Optional.of("mean value (of images the brightness)");
  }

  @Override
  public Reading read(Union union, long seed, Progress progress) {
    double[] levels = union.levels();
    return Reading.difference(
        members ->
            levels.length == 0
                ? OptionalDouble.empty()
                : Arrays.stream(members).mapToDouble(member -> levels[member]).average());
  }
}
