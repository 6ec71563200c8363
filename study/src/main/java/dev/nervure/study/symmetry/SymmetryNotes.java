package dev.nervure.study.symmetry;

import dev.nervure.data.LabelledSamples;
import dev.nervure.equivariance.ImageWarp;
import dev.nervure.equivariance.SiteGrid;
import dev.nervure.network.Layer;
import dev.nervure.run.Results;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.Tables;
import dev.nervure.study.LabelChanges;
import dev.nervure.study.LabelMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the user should know of a run that asks for symmetries. */
final class SymmetryNotes {
  private final Map<Layer, SiteGrid> layers;
  private final SymmetryOptions options;
  private final LabelledSamples samples;
  private final int outputs;
  private final int[] image;

  SymmetryNotes(
      Map<Layer, SiteGrid> layers,
      SymmetryOptions options,
      LabelledSamples samples,
      int outputs,
      int[] image) {
    this.layers = layers;
    this.options = options;
    this.samples = samples;
    this.outputs = outputs;
    this.image = image.clone();
  }

  /** The notes, a sentence each. */
  List<String> of(Results results) {
    List<String> notes = new ArrayList<>();
    String obstacle = LabelMatch.obstacle(samples, outputs);
    if (obstacle != null) {
      notes.add(obstacle);
    }
    notes.addAll(ofLabels());
    notes.addAll(ofLattice());
    List<String> blurred =
        options.transforms().stream()
            .filter(warp -> !warp.isExactOn(image) && !warp.keepsPlaces())
            .filter(warp -> !warp.shiftsWholePixels())
            .map(ImageWarp::name)
            .toList();
    if (!blurred.isEmpty()) {
      notes.add(
          "%s: pixels are interpolated and some are lost at the edge, so that part of what layers do not follow is blur; rotate90, rotate180 and flips move whole pixels"
              .formatted(String.join(", ", blurred)));
    }
    List<String> shifted =
        options.transforms().stream()
            .filter(warp -> warp.shiftsWholePixels() && !warp.keepsPlaces())
            .map(ImageWarp::name)
            .toList();
    if (!shifted.isEmpty()) {
      notes.add(
          "%s: what comes in at the edge was not in the image, and layers see it"
              .formatted(String.join(", ", shifted)));
    }
    List<String> unknown =
        layers.entrySet().stream()
            .filter(entry -> !entry.getValue().isKnown())
            .map(entry -> entry.getKey().name())
            .toList();
    if (!unknown.isEmpty()) {
      notes.add(
          "where the sites of %s lie on the image is not known, since an operator before has no window; they are taken to be spread evenly"
              .formatted(String.join(", ", unknown)));
    }
    notes.addAll(ofWhatIsMissing(results));
    return notes;
  }

  /** Why errors or more are missing, once for all layers of which the same is true. */
  private List<String> ofWhatIsMissing(Results results) {
    Map<Integer, String> names = new HashMap<>();
    results.layers().forEach(layer -> names.put(layer.index(), layer.name()));
    Map<String, Set<String>> layersOf = new LinkedHashMap<>();
    for (SymmetryRow row : results.rows(Tables.SYMMETRIES)) {
      if (row.notEstimable() != null) {
        layersOf
            .computeIfAbsent(row.notEstimable(), reason -> new LinkedHashSet<>())
            .add(names.getOrDefault(row.layer(), "?"));
      }
    }
    List<String> notes = new ArrayList<>();
    layersOf.forEach(
        (reason, of) ->
            notes.add("not everything is measured in %s: %s".formatted(shortened(of), reason)));
    return notes;
  }

  private static String shortened(Set<String> names) {
    String first = names.stream().limit(3).collect(Collectors.joining(", "));
    return names.size() <= 3 ? first : first + " and %d more layers".formatted(names.size() - 3);
  }

  private List<String> ofLabels() {
    if (!LabelMatch.isComparable(samples, outputs)) {
      return List.of();
    }
    List<String> classes = LabelChanges.classesIn(samples);
    List<String> notes = new ArrayList<>();
    List<String> undeclared = new ArrayList<>();
    for (ImageWarp warp : options.transforms()) {
      Set<LabelChanges.Kind> kinds = LabelChanges.of(warp.map());
      List<String> pair = LabelChanges.pair(classes, kinds);
      if (pair != null) {
        notes.add(LabelChanges.note(warp.name(), pair));
      } else if (!kinds.isEmpty() && !options.labelPreserving().contains(warp.name())) {
        undeclared.add(warp.name());
      }
    }
    if (!undeclared.isEmpty()) {
      notes.add(
          "errors under %s are counted against the labels of the images as they were: where another class comes of it the error of the identity is not the network's; say with --label-preserving which keep every label, or leave such classes out (--classes)"
              .formatted(String.join(", ", undeclared)));
    }
    return notes;
  }

  private List<String> ofLattice() {
    boolean asksForTurns =
        options.transforms().stream().anyMatch(warp -> !warp.keepsPlaces() && warp.order() > 0);
    if (!asksForTurns) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    layers.forEach(
        (layer, grid) -> {
          if (!grid.isCentered()) {
            notes.add(
                String.format(
                    Locale.ROOT,
                    "the sites of %s lie %.3g rows and %.3g columns of pixels off the middle of the image, so that turns and flips do not carry sites onto sites (even sides, strides or one-sided padding): what it does not follow may be that lattice",
                    layer.name(),
                    grid.rowPhase(),
                    grid.columnPhase()));
          }
        });
    return notes;
  }
}
