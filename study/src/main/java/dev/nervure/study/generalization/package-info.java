/**
 * What says of trained networks how well they generalise: descriptors of their training samples
 * inside them, of their weights and of their fit beside a target, over many networks.
 */
@NullMarked
package dev.nervure.study.generalization;

import org.jspecify.annotations.NullMarked;
