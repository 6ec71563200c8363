package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/**
 * The attack of Carlini and Wagner in L2 (arXiv 1608.04644, section VI): minimises the square of
 * the change plus c times what the wanted answer lacks in the logits, by Adam in a variable whose
 * hyperbolic tangent fills the range of values; c by nine steps of bisection from 1, for each input
 * on its own. The smallest change that reached the goal comes out. Confidence is 0. The steps begin
 * with 0.1 and fall linearly to 0: with steps of one length the search ends beside the boundary, by
 * about the length of a step in every value. The paper takes 10,000 steps of 0.01. In a hundred
 * such steps a black pixel hardly moves, since the tangent is flat where it begins; here steps are
 * longer and begin a little inside the range.
 *
 * <p>The descent goes for the class that lacks least where it is, whose boundary need not be the
 * nearest: what comes out is an upper bound of the distance.
 *
 * <p>An input that reaches the goal as it is stays as it is; one that is never changed so that it
 * does stays too. Cost: nine times {@code steps} (default 100) gradients.
 */
final class CarliniWagner implements Attack {
  static final int USUAL_STEPS = 100;
  private static final int SEARCHES = 9;
  private static final double FIRST_WEIGHT = 1;
  private static final double GROWTH = 10;
  static final double RATE = 0.1;

  /** Keeps inputs at the ends of their range away from where the tangent is flat. */
  private static final double WITHIN = 1 - 1e-3;

  private final int steps;
  private final double rate;

  private CarliniWagner(int steps, double rate) {
    this.steps = steps;
    this.rate = rate;
  }

  static Attack of(Norm norm, AttackSettings settings) {
    return new CarliniWagner(
        settings.stepsOr(USUAL_STEPS), settings.stepSize() == null ? RATE : settings.stepSize());
  }

  @Override
  public String name() {
    return "cw";
  }

  @Override
  public Norm norm() {
    return Norm.L2;
  }

  @Override
  public double strength() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean needsGradient() {
    return true;
  }

  @Override
  public boolean takesTarget() {
    return true;
  }

  @Override
  public double evaluations(int classes) {
    return SEARCHES * steps * GRADIENT;
  }

  @Override
  public NdArray attack(
      AttackedNetwork network,
      NdArray inputs,
      Goal goal,
      RandomStream[] streams,
      Progress progress) {
    float[] clean = inputs.floats();
    network.space().requireInside(clean);
    Search search = new Search(network, clean, goal);
    for (int i = 0; i < SEARCHES; i++) {
      search.minimise(steps, rate, progress);
      search.changeWeights();
    }
    return network.space().batch(search.best);
  }

  /** The search for a batch. */
  private static final class Search {
    private final AttackedNetwork network;
    private final InputSpace space;
    private final Goal goal;
    private final float[] clean;
    private final float[] best;
    private final double[] bestSquares;
    private final double[] weight;
    private final double[] tooSmall;
    private final double[] largeEnough;
    private final boolean[] reached;

    Search(AttackedNetwork network, float[] clean, Goal goal) {
      int inputs = goal.classes().length;
      this.network = network;
      this.space = network.space();
      this.goal = goal;
      this.clean = clean;
      this.best = clean.clone();
      this.bestSquares = new double[inputs];
      this.weight = new double[inputs];
      this.tooSmall = new double[inputs];
      this.largeEnough = new double[inputs];
      this.reached = new boolean[inputs];
      Arrays.fill(weight, FIRST_WEIGHT);
      Arrays.fill(bestSquares, Double.POSITIVE_INFINITY);
      Arrays.fill(largeEnough, Double.POSITIVE_INFINITY);
      double[] logits = network.logits(space.batch(clean));
      for (int row = 0; row < inputs; row++) {
        if (goal.isReached(network.row(logits, row), row)) {
          bestSquares[row] = 0;
        }
      }
    }

    void minimise(int steps, double rate, Progress progress) {
      Arrays.fill(reached, false);
      double[] variable = new double[clean.length];
      for (int i = 0; i < variable.length; i++) {
        variable[i] = toVariable(space.box(), i % space.size(), clean[i]);
      }
      AdamSteps adam = new AdamSteps(variable.length);
      float[] changed = new float[clean.length];
      double[] slope = new double[clean.length];
      for (int step = 0; step < steps; step++) {
        progress.checkCancelled();
        for (int i = 0; i < variable.length; i++) {
          changed[i] = toValue(i, variable[i]);
        }
        AttackedNetwork.Slopes found =
            network.slopes(
                space.batch(changed.clone()), 1, (logits, row) -> lack(logits, row, weight[row]));
        keep(changed, found.logits());
        float[] gradient = found.gradients().get(0);
        for (int i = 0; i < variable.length; i++) {
          double byValue = 2 * ((double) changed[i] - clean[i]) + finite(gradient[i]);
          slope[i] = byValue * speed(i, variable[i]);
        }
        adam.descend(variable, slope, rate * (1 - (double) step / steps));
      }
    }

    private static double finite(float value) {
      return Float.isFinite(value) ? value : 0;
    }

    private float toValue(int i, double variable) {
      Box box = space.box();
      int coordinate = i % space.size();
      double low = box.low(coordinate);
      double high = box.high(coordinate);
      double value =
          isBounded(box, coordinate)
              ? low + (high - low) * (StrictMath.tanh(variable) + 1) / 2
              : box.clip(coordinate, variable);
      return Budget.inBox(box, coordinate, (float) value, clean[i]);
    }

    private double speed(int i, double variable) {
      Box box = space.box();
      int coordinate = i % space.size();
      if (!isBounded(box, coordinate)) {
        return 1;
      }
      double tangent = StrictMath.tanh(variable);
      return (box.high(coordinate) - box.low(coordinate)) * (1 - tangent * tangent) / 2;
    }

    /** Takes what has reached the goal with less change than any before. */
    private void keep(float[] changed, double[] logits) {
      int size = space.size();
      for (int row = 0; row < reached.length; row++) {
        if (goal.isReached(network.row(logits, row), row)) {
          reached[row] = true;
          double length = Changes.length(Norm.L2, changed, clean, row * size, size);
          if (length * length < bestSquares[row]) {
            bestSquares[row] = length * length;
            System.arraycopy(changed, row * size, best, row * size, size);
          }
        }
      }
    }

    /**
     * The derivative by the logits of what is lacked: of the lead of the label over the best other
     * logit, or of the best other over the target; none where nothing is lacked.
     */
    private double[][] lack(double[] logits, int row, double weighted) {
      int of = goal.classes()[row];
      int other = of == 0 ? 1 : 0;
      for (int k = 0; k < logits.length; k++) {
        other = k != of && logits[k] > logits[other] ? k : other;
      }
      double[] weights = new double[logits.length];
      double lack = goal.targeted() ? logits[other] - logits[of] : logits[of] - logits[other];
      if (lack >= 0) {
        weights[of] = goal.targeted() ? -weighted : weighted;
        weights[other] = -weights[of];
      }
      return new double[][] {weights};
    }

    void changeWeights() {
      for (int row = 0; row < weight.length; row++) {
        if (reached[row]) {
          largeEnough[row] = Math.min(largeEnough[row], weight[row]);
        } else {
          tooSmall[row] = Math.max(tooSmall[row], weight[row]);
        }
        weight[row] =
            Double.isInfinite(largeEnough[row])
                ? weight[row] * GROWTH
                : (tooSmall[row] + largeEnough[row]) / 2;
      }
    }

    private static boolean isBounded(Box box, int coordinate) {
      return Double.isFinite(box.low(coordinate)) && Double.isFinite(box.high(coordinate));
    }

    /** The variable whose value is the input, as nearly as the flat ends of the tangent allow. */
    private static double toVariable(Box box, int coordinate, float value) {
      if (!isBounded(box, coordinate)) {
        return value;
      }
      double low = box.low(coordinate);
      double share = WITHIN * (2 * (value - low) / (box.high(coordinate) - low) - 1);
      return 0.5 * StrictMath.log((1 + share) / (1 - share));
    }
  }

  /** Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) with its usual constants, in float64. */
  private static final class AdamSteps {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double SMALL = 1e-8;

    private final double[] first;
    private final double[] second;
    private double firstPower = 1;
    private double secondPower = 1;

    AdamSteps(int size) {
      this.first = new double[size];
      this.second = new double[size];
    }

    void descend(double[] variable, double[] slope, double rate) {
      firstPower *= FIRST_DECAY;
      secondPower *= SECOND_DECAY;
      for (int i = 0; i < variable.length; i++) {
        first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope[i];
        second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope[i] * slope[i];
        double mean = first[i] / (1 - firstPower);
        double square = second[i] / (1 - secondPower);
        variable[i] -= rate * mean / (Math.sqrt(square) + SMALL);
      }
    }
  }
}
