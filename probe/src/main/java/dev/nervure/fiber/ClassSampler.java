package dev.nervure.fiber;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Draws points of a class uniformly, that is by its area: a Markov chain whose proposals are a
 * Gaussian step in the tangent space and a projection along the normal space of the point they come
 * from, accepted by the Metropolis rule where the proposal back leads back (Zappa, Holmes-Cerfon,
 * Goodman, Communications on Pure and Applied Mathematics 2018, algorithm 1; without the reverse
 * check the points are not uniform).
 *
 * <p>What is claimed: the uniform distribution, with respect to the (n - m)-dimensional area on the
 * set of points with the outputs of the start, inside the box, where the Jacobian has the rank that
 * it has at the start, is left invariant by the chain, up to the tolerance of the projection.
 * Neighbouring points depend on each other, and a chain of finite length may have seen a part of
 * the class only: {@link SampleResult#effectiveSamples} tells when it has surely not run long
 * enough, not when it has. A proposal may also land on another component of the preimage; such
 * points have the same outputs but are not connected with the start. Uniform by area is not what
 * data look like: nearly all images of a class are noise.
 *
 * <p>In a box, a proposal that leaves it is rejected. With many coordinates nearly all do; then few
 * coordinates at a time may move ({@link SamplerOptions#coordinatesAtOnce}), drawn without regard
 * to the point. The chain then samples, on the slice of the class in which the others stand still,
 * the conditional distribution: area weighted by sqrt(det J J^T / det J_S J_S^T) for the columns S
 * that move (coarea formula). A start with coordinates on a bound is first walked towards the
 * middle of the box, which changes where the chain begins but not what it samples.
 *
 * <p>Cost of a proposal: a few evaluations of f; one Jacobian and its decomposition where it stays
 * in the box and converges. The object holds no state; one chain runs on one thread, and the same
 * stream gives the same points.
 */
public final class ClassSampler {

  /** Newton steps that contract less than this are going nowhere or somewhere else. */
  private static final double CHORD_CONTRACTION = 0.1;

  private static final int MAX_ITERATIONS = 20;

  /**
   * The proposal back arrived where it came from within this share of the step: far above what a
   * projection to 1e-12 leaves open, far below the distance to another point over the same tangent
   * vector.
   */
  private static final double RETURNED_SHARE = 1e-5;

  /** Near the best rate of random-walk Metropolis, 0.23 in many dimensions and 0.44 in one. */
  private static final double WANTED_ACCEPTANCE = 0.3;

  private static final int TUNING_BATCH = 50;

  /**
   * A share of the way from a bound to the middle of the box that is inside enough to start from.
   */
  private static final double INSIDE_SHARE = 0.05;

  private final DifferentiableMap map;
  private final SamplerOptions options;

  /** A sampler for one map. */
  public ClassSampler(DifferentiableMap map, SamplerOptions options) {
    this.map = map;
    this.options = options;
  }

  /** A point of the class with the decomposition of all of J there. */
  private record Station(double[] point, Linearization linearization, RowSpace space) {}

  private enum Verdict {
    ACCEPTED,
    UNPROJECTED,
    OUTSIDE,
    IMPROBABLE,
    IRREVERSIBLE
  }

  /** What became of a proposal; the station is where the chain goes on. */
  private record Move(Verdict verdict, Station station) {}

  /**
   * Samples the class of a point.
   *
   * @param start input whose class is sampled, length n; not modified and not among the samples
   * @param random source of all draws
   * @param recorder receives the samples in order; {@link WalkStep#index} counts from 1, {@link
   *     WalkStep#length} is the way that the chain has gone and {@link WalkStep#stepLength} the
   *     distance from the sample before
   * @param progress told of proposals made and asked for cancellation
   * @throws IllegalArgumentException when the start lies outside the box, the outputs leave no
   *     dimension to the class, or no more coordinates may move than outputs are held
   */
  public SampleResult sample(
      double[] start, RandomStream random, WalkStep.Recorder recorder, Progress progress) {
    options.box().requireInside(start);
    Station origin = station(start.clone());
    int rank = origin.space().rank();
    int n = start.length;
    int moving = Math.min(n, options.coordinatesAtOnce());
    if (moving <= rank) {
      throw new IllegalArgumentException(
          "a class of "
              + rank
              + " independent outputs needs more than "
              + rank
              + " coordinates that move at once but "
              + moving
              + " may");
    }
    double[] target = origin.linearization().value();
    double tolerance = options.tolerance() * Math.max(1, Vectors.largest(target));
    Chain chain = new Chain(target, tolerance, rank, moving, random);
    Station here = inside(origin, progress);
    long total = options.burnIn() + (long) options.samples() * options.thinning();
    try (Progress.Task task = progress.begin("sample", total)) {
      here = chain.burnIn(here, progress, task);
      return chain.run(here, start, recorder, progress, task);
    }
  }

  private Station station(double[] point) {
    Linearization linearization = map.linearize(point);
    return new Station(
        point, linearization, RowSpace.of(linearization.jacobian(), options.rankTolerance()));
  }

  /** The start, or a point of its class farther from the bounds where it lies on some. */
  private Station inside(Station origin, Progress progress) {
    Box box = options.box();
    double[] point = origin.point();
    if (box.shareAtBounds(point) == 0) {
      return origin;
    }
    double[] middle = point.clone();
    for (int i = 0; i < middle.length; i++) {
      double half = (box.high(i) - box.low(i)) / 2;
      if (half > 0) {
        // Beside a single bound as far as in a box of two units.
        double margin = INSIDE_SHARE * (half < Double.POSITIVE_INFINITY ? half : 1);
        middle[i] = Math.min(box.high(i) - margin, Math.max(box.low(i) + margin, point[i]));
      }
    }
    double length = Vectors.distance(point, middle);
    WalkOptions walk =
        WalkOptions.ofLength(4 * length).withBox(box).withTolerance(options.tolerance());
    WalkResult reached =
        new LevelSetWalk(map, walk).walk(point, new TargetHeading(middle), step -> {}, progress);
    return station(reached.end());
  }

  /** The state of one sampling that changes. */
  private final class Chain {
    private final double[] target;
    private final double tolerance;
    private final int rank;
    private final int moving;
    private final RandomStream random;
    private double scale = options.scale();

    Chain(double[] target, double tolerance, int rank, int moving, RandomStream random) {
      this.target = target;
      this.tolerance = tolerance;
      this.rank = rank;
      this.moving = moving;
      this.random = random;
    }

    Station burnIn(Station from, Progress progress, Progress.Task task) {
      Station here = from;
      int accepted = 0;
      for (int i = 1; i <= options.burnIn(); i++) {
        progress.checkCancelled();
        Move move = propose(here);
        accepted += move.verdict() == Verdict.ACCEPTED ? 1 : 0;
        here = move.station();
        if (i % TUNING_BATCH == 0) {
          double rate = (double) accepted / TUNING_BATCH;
          scale *= Math.min(2, Math.max(0.5, (rate + 0.1) / (WANTED_ACCEPTANCE + 0.1)));
          accepted = 0;
        }
        task.advance(1);
      }
      return here;
    }

    SampleResult run(
        Station from,
        double[] start,
        WalkStep.Recorder recorder,
        Progress progress,
        Progress.Task task) {
      Station here = from;
      long[] verdicts = new long[Verdict.values().length];
      double[] squares = new double[options.samples()];
      double drift = 0;
      double smallest = Double.POSITIVE_INFINITY;
      double largest = 0;
      double length = 0;
      double[] before = from.point();
      for (int i = 0; i < options.samples(); i++) {
        for (int k = 0; k < options.thinning(); k++) {
          progress.checkCancelled();
          Move move = propose(here);
          verdicts[move.verdict().ordinal()]++;
          length += Vectors.distance(here.point(), move.station().point());
          here = move.station();
          task.advance(1);
        }
        double change = Vectors.largestDifference(here.linearization().value(), target);
        drift = Math.max(drift, change);
        smallest = Math.min(smallest, here.space().smallestSingularValue());
        largest = Math.max(largest, here.space().largestSingularValue());
        double distance = Vectors.distance(here.point(), start);
        squares[i] = distance * distance;
        recorder.accept(
            new WalkStep(
                i + 1,
                length,
                here.point(),
                here.linearization().value(),
                change,
                Vectors.distance(here.point(), before),
                here.space().smallestSingularValue(),
                here.space().largestSingularValue(),
                0));
        before = here.point();
      }
      return new SampleResult(
          options.samples(),
          (long) options.samples() * options.thinning(),
          verdicts[Verdict.ACCEPTED.ordinal()],
          verdicts[Verdict.UNPROJECTED.ordinal()],
          verdicts[Verdict.OUTSIDE.ordinal()],
          verdicts[Verdict.IMPROBABLE.ordinal()],
          verdicts[Verdict.IRREVERSIBLE.ordinal()],
          scale,
          drift,
          smallest,
          largest,
          start.length - rank,
          options.box().shareAtBounds(here.point()),
          effectiveSamples(squares),
          here.point().clone(),
          here.linearization().value().clone());
    }

    private Move propose(Station here) {
      int n = here.point().length;
      boolean[] held = new boolean[n];
      RowSpace slice = here.space();
      if (moving < n) {
        Arrays.fill(held, true);
        for (int i : random.sampleWithoutReplacement(n, moving)) {
          held[i] = false;
        }
        slice = RowSpace.of(here.linearization().jacobian(), held, options.rankTolerance());
      }
      double[] tangent = new double[n];
      for (int i = 0; i < n; i++) {
        tangent[i] = held[i] ? 0 : scale * random.nextGaussian();
      }
      // Drawn here whatever becomes of the proposal, so that the stream does not depend on it.
      double threshold = StrictMath.log(1 - random.nextDouble());
      if (slice.rank() < rank) {
        return new Move(Verdict.UNPROJECTED, here);
      }
      slice.projectToNullSpace(tangent);
      double[] there = project(here.point(), tangent, slice);
      if (there == null) {
        return new Move(Verdict.UNPROJECTED, here);
      }
      if (!options.box().contains(there)) {
        return new Move(Verdict.OUTSIDE, here);
      }
      Station next = station(there);
      RowSpace nextSlice =
          moving < n
              ? RowSpace.of(next.linearization().jacobian(), held, options.rankTolerance())
              : next.space();
      if (next.space().rank() != rank || nextSlice.rank() < rank) {
        return new Move(Verdict.UNPROJECTED, here);
      }
      double[] back = Vectors.minus(here.point(), there);
      nextSlice.projectToNullSpace(back);
      double logRatio =
          (Vectors.dot(tangent, tangent) - Vectors.dot(back, back)) / (2 * scale * scale);
      if (moving < n) {
        logRatio += logWeight(next.space(), nextSlice) - logWeight(here.space(), slice);
      }
      if (!(threshold <= logRatio)) {
        return new Move(Verdict.IMPROBABLE, here);
      }
      double[] returned = project(there, back, nextSlice);
      boolean reversible =
          returned != null
              && Vectors.distance(returned, here.point())
                  <= RETURNED_SHARE * Vectors.distance(there, here.point());
      return reversible ? new Move(Verdict.ACCEPTED, next) : new Move(Verdict.IRREVERSIBLE, here);
    }

    /** log sqrt(det J J^T / det J_S J_S^T). */
    private double logWeight(RowSpace whole, RowSpace slice) {
      return whole.logVolume() - slice.logVolume();
    }

    /**
     * The point of the class over a tangent vector: x + v plus a normal vector at x, found by chord
     * steps and, where these are slow, Newton steps within the normal space at x. Null where they
     * do not converge.
     */
    private double @Nullable [] project(double[] x, double[] tangent, RowSpace normal) {
      double[] y = x.clone();
      Vectors.addScaled(y, 1, tangent);
      double[] residual = Vectors.minus(map.value(y), target);
      double size = Vectors.largest(residual);
      boolean chord = true;
      for (int i = 0; !(size <= tolerance); i++) {
        if (!(size < Double.POSITIVE_INFINITY) || i == MAX_ITERATIONS) {
          return null;
        }
        double[] step =
            chord
                ? normal.minimumNormStep(residual)
                : normal.stepWithin(map.linearize(y).jacobian(), residual);
        if (step == null) {
          return null;
        }
        Vectors.addScaled(y, -1, step);
        residual = Vectors.minus(map.value(y), target);
        double next = Vectors.largest(residual);
        chord = chord && next <= CHORD_CONTRACTION * size;
        size = next;
      }
      return y;
    }
  }

  /** Geyer's initial positive sequence on a series; at least 1 and at most its length. */
  private static double effectiveSamples(double[] series) {
    int n = series.length;
    double mean = 0;
    for (double value : series) {
      mean += value / n;
    }
    double variance = autocovariance(series, mean, 0);
    if (!(variance > 0)) {
      return 1;
    }
    double sum = -variance;
    for (int lag = 0; lag + 1 < n; lag += 2) {
      double pair = autocovariance(series, mean, lag) + autocovariance(series, mean, lag + 1);
      if (pair <= 0) {
        break;
      }
      sum += 2 * pair;
    }
    return Math.max(1, Math.min(n, n * variance / Math.max(sum, Double.MIN_NORMAL)));
  }

  private static double autocovariance(double[] series, double mean, int lag) {
    double sum = 0;
    for (int i = 0; i + lag < series.length; i++) {
      sum += (series[i] - mean) * (series[i + lag] - mean);
    }
    return sum / series.length;
  }
}
