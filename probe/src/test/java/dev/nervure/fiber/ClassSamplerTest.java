package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.box.Box;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ClassSamplerTest {

  private static final long SEED = 1709;
  private static final int SAMPLES = 2000;

  /** Proposals between two samples, so many that neighbours are nearly independent. */
  private static final int THINNING = 25;

  /** Kolmogorov's 0.999 quantile: a correct sampler fails one seed in a thousand. */
  private static final double QUANTILE = 1.95;

  private static FormulaMap torus() {
    return new FormulaMap(
        3,
        1,
        x -> {
          double ring = Math.sqrt(x[0] * x[0] + x[1] * x[1]) - 2;
          return new double[] {ring * ring + x[2] * x[2]};
        },
        x -> {
          double radius = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
          double factor = 2 * (radius - 2) / radius;
          return new double[][] {{factor * x[0], factor * x[1], 2 * x[2]}};
        });
  }

  private static double tubeAngle(double[] x) {
    return Math.atan2(x[2], Math.sqrt(x[0] * x[0] + x[1] * x[1]) - 2);
  }

  /** Area of a torus of radii 2 and r by tube angle: density (2 + r cos t) / 4 pi. */
  private static DoubleUnaryOperator tubeDistribution(double r) {
    return t -> (t + Math.PI + r / 2 * Math.sin(t)) / (2 * Math.PI);
  }

  /** The distribution function with density proportional to the given one on [low, high]. */
  private static DoubleUnaryOperator integrated(
      DoubleUnaryOperator density, double low, double high) {
    int cells = 20_000;
    double[] sums = new double[cells + 1];
    double width = (high - low) / cells;
    for (int i = 0; i < cells; i++) {
      sums[i + 1] = sums[i] + density.applyAsDouble(low + (i + 0.5) * width);
    }
    return t -> {
      double position = Math.min(cells, Math.max(0, (t - low) / width));
      int cell = Math.min(cells - 1, (int) position);
      double inside = sums[cell] + (position - cell) * (sums[cell + 1] - sums[cell]);
      return inside / sums[cells];
    };
  }

  private static double kolmogorov(List<Double> values, DoubleUnaryOperator distribution) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double worst = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = distribution.applyAsDouble(sorted[i]);
      worst = Math.max(worst, Math.abs(expected - (double) i / sorted.length));
      worst = Math.max(worst, Math.abs(expected - (i + 1.0) / sorted.length));
    }
    return worst * Math.sqrt(sorted.length);
  }

  private static List<Double> sampled(
      FormulaMap map, SamplerOptions options, double[] start, ToDoubleFunction<double[]> figure) {
    List<Double> values = new ArrayList<>();
    SampleResult result =
        new ClassSampler(map, options)
            .sample(
                start,
                RandomStream.seeded(SEED),
                step -> {
                  assertThat(options.box().contains(step.point())).isTrue();
                  values.add(figure.applyAsDouble(step.point()));
                },
                Progress.none());
    assertThat(values).hasSize(SAMPLES);
    assertThat(result.drift()).isLessThanOrEqualTo(1e-11);
    assertThat(result.acceptanceRate()).isBetween(0.1, 0.9);
    assertThat(
            result.accepted()
                + result.unprojected()
                + result.outsideBox()
                + result.improbable()
                + result.irreversible())
        .isEqualTo(result.proposals());
    return values;
  }

  private static SamplerOptions options() {
    return SamplerOptions.ofSamples(SAMPLES).withThinning(THINNING, 1000).withScale(0.5);
  }

  @Test
  void circleIsSampledUniformlyByAngle() {
    List<Double> angles =
        sampled(
            FormulaMap.ellipsoid(1, 1),
            options(),
            new double[] {1, 0},
            x -> Math.atan2(x[1], x[0]));

    assertThat(kolmogorov(angles, t -> (t + Math.PI) / (2 * Math.PI))).isLessThan(QUANTILE);
  }

  @Test
  void ellipseIsSampledUniformlyByArc() {
    DoubleUnaryOperator arc =
        integrated(t -> Math.hypot(5 * Math.sin(t), Math.cos(t)), -Math.PI, Math.PI);
    List<Double> angles =
        sampled(
            FormulaMap.ellipsoid(5, 1),
            options(),
            new double[] {5, 0},
            x -> Math.atan2(x[1], x[0] / 5));

    assertThat(kolmogorov(angles, arc)).isLessThan(QUANTILE);
    // The test tells the two apart: uniform by angle is not uniform by arc.
    assertThat(kolmogorov(angles, t -> (t + Math.PI) / (2 * Math.PI))).isGreaterThan(QUANTILE);
  }

  @Test
  void sphereIsSampledUniformlyByHeight() {
    List<Double> heights =
        sampled(FormulaMap.ellipsoid(1, 1, 1), options(), new double[] {0, 0, 1}, x -> x[2]);

    assertThat(kolmogorov(heights, z -> (z + 1) / 2)).isLessThan(QUANTILE);
  }

  @Test
  void torusIsSampledUniformlyByAreaWhereProjectAndGoIsNot() {
    // Steps of one and a half tube radii: without the Metropolis rule and the reverse check the
    // distribution is off by 0.035, seven times what twenty thousand samples leave to chance.
    int count = 20_000;
    int thinning = 10;
    double step = 1.5;
    double[] start = {3, 0, 0};
    List<Double> uniform = new ArrayList<>();
    SamplerOptions options =
        SamplerOptions.ofSamples(count).withThinning(thinning, 0).withScale(step);
    new ClassSampler(torus(), options)
        .sample(
            start,
            RandomStream.seeded(SEED),
            sample -> uniform.add(tubeAngle(sample.point())),
            Progress.none());
    LevelSetProjection projection = new LevelSetProjection(torus(), Box.NONE, 1e-12, 1e-10);
    RandomStream random = RandomStream.seeded(SEED);
    List<Double> biased = new ArrayList<>();
    double[] point = start;
    for (int i = 0; i < count * thinning; i++) {
      RowSpace space = RowSpace.of(torus().linearize(point).jacobian(), 1e-10);
      double[] there = new double[3];
      for (int j = 0; j < 3; j++) {
        there[j] = step * random.nextGaussian();
      }
      space.projectToNullSpace(there);
      Vectors.addScaled(there, 1, point);
      LevelSetProjection.Outcome outcome = projection.project(there, new double[] {1}, space);
      point = outcome.converged() ? outcome.point() : point;
      if (i % thinning == 0) {
        biased.add(tubeAngle(point));
      }
    }
    assertThat(kolmogorov(uniform, tubeDistribution(1))).isLessThan(QUANTILE);
    assertThat(kolmogorov(biased, tubeDistribution(1))).isGreaterThan(1.5 * QUANTILE);
  }

  @Test
  void arcInsideTheBoxIsSampledUniformly() {
    Box box = Box.of(new double[] {-0.5, -2}, new double[] {2, 2});
    List<Double> angles =
        sampled(
            FormulaMap.ellipsoid(1, 1),
            options().withBox(box),
            new double[] {1, 0},
            x -> Math.atan2(x[1], x[0]));

    // cos t >= -1/2 leaves two thirds of the circle.
    double end = 2 * Math.PI / 3;
    assertThat(kolmogorov(angles, t -> (t + end) / (2 * end))).isLessThan(QUANTILE);
  }

  /** From a start on the bound; the circle x >= 0 has the angles from -pi/2 to pi/2. */
  @Test
  void boxWithOneBoundIsSampledFromTheBound() {
    Box box =
        Box.of(
            new double[] {0, Double.NEGATIVE_INFINITY},
            new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY});
    List<Double> angles =
        sampled(
            FormulaMap.ellipsoid(1, 1),
            options().withBox(box),
            new double[] {0, 1},
            x -> Math.atan2(x[1], x[0]));
    assertThat(kolmogorov(angles, t -> t / Math.PI + 0.5)).isLessThan(QUANTILE);
  }

  @Test
  void fewCoordinatesAtATimeSampleTheSameDistribution() {
    // A spheroid of semi-axes 1, 1, 3: slices of two coordinates are circles and ellipses, on which
    // area of the surface and length of the slice disagree.
    DoubleUnaryOperator area = integrated(u -> Math.sqrt(u * u + 9 * (1 - u * u)), -1, 1);
    SamplerOptions options = options().withThinning(4 * THINNING, 1000).withCoordinatesAtOnce(2);
    List<Double> heights =
        sampled(FormulaMap.ellipsoid(1, 1, 3), options, new double[] {0, 0, 3}, x -> x[2] / 3);

    assertThat(kolmogorov(heights, area)).isLessThan(QUANTILE);
    assertThat(kolmogorov(heights, u -> (u + 1) / 2)).isGreaterThan(QUANTILE);
  }

  @Test
  void simplexFromACornerIsSampledUniformly() {
    // x + y + z + w = 1 in the unit cube; one coordinate of a uniform point has the distribution
    // 1 - (1 - x)^3. The start lies on three bounds.
    SamplerOptions options =
        options()
            .withThinning(2 * THINNING, 1000)
            .withBox(Box.uniform(0, 1))
            .withCoordinatesAtOnce(2);
    List<Double> first =
        sampled(
            FormulaMap.linear(new double[][] {{1, 1, 1, 1}}),
            options,
            new double[] {1, 0, 0, 0},
            x -> x[0]);

    assertThat(kolmogorov(first, x -> 1 - Math.pow(1 - x, 3))).isLessThan(QUANTILE);
  }

  @Test
  void sameSeedGivesTheSamePoints() {
    double[][] ends = new double[2][];
    for (int k = 0; k < 2; k++) {
      ends[k] =
          new ClassSampler(torus(), SamplerOptions.ofSamples(20))
              .sample(new double[] {3.5, 0, 0}, RandomStream.seeded(4), step -> {}, Progress.none())
              .end();
    }
    assertThat(Arrays.equals(ends[0], ends[1])).isTrue();
  }

  @Test
  void effectiveSamplesTellAChainThatHardlyMoves() {
    SampleResult slow =
        new ClassSampler(
                FormulaMap.ellipsoid(1, 1, 1),
                SamplerOptions.ofSamples(500).withThinning(1, 0).withScale(0.02))
            .sample(new double[] {1, 0, 0}, RandomStream.seeded(SEED), step -> {}, Progress.none());
    SampleResult fast =
        new ClassSampler(FormulaMap.ellipsoid(1, 1, 1), options())
            .sample(new double[] {1, 0, 0}, RandomStream.seeded(SEED), step -> {}, Progress.none());

    assertThat(slow.effectiveSamples()).isLessThan(25);
    assertThat(fast.effectiveSamples()).isGreaterThan(SAMPLES / 2.0);
  }

  @Test
  void badRequestsAreRefused() {
    FormulaMap circle = FormulaMap.ellipsoid(1, 1);
    ClassSampler boxed =
        new ClassSampler(circle, SamplerOptions.ofSamples(1).withBox(Box.uniform(0, 0.5)));
    assertThatThrownBy(
            () ->
                boxed.sample(
                    new double[] {1, 0}, RandomStream.seeded(1), step -> {}, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outside the box");
    ClassSampler full =
        new ClassSampler(
            FormulaMap.linear(new double[][] {{1, 0}, {0, 1}}), SamplerOptions.ofSamples(1));
    assertThatThrownBy(
            () ->
                full.sample(
                    new double[] {1, 0}, RandomStream.seeded(1), step -> {}, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 2 coordinates");
  }
}
