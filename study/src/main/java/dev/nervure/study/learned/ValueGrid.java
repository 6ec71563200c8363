package dev.nervure.study.learned;

import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Place;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The values over all points of a run, by network, layer and measure. */
final class ValueGrid {
  private final List<Subject> subjects;
  private final Map<Subject, Map<Cell, MeasuredValue>> values = new HashMap<>();

  /** One entry a layer and measure of the trained networks, in their order. */
  private final Map<Cell, LayerResult> cells = new LinkedHashMap<>();

  /**
   * A measure of a layer.
   *
   * @param layer its name: the same layer of another network has the same
   */
  record Cell(String layer, String measure) {}

  private ValueGrid(List<Subject> subjects) {
    this.subjects = List.copyOf(subjects);
  }

  static ValueGrid of(Results results) {
    ValueGrid grid = new ValueGrid(results.subjects());
    Map<Place, LayerResult> layers = new LinkedHashMap<>();
    results.layers().forEach(layer -> layers.put(layer.place(), layer));
    Map<LayerResult, Set<String>> measures = new LinkedHashMap<>();
    layers.values().forEach(layer -> measures.put(layer, new LinkedHashSet<>()));
    for (MeasuredValue value : results.measures()) {
      LayerResult layer = layers.get(value.place());
      if (layer != null) { // a value over all points; those of classes have places of their own
        grid.values
            .computeIfAbsent(value.place().subject(), same -> new HashMap<>())
            .putIfAbsent(new Cell(layer.name(), value.name()), value);
        Objects.requireNonNull(measures.get(layer)).add(value.name());
      }
    }
    measures.forEach(
        (layer, names) -> {
          if (NetworkKind.of(layer.subject()) == NetworkKind.TRAINED) {
            names.forEach(name -> grid.cells.putIfAbsent(new Cell(layer.name(), name), layer));
          }
        });
    return grid;
  }

  /** All measures of all layers, with the layer in the first trained network that has it. */
  Map<Cell, LayerResult> cells() {
    return cells;
  }

  /** The networks of a kind, in order. */
  List<Subject> subjects(NetworkKind kind) {
    return subjects.stream().filter(one -> NetworkKind.of(one) == kind).toList();
  }

  /** The epochs of the networks of a kind, ascending; one null where they have none. */
  List<@Nullable Integer> epochs(NetworkKind kind) {
    SortedSet<Integer> epochs = new TreeSet<>();
    boolean without = false;
    for (Subject subject : subjects(kind)) {
      Integer epoch = subject.epoch();
      if (epoch == null) {
        without = true;
      } else {
        epochs.add(epoch);
      }
    }
    List<@Nullable Integer> all = new ArrayList<>();
    if (without) {
      all.add(null);
    }
    all.addAll(epochs);
    return all;
  }

  /** The networks of a kind at an epoch. */
  List<Subject> at(NetworkKind kind, @Nullable Integer epoch) {
    return subjects(kind).stream().filter(one -> Objects.equals(one.epoch(), epoch)).toList();
  }

  /** The value of a network; null where it has no such layer or measure. */
  @Nullable MeasuredValue value(Subject subject, Cell cell) {
    Map<Cell, MeasuredValue> own = values.get(subject);
    return own == null ? null : own.get(cell);
  }

  /** The values of several networks, where they have one. */
  List<MeasuredValue> values(List<Subject> of, Cell cell) {
    List<MeasuredValue> found = new ArrayList<>();
    for (Subject subject : of) {
      MeasuredValue value = value(subject, cell);
      if (value != null) {
        found.add(value);
      }
    }
    return found;
  }
}
