/** Point clouds: their coordinates, distances and scaling. */
@NullMarked
package dev.nervure.points;

import org.jspecify.annotations.NullMarked;
