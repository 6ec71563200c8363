/**
 * The dimension-reduction layer of a glass-box classifier: coefficients are put on one scale and
 * projected on principal components or on the directions that separate classes. Every result can be
 * written in the coefficients again.
 */
@NullMarked
package dev.nervure.glassbox.reduction;

import org.jspecify.annotations.NullMarked;
