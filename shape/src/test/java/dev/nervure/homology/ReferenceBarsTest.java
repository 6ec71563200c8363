package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars equal those of Ripser 1.2.1 on the reference cases. */
class ReferenceBarsTest {
  /**
   * Ripser sums squares in float32 and prints 6 digits: about 10 roundings of 6e-8, and 5e-6 for
   * the print.
   */
  private static final double PRINTED = 1.2e-5;

  private static final String PEERS = "peers/rips-persistence/";

  private static PointsOrDistances input(String kind, String file, int skip) {
    float[][] rows = SharedData.rows(file, skip);
    return switch (kind) {
      case "points" -> PointsOrDistances.of(PointCloud.of(rows));
      // The benchmark file is symmetric up to its last printed digit; Ripser reads the lower
      // triangle.
      case "full" ->
          PointsOrDistances.of(DistanceMatrix.ofLower(RandomDistances.lower(rows), rows.length));
      default -> PointsOrDistances.of(lower(rows));
    };
  }

  /** Of all dimensions up to one; the threshold 0 stands for none. */
  private static RipsOptions options(int dimension, double threshold) {
    return RipsOptions.defaults()
        .withMaxDimension(dimension)
        .withThreshold(threshold > 0 ? threshold : Double.POSITIVE_INFINITY);
  }

  private static DistanceMatrix lower(float[][] rows) {
    int count = 0;
    for (float[] row : rows) {
      count += row.length;
    }
    float[] lower = new float[count];
    int at = 0;
    for (float[] row : rows) {
      for (float value : row) {
        lower[at++] = value;
      }
    }
    return DistanceMatrix.ofLower(lower, (int) Math.round((1 + Math.sqrt(1 + 8.0 * count)) / 2));
  }

  @ParameterizedTest
  @CsvSource({
    "lower, random16.lower_distance_matrix, 0, 3, 0, 2, random16.Z2",
    "lower, random16.lower_distance_matrix, 0, 3, 0, 3, random16.Z3",
    "full, projective_plane.csv, 0, 2, 0, 2, projective_plane.Z2",
    "full, projective_plane.csv, 0, 2, 0, 3, projective_plane.Z3",
    "lower, sphere_3_192.lower_distance_matrix.gz, 0, 2, 0, 2, sphere_3_192.Z2",
    "points, o3_1024.txt.gz, 0, 1, 1.4, 2, o3_1024_t1.4.Z2",
    "points, klein_bottle_pointcloud_new_400.txt, 0, 2, 2.0, 2, klein_bottle_400.Z2",
    "points, klein_bottle_pointcloud_new_400.txt, 0, 2, 2.0, 3, klein_bottle_400.Z3",
    "points, vicsek_n0.1_b5_t150.txt, 0, 1, 0, 2, vicsek_n0.1_b5_t150.Z2",
    "full, celegans.txt.gz, 0, 1, 0, 2, celegans.Z2",
    "points, tore3D_300.off, 2, 2, 0, 2, tore3D_300.Z2",
  })
  void equalRipsersOnThePeersCases(
      String kind,
      String file,
      int skip,
      int dimension,
      double threshold,
      int field,
      String expected) {
    List<double[]> bars = csv(PEERS + expected + ".diagram.csv");
    for (CollapseMode collapse : CollapseMode.values()) {
      for (int threads : new int[] {1, 2, 4}) {
        if (threads != 1 && (field != 2 || collapse != CollapseMode.OFF)) {
          continue;
        }
        RipsResult result =
            RipsPersistence.compute(
                input(kind, PEERS + file, skip),
                options(dimension, threshold).withField(field).withCollapse(collapse),
                threads,
                Progress.none());
        check(result, bars, expected + " collapse " + collapse + " threads " + threads);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "points, ph/sphere_3_192_points.dat, 2, 0, ph/expected/sphere.ripser-1.2.1.txt",
    "points, ph/random_50_16.txt, 7, 0, ph/expected/random16.ripser-1.2.1.txt",
    "full, ph/fractal_9_5_2_random.dist, 2, 0, ph/expected/fractal.ripser-1.2.1.txt",
    "points, ph/o3_1024.txt, 3, 1.8, ph/expected/o3_1024.ripser-1.2.1.txt",
  })
  void equalRipsersOnThePublishedBenchmark(
      String kind, String file, int dimension, double threshold, String expected) {
    List<double[]> bars = printed(expected);
    PointsOrDistances input = input(kind, file, 0);
    RipsOptions options = options(dimension, threshold);
    RipsResult plain =
        RipsPersistence.compute(input, options.withCollapse(CollapseMode.OFF), 2, Progress.none());
    check(plain, bars, file);
    RipsResult automatic = RipsPersistence.compute(input, options);
    assertThat(automatic.diagrams()).isEqualTo(plain.diagrams());
  }

  @Test
  void equalGudhisOnTheTorusOverZ3() {
    List<double[]> expected = new ArrayList<>();
    for (String line : SharedData.lines(PEERS + "gudhi_rips_on_tore3D_1307.pers.gz")) {
      String[] words = line.trim().split("\\s+");
      expected.add(
          new double[] {
            Double.parseDouble(words[0]), Double.parseDouble(words[1]), value(words[2])
          });
    }
    RipsResult result =
        RipsPersistence.compute(
            input("points", PEERS + "gudhi_tore3D_1307.off.gz", 2), options(2, 0.25).withField(3));
    // That run kept bars of at least 0.5 only, and bars without end.
    List<double[]> lasting = new ArrayList<>();
    for (PersistenceDiagram diagram : result.diagrams()) {
      for (int i = 0; i < diagram.size(); i++) {
        if (diagram.lifespan(i) >= 0.5) {
          lasting.add(new double[] {diagram.dimension(), diagram.birth(i), diagram.death(i)});
        }
      }
    }
    List<double[]> endless = new ArrayList<>();
    for (double[] bar : expected) {
      if (bar[2] - bar[1] >= 0.5) {
        endless.add(bar);
      }
    }
    match(lasting, endless, "torus over Z/3");
  }

  private static void check(RipsResult result, List<double[]> expected, String name) {
    List<double[]> actual = new ArrayList<>();
    for (PersistenceDiagram diagram : result.diagrams()) {
      for (int i = 0; i < diagram.size(); i++) {
        actual.add(new double[] {diagram.dimension(), diagram.birth(i), diagram.death(i)});
      }
    }
    match(actual, expected, name);
  }

  /**
   * Equal as multisets within the tolerance; bars too short to survive rounding may be on one side
   * only.
   */
  private static void match(List<double[]> actual, List<double[]> expected, String name) {
    List<double[]> open = new ArrayList<>(actual);
    for (double[] bar : expected) {
      int found = -1;
      for (int i = 0; i < open.size() && found < 0; i++) {
        double[] other = open.get(i);
        if (bar[0] == other[0] && near(bar[1], other[1]) && near(bar[2], other[2])) {
          found = i;
        }
      }
      if (found >= 0) {
        open.remove(found);
      } else {
        assertThat(vanishes(bar)).as("%s lacks %s", name, java.util.Arrays.toString(bar)).isTrue();
      }
    }
    for (double[] bar : open) {
      assertThat(vanishes(bar))
          .as("%s has too much: %s", name, java.util.Arrays.toString(bar))
          .isTrue();
    }
  }

  private static boolean vanishes(double[] bar) {
    return near(bar[1], bar[2]);
  }

  private static boolean near(double a, double b) {
    return a == b || Math.abs(a - b) <= PRINTED * Math.max(Math.abs(a), Math.abs(b));
  }

  private static double value(String word) {
    return word.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word);
  }

  private static List<double[]> csv(String file) {
    List<double[]> bars = new ArrayList<>();
    List<String> lines = SharedData.lines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(",");
      bars.add(new double[] {Double.parseDouble(words[0]), value(words[1]), value(words[2])});
    }
    return bars;
  }

  private static List<double[]> printed(String file) {
    List<double[]> bars = new ArrayList<>();
    double dimension = -1;
    for (String line : SharedData.lines(file)) {
      if (line.startsWith("persistence intervals in dim ")) {
        dimension = Double.parseDouble(line.replaceAll("\\D", ""));
      } else if (dimension >= 0 && line.startsWith(" [")) {
        String[] ends = line.replaceAll("[\\[) ]", "").split(",", -1);
        double death = ends[1].isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(ends[1]);
        bars.add(new double[] {dimension, Double.parseDouble(ends[0]), death});
      }
    }
    return bars;
  }
}
