package dev.nervure.study.compare;

import dev.nervure.run.Results;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.study.JsonSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How alike layers are, by measure and pair of layers. */
public final class SimilaritiesSection implements JsonSection {
  @Override
  public String name() {
    return "similarities";
  }

  @Override
  public Object tree(Results results) {
    List<Map<String, @Nullable Object>> tree = new ArrayList<>();
    for (SimilarityResult row : results.rows(Tables.SIMILARITIES)) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("measure", row.measure());
      fields.put("first", layer(row.first(), row.firstLayer(), row.firstLayerName()));
      fields.put("second", layer(row.second(), row.secondLayer(), row.secondLayerName()));
      fields.put("estimate", row.estimate());
      fields.put("error", row.error());
      fields.put("low", row.low());
      fields.put("high", row.high());
      fields.put("chance", row.chance());
      fields.put("n", row.n());
      fields.put("parameters", SimilarityParameters.of(row));
      fields.put("notEstimable", row.notEstimable());
      tree.add(fields);
    }
    return tree;
  }

  private static Map<String, @Nullable Object> layer(Subject network, int index, String name) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("model", network.model());
    fields.put("epoch", network.epoch());
    fields.put("layer", name);
    fields.put("index", index);
    return fields;
  }
}
