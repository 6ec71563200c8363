package dev.nervure.study.fiber.walk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.box.Box;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ToolVersion;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code walk.json}: where the input comes from, what was asked for, the steps of the
 * points in {@code path.npy}, and the values of the walk.
 */
final class WalkJson {
  static final String FILE_NAME = "walk.json";

  private WalkJson() {}

  /**
   * Writes it.
   *
   * @param shape how an input is drawn
   * @param steps of the points of the path that were written
   */
  static void write(
      Path folder,
      WalkRequest request,
      HeldOutput held,
      WalkSource source,
      int[] shape,
      int[] steps,
      WalkOutcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nervure", ToolVersion.TEXT);
    json.put("model", source.model());
    json.put("data", source.data());
    json.put("index", source.index());
    json.put("label", source.label());
    json.put("mode", request.mode().text());
    json.put("hold", held.name());
    json.put("method", request.method().text());
    json.put("requestedLength", request.length());
    json.put("step", request.step());
    json.put("seed", request.seed());
    json.put("box", text(request.box(), outcome.result().end().length));
    json.put("shape", shape);
    json.put("frames", request.frames());
    json.put("pathSteps", steps);
    json.putAll(outcome.json());
    PlainJson.write(folder.resolve(FILE_NAME), json);
  }

  /** Lows and highs, one of each where they are the same everywhere; null without bounds. */
  private static @Nullable Object text(Box box, int size) {
    if (!Double.isFinite(box.low(0)) || !Double.isFinite(box.high(0))) {
      return null;
    }
    boolean same = true;
    double[] low = new double[size];
    double[] high = new double[size];
    for (int i = 0; i < size; i++) {
      low[i] = box.low(i);
      high[i] = box.high(i);
      same &= low[i] == low[0] && high[i] == high[0];
    }
    // In this order: that of a Map.of differs from one start of the program to the next.
    Map<String, Object> bounds = new LinkedHashMap<>();
    bounds.put("low", same ? new double[] {low[0]} : low);
    bounds.put("high", same ? new double[] {high[0]} : high);
    return bounds;
  }

  /** The box that was written. */
  static Box box(JsonNode walk) {
    double[] low = numbers(walk.path("box").path("low"));
    double[] high = numbers(walk.path("box").path("high"));
    if (low.length == 0 || low.length != high.length) {
      return Box.NONE;
    }
    return low.length == 1 ? Box.uniform(low[0], high[0]) : Box.of(low, high);
  }

  /** How an input is drawn. */
  static int[] shape(JsonNode walk) {
    double[] shape = numbers(walk.path("shape"));
    int[] axes = new int[shape.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = (int) shape[i];
    }
    return axes;
  }

  static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }
}
