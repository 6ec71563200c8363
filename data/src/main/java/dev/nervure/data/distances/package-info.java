/**
 * Readers of what persistent homology starts from: point clouds, distance matrices in the shapes
 * that Ripser reads, sparse distances and arrays. The door is {@link
 * dev.nervure.data.distances.DistanceFile}.
 */
@org.jspecify.annotations.NullMarked
package dev.nervure.data.distances;
