package dev.nervure.study.attack;

import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.study.JsonSection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What attacks have done to the answers, one object an attack and strength: its accuracy with the
 * interval, how often it was successful, macro-F1, and the length of the changes. The noise beside
 * attacks is a section of its own.
 */
public final class AttacksSection implements JsonSection {
  private final boolean controls;

  private AttacksSection(boolean controls) {
    this.controls = controls;
  }

  /** All sections of a run of attacks. */
  public static JsonSection[] all() {
    return new JsonSection[] {
      new CleanAccuracy(), new AttacksSection(false), new AttacksSection(true)
    };
  }

  @Override
  public String name() {
    return controls ? "controls" : "attacks";
  }

  /** The accuracy on clean inputs. */
  private static final class CleanAccuracy implements JsonSection {
    @Override
    public String name() {
      return "cleanAccuracy";
    }

    @Override
    public Object tree(Results results) {
      return results.at(ChosenAttack.CLEAN).accuracy().orElse(0);
    }
  }

  @Override
  public Object tree(Results results) {
    return AttackOutcome.of(results, controls).stream().map(AttacksSection::fields).toList();
  }

  private static Map<String, @Nullable Object> fields(AttackOutcome one) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("method", one.method());
    fields.put("norm", one.norm());
    fields.put("eps", one.eps());
    fields.put("target", one.target());
    fields.put("clip", one.clip());
    MeasuredValue accuracy = one.accuracy();
    if (accuracy != null) {
      fields.put("accuracy", accuracy.estimate());
      fields.put("low", accuracy.low());
      fields.put("high", accuracy.high());
      fields.put("n", accuracy.n());
    }
    MeasuredValue success = one.success();
    if (success != null) {
      fields.put("success", success.estimate());
      fields.put("successOf", AttackOutcome.parameters(success).get("of"));
    }
    MeasuredValue macroF1 = one.macroF1();
    if (macroF1 != null) {
      fields.put("macroF1", macroF1.estimate());
    }
    MeasuredValue change = one.change();
    if (change != null) {
      fields.put("meanChangeL2", change.estimate());
      fields.put(
          "largestChangeOfAValue", AttackOutcome.parameters(change).get("largestChangeOfAValue"));
    }
    MeasuredValue roundedAway = one.roundedAway();
    if (roundedAway != null) {
      fields.put("fooledBeforeRounding", one.fooled());
      fields.put("setRightByRounding", one.setRight());
    }
    return fields;
  }
}
