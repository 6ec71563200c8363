"""Distances of two diagrams by GUDHI: prints seconds of CPU and the value, a line each.

usage: diagrams_gudhi.py A.npy B.npy
"""
import sys
import time

import gudhi
import gudhi.hera
import numpy
from gudhi.representations import SlicedWassersteinDistance

first, second = (numpy.load(name) for name in sys.argv[1:3])


def hera(order):
    return gudhi.hera.wasserstein_distance(
        first, second, order=order, internal_p=numpy.inf, delta=0.01
    )


def sliced():
    fitted = SlicedWassersteinDistance(num_directions=200).fit([first])
    return fitted.transform([second])[0, 0]


for compute in (
    lambda: gudhi.bottleneck_distance(first, second),
    lambda: hera(1.0),
    lambda: hera(2.0),
    sliced,
):
    start = time.process_time()
    value = compute()
    print(time.process_time() - start, value)
