package dev.nervure.study.layers;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the user should know of clouds that are made of selected positions. */
final class SelectionNotes {
  private SelectionNotes() {}

  static List<String> of(Results results) {
    Set<String> selections = new LinkedHashSet<>();
    Set<String> whole = new LinkedHashSet<>();
    for (LayerResult layer : results.layers()) {
      if (layer.selection() != null) {
        selections.add(layer.selection());
      } else if (layer.pooling().equals(PooledShape.EVERY_POSITION)) {
        whole.add(layer.name());
      }
    }
    List<String> notes = new ArrayList<>();
    for (String selection : selections) {
      if (PointSelection.mayGiveSeveral(selection)) {
        notes.add(
            "selection %s takes several positions of a sample, which are not independent: errors count them as if they were, and neighbours of a point may be positions of the same sample"
                .formatted(selection));
      }
      if (!whole.isEmpty()) {
        notes.add(
            "selection %s: layers with one position give their whole vector: %s"
                .formatted(selection, String.join(", ", whole)));
      }
    }
    return notes;
  }
}
