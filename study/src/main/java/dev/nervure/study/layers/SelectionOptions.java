package dev.nervure.study.layers;

import dev.nervure.data.LabelledSamples;
import dev.nervure.stats.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How positions of layers are chosen. Start from {@link #none()}.
 *
 * @param points which positions
 * @param reference whether as the code of the paper does it, where that differs and is known: a
 *     random position is never in the first row or column
 * @param masks what is foreground: one a sample of the data as opened, foreground where it is not 0
 *     in any channel; null for selections that do not ask
 */
public record SelectionOptions(
    PointSelection points, boolean reference, @Nullable LabelledSamples masks) {
  /**
   * Refuses the rule of the paper where it is not known or of no use, and masks that are missing or
   * not asked for.
   */
  public SelectionOptions {
    if (points.readsMasks() != (masks != null)) {
      throw new IllegalArgumentException(
          masks == null
              ? "the selection %s needs masks of the samples (--mask)".formatted(points)
              : "the selection %s asks for no masks; foreground-1, foreground-5 and background-1 do"
                  .formatted(points));
    }
    if (reference && points.readsMasks()) {
      throw new IllegalArgumentException(
          "the selection %s has no reference rule here: in the code of the paper masks and positions are transposed against each other, and how it takes the background is not known; take the rule clean"
              .formatted(points));
    }
    if (reference && points == PointSelection.FULL) {
      throw new IllegalArgumentException(
          "the selection full has no reference rule here: the paper draws with replacement, and a point that is drawn twice is a neighbour at distance 0; take the rule clean");
    }
  }

  /** No position is chosen: pooling says what a point is. */
  public static SelectionOptions none() {
    return new SelectionOptions(PointSelection.POOLED, false, null);
  }

  /** As it stands beside a layer. */
  String text() {
    return reference ? points + ", reference rule" : points.toString();
  }

  /** On what the chosen positions depend, by name, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("selection", points.toString());
    if (points.isMade()) {
      parameters.put("selectionRule", reference ? "reference" : "clean");
    }
    if (masks != null) {
      parameters.put("masks", masks.description());
    }
    return parameters;
  }

  /**
   * Positions among which a random one is drawn.
   *
   * @param grid sizes of the axes of positions
   */
  private int drawn(List<Integer> grid) {
    int positions = 1;
    for (int size : grid) {
      positions *= reference ? Math.max(1, size - 1) : size;
    }
    return positions;
  }

  /** A random position: its number among all, the last axis fastest. */
  int draw(List<Integer> grid, RandomStream stream) {
    int number = stream.nextInt(drawn(grid));
    int position = 0;
    int scale = 1;
    for (int axis = grid.size() - 1; axis >= 0; axis--) {
      int size = grid.get(axis);
      int first = reference && size > 1 ? 1 : 0;
      position += (first + number % (size - first)) * scale;
      number /= size - first;
      scale *= size;
    }
    return position;
  }
}
