/**
 * How a network reshapes its data, layer by layer: dimension, topology and separation of the
 * classes along depth.
 */
@NullMarked
package dev.nervure.study.profile;

import org.jspecify.annotations.NullMarked;
