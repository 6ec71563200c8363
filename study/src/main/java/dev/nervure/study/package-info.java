/**
 * What every study shares: a plan of stages with their expected cost, and the way samples are
 * brought into the shape that a model wants. One sub-package for each question.
 */
@NullMarked
package dev.nervure.study;

import org.jspecify.annotations.NullMarked;
