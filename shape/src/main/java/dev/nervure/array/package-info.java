/** The n-dimensional array that modules hand to each other. */
@NullMarked
package dev.nervure.array;

import org.jspecify.annotations.NullMarked;
