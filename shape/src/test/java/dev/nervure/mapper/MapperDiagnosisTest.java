package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapperDiagnosisTest {
  /** A line of points one apart. */
  private static PointCloud line(int points) {
    double[][] rows = new double[points][];
    Arrays.setAll(rows, i -> new double[] {i});
    return PointCloud.of(rows);
  }

  private static List<String> doubts(
      PointCloud cloud, LensValues lens, int intervals, Clusterer clusterer) {
    Cover cover = new IntervalCover(intervals, 0.25, IntervalConvention.FIXED_CENTRES);
    MapperResult result = Mapper.of(cloud, lens, cover, clusterer);
    List<CoverElement> elements = cover.elements(lens, Progress.none());
    return MapperDiagnosis.of(
        PointRows.of(cloud), lens, elements, clusterer, result, 1, 2, Progress.none());
  }

  private static LensValues position(PointCloud cloud) {
    return new ColumnLens(0).of(PointRows.of(cloud));
  }

  @Test
  void anEpsThatReachesNobodyIsNamedWithDistances() {
    PointCloud line = line(200);
    assertThat(doubts(line, position(line), 5, new Dbscan(0.5, 5)))
        .singleElement()
        .asString()
        .contains("the graph is empty: eps = 0.5000 is too small")
        .contains("other number 4 is 2.000 at least and 2.000 in the middle")
        .contains("try an eps of about 2.000");
  }

  @Test
  void elementsThatAreTooSmallAreNamed() {
    PointCloud line = line(100);
    assertThat(doubts(line, position(line), 50, new Dbscan(3, 5)))
        .singleElement()
        .asString()
        .contains(
            "every piece of the cover holds fewer than 5 points, the fewest that dbscan (eps 3.0, min-samples 5) makes a cluster of");
    assertThat(doubts(line, position(line), 50, new Hdbscan(7, 3)))
        .singleElement()
        .asString()
        .contains("the graph is empty")
        .contains(
            "fewer than 7 points, the fewest that hdbscan (min-cluster-size 7, min-samples 3)");
  }

  @Test
  void anEpsThatSwallowsEverythingIsNamedWithTheShareOfPairs() {
    PointCloud line = line(200);
    assertThat(doubts(line, position(line), 5, new Dbscan(1000, 5)))
        .singleElement()
        .asString()
        .contains("eps = 1000 swallows everything")
        .contains("100.0 % of the pairs");
  }

  @Test
  void aConstantLensAndACrowdedElementAreNamed() {
    PointCloud line = line(200);
    assertThat(doubts(line, LensValues.of("norm", new double[200]), 5, new Dbscan(2, 5)))
        .singleElement()
        .asString()
        .contains("the lens 'norm' is 0.000 at every point and cuts nothing");
    double[] crowded = IntStream.range(0, 200).mapToDouble(i -> i < 198 ? i : 1e6).toArray();
    assertThat(doubts(line, LensValues.of("far", crowded), 5, new Dbscan(2, 5)))
        .anyMatch(doubt -> doubt.contains("one piece of the cover holds 198 of 200 points"));
  }

  @Test
  void aGraphWithNothingOddHasNoDoubts() {
    double[][] points = new double[400][];
    Arrays.setAll(
        points,
        k -> new double[] {Math.cos(2 * Math.PI * k / 400.0), Math.sin(2 * Math.PI * k / 400.0)});
    PointCloud circle = PointCloud.of(points);
    assertThat(doubts(circle, position(circle), 10, new Dbscan(0.08, 5))).isEmpty();
  }
}
