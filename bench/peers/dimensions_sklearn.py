# Estimators of dimension by scikit-learn's nearest neighbours, numpy and scipy, as one would write them there, on as
# many points as Nervure looks at: FILE.npy -> wall and CPU seconds, then name and value of each estimator in a line.
import sys
import time

import numpy as np
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import pdist, squareform
from sklearn.neighbors import NearestNeighbors

random = np.random.default_rng(1)


def chosen(n, most):
    return np.arange(n) if n <= most else np.sort(random.choice(n, most, replace=False))


def ph(points):
    slopes = []
    for _ in range(3):
        cloud = points[chosen(len(points), 3000)]
        distances = squareform(pdist(cloud))
        sizes, sums = [], []
        for size in np.linspace(len(cloud) // 5, len(cloud) * 95 // 100, 10).astype(int):
            draws = 3 * -(-2 * len(cloud) // size)
            total = 0
            for _ in range(draws):
                sample = random.choice(len(cloud), size, replace=False)
                total += minimum_spanning_tree(distances[np.ix_(sample, sample)]).sum() / draws
            sizes.append(size)
            sums.append(total)
        slopes.append(np.polyfit(np.log(sizes), np.log(sums), 1)[0])
    return 1 / (1 - np.mean(slopes))


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


def fishers(points):
    cloud = points[chosen(len(points), 1024)].astype(float)
    cloud -= cloud.mean(0)
    u, s, _ = np.linalg.svd(cloud, full_matrices=False)
    u = u[:, s**2 > 0.1 * s[0] ** 2]
    u /= np.linalg.norm(u, axis=1, keepdims=True)
    products = u @ u.T
    np.fill_diagonal(products, -1)
    values = []
    for alpha in np.arange(0.6, 1, 0.02):
        p = (products > alpha).mean()
        if p > 0:
            from scipy.special import lambertw

            a2 = alpha * alpha
            log = np.log(1 - a2)
            values.append(np.real(lambertw(-log / (2 * np.pi * p * p * a2 * (1 - a2)))) / -log)
    return values[len(values) // 2] if values else np.nan


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
    return np.mean(values)


cloud = np.load(sys.argv[1])
wall, cpu = time.perf_counter(), time.process_time()
distances, indices = NearestNeighbors(n_neighbors=128).fit(cloud).kneighbors()
found = {
    "twonn_dimension": twonn(distances),
    "mle_dimension": mle(distances),
    "gride_dimension": gride(distances),
    "correlation_dimension": correlation(cloud),
    "mom_dimension": moments(distances),
    "tle_dimension": tle(cloud, distances, indices),
    "mada_dimension": mada(distances),
    "local_pca_dimension": local_pca(cloud, indices),
    "pca_dimension": pca(cloud),
    "fishers_dimension": fishers(cloud),
    "ess_dimension": ess(cloud, indices),
    "ph_dimension": ph(cloud),
}
print(time.perf_counter() - wall, time.process_time() - cpu)
for name, value in found.items():
    print(name, value)
