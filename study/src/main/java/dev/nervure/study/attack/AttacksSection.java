package dev.nervure.study.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.Place;
import dev.nervure.run.Results;
import dev.nervure.study.JsonSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What attacks have done to the answers, one object an attack and strength: its accuracy with the
 * interval, how often it was successful, macro-F1, and the length of the changes. The noise beside
 * attacks is a section of its own.
 */
public final class AttacksSection implements JsonSection {
  private static final List<String> OF_ATTACK = List.of("method", "norm", "eps", "target", "clip");

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
    Map<Place, Map<String, Object>> byPlace = new LinkedHashMap<>();
    for (MeasuredValue value : results.measures()) {
      boolean ofRun = value.place().layer() == null && value.name().startsWith("attack_");
      ObjectNode node = MeasuredValueJson.of(value);
      if (ofRun && node.get("parameters").get("control").asBoolean() == controls) {
        add(byPlace.computeIfAbsent(value.place(), place -> new LinkedHashMap<>()), value, node);
      }
    }
    return new ArrayList<>(byPlace.values());
  }

  private static void add(Map<String, Object> one, MeasuredValue value, ObjectNode node) {
    if (one.isEmpty()) {
      for (String field : OF_ATTACK) {
        JsonNode of = node.get("parameters").get(field);
        one.put(field, of);
      }
    }
    switch (value.name()) {
      case RobustnessStage.ACCURACY -> {
        one.put("accuracy", value.estimate());
        one.put("low", value.low());
        one.put("high", value.high());
        one.put("n", value.n());
      }
      case RobustnessStage.SUCCESS -> {
        one.put("success", value.estimate());
        one.put("successOf", node.get("parameters").get("of"));
      }
      case RobustnessStage.MACRO_F1 -> one.put("macroF1", value.estimate());
      case RobustnessStage.CHANGE -> {
        one.put("meanChangeL2", value.estimate());
        one.put("largestChangeOfAValue", node.get("parameters").get("largestChangeOfAValue"));
      }
      default -> one.put(value.name(), value.estimate());
    }
  }
}
