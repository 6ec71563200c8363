package dev.nervure.study.symmetry;

import dev.nervure.run.Results;
import dev.nervure.run.StitchRow;
import dev.nervure.run.StitchRungRow;
import dev.nervure.run.Tables;
import dev.nervure.study.JsonSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stitches of a run: an object for each pair of layers, with its maps. */
public final class StitchesSection implements JsonSection {
  @Override
  public String name() {
    return "stitches";
  }

  @Override
  public Object tree(Results results) {
    List<StitchRungRow> rungs = results.rows(Tables.STITCH_RUNGS);
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (StitchRow row : results.rows(Tables.STITCHES)) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put(
          "from",
          end(
              row.fromName(),
              row.fromLayer(),
              row.fromDepth(),
              row.fromChannels(),
              row.fromHeight(),
              row.fromWidth()));
      fields.put(
          "into",
          end(
              row.intoName(),
              row.intoLayer(),
              row.intoDepth(),
              row.intoChannels(),
              row.intoHeight(),
              row.intoWidth()));
      fields.put("exactSites", row.exactSites());
      fields.put("cleanError", row.cleanError());
      fields.put(
          "rungs",
          rungs.stream()
              .filter(
                  rung ->
                      rung.fromLayer() == row.fromLayer() && rung.intoLayer() == row.intoLayer())
              .map(StitchesSection::rung)
              .toList());
      fields.put("fitImages", row.fitImages());
      fields.put("heldImages", row.heldImages());
      fields.put("notEstimable", row.notEstimable());
      all.add(fields);
    }
    return all;
  }

  private static Map<String, Object> end(
      String name, int index, double depth, int channels, int height, int width) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("layer", name);
    fields.put("index", index);
    fields.put("depth", depth);
    fields.put("channels", channels);
    fields.put("sites", List.of(height, width));
    return fields;
  }

  private static Map<String, @Nullable Object> rung(StitchRungRow row) {
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
    fields.put("untrainedError", row.untrainedError());
    fields.put("untrainedErrorLow", row.untrainedErrorLow());
    fields.put("untrainedErrorHigh", row.untrainedErrorHigh());
    fields.put("changed", row.changed());
    fields.put("ridge", row.ridge());
    if (row.notEstimable() != null) {
      fields.put("notEstimable", row.notEstimable());
    }
    return fields;
  }
}
