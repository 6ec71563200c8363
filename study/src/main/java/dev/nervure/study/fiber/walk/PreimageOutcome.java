package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.preimage.IntervalPreimage;
import dev.nervure.fiber.preimage.LevelCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A preimage that was searched, with its files written. */
public record PreimageOutcome(IntervalPreimage preimage) {

  /** The object that {@code nervure fibers preimage --json} prints. */
  public Map<String, Object> json() {
    Map<String, Object> json = values();
    json.put("lowerCurves", curves(preimage.lowerCurves()));
    json.put("upperCurves", curves(preimage.upperCurves()));
    return json;
  }

  /** The same without the curves. */
  Map<String, Object> values() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("low", preimage.low());
    json.put("high", preimage.high());
    json.put("components", preimage.components());
    json.put("area", preimage.area());
    json.put("areaError", preimage.areaError());
    json.put("startComponentArea", preimage.startComponentArea());
    json.put("cellSize", preimage.cellSize());
    return json;
  }

  private static List<Map<String, Object>> curves(List<LevelCurve> curves) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (LevelCurve curve : curves) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("closed", curve.closed());
      one.put("length", curve.length());
      one.put("firstStop", name(curve.firstStop()));
      one.put("lastStop", name(curve.lastStop()));
      one.put("points", curve.points());
      list.add(one);
    }
    return list;
  }

  private static String name(StopReason stop) {
    return stop.name().toLowerCase(Locale.ROOT);
  }
}
