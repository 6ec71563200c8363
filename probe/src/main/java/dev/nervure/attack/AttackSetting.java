package dev.nervure.attack;

/** What an attack may be told beside its norm and its strength. */
public enum AttackSetting {
  /** {@link AttackSettings#steps}. */
  STEPS("--steps"),
  /** {@link AttackSettings#stepSize}. */
  STEP_SIZE("--step-size"),
  /** {@link AttackSettings#restarts}. */
  RESTARTS("--restarts"),
  /** {@link AttackSettings#clipping}. */
  CLIPPING("--clip");

  private final String option;

  AttackSetting(String option) {
    this.option = option;
  }

  /** Its name on the command line. */
  public String option() {
    return option;
  }
}
