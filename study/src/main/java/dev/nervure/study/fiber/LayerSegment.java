package dev.nervure.study.fiber;

import dev.nervure.jacobian.CurveEnergy;
import dev.nervure.network.Layer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a straight segment is in one layer.
 *
 * @param layer the layer
 * @param curve pseudolength and energy; null where they are not estimable
 * @param notEstimable why they are not; null where they are
 */
public record LayerSegment(
    Layer layer, @Nullable CurveEnergy curve, @Nullable String notEstimable) {

  /** The object of a layer that {@code nervure metric --to --json} prints. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", layer.name());
    json.put("depth", layer.relativeDepth());
    json.put("dim", layer.size());
    if (curve != null) {
      json.put("pseudolength", curve.pseudolength());
      json.put("pseudolengthError", curve.pseudolengthError());
      json.put("energy", curve.energy());
      json.put("energyError", curve.energyError());
    }
    if (notEstimable != null) {
      json.put("notEstimable", notEstimable);
    }
    return json;
  }
}
