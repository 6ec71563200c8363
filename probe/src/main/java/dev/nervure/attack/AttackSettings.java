package dev.nervure.attack;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an attack may be told; what is null is the attack's own default ({@link Attacks}). Start
 * from {@link #defaults()}.
 *
 * @param norm what the strength is measured in
 * @param strength the largest change, in that norm and the units of the {@link InputSpace}; an
 *     attack that looks for the smallest change takes none
 * @param steps how many steps, or iterations, or generations
 * @param stepSize length of a step, in the norm
 * @param restarts how often it begins anew; the best of them counts. At least 1
 * @param clipping where steps meet the range of values
 * @param plain the change as the formula has it: not kept from making a wrong answer right
 */
public record AttackSettings(
    @Nullable Norm norm,
    @Nullable Double strength,
    @Nullable Integer steps,
    @Nullable Double stepSize,
    int restarts,
    @Nullable Clipping clipping,
    boolean plain) {
  /** What stands for the default of an attack. */
  private static final String OF_EACH = "of each method";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of range; says which
   */
  public AttackSettings {
    if (strength != null && !(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the strength of an attack must be finite and at least 0 but was " + strength);
    }
    if (steps != null && steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1 but were " + steps);
    }
    if (stepSize != null && !(stepSize > 0 && stepSize < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a step must be finite and positive but was " + stepSize);
    }
    if (restarts < 1) {
      throw new IllegalArgumentException("restarts must be at least 1 but were " + restarts);
    }
  }

  /** Each attack's own. */
  public static AttackSettings defaults() {
    return new AttackSettings(null, null, null, null, 1, null, false);
  }

  /** With another norm. */
  public AttackSettings withNorm(@Nullable Norm changed) {
    return edited(fields -> fields.norm = changed);
  }

  /** With another strength. */
  public AttackSettings withStrength(@Nullable Double changed) {
    return edited(fields -> fields.strength = changed);
  }

  /** With another number of steps. */
  public AttackSettings withSteps(@Nullable Integer changed) {
    return edited(fields -> fields.steps = changed);
  }

  /** With steps of another length. */
  public AttackSettings withStepSize(@Nullable Double changed) {
    return edited(fields -> fields.stepSize = changed);
  }

  /** With another number of beginnings. */
  public AttackSettings withRestarts(int changed) {
    return edited(fields -> fields.restarts = changed);
  }

  /** With steps that meet the range elsewhere. */
  public AttackSettings withClipping(@Nullable Clipping changed) {
    return edited(fields -> fields.clipping = changed);
  }

  /** As the formula has it, or not. */
  public AttackSettings withPlain(boolean changed) {
    return edited(fields -> fields.plain = changed);
  }

  /** What differs from {@link #defaults()}, norm, strength and {@link #plain} aside. */
  public Set<AttackSetting> given() {
    Set<AttackSetting> given = EnumSet.noneOf(AttackSetting.class);
    for (AttackSetting setting : AttackSetting.values()) {
      boolean isGiven =
          switch (setting) {
            case STEPS -> steps != null;
            case STEP_SIZE -> stepSize != null;
            case RESTARTS -> restarts != 1;
            case CLIPPING -> clipping != null;
          };
      if (isGiven) {
        given.add(setting);
      }
    }
    return given;
  }

  /**
   * All of them by name, in the order of the components: what keys and manifests say of the
   * settings of an attack.
   */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("norm", norm == null ? OF_EACH : norm.text());
    parameters.put("strength", Objects.requireNonNullElse(strength, OF_EACH));
    parameters.put("steps", Objects.requireNonNullElse(steps, OF_EACH));
    parameters.put("stepSize", Objects.requireNonNullElse(stepSize, OF_EACH));
    parameters.put("restarts", restarts);
    parameters.put("clipping", clipping == null ? OF_EACH : clipping.text());
    parameters.put("plain", plain);
    return parameters;
  }

  /** The same without what an attack does not take. */
  public AttackSettings only(Set<AttackSetting> taken) {
    return edited(
        fields -> {
          fields.steps = taken.contains(AttackSetting.STEPS) ? steps : null;
          fields.stepSize = taken.contains(AttackSetting.STEP_SIZE) ? stepSize : null;
          fields.restarts = taken.contains(AttackSetting.RESTARTS) ? restarts : 1;
          fields.clipping = taken.contains(AttackSetting.CLIPPING) ? clipping : null;
        });
  }

  /** The strength of an attack that cannot do without. */
  double requireStrength(String attack) {
    if (strength == null) {
      throw new IllegalArgumentException(attack + " needs a strength: the largest change, --eps");
    }
    return strength;
  }

  int stepsOr(int usual) {
    return steps == null ? usual : steps;
  }

  private AttackSettings edited(Consumer<Fields> edit) {
    Fields fields = new Fields(this);
    edit.accept(fields);
    return fields.settings();
  }

  /** A mutable copy, so that each wither names one field only. */
  private static final class Fields {
    private @Nullable Norm norm;
    private @Nullable Double strength;
    private @Nullable Integer steps;
    private @Nullable Double stepSize;
    private int restarts;
    private @Nullable Clipping clipping;
    private boolean plain;

    Fields(AttackSettings from) {
      this.norm = from.norm;
      this.strength = from.strength;
      this.steps = from.steps;
      this.stepSize = from.stepSize;
      this.restarts = from.restarts;
      this.clipping = from.clipping;
      this.plain = from.plain;
    }

    AttackSettings settings() {
      return new AttackSettings(norm, strength, steps, stepSize, restarts, clipping, plain);
    }
  }
}
