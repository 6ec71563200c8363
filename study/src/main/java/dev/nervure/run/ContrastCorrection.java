package dev.nervure.run;

/**
 * The p-value of a {@link ContrastResult}, corrected for what else was tested.
 *
 * @param layer {@link LayerResult#index}
 * @param measure in what respect groups were compared
 * @param overLayers corrected over the layers of the measure: the probability that, where groups
 *     are of one kind, any layer differs by as much
 * @param overAll corrected over all layers and all measures of the run
 */
public record ContrastCorrection(int layer, String measure, double overLayers, double overAll) {}
