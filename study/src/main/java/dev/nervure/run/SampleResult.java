package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One sample of the run.
 *
 * @param sample its row in every activation array
 * @param originalIndex its position in the data as they were opened
 * @param label its class, null without labels
 * @param predicted the class with the highest logit (the lowest index among equals); null without a
 *     model, where its output is not one row of logits, where a logit is NaN, and where labels
 *     cannot be compared with outputs
 */
public record SampleResult(
    int sample, int originalIndex, @Nullable Integer label, @Nullable Integer predicted) {}
