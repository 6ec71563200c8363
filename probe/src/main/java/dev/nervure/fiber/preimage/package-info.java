/**
 * All inputs of a plane at which an output lies in an interval: curves and areas.
 *
 * <p>Reading order: {@link IntervalPreimageSearch} is the door, {@link IntervalPreimage} and {@link
 * LevelCurve} what comes out; {@code LevelGrid} finds where to begin, {@code RefinedGrid} halves it
 * down to {@code Patch}es and {@code Edges}, {@code LevelChains} and {@code BandComponents} connect
 * them by {@code DisjointSets}, and {@code TracedCurves} are followed exactly.
 */
@NullMarked
package dev.nervure.fiber.preimage;

import org.jspecify.annotations.NullMarked;
