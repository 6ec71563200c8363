package dev.nervure.study.layers;

import java.util.ArrayList;
import java.util.List;

/**
 * A quantity in a degree: a measure of the diagrams of a layer.
 *
 * @param quantity what is read off a diagram
 * @param degree of the diagram, 0 or 1
 */
record DiagramMeasure(DiagramQuantity quantity, int degree) {
  private static final String ALL_POINTS_SUFFIX = "_all";

  /** All there are. */
  static List<DiagramMeasure> all() {
    List<DiagramMeasure> all = new ArrayList<>();
    for (DiagramQuantity quantity : DiagramQuantity.values()) {
      for (int degree : quantity.degrees()) {
        all.add(new DiagramMeasure(quantity, degree));
      }
    }
    return all;
  }

  /** Those of these names, in the order of {@link #all}. */
  static List<DiagramMeasure> named(List<String> names) {
    return all().stream().filter(measure -> names.contains(measure.name())).toList();
  }

  /** The name of the measure by class. */
  String name() {
    return quantity.stem() + "_h" + degree;
  }

  /** The name of the same over all points. */
  String nameOfAll() {
    return name() + ALL_POINTS_SUFFIX;
  }
}
