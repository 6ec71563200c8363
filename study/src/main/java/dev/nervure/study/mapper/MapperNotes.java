package dev.nervure.study.mapper;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What is to be said of Mapper graphs in sentences: points that were left out, empty graphs. */
final class MapperNotes {
  private MapperNotes() {}

  static List<String> of(Results results) {
    Map<Integer, String> names = new HashMap<>();
    for (LayerResult layer : results.layers()) {
      names.put(layer.index(), layer.name());
    }
    List<String> notes = new ArrayList<>();
    for (MeasuredValue value : results.measures()) {
      if (value.name().equals(MapperMeasures.NODES) && value.isEstimable()) {
        String layer = names.getOrDefault(Objects.requireNonNull(value.place().layer()), "");
        notes.addAll(of(layer, value.n(), parameters(value)));
      }
      if (value.name().equals(MapperMeasures.INTERVALS)
          && value.isEstimable()
          && Objects.requireNonNull(value.estimate()) <= 1) {
        notes.add(
            "%s: its %,d points can bear one interval only, by the rule that chooses intervals: they are too few, or of too many dimensions, and their graph says nothing about them; give --intervals to see one that the rule does not stand for"
                .formatted(
                    names.getOrDefault(Objects.requireNonNull(value.place().layer()), ""),
                    value.n()));
      }
    }
    return notes;
  }

  /** The parameters of a value. */
  static JsonNode parameters(MeasuredValue value) {
    return MeasuredValueJson.of(value).get("parameters");
  }

  private static List<String> of(String layer, int n, JsonNode parameters) {
    List<String> notes = new ArrayList<>();
    int left = parameters.get("available").asInt() - n - parameters.get("droppedNonFinite").asInt();
    if (left > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: %,d of its points were drawn at random, %,d are left out; --point-cap takes more",
              layer,
              n,
              left));
    }
    parameters.path("diagnosis").forEach(why -> notes.add(layer + ": " + why.asText()));
    return notes;
  }
}
