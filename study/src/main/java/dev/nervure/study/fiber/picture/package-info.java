/**
 * Pictures of inputs: images with their differences from another one, maps of the plane with the
 * paths in it.
 */
@NullMarked
package dev.nervure.study.fiber.picture;

import org.jspecify.annotations.NullMarked;
