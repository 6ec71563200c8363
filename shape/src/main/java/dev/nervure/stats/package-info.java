/** Estimates with their uncertainty, and the random streams that make them repeatable. */
@NullMarked
package dev.nervure.stats;

import org.jspecify.annotations.NullMarked;
