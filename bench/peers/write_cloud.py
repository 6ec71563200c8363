"""Writes a large cloud as .npy, block by block, for Mapper graphs at the size of whole layers.

Usage: write_cloud.py KIND POINTS DIMENSION OUT.npy

KIND is planes (20 Gaussian clusters, each along 10 random directions of its own, with noise in all
coordinates) or activations (ten clusters of 12 latent dimensions through two random ReLU layers).
float32; the same numbers for the same version of NumPy.
"""

import sys

import numpy as np

BLOCK = 20_000
rng = np.random.default_rng(1)


def planes(d):
    clusters, latent, noise = 20, 10, 0.05
    centres = rng.normal(size=(clusters, d)) * 0.5
    directions = np.stack(
        [np.linalg.qr(rng.normal(size=(d, latent)))[0].T for _ in range(clusters)]
    )
    spread = 4.0 / (1 + np.arange(latent) / 3.0)

    def draw(first, last):
        cluster = rng.integers(0, clusters, last - first)
        along = rng.normal(size=(last - first, latent)) * spread
        points = np.empty((last - first, d))
        for k in range(clusters):
            chosen = cluster == k
            points[chosen] = centres[k] + along[chosen] @ directions[k]
        return points + noise * rng.normal(size=points.shape)

    return draw


def activations(d):
    clusters, latent, hidden = 10, 12, 256
    centres = 2 * rng.normal(size=(clusters, latent))
    mixing = rng.normal(size=(clusters, latent, latent)) / np.sqrt(latent)
    first_weights = rng.normal(size=(latent, hidden)) * np.sqrt(2 / latent)
    first_bias = rng.normal(size=hidden) * 0.1
    second_weights = rng.normal(size=(hidden, d)) * np.sqrt(2 / hidden)
    second_bias = rng.normal(size=d) * 0.1
    spread = 1 / (1 + np.arange(latent) / 3.0)

    def draw(first, last):
        along = rng.normal(size=(last - first, latent)) * spread
        cluster = np.arange(first, last) % clusters
        points = centres[cluster] + np.einsum("ij,ijk->ik", along, mixing[cluster])
        points = np.maximum(points @ first_weights + first_bias, 0)
        return np.maximum(points @ second_weights + second_bias, 0)

    return draw


kind, n, d, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
draw = {"planes": planes, "activations": activations}[kind](d)
file = np.lib.format.open_memmap(out, mode="w+", dtype=np.float32, shape=(n, d))
for first in range(0, n, BLOCK):
    last = min(n, first + BLOCK)
    file[first:last] = draw(first, last)
file.flush()
