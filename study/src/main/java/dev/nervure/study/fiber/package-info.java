/**
 * The study behind {@code nervure fibers} and {@code nervure metric}: what a network cannot tell
 * apart, from one input, with its files and pictures.
 */
@NullMarked
package dev.nervure.study.fiber;

import org.jspecify.annotations.NullMarked;
