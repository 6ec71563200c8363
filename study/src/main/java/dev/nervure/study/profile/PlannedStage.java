package dev.nervure.study.profile;

import dev.nervure.run.LayerResult;
import dev.nervure.study.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a profile with what it works on.
 *
 * @param stage its key and cost
 * @param layer null for the stage of the samples
 * @param measurement null for the stages of the pass: samples and activations
 */
record PlannedStage(
    Stage stage, @Nullable LayerResult layer, @Nullable LayerMeasurement measurement) {}
