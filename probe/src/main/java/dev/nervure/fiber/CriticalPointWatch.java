package dev.nervure.fiber;

import dev.nervure.jacobian.ConjugateDirections;
import dev.nervure.jacobian.GramPreconditioner;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.jacobian.NormalEquations;
import dev.nervure.jacobian.NormalSolver;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The largest and the smallest singular value of J along a walk that does not form J, and whether a
 * step led across a point where J loses rank.
 *
 * <p>Two combinations of the outputs are carried along: that which J^T stretches most, by a step of
 * the power method at every point, and that which it stretches least, by what conjugate gradients
 * searched (Rayleigh-Ritz) and a step of inverse iteration. Each is a direction that exists, so
 * that the largest value is a lower bound and the smallest an upper one; a weaker direction that
 * was never met is not seen. Outputs that do not move at all, as dead units, are left out.
 *
 * <p>Across a critical point the combination that is weakest ahead of it or beyond it flips: J^T y
 * before and after point away from each other. At a kink it may do so as well, but jumps; such a
 * step stands.
 *
 * <p>Cost of a point: three products with J and ten with its transpose, and up to {@value
 * #PLAIN_ITERATIONS} of each for the inverse iteration, {@value #PRECONDITIONED_ITERATIONS} with a
 * preconditioner; ten more evaluations for a step on which a direction flips. Not thread safe.
 */
final class CriticalPointWatch {

  /** The power method begins with so many steps; later ones start from the point before. */
  private static final int FIRST_POWER_STEPS = 12;

  /** With a preconditioner few iterations bring what a step changed; every point adds some. */
  private static final int PRECONDITIONED_ITERATIONS = 5;

  /** Without one the equations are easy, and are solved. */
  private static final int PLAIN_ITERATIONS = 50;

  private static final double INVERSE_TOLERANCE = 1e-3;

  /** Steps of inverse iteration with the preconditioner alone, which take no product. */
  private static final int PRECONDITIONER_STEPS = 10;

  private final MatrixFreeMap map;
  private final RandomStream random;
  private final RankLoss rankLoss = new RankLoss();

  CriticalPointWatch(MatrixFreeMap map, RandomStream random) {
    this.map = map;
    this.random = random;
  }

  /**
   * What is known of J at one point.
   *
   * @param largest its largest singular value, from below
   * @param smallest its smallest one over the outputs that move, from above
   * @param living how many outputs move
   * @param strongest the combination of outputs with the largest; null where none moves
   * @param weakest that with the smallest; null where none moves
   */
  record Extremes(
      double largest,
      double smallest,
      int living,
      double @Nullable [] strongest,
      double @Nullable [] weakest) {

    static final Extremes NONE = new Extremes(0, 0, 0, null, null);
  }

  /**
   * Looks at the start, where a solution of the equations tells how hard they are.
   *
   * @param tangent J there
   * @param solver takes its preconditioner, where it needs one
   * @param tolerance of the solution, relative
   * @param progress asked for cancellation
   */
  Extremes begin(
      MatrixFreeMap.Tangent tangent, NormalSolver solver, double tolerance, Progress progress) {
    double[] moved = tangent.push(gaussian(map.inputSize()));
    ConjugateDirections searched =
        solver
            .shortest(
                tangent,
                moved,
                new boolean[map.inputSize()],
                tolerance * Vectors.norm(moved),
                progress)
            .directions();
    Extremes extremes = look(tangent, solver.preconditioner(), searched, Extremes.NONE, progress);
    accept(extremes);
    return extremes;
  }

  /**
   * Looks at another point.
   *
   * @param tangent J there
   * @param preconditioner near (J J^T)^-1; null for none
   * @param searched by conjugate gradients here or at the point before
   * @param before what was seen at the point before
   * @param progress asked for cancellation
   */
  Extremes look(
      MatrixFreeMap.Tangent tangent,
      @Nullable GramPreconditioner preconditioner,
      ConjugateDirections searched,
      Extremes before,
      Progress progress) {
    double[] moved = tangent.push(gaussian(map.inputSize()));
    int living = 0;
    for (double output : moved) {
      living += output != 0 ? 1 : 0;
    }
    if (living == 0) {
      return Extremes.NONE;
    }
    PowerStep strong = stretched(tangent, before.strongest(), moved);
    Weakest weakest = new Weakest(tangent, moved);
    // One that was the strongest may have become the weakest.
    weakest.consider(strong.stretched);
    weakest.consider(before.weakest());
    weakest.consider(searched.weakest());
    if (preconditioner != null) {
      double[] from = weakest.direction == null ? moved : weakest.direction;
      for (int k = 0; k < PRECONDITIONER_STEPS; k++) {
        from = preconditioner.solve(from);
        Vectors.normalize(from);
      }
      weakest.consider(from);
    }
    // With something of every direction, so that one that weakens is met.
    double[] from = moved.clone();
    Vectors.normalize(from);
    if (weakest.direction != null) {
      Vectors.addScaled(from, 1, weakest.direction);
    }
    weakest.consider(
        NormalEquations.shortest(
                tangent,
                preconditioner,
                from,
                new boolean[map.inputSize()],
                INVERSE_TOLERANCE * Vectors.norm(from),
                preconditioner == null ? PLAIN_ITERATIONS : PRECONDITIONED_ITERATIONS,
                progress)
            .directions()
            .weakest());
    return new Extremes(
        strong.value,
        Math.min(weakest.value, strong.value),
        living,
        strong.next,
        weakest.direction);
  }

  /** The walk goes on from a point that was looked at. */
  void accept(Extremes extremes) {
    rankLoss.met(extremes.smallest());
  }

  /** Whether J is singular at a point, as far as can be told. */
  boolean isSingular(Extremes extremes) {
    return extremes.living() > 0 && rankLoss.isSingular(extremes.smallest());
  }

  /** The longest next step, see {@link RankLoss#longestStep}. */
  double longestStep(Extremes before, Extremes now, double lastStep) {
    return rankLoss.longestStep(before.smallest(), now.smallest(), lastStep);
  }

  /**
   * How long J^T makes a combination of unit length, and that which the power method makes of it.
   */
  private record PowerStep(double value, double[] stretched, double[] next) {}

  private static PowerStep stretched(
      MatrixFreeMap.Tangent tangent, double @Nullable [] before, double[] moved) {
    double[] u = before == null ? moved.clone() : before;
    Vectors.normalize(u);
    double[] next = u;
    double value = 0;
    for (int k = 0; k < (before == null ? FIRST_POWER_STEPS : 1); k++) {
      u = next;
      double[] gradient = tangent.pull(u);
      value = Vectors.norm(gradient);
      double[] image = tangent.push(gradient);
      next = Vectors.normalize(image) > 0 ? image : u;
    }
    return new PowerStep(value, u, next);
  }

  /** The weakest of several combinations, over the outputs that move. */
  private static final class Weakest {
    private final MatrixFreeMap.Tangent tangent;
    private final double[] moved;
    private double value = Double.POSITIVE_INFINITY;
    private double @Nullable [] direction;

    Weakest(MatrixFreeMap.Tangent tangent, double[] moved) {
      this.tangent = tangent;
      this.moved = moved;
    }

    void consider(double @Nullable [] y) {
      if (y == null) {
        return;
      }
      double[] candidate = y.clone();
      for (int i = 0; i < candidate.length; i++) {
        candidate[i] = moved[i] == 0 ? 0 : candidate[i];
      }
      if (Vectors.normalize(candidate) > 0) {
        double length = Vectors.norm(tangent.pull(candidate));
        if (length < value) {
          value = length;
          direction = candidate;
        }
      }
    }
  }

  /**
   * Whether a step leads across a critical point, beyond which the class may have branched.
   *
   * @param from where it begins, with J there and what was seen
   * @param to where it ends
   */
  boolean crossesCriticalPoint(SeenPoint from, SeenPoint to) {
    return flips(from, to, from.extremes().weakest()) || flips(from, to, to.extremes().weakest());
  }

  /** A point with J there and what was seen of it. */
  record SeenPoint(double[] point, MatrixFreeMap.Tangent tangent, Extremes extremes) {}

  private boolean flips(SeenPoint from, SeenPoint to, double @Nullable [] y) {
    if (y == null) {
      return false;
    }
    double[] first = from.tangent().pull(y);
    double[] last = to.tangent().pull(y);
    if (Vectors.dot(first, last) > 0) {
      return false;
    }
    double[] near = from.point();
    double[] far = to.point();
    double[] nearGradient = first;
    double[] farGradient = last;
    for (int k = 0; k < RankLoss.BISECTIONS; k++) {
      double[] middle = near.clone();
      for (int i = 0; i < middle.length; i++) {
        middle[i] += (far[i] - near[i]) / 2;
      }
      double[] gradient;
      try (MatrixFreeMap.Tangent tangent = map.tangent(middle)) {
        gradient = tangent.pull(y);
      }
      if (Vectors.dot(first, gradient) > 0) {
        near = middle;
        nearGradient = gradient;
      } else {
        far = middle;
        farGradient = gradient;
      }
    }
    double ends = Vectors.norm(nearGradient) * Vectors.norm(farGradient);
    double least = Math.min(Vectors.norm(nearGradient), Vectors.norm(farGradient));
    return rankLoss.isNear(least) || Vectors.dot(nearGradient, farGradient) > RankLoss.JUMP * ends;
  }

  private double[] gaussian(int n) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = random.nextGaussian();
    }
    return v;
  }
}
