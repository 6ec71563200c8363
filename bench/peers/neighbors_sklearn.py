# scikit-learn's exact nearest neighbours: FILE.npy K REPEATS -> best wall and CPU seconds, sum of all distances.
import sys
import time

import numpy as np
from sklearn.neighbors import NearestNeighbors

points = np.load(sys.argv[1])
best = None
for _ in range(int(sys.argv[3])):
    wall, cpu = time.perf_counter(), time.process_time()
    distances, _ = NearestNeighbors(n_neighbors=int(sys.argv[2])).fit(points).kneighbors()
    took = (time.perf_counter() - wall, time.process_time() - cpu)
    if best is None or took < best:
        best = took
print(best[0], best[1], distances.sum(dtype=np.float64))
