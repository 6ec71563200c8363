/** Exact nearest neighbours and what follows from them. */
@NullMarked
package dev.nervure.neighbors;

import org.jspecify.annotations.NullMarked;
