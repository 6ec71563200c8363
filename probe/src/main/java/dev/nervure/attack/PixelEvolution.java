package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.image.PixelGrid;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;

/**
 * The one-pixel attack (Su et al., arXiv 1710.08864): differential evolution over the places and
 * values of a few pixels, without gradients. A population of 400, a hundred generations ({@code
 * steps}), factor 0.5 without crossover; each child takes the place of its parent if it comes
 * farther. Values begin normal around the middle of their range, as in the paper; what leaves the
 * range or the image is set to its end. Ends with the first generation that has reached the goal.
 *
 * <p>Cost: up to 40,400 evaluations an image.
 */
final class PixelEvolution implements Attack {
  static final int USUAL_STEPS = 100;
  private static final int POPULATION = 400;
  private static final double FACTOR = 0.5;
  private static final int EVALUATED_AT_ONCE = 100;

  private final int pixels;
  private final int generations;

  private PixelEvolution(int pixels, int generations) {
    this.pixels = pixels;
    this.generations = generations;
  }

  static Attack of(Norm norm, AttackSettings settings) {
    double strength = settings.requireStrength("onepixel");
    if (strength < 1 || strength != Math.rint(strength) || strength > 1000) {
      throw new IllegalArgumentException(
          "the strength of onepixel is a number of pixels from 1 to 1000 but was " + strength);
    }
    return new PixelEvolution((int) strength, settings.stepsOr(USUAL_STEPS));
  }

  @Override
  public String name() {
    return "onepixel";
  }

  @Override
  public Norm norm() {
    return Norm.L0;
  }

  @Override
  public double strength() {
    return pixels;
  }

  @Override
  public boolean needsGradient() {
    return false;
  }

  @Override
  public boolean takesTarget() {
    return true;
  }

  @Override
  public double evaluations(int classes) {
    return POPULATION * (generations + 1.0);
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
    BestChanges best = new BestChanges(network, goal);
    best.offer(clean);
    for (int row = 0; row < streams.length; row++) {
      if (!best.isReached(row)) {
        new Population(network, clean, row, streams[row].derive("evolution"))
            .evolve(goal, best, progress);
      }
    }
    return space.batch(best.all());
  }

  /** The candidates for one image: for each pixel its row, its column and its values. */
  private final class Population {
    private final AttackedNetwork network;
    private final PixelGrid grid;
    private final float[] clean;
    private final int row;
    private final RandomStream random;
    private final int genes;

    Population(AttackedNetwork network, float[] clean, int row, RandomStream random) {
      this.network = network;
      this.grid = PixelGrid.of(network.space().shape());
      this.clean = clean;
      this.row = row;
      this.random = random;
      this.genes = 2 + grid.channels();
    }

    void evolve(Goal goal, BestChanges best, Progress progress) {
      double[][] parents = new double[POPULATION][];
      for (int i = 0; i < POPULATION; i++) {
        parents[i] = drawn();
      }
      double[] fitness = fitness(parents, goal, best, progress);
      for (int generation = 0; generation < generations && !best.isReached(row); generation++) {
        double[][] children = new double[POPULATION][];
        for (int i = 0; i < POPULATION; i++) {
          children[i] =
              child(
                  parents[random.nextInt(POPULATION)],
                  parents[random.nextInt(POPULATION)],
                  parents[random.nextInt(POPULATION)]);
        }
        double[] comes = fitness(children, goal, best, progress);
        for (int i = 0; i < POPULATION; i++) {
          if (comes[i] > fitness[i]) {
            parents[i] = children[i];
            fitness[i] = comes[i];
          }
        }
      }
    }

    private double[] drawn() {
      double[] candidate = new double[pixels * genes];
      for (int pixel = 0; pixel < pixels; pixel++) {
        int at = pixel * genes;
        candidate[at] = random.nextInt(grid.height());
        candidate[at + 1] = random.nextInt(grid.width());
        for (int channel = 0; channel < grid.channels(); channel++) {
          Box box = network.space().box();
          double low = low(box, grid.index(0, channel));
          double high = high(box, grid.index(0, channel));
          candidate[at + 2 + channel] = (low + high) / 2 + (high - low) / 2 * random.nextGaussian();
        }
      }
      return candidate;
    }

    private static double low(Box box, int coordinate) {
      return Double.isFinite(box.low(coordinate)) ? box.low(coordinate) : 0;
    }

    private static double high(Box box, int coordinate) {
      return Double.isFinite(box.high(coordinate)) ? box.high(coordinate) : 1;
    }

    private double[] child(double[] a, double[] b, double[] c) {
      double[] candidate = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        candidate[i] = a[i] + FACTOR * (b[i] - c[i]);
      }
      return candidate;
    }

    private double[] fitness(
        double[][] candidates, Goal goal, BestChanges best, Progress progress) {
      int size = network.space().size();
      double[] fitness = new double[candidates.length];
      for (int from = 0; from < candidates.length; from += EVALUATED_AT_ONCE) {
        progress.checkCancelled();
        int some = Math.min(EVALUATED_AT_ONCE, candidates.length - from);
        float[] images = new float[some * size];
        for (int i = 0; i < some; i++) {
          System.arraycopy(clean, row * size, images, i * size, size);
          paint(candidates[from + i], images, i * size);
        }
        double[] logits = network.logits(network.space().batch(images));
        for (int i = 0; i < some; i++) {
          double[] one = network.row(logits, i);
          fitness[from + i] = goal.progress(one, row);
          best.offer(row, images, i * size, one);
        }
      }
      return fitness;
    }

    private void paint(double[] candidate, float[] images, int image) {
      for (int at = 0; at < candidate.length; at += genes) {
        int y = (int) Math.max(0, Math.min(grid.height() - 1, Math.rint(candidate[at])));
        int x = (int) Math.max(0, Math.min(grid.width() - 1, Math.rint(candidate[at + 1])));
        for (int channel = 0; channel < grid.channels(); channel++) {
          int index = grid.index(y * grid.width() + x, channel);
          images[image + index] =
              Budget.inBox(
                  network.space().box(),
                  index,
                  (float) candidate[at + 2 + channel],
                  clean[row * network.space().size() + index]);
        }
      }
    }
  }
}
