package dev.nervure.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Jacobian from one input to one layer, by its singular values; or why it was not decomposed.
 *
 * @param originalIndex position of the input in the data as they were opened
 * @param layerIndex the layer, {@link LayerResult#index}
 * @param rank singular values that count as more than zero; null without any
 * @param nullDimension inputs minus rank: directions forgotten by this layer; null as the rank is
 * @param singularValues descending; empty where there are none
 * @param notEstimable why there are none; null where there are
 */
public record SpectrumResult(
    int originalIndex,
    int layerIndex,
    @Nullable Integer rank,
    @Nullable Integer nullDimension,
    List<Double> singularValues,
    @Nullable String notEstimable) {
  /** Copies the values; refuses a row that has neither or both of a rank and a reason. */
  public SpectrumResult {
    singularValues = List.copyOf(singularValues);
    if ((rank == null) == (notEstimable == null) || (rank == null) != (nullDimension == null)) {
      throw new IllegalArgumentException(
          "a spectrum must have either a rank or a reason why there is none");
    }
  }
}
