/**
 * How layers of a network change when its input images are transformed: whether a simple map of
 * features says it, from one that leaves them as they are to small shared filters (after Lenc and
 * Vedaldi, arXiv 1411.5908).
 */
@NullMarked
package dev.nervure.equivariance;

import org.jspecify.annotations.NullMarked;
