package dev.nervure.study.attack;

import dev.nervure.attack.Attack;
import dev.nervure.attack.AttackSettings;
import dev.nervure.run.Subject;
import dev.nervure.study.Artifact;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attack of a study, with its place in the results and its file.
 *
 * @param attack with its settings
 * @param settings that it was made with
 * @param readAt of an attack that looks for the smallest change: at which strengths its accuracy is
 *     told; else empty
 * @param target the answer that it is to reach; null for any wrong one
 * @param control whether it is the noise beside an attack
 */
record ChosenAttack(
    Attack attack,
    AttackSettings settings,
    List<Double> readAt,
    @Nullable Integer target,
    boolean control) {
  /** The inputs as they are. */
  static final Subject CLEAN = Subject.CLEAN;

  /** Copies the strengths. */
  ChosenAttack {
    readAt = List.copyOf(readAt);
  }

  /** Whether it has no budget. */
  boolean isNearest() {
    return Double.isInfinite(attack.strength());
  }

  /** Where its values stand: {@code pgd linf} at its strength. */
  Subject subject() {
    Subject group = Subject.ofGroup(group());
    return isNearest() ? group : group.withStrength(attack.strength());
  }

  private String group() {
    String group = attack.name() + " " + attack.norm().text();
    return target == null ? group : group + " to " + target;
  }

  /** The changed inputs: samples x the shape that the network takes. */
  Artifact file() {
    return Artifact.array("attacked/" + fileName() + ".npy", 0);
  }

  /** Some inputs before and after, as a picture. */
  Artifact picture() {
    return Artifact.file("attacked/" + fileName() + ".png");
  }

  private String fileName() {
    String strength =
        isNearest() ? "" : String.format(Locale.ROOT, "-%s", Double.toString(attack.strength()));
    return group().replace(' ', '-') + strength;
  }
}
