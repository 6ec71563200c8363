"""Single linkage with SciPy, the lengths of whose steps are the bars of dimension 0.

python3 single_linkage_scipy.py POINTS.npy [REPEATS]
Prints CPU seconds of the distances and of the linkage, the best of the repeats.
"""
import sys
import time

import numpy
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist

points = numpy.load(sys.argv[1]).astype(numpy.float64)
repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
best = [float("inf")] * 2
for _ in range(repeats):
    start = time.process_time()
    distances = pdist(points)
    middle = time.process_time()
    tree = linkage(distances, "single")
    end = time.process_time()
    best = [min(best[0], middle - start), min(best[1], end - middle)]
print(f"{best[0]:.4f} {best[1]:.4f} {tree[:, 2].sum():.6f}")
