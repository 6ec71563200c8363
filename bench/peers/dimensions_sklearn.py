# Estimators of dimension by scikit-learn's nearest neighbours, numpy and scipy, as one would write them there, on as
# many points as Nervure looks at: FILE.npy -> wall and CPU seconds, then name and value of each estimator in a line.
import sys
import time

import numpy as np
from scipy.spatial.distance import pdist, squareform
from scipy.special import gammaln
from sklearn.neighbors import NearestNeighbors

PART = 4096
random = np.random.default_rng(1)


def chosen(n, most):
    return np.arange(n) if n <= most else np.sort(random.choice(n, most, replace=False))


def twonn(distances):
    mu = np.sort(distances[:, 1] / distances[:, 0])
    kept = int(0.9 * len(mu))
    x, y = np.log(mu[:kept]), -np.log(1 - np.arange(1, kept + 1) / len(mu))
    return x @ y / (x @ x)


def mle(distances, k=20):
    return 1 / np.mean(np.log(distances[:, k - 1 : k] / distances[:, : k - 1]).sum(1) / (k - 1))


def gride(distances):
    values = []
    for n1 in 2 ** np.arange(7):
        logs = np.log(distances[:, 2 * n1 - 1] / distances[:, n1 - 1])
        low, high = 1e-3, 1e3
        for _ in range(60):
            d = np.sqrt(low * high)
            # The derivative of the likelihood of Denti et al.
            slope = 1 / d + np.mean((n1 - 1) * logs / (1 - np.exp(-d * logs) + 1e-300) - (2 * n1 - 1) * logs)
            low, high = (d, high) if slope > 0 else (low, d)
        values.append(d)
    return values[0]


def correlation(points):
    cloud = points[chosen(len(points), 4096)]
    distances = squareform(pdist(cloud))
    ranked = np.partition(distances, (10, 20), axis=1)
    near, far = np.median(ranked[:, 10]), np.median(ranked[:, 20])
    pairs = squareform(distances)
    return np.log((pairs < far).mean() / (pairs < near).mean()) / np.log(far / near)


def moments(distances, k=100):
    mean = distances[:, :k].mean(1)
    return np.mean(mean / (distances[:, k - 1] - mean))


def tle(points, distances, indices, k=20):
    values = []
    for i in chosen(len(points), 2048):
        x, r = points[indices[i, :k]].astype(float), distances[i, k - 1]
        d0 = distances[i, :k]
        v = squareform(pdist(x)) ** 2
        dx, dv = d0[None, :] ** 2, d0[:, None] ** 2
        z = 2 * dx + 2 * dv - v

        def s(square):
            root = np.sqrt(np.maximum((dv + square - dx) ** 2 + 4 * square * (r * r - dv), 0))
            with np.errstate(divide="ignore", invalid="ignore"):
                return r * (root - (dv + square - dx)) / (2 * (r * r - dv))

        one, two = s(v), s(z)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.concatenate([np.log(one / r).ravel(), np.log(two / r).ravel(), 2 * np.log(d0 / r)])
        logs = logs[np.isfinite(logs)]
        values.append(-1 / logs.mean())
    return np.mean(values)


def mada(distances):
    return np.mean(np.log(2) / np.log(distances[:, 19] / distances[:, 9]))


def local_pca(points, indices, k=50):
    counts = []
    for i in chosen(len(points), 256):
        x = points[np.append(i, indices[i, :k])]
        squares = np.linalg.svd(x - x.mean(0), compute_uv=False) ** 2
        counts.append((squares > 0.05 * squares[0]).sum())
    return np.mean(counts)


def pca(points):
    values = np.linalg.eigvalsh(np.cov(points.T))
    return values.sum() ** 2 / (values**2).sum()


def ess(points, indices, k=50):
    values = []
    for i in chosen(len(points), 1024):
        x = points[np.append(i, indices[i, :k])].astype(float)
        x -= x.mean(0)
        lengths = np.linalg.norm(x, axis=1)
        gram = x @ x.T
        rows, columns = np.triu_indices(len(x), 1)
        weights = lengths[rows] * lengths[columns]
        areas = np.sqrt(np.maximum(weights**2 - gram[rows, columns] ** 2, 0))
        values.append(areas.sum() / weights.sum())
    # Uniform balls: Johnsson et al. 2015, version a.
    d = np.arange(1.01, 200, 0.01)
    known = np.exp(2 * gammaln(d / 2) - gammaln((d + 1) / 2) - gammaln((d - 1) / 2))
    return np.interp(np.mean(values), known, d)


cloud = np.load(sys.argv[1])
wall, cpu = time.perf_counter(), time.process_time()
distances, indices = NearestNeighbors(n_neighbors=128).fit(cloud).kneighbors()
# Those that read distances among neighbours look at a part of many points.
part = cloud[chosen(len(cloud), PART)]
part_distances, part_indices = NearestNeighbors(n_neighbors=128).fit(part).kneighbors()
found = {
    "twonn_dimension": twonn(distances),
    "mle_dimension": mle(distances),
    "gride_dimension": gride(distances),
    "correlation_dimension": correlation(cloud),
    "mom_dimension": moments(part_distances),
    "tle_dimension": tle(part, part_distances, part_indices),
    "mada_dimension": mada(part_distances),
    "local_pca_dimension": local_pca(part, part_indices),
    "pca_dimension": pca(cloud),
    "ess_dimension": ess(part, part_indices),
}
print(time.perf_counter() - wall, time.process_time() - cpu)
for name, value in found.items():
    print(name, value)
