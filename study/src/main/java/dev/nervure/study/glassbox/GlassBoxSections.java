package dev.nervure.study.glassbox;

import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.study.JsonSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a glass-box study adds to the JSON of its run: docs/commands.md. */
public final class GlassBoxSections {
  private GlassBoxSections() {}

  /** All sections of a run. */
  public static JsonSection[] of(RunDirectory run) {
    Map<String, Double> seconds = run.doneStages();
    return new JsonSection[] {
      section("accuracy", GlassBoxSections::accuracy),
      section("blocks", results -> blocks(results, groups(run))),
      section("classifiers", results -> byName(results, "classifier", Map.of())),
      section("networks", results -> byName(results, "network", seconds)),
      section("ablation", GlassBoxSections::ablation),
      section("sensitivity", GlassBoxSections::sensitivity),
      section("loadings", results -> results.rows(Tables.GLASS_BOX_LOADINGS)),
      section("explanations", results -> results.rows(Tables.GLASS_BOX_CONTRIBUTIONS)),
    };
  }

  /**
   * What the test images of a run went through, in the order in which it was asked for; the first
   * is the group under which ratios are taken.
   */
  public static List<String> groups(RunDirectory run) {
    return run.manifest().parameters().get("under") instanceof List<?> names
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static JsonSection section(String name, Function<Results, @Nullable Object> tree) {
    return new JsonSection() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public @Nullable Object tree(Results results) {
        return tree.apply(results);
      }
    };
  }

  private static @Nullable Object accuracy(Results results) {
    var accuracy = results.at(Subject.CLEAN).accuracy();
    return accuracy.isPresent() ? accuracy.getAsDouble() : null;
  }

  /** The layers of the model: the pixels, the blocks, all of them together, and their reduction. */
  private static List<Map<String, @Nullable Object>> blocks(Results results, List<String> groups) {
    List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
    for (LayerResult layer : results.at(Subject.CLEAN).layers()) {
      Map<String, @Nullable Object> block = new LinkedHashMap<>();
      block.put("name", layer.name());
      block.put("kind", kind(layer));
      block.put("dim", layer.dimension());
      put(block, "ratio", value(results, Subject.CLEAN, layer, SeparationStage.RATIO));
      put(block, "fisher", value(results, Subject.CLEAN, layer, SeparationStage.FISHER));
      if (!groups.isEmpty()) {
        Subject group = Subject.ofGroup(groups.get(0));
        put(block, "ratioUnderGroup", value(results, group, layer, SeparationStage.RATIO));
        put(block, "fisherUnderGroup", value(results, group, layer, SeparationStage.FISHER));
      }
      Map<String, @Nullable Object> under = new LinkedHashMap<>();
      for (String name : groups) {
        Subject subject = Subject.ofGroup(name);
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        put(own, "ratio", value(results, subject, layer, SeparationStage.RATIO));
        put(own, "fisher", value(results, subject, layer, SeparationStage.FISHER));
        under.put(name, own);
      }
      block.put("under", under);
      blocks.add(block);
    }
    return blocks;
  }

  private static String kind(LayerResult layer) {
    return layer.operator().equals("block")
        ? "block"
        : layer.name().equals(GlassBoxPlaces.REDUCTION) ? "reduction" : "representation";
  }

  private static void put(
      Map<String, @Nullable Object> tree, String name, @Nullable MeasuredValue value) {
    tree.put(name, value == null ? null : value.estimate());
    if (value != null && value.estimate() != null) {
      tree.put(name + "Error", value.error());
      tree.put(name + "Low", value.low());
      tree.put(name + "High", value.high());
    } else if (value != null) {
      tree.put(name + "NotEstimable", value.notEstimable());
    }
  }

  private static @Nullable MeasuredValue value(
      Results results, Subject subject, LayerResult layer, String measure) {
    return results.at(subject).measures().stream()
        .filter(one -> one.name().equals(measure))
        .filter(one -> one.place().equals(layer.at(subject).place()))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Object> byName(
      Results results, String question, Map<String, Double> seconds) {
    Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();
    for (GlassBoxAccuracy row : rows(results, question)) {
      Map<String, @Nullable Object> own =
          all.computeIfAbsent(row.classifier(), name -> new LinkedHashMap<>());
      if (row.group().equals(Subject.CLEAN.group())) {
        Map<String, @Nullable Object> first = new LinkedHashMap<>(fields(row));
        first.put("parameters", row.parameters());
        first.put("trainedOn", row.trained());
        Double took = seconds.get(NetworkTask.trainingStage(row.classifier()));
        if (took != null) {
          first.put("seconds", took);
        }
        first.putAll(own);
        own.clear();
        own.putAll(first);
      }
    }
    for (GlassBoxAccuracy row : rows(results, question)) {
      if (!row.group().equals(Subject.CLEAN.group())) {
        @SuppressWarnings("unchecked")
        Map<String, Object> under =
            (Map<String, Object>)
                all.computeIfAbsent(row.classifier(), name -> new LinkedHashMap<>())
                    .computeIfAbsent("under", name -> new LinkedHashMap<String, Object>());
        under.put(row.group(), fields(row));
      }
    }
    return new LinkedHashMap<>(all);
  }

  private static List<GlassBoxAccuracy> rows(Results results, String question) {
    return results.rows(Tables.GLASS_BOX_ACCURACIES).stream()
        .filter(row -> row.question().equals(question))
        .toList();
  }

  private static Map<String, @Nullable Object> fields(GlassBoxAccuracy row) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("accuracy", row.accuracy());
    fields.put("low", row.low());
    fields.put("high", row.high());
    fields.put("n", row.cases());
    if (row.notEstimable() != null) {
      fields.put("notEstimable", row.notEstimable());
    }
    return fields;
  }

  /** Each block alone, and all but one. */
  private static List<Map<String, @Nullable Object>> ablation(Results results) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (String question : List.of("block", "without")) {
      for (GlassBoxAccuracy row : rows(results, question)) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("representation", row.representation());
        fields.put("classifier", row.classifier());
        fields.put("group", row.group());
        fields.put("components", row.components());
        fields.putAll(fields(row));
        all.add(fields);
      }
    }
    return all;
  }

  private static @Nullable List<Map<String, @Nullable Object>> sensitivity(Results results) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (String question : List.of("training_size", "components", "strength")) {
      for (GlassBoxAccuracy row : rows(results, question)) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("over", question);
        fields.put("amount", row.amount());
        fields.put("classifier", row.classifier());
        fields.put("group", row.group());
        fields.putAll(fields(row));
        all.add(fields);
      }
    }
    return all.isEmpty() ? null : all;
  }
}
