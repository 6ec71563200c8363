package dev.nervure.study.fiber.members;

import dev.nervure.box.Box;
import dev.nervure.fiber.ClassSampler;
import dev.nervure.fiber.SampleResult;
import dev.nervure.fiber.SamplerOptions;
import dev.nervure.fiber.WalkStep;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.progress.Progress;
import dev.nervure.run.ResourceException;
import dev.nervure.stats.RandomStream;
import java.util.Locale;

/** The Markov chain that draws the members of one input uniformly by area. */
final class MemberChain {

  /**
   * A proposal may move so many coordinates more than outputs are held: few of them leave a box.
   */
  private static final int MORE_COORDINATES = 4;

  /** In a fiber of more dimensions nearly all proposals that move all coordinates leave a box. */
  private static final int MOST_DIMENSIONS_AT_ONCE = 20;

  /**
   * A chain may take so many multiplications, inputs times the square of the held outputs for each
   * proposal: some minutes an input where many outputs are held. 784 inputs with 400 held outputs
   * take more than that before the first member is drawn.
   */
  private static final double MOST_MULTIPLICATIONS = 5e10;

  private final DifferentiableMap held;
  private final SamplerOptions options;

  /**
   * A chain.
   *
   * @param held what all members share
   * @param members how many are drawn
   * @param box where they lie
   */
  MemberChain(DifferentiableMap held, int members, Box box) {
    this.held = held;
    SamplerOptions chain = SamplerOptions.ofSamples(members).withBox(box);
    boolean bounded = Double.isFinite(box.low(0)) || Double.isFinite(box.high(0));
    int few = held.outputSize() + MORE_COORDINATES;
    int dimensions = held.inputSize() - held.outputSize();
    int most = Math.min(few + MORE_COORDINATES, MOST_DIMENSIONS_AT_ONCE);
    this.options = bounded && dimensions > most ? chain.withCoordinatesAtOnce(few) : chain;
  }

  /** How many coordinates a proposal may move. */
  int coordinatesAtOnce() {
    return Math.min(options.coordinatesAtOnce(), held.inputSize());
  }

  /**
   * Refuses a chain that would take hours.
   *
   * @throws ResourceException with the numbers, and what to do instead
   */
  void requireAffordable() {
    double proposals = options.burnIn() + (double) options.samples() * options.thinning();
    double each =
        (double) held.inputSize()
            * held.outputSize()
            * Math.min(held.inputSize(), held.outputSize());
    if (proposals * each > MOST_MULTIPLICATIONS) {
      throw new ResourceException(
          String.format(
              Locale.ROOT,
              "a chain of %.0f proposals with a Jacobian of %d x %d each takes %.1e multiplications an input, more than %.0e\n"
                  + "hold less (--hold top:5), %stake the ends of walks (nervure fibers members)",
              proposals,
              held.outputSize(),
              held.inputSize(),
              proposals * each,
              MOST_MULTIPLICATIONS,
              options.burnIn() * each > MOST_MULTIPLICATIONS ? "or " : "draw fewer members, or "));
    }
  }

  /**
   * Draws the members.
   *
   * @param start the input that they share the held outputs with
   * @param recorder told of each member
   * @throws IllegalArgumentException when the input has no other members
   */
  SampleResult sample(
      double[] start, RandomStream random, WalkStep.Recorder recorder, Progress progress) {
    Linearization here = held.linearize(start);
    if (!here.isFinite()) {
      throw new IllegalArgumentException(
          "the network has NaN or infinite values or derivatives at the input");
    }
    if (PullbackSpectrum.of(here, options.rankTolerance()).nullDimension() == 0) {
      throw new IllegalArgumentException(FiberMembers.POINT_CLASS);
    }
    return new ClassSampler(held, options).sample(start, random, recorder, progress);
  }
}
