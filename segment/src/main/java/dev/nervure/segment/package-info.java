/** Masks of the foreground of images. */
@NullMarked
package dev.nervure.segment;

import org.jspecify.annotations.NullMarked;
