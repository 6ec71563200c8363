"""Vietoris-Rips persistence with GUDHI, edges collapsed first.

python3 rips_gudhi.py LOWER_DISTANCES.txt DIMENSION
Prints CPU seconds of the collapse, of expansion and reduction, and the number of bars of positive length.
"""
import sys
import time

import gudhi

with open(sys.argv[1]) as text:
    rows = [[]] + [[float(word) for word in line.split(",")] for line in text if line.strip()]
dimension = int(sys.argv[2])
n = len(rows)
farthest = [max(rows[i][j] if j < i else rows[j][i] for j in range(n) if j != i) for i in range(n)]
radius = min(farthest)

start = time.process_time()
tree = gudhi.RipsComplex(distance_matrix=rows, max_edge_length=radius).create_simplex_tree(max_dimension=1)
tree.collapse_edges()
middle = time.process_time()
tree.expansion(dimension + 1)
tree.compute_persistence(min_persistence=0)
end = time.process_time()
bars = sum(1 for d, (b, e) in tree.persistence() if d <= dimension and e > b)
print(f"{middle - start:.3f} {end - middle:.3f} {bars}")
