# A Mapper graph by scikit-learn's DBSCAN on each interval of the l2 norm, as KeplerMapper does it:
# FILE.npy INTERVALS OVERLAP EPS MIN_SAMPLES -> wall and CPU seconds, nodes, edges, uncovered points.
import sys
import time

import numpy as np
from sklearn.cluster import DBSCAN

points = np.load(sys.argv[1])
intervals, overlap = int(sys.argv[2]), float(sys.argv[3])
eps, min_samples = float(sys.argv[4]), int(sys.argv[5])
wall, cpu = time.perf_counter(), time.process_time()
lens = np.sqrt((points.astype(np.float64) ** 2).sum(axis=1))
low, span = lens.min(), lens.max() - lens.min()
half = span / (2 * intervals * (1 - overlap))
nodes_of_point = [[] for _ in lens]
nodes = 0
for k in range(intervals):
    centre = low + (k + 0.5) * span / intervals
    members = np.flatnonzero(np.abs(lens - centre) <= half)
    if len(members) >= min_samples:
        labels = DBSCAN(eps=eps, min_samples=min_samples, n_jobs=-1).fit_predict(points[members])
        for point, label in zip(members, labels):
            if label >= 0:
                nodes_of_point[point].append(nodes + label)
        nodes += labels.max() + 1
edges = {(a, b) for held in nodes_of_point for a in held for b in held if a < b}
print(
    time.perf_counter() - wall,
    time.process_time() - cpu,
    nodes,
    len(edges),
    sum(not held for held in nodes_of_point),
)
