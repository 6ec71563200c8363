package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Changes inputs so that a network answers otherwise. Made with its settings by {@link Attacks};
 * immutable, for any number of threads. What comes out depends on the inputs of the batch, on the
 * settings and on the streams alone.
 */
public interface Attack {

  /** Its name on the command line, for example {@code pgd}. */
  String name();

  /** What its strength is measured in. */
  Norm norm();

  /**
   * The largest change that it may make, in its {@link #norm}; infinite where it looks for the
   * smallest change that reaches the goal, however large.
   */
  double strength();

  /** Whether it moves along gradients. */
  boolean needsGradient();

  /** Whether these gradients are those of the cross entropy, rather than of single logits. */
  default boolean usesCrossEntropy() {
    return false;
  }

  /** Whether it takes one step along a gradient and no more. */
  default boolean isSingleStep() {
    return false;
  }

  /** Where its steps meet the range of values; null where it makes no such steps. */
  default @Nullable Clipping clipping() {
    return null;
  }

  /** Whether it can go for a certain answer. */
  boolean takesTarget();

  /**
   * How much work it is at most, in evaluations of an input; a gradient counts as {@link
   * #GRADIENT}.
   *
   * @param classes of the network
   */
  double evaluations(int classes);

  /** What a gradient takes, in evaluations: one, and back through the layers. */
  double GRADIENT = 3;

  /**
   * Attacks a batch. Where an attack without a target does not reach its goal but the clean input
   * is answered wrongly as it is, the clean input is what comes out: a change is never for the
   * better. Not so of noise, which does not look at answers, and where steps are taken as they come
   * ({@link AttackSettings#plain}).
   *
   * @param inputs a batch of the network's {@link AttackedNetwork#space}, within its box
   * @param goal for each input; an attack that takes no target is given none
   * @param streams one for each input; none is advanced, draws come from streams derived of them
   * @return a batch of the same shape, float32, within the box and the budget exactly
   */
  NdArray attack(
      AttackedNetwork network,
      NdArray inputs,
      Goal goal,
      RandomStream[] streams,
      Progress progress);
}
