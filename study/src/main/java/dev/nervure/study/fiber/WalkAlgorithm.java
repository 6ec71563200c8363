package dev.nervure.study.fiber;

/**
 * What computes the points of walks and members. The revision of each is part of the keys under
 * which its results are kept: it is raised with every change that moves a point, so that a run that
 * is resumed does not mix the points of two algorithms.
 */
public enum WalkAlgorithm {
  /** {@code LevelSetWalk}, {@code MatrixFreeWalk} and, along curves, {@code CurveTracer}. */
  CORRECTOR("corrected walk/7"),
  /** {@code EulerWalk}. */
  EULER("euler walk/5"),
  /** {@code PiecewiseLinearWalk}. */
  KINKS("walk from kink to kink/4"),
  /** {@code NearestAnswer}, {@code HorizontalLift}, {@code NearestCrossing}. */
  LIFT("horizontal lift/5"),
  /** {@code ClassSampler}. */
  SAMPLER("class sampler/2");

  private final String revision;

  WalkAlgorithm(String revision) {
    this.revision = revision;
  }

  /** Its name and revision. */
  public String revision() {
    return revision;
  }

  /**
   * The one that answers a question.
   *
   * @throws IllegalArgumentException for a preimage, which no walk answers
   */
  public static WalkAlgorithm of(WalkRequest request) {
    return switch (request.mode()) {
      case CROSS -> LIFT;
      case SAMPLE -> SAMPLER;
      case PREIMAGE ->
          throw new IllegalArgumentException("a preimage is searched on the plane, not walked");
      default ->
          switch (request.method()) {
            case CORRECTOR -> CORRECTOR;
            case EULER -> EULER;
            case KINKS -> KINKS;
          };
    };
  }
}
