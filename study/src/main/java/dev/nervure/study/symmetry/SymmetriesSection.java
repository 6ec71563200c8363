package dev.nervure.study.symmetry;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Results;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.SymmetryRungRow;
import dev.nervure.run.Tables;
import dev.nervure.study.JsonSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a run that asks for symmetries, in place of those of every study: an object for
 * each layer and transformation, with its ladder.
 */
public final class SymmetriesSection implements JsonSection {
  @Override
  public String name() {
    return "layers";
  }

  @Override
  public Object tree(Results results) {
    Map<Integer, LayerResult> layers = new HashMap<>();
    results.layers().forEach(layer -> layers.put(layer.index(), layer));
    List<SymmetryRungRow> rungs = results.rows(Tables.SYMMETRY_RUNGS);
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (SymmetryRow row : results.rows(Tables.SYMMETRIES)) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      LayerResult layer = layers.get(row.layer());
      if (layer != null) {
        fields.put("name", layer.name());
        fields.put("index", layer.index());
        fields.put("operator", layer.operator());
        fields.put("depth", layer.depth());
        fields.put("shape", layer.shape());
      }
      fields.put("transform", row.transform());
      fields.put("exactPixels", row.exactPixels());
      fields.put("exactSites", row.exactSites());
      fields.put("sites", row.sites());
      fields.put("validSites", row.validSites());
      fields.put("cleanError", row.cleanError());
      fields.put(
          "rungs",
          rungs.stream()
              .filter(
                  rung -> rung.layer() == row.layer() && rung.transform().equals(row.transform()))
              .map(SymmetriesSection::rung)
              .toList());
      fields.put("channels", row.channels());
      fields.put("invariantChannels", row.invariantChannels());
      fields.put("fixedDirections", row.fixedDirections());
      fields.put("variedDirections", row.variedDirections());
      fields.put("inverseDefect", row.inverseDefect());
      fields.put("orderDefect", row.orderDefect());
      fields.put("lieError", row.lieError());
      fields.put("fitImages", row.fitImages());
      fields.put("heldImages", row.heldImages());
      fields.put("notEstimable", row.notEstimable());
      all.add(fields);
    }
    return all;
  }

  private static Map<String, @Nullable Object> rung(SymmetryRungRow row) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("rung", row.rung());
    fields.put("parameters", row.parameters());
    fields.put("residual", row.residual());
    fields.put("residualError", row.residualError());
    fields.put("residualLow", row.residualLow());
    fields.put("residualHigh", row.residualHigh());
    fields.put("control", row.control());
    fields.put("untrained", row.untrained());
    fields.put("untrainedLow", row.untrainedLow());
    fields.put("untrainedHigh", row.untrainedHigh());
    fields.put("error", row.error());
    fields.put("errorLow", row.errorLow());
    fields.put("errorHigh", row.errorHigh());
    fields.put("changed", row.changed());
    fields.put("ridge", row.ridge());
    if (row.notEstimable() != null) {
      fields.put("notEstimable", row.notEstimable());
    }
    return fields;
  }
}
