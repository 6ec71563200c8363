package dev.nervure.fiber;

import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What all walks within a fiber have in common: steps are made until the length is walked, the step
 * budget is used up, or something is in the way that no other direction avoids. Where a heading
 * draws its directions, another one is drawn, up to {@value #MOST_DRAWS} times without getting on.
 * How a step is made is the affair of the {@link Stepper}. Not thread safe; one per walk.
 */
final class StepLoop {

  /**
   * Of a wanted velocity, a share up to this is none: rounding leaves about as much of one that
   * fiber and box do not allow at all.
   */
  static final double NO_DIRECTION = 1e-9;

  /**
   * A step that the box shortens falls short of the length asked for; what is left then is walked
   * too, but not down to the last bit.
   */
  static final double LENGTH_TOLERANCE = 1e-9;

  /**
   * Draws in a row that may lead nowhere. As long as any direction stays inside the box, those that
   * point away from all such directions fill a half-space at most, so that a draw finds one with a
   * probability of at least a half; and a fold is left to one side or the other. All fail by bad
   * luck once in four thousand million times.
   */
  private static final int MOST_DRAWS = 32;

  /** A draw was not in vain where the walk came as far as this share of its first step since. */
  private static final double PROGRESS = 0.1;

  /** So many steps in a row are judged together. */
  private static final int WINDOW = 64;

  /** Steps creep where they are shorter than this share of the first one, on average. */
  private static final double CREEPING = 1e-3;

  /** Units of progress of a whole walk. */
  private static final int UNITS = 1000;

  private final WalkOptions options;
  private final Heading heading;
  private final WalkLog log;
  private final double lengthTolerance;

  /** The length walked before each of the last steps, in turn. */
  private final double[] lengths = new double[WINDOW];

  private int stepsJudged;
  private double lengthAtDraw;
  private int draws;

  /**
   * The loop of one walk.
   *
   * @param lengthTolerance this share of the length may be left unwalked
   */
  StepLoop(WalkOptions options, Heading heading, WalkLog log, double lengthTolerance) {
    this.options = options;
    this.heading = heading;
    this.log = log;
    this.lengthTolerance = lengthTolerance;
  }

  /** Makes the steps of one kind of walk. */
  interface Stepper {

    /**
     * Asks the heading for a direction and makes one step, which it notes in the log.
     *
     * @return what is in the way; null where the step was made or is to be tried again. With an
     *     avoidable obstacle it has forgotten its direction, so that it draws another one if asked
     *     again
     */
    @Nullable Obstacle step();
  }

  /**
   * What is in the way of a walk.
   *
   * @param stop why it ends unless another direction avoids it
   * @param isAvoidable whether another direction may be drawn
   */
  record Obstacle(StopReason stop, boolean isAvoidable) {

    /** One that ends the walk. */
    static Obstacle end(StopReason stop) {
      return new Obstacle(stop, false);
    }
  }

  /** Walks until the length is reached or the walk ends for another reason. */
  WalkResult run(Stepper stepper, Progress progress) {
    log.endWhere(heading::mayEnd);
    try (Progress.Task task = progress.begin("walk", UNITS)) {
      long reported = 0;
      while (left() > lengthTolerance * options.length()) {
        progress.checkCancelled();
        if (log.steps() == options.stepBudget()) {
          return log.finish(StopReason.STEPS);
        }
        Obstacle obstacle = stepper.step();
        if (obstacle != null && !(obstacle.isAvoidable() && mayDraw())) {
          return log.finish(obstacle.stop());
        }
        long done = Math.min(UNITS, (long) (UNITS * log.length() / options.length()));
        task.advance(done - reported);
        reported = done;
      }
    }
    return log.finish(StopReason.LENGTH);
  }

  private double left() {
    return options.length() - log.length();
  }

  /**
   * The step to try.
   *
   * @param longest what the walk takes for a good step here
   * @param useful the longest that is of use to the heading
   */
  double reach(double longest, double useful) {
    return Math.min(Math.min(longest, useful), left());
  }

  /**
   * Whether there is a direction to step in.
   *
   * @param wantedLength of the velocity that the heading wants
   * @param allowedLength of what fiber and box leave of it
   * @param useful the longest step that is of use to the heading, see {@link Heading#longestStep}
   * @param isDrawn whether another direction may be drawn
   * @return the obstacle; null where a step can be made
   */
  @Nullable Obstacle noDirection(
      double wantedLength, double allowedLength, double useful, boolean isDrawn) {
    if (useful <= 0) {
      return new Obstacle(heading.arrival(), isDrawn);
    }
    return allowedLength <= NO_DIRECTION * wantedLength
        ? new Obstacle(StopReason.BOX, isDrawn)
        : null;
  }

  /**
   * Judges a step that was noted in the log. Along a kink that leads back, steps may shrink to the
   * smallest: shorter ones need no smaller corrections. A heading that says how far is of use
   * judges itself whether it gets on.
   *
   * @param useful the longest step that was of use to the heading
   * @return whether the last {@value #WINDOW} steps were so short that as many of them as are
   *     allowed would not make up the length asked for
   */
  boolean creeps(double useful) {
    int slot = stepsJudged % WINDOW;
    double mean = (log.length() - lengths[slot]) / WINDOW;
    lengths[slot] = log.length();
    stepsJudged++;
    double needed = options.length() / options.stepBudget();
    return stepsJudged > WINDOW
        && mean < Math.min(needed, CREEPING * options.step())
        && !options.fixedStep()
        && useful == Double.POSITIVE_INFINITY;
  }

  /** Whether another direction may be drawn here, which is noted. */
  private boolean mayDraw() {
    if (log.length() - lengthAtDraw > PROGRESS * options.step()) {
      draws = 0;
      lengthAtDraw = log.length();
    }
    stepsJudged = 0;
    return draws++ < MOST_DRAWS;
  }
}
