package dev.nervure.data.manifolds;

import dev.nervure.points.PointCloud;
import dev.nervure.stats.RandomStream;
import java.util.List;
import java.util.Locale;

/**
 * A manifold of known dimension from which clouds are drawn. The 24 of {@link #all} are those of
 * Hein and Audibert (2005), Rozza et al. (2012) and Campadelli et al. (2015), on which
 * scikit-dimension and others are compared.
 */
public final class BenchmarkManifold {
  private static final List<BenchmarkManifold> ALL =
      List.of(
          of("M1", 10, "sphere, uniform", Draws.sphere(10)),
          of("M2", 3, "affine space, uniform in a box", Draws.affineThreeInFive()),
          of(
              "M3",
              4,
              "concentrated figure, easily taken for one of dimension 3",
              Draws.fourInSix()),
          of("M4", 4, "product of turning circles", Draws.turningCircles(4, 1)),
          of("M5a", 1, "helix on a torus", Draws.helixOnTorus()),
          of("M5b", 2, "helicoid", Draws.helicoid()),
          of("M6", 6, "product of turning circles, three times", Draws.turningCircles(6, 3)),
          of("M7", 2, "Swiss roll", Draws.swissRoll()),
          of("M8", 12, "product of turning circles, three times", Draws.turningCircles(12, 3)),
          of("M9", 20, "cube, uniform", Draws.centredCube(20, 5)),
          of("M10a", 10, "surface of a cube, uniform", Draws.surfaceOfCube(10)),
          of("M10b", 17, "surface of a cube, uniform", Draws.surfaceOfCube(17)),
          of("M10c", 24, "surface of a cube, uniform", Draws.surfaceOfCube(24)),
          of("M10d", 70, "surface of a cube, uniform", Draws.surfaceOfCube(70)),
          of("M11", 2, "Moebius band, twisted by ten half turns", Draws.moebiusBand()),
          of("M12", 20, "standard normal distribution", Draws.gaussian(20)),
          of("M13a", 2, "S-shaped surface", Draws.sCurve()),
          of("M13b", 1, "flat spiral staircase in 13 coordinates", Draws.spiral(13)),
          of("Mbeta", 10, "folded, with a density that varies smoothly", Draws.beta(10)),
          of("Mn1", 18, "folded by tangents of products", Draws.tangents(18)),
          of("Mn2", 24, "folded by tangents of products", Draws.tangents(24)),
          of("Mp1", 3, "paraboloid, Burr distribution", Draws.paraboloid(3)),
          of("Mp2", 6, "paraboloid, Burr distribution", Draws.paraboloid(6)),
          of("Mp3", 9, "paraboloid, Burr distribution", Draws.paraboloid(9)));

  private final String name;
  private final int dimension;
  private final int coordinates;
  private final String description;
  private final PointDraw draw;

  private BenchmarkManifold(
      String name, int dimension, int coordinates, String description, PointDraw draw) {
    this.name = name;
    this.dimension = dimension;
    this.coordinates = coordinates;
    this.description = description;
    this.draw = draw;
  }

  private static BenchmarkManifold of(
      String name, int dimension, String description, PointDraw draw) {
    int coordinates = draw.point(RandomStream.seeded(1)).length;
    return new BenchmarkManifold(name, dimension, coordinates, description, draw);
  }

  /** Every manifold, in the order of the literature. */
  public static List<BenchmarkManifold> all() {
    return ALL;
  }

  /**
   * The manifold of a name, in upper or lower case.
   *
   * @throws IllegalArgumentException where none has it
   */
  public static BenchmarkManifold named(String name) {
    for (BenchmarkManifold manifold : ALL) {
      if (manifold.name.equalsIgnoreCase(name)) {
        return manifold;
      }
    }
    throw new IllegalArgumentException(
        "no manifold is named '%s'; there are %s"
            .formatted(name, String.join(", ", ALL.stream().map(one -> one.name).toList())));
  }

  /** The name in the literature: M1 to M13b, Mbeta, Mn1, Mn2, Mp1 to Mp3. */
  public String name() {
    return name;
  }

  /** The true dimension. */
  public int dimension() {
    return dimension;
  }

  /** Number of coordinates of a point. */
  public int coordinates() {
    return coordinates;
  }

  /** What it is, in a few words. */
  public String description() {
    return description;
  }

  /**
   * Independent points of the manifold, float64. Each has a random stream of its own: more points
   * begin with the fewer ones.
   *
   * @param n number of points, at least 1
   * @param noise standard deviation of normal noise added to every coordinate, 0 for none
   * @throws IllegalArgumentException for another number or negative noise
   */
  public PointCloud points(int n, double noise, long seed) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1 but was " + n);
    }
    if (!(noise >= 0) || Double.isInfinite(noise)) {
      throw new IllegalArgumentException("noise must be 0 or more but was " + noise);
    }
    RandomStream all = RandomStream.seeded(seed).derive(name.toLowerCase(Locale.ROOT));
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++) {
      RandomStream own = all.derive(i);
      points[i] = draw.point(own);
      if (noise > 0) {
        for (int j = 0; j < coordinates; j++) {
          points[i][j] += noise * own.nextGaussian();
        }
      }
    }
    return PointCloud.of(points);
  }
}
