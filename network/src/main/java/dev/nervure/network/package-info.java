/**
 * Trained networks as functions that can be looked into: {@link dev.nervure.network.Model} reads
 * one, {@link dev.nervure.network.Activations} streams what its layers hold for many samples,
 * {@link dev.nervure.network.Derivatives} differentiates any layer by any earlier one.
 */
@NullMarked
package dev.nervure.network;

import org.jspecify.annotations.NullMarked;
