/**
 * Persistent homology of Vietoris-Rips filtrations: from points or distances to persistence
 * diagrams, exactly, over Z/2 and Z/p, dense or sparse, with edge collapse and on all cores. The
 * door is {@link dev.nervure.homology.RipsPersistence}.
 *
 * <p>To read it, follow one computation; each step needs only those before it.
 *
 * <ol>
 *   <li>The door: {@code RipsPersistence}, {@code RipsOptions}, {@code RipsResult}; before the run
 *       {@code RipsPlan} by {@code PlanEstimate}; {@code Landmarks} where a few points stand for
 *       all; {@code WorkLimit} and {@code WorkBudget}, which end work that has no end.
 *   <li>Dimension 0 alone is a {@code MinimumSpanningTree}: {@code MatrixTree} of distances, {@code
 *       TiledPrim} of points, {@code ProjectedPrim} (with {@code LeadingSubspace}) of points of
 *       many coordinates.
 *   <li>Edges: {@code EdgeSource} chooses between {@code DenseEdges}, {@code SparseEdges} and
 *       {@code NeighborEdges} (with {@code SpatialOrder}, {@code BlockBounds}); {@code EdgeSort}
 *       puts them in order. What comes out is a {@code FilteredGraph}: from here on an edge is its
 *       rank.
 *   <li>Fewer edges: {@code CollapseChoice} asks a {@code DominationProbe}, then {@code
 *       EdgeCollapse} (bit rows) or {@code ListEdgeCollapse} (lists; {@code NestedDissection},
 *       {@code CollapseWorker}, {@code CommonNeighbors}).
 *   <li>The kernel over Z/2, {@code RipsKernel}: {@code StorageChoice} between {@code RankMatrix}
 *       and {@code NeighborLists}; a simplex as one long, {@code SimplexCode}; the columns of a
 *       dimension, found level by level ({@code LevelColumns}, {@code LevelWalk}, {@code
 *       ListLevelWalk} into a {@code ColumnSink}); their reduction by {@code CohomologyReduction}
 *       on a {@code RadixHeap}, cofacets from a {@code Coboundary} ({@code MatrixCoboundary},
 *       {@code ListCoboundary}), pivots in a {@code PivotTable} of {@code ReducedColumn}s; threads
 *       share columns by a {@code ColumnQueue}. {@code Forest} joins components, {@code Bars}
 *       collect.
 *   <li>The kernel for other fields, wide simplices and representatives, {@code FieldKernel}: the
 *       same algorithm with {@code FieldComplex}, {@code FieldChain}, {@code FieldHeap}, {@code
 *       SimplexTable} and {@code PrimeField}; {@code Representatives} by {@code CycleFinder}.
 *   <li>Loops of points beside a base, which are no Rips filtration of their own: {@code
 *       CrossBarcode}, the other door, on a {@code ConedFiltration}.
 * </ol>
 */
@org.jspecify.annotations.NullMarked
package dev.nervure.homology;
