package dev.nervure.report.view;

import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Subject;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One of the networks of a run of several.
 *
 * @param subject which it is, and on which inputs
 * @param accuracy share of right answers; empty where there are no labels or no answers
 * @param layers its measured layers
 * @param measures all values of its layers
 */
public record NetworkView(
    Subject subject,
    OptionalDouble accuracy,
    List<LayerResult> layers,
    List<MeasuredValue> measures) {}
