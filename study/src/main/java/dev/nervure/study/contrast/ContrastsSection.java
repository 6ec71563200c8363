package dev.nervure.study.contrast;

import dev.nervure.run.ContrastCorrection;
import dev.nervure.run.ContrastResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.study.JsonSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The differences of both groups, by layer and measure. */
public final class ContrastsSection implements JsonSection {
  @Override
  public String name() {
    return "contrasts";
  }

  @Override
  public Object tree(Results results) {
    Map<Integer, String> names = new HashMap<>();
    for (LayerResult layer : results.layers()) {
      names.put(layer.index(), layer.name());
    }
    Map<List<Object>, ContrastCorrection> corrections =
        GroupDifferences.byTest(results.rows(Tables.CONTRAST_CORRECTIONS));
    List<Map<String, @Nullable Object>> tree = new ArrayList<>();
    for (ContrastResult row : results.rows(Tables.CONTRASTS)) {
      ContrastCorrection corrected = corrections.get(GroupDifferences.testOf(row));
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("layer", names.getOrDefault(row.layer(), ""));
      fields.put("index", row.layer());
      fields.put("measure", row.measure());
      fields.put("first", row.first());
      fields.put("second", row.second());
      fields.put("difference", row.difference());
      fields.put("low", row.low());
      fields.put("high", row.high());
      fields.put("p", row.pValue());
      fields.put("pCorrected", corrected == null ? null : (Double) corrected.overLayers());
      fields.put("pOverall", corrected == null ? null : (Double) corrected.overAll());
      fields.put("effectSize", row.effectSize());
      fields.put("permutations", row.permutations());
      fields.put("n", row.n());
      fields.put("notEstimable", row.notEstimable());
      tree.add(fields);
    }
    return tree;
  }
}
