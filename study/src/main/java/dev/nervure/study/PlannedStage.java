package dev.nervure.study;

/**
 * A stage of a plan.
 *
 * @param stage what is to be done
 * @param done whether its results are in the run directory under its key
 */
public record PlannedStage(Stage stage, boolean done) {}
