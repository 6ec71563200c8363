package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;

/**
 * Steps along the gradient of the cross entropy, each brought back into the budget: FGSM (one step
 * of the whole budget), BIM (ten of a quarter of it), PGD (the same from a random point of the
 * budget, perhaps several times) and MI-FGSM (ten steps of a tenth along a sum of gradients, each
 * divided by the sum of its absolute values). In L-inf a step goes along the signs, in L2 along the
 * gradient made as long as the step. A gradient that is 0 or not finite does not move an input; in
 * L-inf this holds value by value.
 *
 * <p>Steps end in the range of values, except those of PGD, which by default keeps the change as a
 * variable of its own ({@link Clipping#SEEN}).
 *
 * <p>What comes out is where the last step leads, as in the papers; of several beginnings that of
 * the best. Cost: a gradient a step, an evaluation a beginning.
 */
final class SteppedGradient implements Attack {
  static final int USUAL_STEPS = 10;
  private static final double USUAL_SHARE = 0.25;

  /** Share of the sum so far that is kept in the next step: all, as in the paper. */
  private static final float MOMENTUM = 1;

  private final String name;
  private final Norm norm;
  private final double strength;
  private final int steps;
  private final double stepSize;
  private final int restarts;
  private final boolean random;
  private final boolean momentum;
  private final boolean plain;
  private final Clipping clipping;

  private SteppedGradient(
      String name,
      Norm norm,
      AttackSettings settings,
      int steps,
      double usualShare,
      boolean random,
      boolean momentum) {
    this.name = name;
    this.norm = norm;
    this.strength = settings.requireStrength(name);
    this.steps = steps;
    this.stepSize = settings.stepSize() == null ? usualShare * strength : settings.stepSize();
    this.restarts = settings.restarts();
    this.random = random;
    this.momentum = momentum;
    this.plain = settings.plain();
    Clipping usual = random ? Clipping.SEEN : Clipping.STEP;
    this.clipping = settings.clipping() == null ? usual : settings.clipping();
  }

  static Attack single(Norm norm, AttackSettings settings) {
    return new SteppedGradient("fgsm", norm, settings, 1, 1, false, false);
  }

  static Attack fromInput(Norm norm, AttackSettings settings) {
    return new SteppedGradient(
        "bim", norm, settings, settings.stepsOr(USUAL_STEPS), USUAL_SHARE, false, false);
  }

  static Attack fromRandom(Norm norm, AttackSettings settings) {
    return new SteppedGradient(
        "pgd", norm, settings, settings.stepsOr(USUAL_STEPS), USUAL_SHARE, true, false);
  }

  static Attack withMomentum(Norm norm, AttackSettings settings) {
    int steps = settings.stepsOr(USUAL_STEPS);
    return new SteppedGradient("mifgsm", norm, settings, steps, 1.0 / steps, false, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Norm norm() {
    return norm;
  }

  @Override
  public double strength() {
    return strength;
  }

  @Override
  public boolean needsGradient() {
    return true;
  }

  @Override
  public boolean usesCrossEntropy() {
    return true;
  }

  @Override
  public boolean isSingleStep() {
    return steps == 1 && restarts == 1;
  }

  @Override
  public Clipping clipping() {
    return clipping;
  }

  @Override
  public boolean takesTarget() {
    return true;
  }

  @Override
  public double evaluations(int classes) {
    return restarts * (GRADIENT * steps + 1) + 1;
  }

  @Override
  public NdArray attack(
      AttackedNetwork network,
      NdArray inputs,
      Goal goal,
      RandomStream[] streams,
      Progress progress) {
    InputSpace space = network.space();
    float[] clean = inputs.floats();
    space.requireInside(clean);
    Budget budget = new Budget(norm, strength, space.box());
    BestChanges best = new BestChanges(network, goal);
    for (int restart = 0; restart < restarts; restart++) {
      float[] changed = climbed(network, clean, goal, streams, restart, progress);
      budget.project(changed, clean, space.size());
      best.offer(changed);
    }
    return space.batch(plain || goal.targeted() ? best.all() : best.orClean(clean));
  }

  /**
   * Where the steps of one beginning lead; where the range is met by what is seen, perhaps outside.
   */
  private float[] climbed(
      AttackedNetwork network,
      float[] clean,
      Goal goal,
      RandomStream[] streams,
      int restart,
      Progress progress) {
    InputSpace space = network.space();
    int size = space.size();
    boolean seen = clipping == Clipping.SEEN;
    Budget whole = new Budget(norm, strength, space.box());
    Budget budget = seen ? whole.withoutBox() : whole;
    float[] changed = clean.clone();
    if (random) {
      for (int row = 0; row < streams.length; row++) {
        scatter(changed, row * size, size, streams[row].derive(restart));
      }
      budget.project(changed, clean, size);
    }
    float[] sum = new float[momentum ? changed.length : 0];
    for (int step = 0; step < steps; step++) {
      progress.checkCancelled();
      float[] shown = changed.clone();
      if (seen) {
        space.clip(shown);
      }
      float[] gradient = network.ascent(space.batch(shown), goal);
      for (int i = 0; i < gradient.length; i++) {
        // Beyond the range nothing is seen to change; at its end the derivative is that from
        // inside.
        gradient[i] = shown[i] == changed[i] ? gradient[i] : 0;
      }
      for (int from = 0; from < changed.length; from += size) {
        if (momentum) {
          add(sum, gradient, from, size);
        }
        move(changed, momentum ? sum : gradient, from, size);
      }
      budget.project(changed, clean, size);
    }
    return changed;
  }

  /** Moves an input to a random point of the budget: uniform by volume. */
  private void scatter(float[] values, int from, int size, RandomStream random) {
    if (norm == Norm.LINF) {
      for (int i = 0; i < size; i++) {
        values[from + i] += (float) (strength * (2 * random.nextDouble() - 1));
      }
      return;
    }
    double[] direction = new double[size];
    double squares = 0;
    for (int i = 0; i < size; i++) {
      direction[i] = random.nextGaussian();
      squares += direction[i] * direction[i];
    }
    double length = strength * StrictMath.pow(random.nextDouble(), 1.0 / size);
    for (int i = 0; i < size; i++) {
      values[from + i] += (float) (direction[i] * length / Math.sqrt(squares));
    }
  }

  private void move(float[] values, float[] along, int from, int size) {
    if (norm == Norm.LINF) {
      for (int i = from; i < from + size; i++) {
        if (Float.isFinite(along[i])) {
          values[i] += along[i] > 0 ? (float) stepSize : along[i] < 0 ? (float) -stepSize : 0;
        }
      }
      return;
    }
    double squares = 0;
    for (int i = from; i < from + size; i++) {
      squares += (double) along[i] * along[i];
    }
    if (squares > 0 && squares < Double.POSITIVE_INFINITY) {
      double factor = stepSize / Math.sqrt(squares);
      for (int i = from; i < from + size; i++) {
        values[i] += (float) (factor * along[i]);
      }
    }
  }

  private static void add(float[] sum, float[] gradient, int from, int size) {
    double absolute = 0;
    for (int i = from; i < from + size; i++) {
      absolute += Math.abs(gradient[i]);
    }
    if (absolute > 0 && absolute < Double.POSITIVE_INFINITY) {
      for (int i = from; i < from + size; i++) {
        sum[i] = MOMENTUM * sum[i] + (float) (gradient[i] / absolute);
      }
    }
  }
}
