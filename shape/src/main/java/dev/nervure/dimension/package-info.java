/** Estimators of intrinsic dimension, each with its uncertainty. */
@NullMarked
package dev.nervure.dimension;

import org.jspecify.annotations.NullMarked;
