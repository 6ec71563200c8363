package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.testing.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the tests of tda-mapper and KeplerMapper expect ({@code shared/data/peers/mapper}). */
class PeerMappersTest {

  private static PointCloud line() {
    double[][] points = new double[1000][1];
    Arrays.setAll(points, i -> new double[] {i});
    return PointCloud.of(points);
  }

  private static MapperGraph overItself(PointCloud cloud, Cover cover) {
    LensValues lens = new ColumnLens().of(PointRows.of(cloud));
    return Mapper.of(cloud, lens, cover, new OneCluster()).graph();
  }

  private static void check(MapperGraph graph, int nodes, int edges, int components) {
    assertThat(graph.nodes()).hasSize(nodes);
    assertThat(graph.edges()).hasSize(edges);
    assertThat(graph.components()).isEqualTo(components);
  }

  @Test
  void ballsCoverAsThoseOfTdaMapper() {
    check(overItself(line(), new BallCover(0.5)), 1000, 0, 1000);
    check(overItself(line(), new BallCover(1000)), 1, 0, 1);
    double[][] rows = new double[200][];
    Arrays.setAll(rows, i -> new double[] {i % 100, i < 100 ? 0 : 500});
    check(overItself(PointCloud.of(rows), new BallCover(150)), 2, 0, 2);
    double[][] square = {{0, 1}, {1, 0}, {0, 0}, {1, 1}};
    check(overItself(PointCloud.of(square), new BallCover(1.1)), 2, 1, 1);
  }

  @Test
  void fourIntervalsGiveFourNodes() {
    for (IntervalConvention convention : IntervalConvention.values()) {
      assertThat(overItself(line(), new IntervalCover(4, 0.5, convention)).nodes()).hasSize(4);
    }
  }

  @Test
  void neighborhoodsOfALineOverlapAlongIt() {
    MapperGraph graph = overItself(line(), new NeighborCover(50));
    assertThat(graph.components()).isEqualTo(1);
    assertThat(graph.uncovered()).isZero();
  }

  /**
   * The boxes of tda-mapper: those about the cells of points that no box before holds, in the order
   * of the points, on which they depend.
   */
  private record ProximityBoxes(int intervals) implements Cover {
    @Override
    public String name() {
      return "proximity_boxes";
    }

    @Override
    public String settings() {
      return "";
    }

    @Override
    public List<CoverElement> elements(LensValues lens, Progress progress) {
      double[][] cells = new double[lens.columns()][];
      for (int c = 0; c < cells.length; c++) {
        double lowest = lens.smallest(c);
        double cell = (lens.largest(c) - lowest) / intervals;
        cells[c] = Arrays.stream(lens.column(c)).map(x -> (x - lowest) / cell).toArray();
      }
      boolean[] covered = new boolean[lens.points()];
      List<CoverElement> elements = new ArrayList<>();
      for (int i = 0; i < covered.length; i++) {
        if (!covered[i]) {
          int centre = i;
          int[] members =
              IntStream.range(0, covered.length).filter(j -> isNear(cells, centre, j)).toArray();
          Arrays.stream(members).forEach(j -> covered[j] = true);
          elements.add(new CoverElement(elements.size(), members));
        }
      }
      return elements;
    }

    /** Whether a point is at most a cell from the middle of the cell of another. */
    private boolean isNear(double[][] cells, int centre, int point) {
      for (double[] column : cells) {
        double middle = Math.min(intervals - 1, Math.floor(column[centre])) + 0.5;
        if (Math.abs(column[point] - middle) > 1) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * 736 edges there. Pixels are whole numbers, so that merges of Ward's criterion tie; scikit-learn
   * gives 735 to 739 when the points of the boxes come in other orders.
   */
  @Test
  void digitsGiveTheGraphOfTdaMapper() {
    float[][] rows = SharedData.rows("datasets/digits8x8/digits.csv.gz", 0);
    PointCloud pixels =
        PointCloud.of(
            Arrays.stream(rows).map(row -> Arrays.copyOf(row, 64)).toArray(float[][]::new));
    LensValues lens = new PrincipalLens(2).of(PointRows.of(pixels));
    MapperGraph graph = Mapper.of(pixels, lens, new ProximityBoxes(10), new Ward(10)).graph();
    assertThat(graph.nodes()).hasSize(381);
    assertThat(graph.edges().size()).isBetween(735, 739);
  }

  @Test
  void nervesAreThoseOfKeplerMapper() {
    List<MapperNode> nodes =
        List.of(
            RandomGraphs.node(0, 1, 2, 3, 4),
            RandomGraphs.node(1, 1, 2, 5),
            RandomGraphs.node(2, 5, 6, 7));
    assertThat(MapperGraph.of(8, nodes).edges())
        .containsExactly(new MapperEdge(0, 1, 2), new MapperEdge(1, 2, 1));
    NerveOptions two = NerveOptions.defaults().withMinShared(2);
    assertThat(MapperGraph.of(8, nodes, two, Progress.none()).edges())
        .containsExactly(new MapperEdge(0, 1, 2));

    List<MapperNode> common = List.of(nodes.get(0), nodes.get(1), RandomGraphs.node(2, 1, 5, 6, 7));
    assertThat(MapperGraph.of(8, common).edges())
        .containsExactly(new MapperEdge(0, 1, 2), new MapperEdge(0, 2, 1), new MapperEdge(1, 2, 2));
    assertThat(MapperGraph.of(8, common).higherSimplices()).isEmpty();
    NerveOptions triangles = NerveOptions.defaults().withMaxDimension(2);
    assertThat(MapperGraph.of(8, common, triangles, Progress.none()).higherSimplices())
        .containsExactly(new int[] {0, 1, 2});
  }

  @Test
  void threeWideIntervalsAreAllJoined() {
    Random random = new Random(3);
    double[][] points = new double[100][1];
    Arrays.setAll(points, i -> new double[] {random.nextDouble()});
    PointCloud cloud = PointCloud.of(points);
    MapperGraph graph =
        Mapper.of(
                cloud,
                new ColumnLens(0).of(PointRows.of(cloud)),
                new IntervalCover(3, 0.75, IntervalConvention.FIXED_CENTRES),
                new Dbscan(0.5, 3))
            .graph();
    check(graph, 3, 3, 1);
  }
}
