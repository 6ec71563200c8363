/**
 * Equivalence classes of a network: the connected set of inputs that give the same output, walked
 * along by predictor and corrector, and left on purpose by the shortest way (Marta, Benfenati,
 * arXiv 2112.10583 and its companions).
 */
@NullMarked
package dev.nervure.fiber;

import org.jspecify.annotations.NullMarked;
