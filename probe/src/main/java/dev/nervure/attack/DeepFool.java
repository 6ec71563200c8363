package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * DeepFool (Moosavi-Dezfooli et al., arXiv 1511.04599, algorithm 2): the network is replaced by its
 * linearisation, whose nearest boundary to another class gives the next step; the sum of the steps
 * is taken 1.02 times. At most 50 steps; only the ten classes with the largest logits at the input
 * are looked at, as by the authors. Each step is brought into the range of values, and one that has
 * crossed ends the search.
 *
 * <p>Any other answer than the label is looked for; an input that is answered wrongly as it is
 * stays so. Cost: a step takes as many gradients as classes are looked at.
 */
final class DeepFool implements Attack {
  static final int USUAL_STEPS = 50;
  private static final int MOST_CLASSES = 10;
  private static final double OVERSHOOT = 0.02;

  /** Added to the distance, so that a step does not end on the boundary (as by the authors). */
  private static final double PAST_BOUNDARY = 1e-4;

  private final int steps;

  private DeepFool(int steps) {
    this.steps = steps;
  }

  static Attack of(Norm norm, AttackSettings settings) {
    return new DeepFool(settings.stepsOr(USUAL_STEPS));
  }

  @Override
  public String name() {
    return "deepfool";
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
    return false;
  }

  @Override
  public double evaluations(int classes) {
    // To begin with the largest logits; then an evaluation a step, and a way back for each class.
    return 1 + steps * (1 + (GRADIENT - 1) * (Math.min(classes, MOST_CLASSES) - 1));
  }

  @Override
  public NdArray attack(
      AttackedNetwork network,
      NdArray inputs,
      Goal goal,
      RandomStream[] streams,
      Progress progress) {
    InputSpace space = network.space();
    int size = space.size();
    float[] clean = inputs.floats();
    space.requireInside(clean);
    float[] changed = clean.clone();
    double[][] total = new double[streams.length][size];
    double[] first = network.logits(inputs);
    int[][] rivals = new int[streams.length][];
    for (int row = 0; row < rivals.length; row++) {
      rivals[row] = rivals(network.row(first, row), goal.classes()[row]);
    }
    int[] active = IntStream.range(0, streams.length).toArray();
    for (int step = 0; step < steps && active.length > 0; step++) {
      progress.checkCancelled();
      active = advance(network, active, goal, rivals, clean, changed, total);
    }
    return space.batch(changed);
  }

  /**
   * A step of each input that has not crossed.
   *
   * @return those inputs
   */
  private static int[] advance(
      AttackedNetwork network,
      int[] active,
      Goal goal,
      int[][] rivals,
      float[] clean,
      float[] changed,
      double[][] total) {
    InputSpace space = network.space();
    int size = space.size();
    int functions = rivals[0].length;
    AttackedNetwork.Slopes slopes =
        network.slopes(
            space.batch(rows(changed, active, size)),
            functions,
            (logits, i) -> leads(logits.length, rivals[active[i]], goal.classes()[active[i]]));
    Goal of = goal.select(active);
    int[] staying =
        IntStream.range(0, active.length)
            .filter(i -> !of.isReached(network.row(slopes.logits(), i), i))
            .toArray();
    for (int i : staying) {
      int row = active[i];
      double[] logits = network.row(slopes.logits(), i);
      int nearest = -1;
      double nearestDistance = Double.POSITIVE_INFINITY;
      double nearestSquares = 0;
      for (int k = 0; k < functions; k++) {
        float[] gradient = slopes.gradients().get(k);
        double squares = 0;
        for (int j = i * size; j < (i + 1) * size; j++) {
          squares += (double) gradient[j] * gradient[j];
        }
        double gap = Math.abs(logits[rivals[row][k]] - logits[goal.classes()[row]]);
        double distance = gap / Math.sqrt(squares);
        if (squares > 0 && distance < nearestDistance) {
          nearest = k;
          nearestDistance = distance;
          nearestSquares = squares;
        }
      }
      if (nearest < 0) {
        continue; // No gradient: nowhere to go.
      }
      float[] gradient = slopes.gradients().get(nearest);
      double factor = (nearestDistance + PAST_BOUNDARY) / Math.sqrt(nearestSquares);
      for (int j = 0; j < size; j++) {
        total[row][j] += factor * gradient[i * size + j];
        int at = row * size + j;
        float wanted = (float) (clean[at] + (1 + OVERSHOOT) * total[row][j]);
        changed[at] = Budget.inBox(space.box(), j, wanted, clean[at]);
      }
    }
    return Arrays.stream(staying).map(i -> active[i]).toArray();
  }

  /** The classes that are looked at: those of the largest logits without the label. */
  private static int[] rivals(double[] logits, int label) {
    return IntStream.range(0, logits.length)
        .filter(k -> k != label)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer k) -> -logits[k])
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST_CLASSES - 1L)
        .mapToInt(k -> k)
        .toArray();
  }

  /** Weights of the differences between the logits of rivals and that of the label. */
  private static double[][] leads(int classes, int[] rivals, int label) {
    double[][] weights = new double[rivals.length][classes];
    for (int k = 0; k < rivals.length; k++) {
      weights[k][rivals[k]] = 1;
      weights[k][label] = -1;
    }
    return weights;
  }

  /** Some rows of many. */
  static float[] rows(float[] all, int[] chosen, int size) {
    float[] some = new float[chosen.length * size];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(all, chosen[i] * size, some, i * size, size);
    }
    return some;
  }
}
