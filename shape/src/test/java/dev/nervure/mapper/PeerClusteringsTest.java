package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two dense groups beside each other, a loose one and points scattered over all, with the clusters
 * that scikit-learn 1.9.1 finds; a letter a point, in the order in which clusters appear.
 */
class PeerClusteringsTest {
  private static final double[] SPREAD = {0.4, 0.5, 1.8, 6.0};
  private static final double[][] CENTRES = {{0, 0}, {1.5, 0}, {5, 3}, {3, 2}};
  private static final int POINTS = 120;

  private static PointCloud points() {
    double[][] points = new double[POINTS][];
    for (int i = 0; i < POINTS; i++) {
      int group = i % 4;
      double radius = SPREAD[group] * (0.05 + fraction(i * 0.6180339887498949));
      double angle = 2 * Math.PI * fraction(i * 0.41421356237309515);
      points[i] =
          new double[] {
            CENTRES[group][0] + radius * Math.cos(angle),
            CENTRES[group][1] + radius * Math.sin(angle)
          };
    }
    return PointCloud.of(points);
  }

  private static double fraction(double x) {
    return x - Math.floor(x);
  }

  private static String letters(Clusterer clusterer) {
    Clustering found = clusterer.cluster(points(), Progress.none());
    StringBuilder letters = new StringBuilder();
    for (int label : Labels.ofNames(found.labels(), found.clusters()).labels()) {
      letters.append(label == Clustering.NOISE ? '.' : (char) ('a' + label));
    }
    return letters.toString();
  }

  /**
   * In the second row scikit-learn counts point 115 to the third cluster. It joins at the very
   * length at which the first two and the third meet (a core distance), so that there the order of
   * merges decides; here they are one merge, and the point is of neither.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 5, abc.abc.abc.abccabc.abc.abc.abc.abc.abccabc.abccabccabc.abc.abc.abc.abc.abccabc.abc.abc.abcbabc.abccabc.abccabc.abc.abc.",
    "10, 3, abc.abc.abc.abccabc.abc.abc.abccabc.abccabc.abccabccabc.abc.abc.abc.abc.abccabc.abc.abc.abcbabc.abccabc.abccabc.abc.abc.",
    "4, 1, abc.abccabc.abccabc.abccabc.abccabc.abccabc.abccabccabc.abc.abc.abc.abc.abccabc.abc.abc.abcbabc.abccabc.abccabccabccabc.",
    "5, 2, abc.abccabc.abccabc.abccabc.abccabc.abccabc.abccabccabc.abc.abc.abc.abc.abccabc.abc.abc.abcbabc.abccabc.abccabccabccabc."
  })
  void hdbscanFindsTheClustersOfScikitLearn(int minClusterSize, int minSamples, String expected) {
    assertThat(letters(new Hdbscan(minClusterSize, minSamples))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "3, abccabccabcaabccabcbabccabccabccabcaabccabcbabccabccabcbabcaabccabcbabcaabccabcbabccabccabcbabccabccabcbabccabccabccabcc",
    "7, abcdabeeabcaabecabcfabceabcdabceabcgabeeabcfabceabecabcfabcgabecabcfabcgabecabcbabceabccabcbabcdabeeabcbabceabecabceabcd"
  })
  void wardMergesAsScikitLearn(int clusters, String expected) {
    assertThat(letters(new Ward(clusters))).isEqualTo(expected);
  }

  @Test
  void dbscanFindsTheClustersOfScikitLearn() {
    assertThat(letters(new Dbscan(0.6, 5)))
        .isEqualTo(
            "abc.ab..abc.abc.abc.ab..abc.ab..abc.abc.ab..abc.ab.cabc.ab..abc.ab..abc.abccabc.ab..abc.abcbabc.abccabc.ab..ab..abc.ab..");
  }
}
