/**
 * Training of networks: built-in architectures as graphs with seeded initial weights, optimisers,
 * learning-rate schedules, augmentation, label noise, and the training loop, which yields metrics
 * and a snapshot of the network for each epoch. Free of native types: forward and backward passes
 * are asked of {@code dev.nervure.network.torch}.
 */
@NullMarked
package dev.nervure.network.train;

import org.jspecify.annotations.NullMarked;
