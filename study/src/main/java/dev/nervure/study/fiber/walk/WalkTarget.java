package dev.nervure.study.fiber.walk;

import dev.nervure.study.fiber.FiberMode;
import org.jspecify.annotations.Nullable;

/**
 * Where a directed or crossing walk goes, as far as the mode asks for it.
 *
 * @param input the input to approach; for {@link FiberMode#DIRECTED}
 * @param output index of the output that should win; for {@link FiberMode#CROSS} with several
 * @param value the output to reach; for {@link FiberMode#CROSS} with one
 */
public record WalkTarget(
    double @Nullable [] input, @Nullable Integer output, @Nullable Double value) {

  /** No target. */
  public static final WalkTarget NONE = new WalkTarget(null, null, null);

  /** An input to approach. */
  public static WalkTarget ofInput(double[] input) {
    return new WalkTarget(input, null, null);
  }

  /** An output that should win. */
  public static WalkTarget ofOutput(int output) {
    return new WalkTarget(null, output, null);
  }

  /** A value of the only output. */
  public static WalkTarget ofValue(double value) {
    return new WalkTarget(null, null, value);
  }
}
