"""Linear CKA of all pairs of layers with NumPy, features in memory.

Usage: linear_cka_numpy.py FOLDER LAYERS REPEATS

Reads a0.npy, a1.npy, ... and b0.npy, ... (rows x width) and computes, in float64,
1. per pair: the function of the published notebook (centre both, three products),
2. cached: rows centred and norms taken once a layer, one product a pair.
Prints best seconds of both, and the sum of all values.
"""

import sys
import time

import numpy as np


def per_pair(x, y):
    x = x - x.mean(axis=0)
    y = y - y.mean(axis=0)
    both = np.linalg.norm(x.T @ y) ** 2
    return both / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))


def all_per_pair(first, second):
    return sum(per_pair(x, y) for x in first for y in second)


def all_cached(first, second):
    first = [x - x.mean(axis=0) for x in first]
    second = [y - y.mean(axis=0) for y in second]
    norms = [[np.linalg.norm(x.T @ x) for x in side] for side in (first, second)]
    total = 0
    for x, a in zip(first, norms[0]):
        for y, b in zip(second, norms[1]):
            total += np.linalg.norm(x.T @ y) ** 2 / (a * b)
    return total


def best(function, first, second, repeats):
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        value = function(first, second)
        seconds.append(time.perf_counter() - start)
    return min(seconds), value


folder, layers, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
first = [np.load(f"{folder}/a{i}.npy").astype(np.float64) for i in range(layers)]
second = [np.load(f"{folder}/b{i}.npy").astype(np.float64) for i in range(layers)]
slow, value = best(all_per_pair, first, second, repeats)
fast, same = best(all_cached, first, second, repeats)
assert abs(value - same) < 1e-9 * value
print(slow, fast, value)
