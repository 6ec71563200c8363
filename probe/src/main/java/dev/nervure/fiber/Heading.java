package dev.nervure.fiber;

import org.jspecify.annotations.Nullable;

/** Where a walk within a class of dimension two or more wants to go. */
public interface Heading {

  /**
   * The wanted velocity, before it is projected onto the class; its length does not matter.
   *
   * @param point where the walk stands; not modified
   * @param last the unit velocity of the step before, as it was there; null at the start
   * @param stepLength the step about to be made
   */
  double[] wanted(double[] point, double @Nullable [] last, double stepLength);

  /**
   * The longest useful step from here.
   *
   * @param wantedLength Euclidean length of the wanted velocity
   * @param allowedLength length of what the class and the box leave of it
   * @return a positive length, or 0 when the walk has arrived
   */
  double longestStep(double wantedLength, double allowedLength);

  /**
   * Whether the wanted velocity is one of the walk itself, which turns where the class turns; where
   * it is a direction of the space around, the walk takes what the class leaves of it on both sides
   * of a fold.
   */
  default boolean turnsWithClass() {
    return false;
  }

  /**
   * Whether the wanted velocity is drawn at random here: asked again without the step before, it is
   * another one. Where one leads nowhere the walk then tries others before it ends.
   *
   * @param point where the walk stands; not modified
   */
  default boolean isDrawn(double[] point) {
    return false;
  }

  /** Why a walk ends for which {@link #longestStep} finds no step that is of use. */
  default StopReason arrival() {
    return StopReason.TARGET;
  }

  /**
   * Whether the walk may end at a point that it accepted, asked once a step, in order. What it
   * walks after the last such point is left out of its path and of its figures.
   *
   * @param point where the walk stands now
   */
  default boolean mayEnd(double[] point) {
    return true;
  }

  /**
   * How long a first correction the steps aim at, as a share of the step: steps are made shorter
   * where the class bends more. {@link LevelSetWalk} asks.
   *
   * @return a share between 0 and 1; by default 0.01, with which a walk resembles a smooth path
   */
  default double targetCurvature() {
    return 0.01;
  }
}
