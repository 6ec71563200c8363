package dev.nervure.homology;

import org.junit.jupiter.api.Nested;

class CoboundaryTest {

  @Nested
  class MatrixCoboundaryTest extends CoboundaryContract {
    @Override
    Coboundary of(FilteredGraph graph, int dimension) {
      return new MatrixCoboundary(new RankMatrix(graph, 1), dimension);
    }
  }

  @Nested
  class ListCoboundaryTest extends CoboundaryContract {
    @Override
    Coboundary of(FilteredGraph graph, int dimension) {
      return new ListCoboundary(new NeighborLists(graph), dimension);
    }
  }
}
