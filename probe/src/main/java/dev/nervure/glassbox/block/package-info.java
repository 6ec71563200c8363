/**
 * Fixed representations of images: blocks of named coefficients that a group of transformations
 * leaves as they are, or changes in a way that is declared.
 */
@NullMarked
package dev.nervure.glassbox.block;

import org.jspecify.annotations.NullMarked;
