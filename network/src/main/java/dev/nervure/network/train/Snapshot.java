package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;

/**
 * The network after an epoch.
 *
 * @param metrics how the epoch went; epoch 0 is the untrained network
 * @param graph the network with its weights and running statistics as float32; shares nothing that
 *     training goes on to change
 */
public record Snapshot(EpochMetrics metrics, Graph graph) {}
