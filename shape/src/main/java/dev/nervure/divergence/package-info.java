/**
 * How far the topology of one cloud is from that of another: of the same samples in two spaces
 * ({@link dev.nervure.divergence.RepresentationDivergence}), or of any two clouds in one space
 * ({@link dev.nervure.divergence.ManifoldDivergence}).
 */
@NullMarked
package dev.nervure.divergence;

import org.jspecify.annotations.NullMarked;
