package dev.nervure.study.attack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.run.MeasuredValue;
import java.util.List;
import java.util.OptionalDouble;

/** Reads the tests of what an attack did to layers. */
public final class LayerShifts {
  /** Above it a layer is not said to have shifted. */
  public static final double LEVEL = 0.05;

  /** What is tested in each layer. */
  public static final List<String> MEASURES =
      List.of(ComparisonStage.LIFESPAN_SHIFT, ComparisonStage.DIMENSION_SHIFT);

  private LayerShifts() {}

  /** The p-value of a shift, corrected over the layers; empty for any other value. */
  public static OptionalDouble corrected(MeasuredValue value) {
    if (!MEASURES.contains(value.name()) || !value.isEstimable()) {
      return OptionalDouble.empty();
    }
    JsonNode p = AttackOutcome.parameters(value).path("pCorrected");
    return p.isNumber() ? OptionalDouble.of(p.asDouble()) : OptionalDouble.empty();
  }

  /** Whether a layer has shifted, as far as the test goes. */
  public static boolean isShift(MeasuredValue value) {
    OptionalDouble p = corrected(value);
    return p.isPresent() && p.getAsDouble() <= LEVEL;
  }
}
