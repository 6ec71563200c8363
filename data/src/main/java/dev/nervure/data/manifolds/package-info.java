/**
 * Generated point clouds whose intrinsic dimension is known: the 24 manifolds on which estimators
 * of dimension are compared in the literature.
 */
@NullMarked
package dev.nervure.data.manifolds;

import org.jspecify.annotations.NullMarked;
