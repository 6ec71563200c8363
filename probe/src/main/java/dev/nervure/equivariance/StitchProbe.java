package dev.nervure.equivariance;

import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RatioEstimate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether two networks see the same (equivalence, Lenc and Vedaldi, arXiv 1411.5908, section
 * 5): a map leads the features of a layer of one to a layer of the other, which goes on from there.
 * Maps are those of the ladder of {@link SymmetryProbe}, without a transformation: sites of the one
 * layer are read where those of the other lie on the image. Beyond the edge of a feature map is its
 * outermost site.
 *
 * <p>Cost for N images, s sites of the layer that is led to, C channels of the layer that is read
 * and p = C inputs (9 C with 3 x 3 sites): about 5 N runs of both networks and N s p^2 products,
 * for the network and for each untrained twin; with {@link Rung#TASK_ORIENTED} as many runs more of
 * a batch as there are steps. Memory: three times 8 p^2 bytes and 64 MiB of features.
 */
public final class StitchProbe {
  /** Maps that are found where nothing else is asked. */
  public static final List<Rung> USUAL =
      List.of(Rung.IDENTITY, Rung.SHARED_1X1, Rung.TASK_ORIENTED);

  private final Model from;
  private final List<Model> twins;
  private final SampleBatches fromImages;
  private final Model into;
  private final SampleBatches intoImages;
  private final int @Nullable [] labels;
  private final SymmetrySettings settings;

  /**
   * Of two networks, which may be the same.
   *
   * @param from features of its layers are taken; stays open
   * @param twins the same graph with random weights, for what the graph alone and a trained map do
   * @param fromImages those of {@link SymmetrySettings#fit}, then those of {@link
   *     SymmetrySettings#held}, in random order, as this network takes them
   * @param into goes on from features that are led to it; stays open
   * @param intoImages the same images in the same order as this network takes them
   * @param labels of all images, outputs of this network; null for none
   * @param settings of which the boundary is not used
   * @throws IllegalArgumentException where there are too few images, or a rung moves sites only
   */
  public StitchProbe(
      Model from,
      List<Model> twins,
      SampleBatches fromImages,
      Model into,
      SampleBatches intoImages,
      int @Nullable [] labels,
      SymmetrySettings settings) {
    int needed = settings.fit() + settings.held();
    if (fromImages.size() != intoImages.size() || fromImages.size() < needed) {
      throw new IllegalArgumentException(
          "needs the same images for both networks, %d or more, but they have %d and %d"
              .formatted(needed, fromImages.size(), intoImages.size()));
    }
    requireRungs(settings.rungs());
    this.from = from;
    this.twins = List.copyOf(twins);
    this.fromImages = fromImages;
    this.into = into;
    this.intoImages = intoImages;
    this.labels = labels == null ? null : labels.clone();
    this.settings = settings;
  }

  /**
   * Refuses maps that are none between networks.
   *
   * @throws IllegalArgumentException says which there are
   */
  public static void requireRungs(List<Rung> rungs) {
    if (rungs.contains(Rung.SITE_PERMUTATION)) {
      throw new IllegalArgumentException(
          "site_permutation follows a transformation of the image, and there is none between two networks; take identity, shared_1x1, shared_3x3, forward_selection_1, _5, _25 or task_oriented");
    }
    if (rungs.contains(Rung.TASK_ORIENTED) && !rungs.contains(Rung.SHARED_1X1)) {
      throw new IllegalArgumentException(
          "task_oriented starts from shared_1x1; add it to the rungs");
    }
  }

  /** Why no map of these leads from one grid to another; null where one does. */
  public static @Nullable String obstacle(SiteGrid from, SiteGrid into) {
    return from.isSpatial() == into.isSpatial()
        ? null
        : "%s and %s: a map of channels shared by all sites leads from feature maps to feature maps, or from one row of values to one"
            .formatted(text(from), text(into));
  }

  private static String text(SiteGrid grid) {
    return grid.isSpatial()
        ? "%d x %d sites".formatted(grid.height(), grid.width())
        : "one row of values";
  }

  /**
   * Asks.
   *
   * @throws IllegalArgumentException where no map leads from the one layer to the other
   */
  public LayerStitch ask(Layer fromLayer, Layer intoLayer, Progress progress) {
    SiteGrid fromGrid =
        SiteGrid.of(from.graph(), from.layers(), fromLayer, fromImages.sampleShape());
    SiteGrid intoGrid =
        SiteGrid.of(into.graph(), into.layers(), intoLayer, intoImages.sampleShape());
    String obstacle = obstacle(fromGrid, intoGrid);
    if (obstacle != null) {
      throw new IllegalArgumentException(
          "%s cannot be stitched to %s: %s"
              .formatted(fromLayer.name(), intoLayer.name(), obstacle));
    }
    NetworkTail tail = null;
    String why = labels == null ? "the images have no labels" : null;
    try {
      tail = NetworkTail.of(into, intoLayer);
    } catch (IllegalArgumentException e) {
      why = e.getMessage();
    }
    StitchedPairs.Side target = new StitchedPairs.Side(into, intoLayer, intoGrid, intoImages);
    StitchedPairs.Side source = new StitchedPairs.Side(from, fromLayer, fromGrid, fromImages);
    List<Rung> rungs =
        settings.rungs().stream()
            .filter(rung -> fromGrid.isSpatial() || rung != Rung.SHARED_3X3)
            .toList();
    Stitched own = stitched(source, target, rungs, tail, why, progress);
    List<Stitched> untrained = new ArrayList<>();
    for (Model twin : twins) {
      StitchedPairs.Side of =
          new StitchedPairs.Side(twin, twin.layer(fromLayer.name()), fromGrid, fromImages);
      untrained.add(stitched(of, target, rungs, tail, why, progress));
    }
    List<StitchResult> results = new ArrayList<>();
    for (Rung rung : rungs) {
      results.add(result(rung, fromGrid, intoGrid, own, untrained));
    }
    return new LayerStitch(
        fromGrid,
        intoGrid,
        fromGrid.onto(intoGrid).isOnLattice(),
        results,
        own.errors == null ? null : own.errors.clean(),
        why);
  }

  /** What maps from one network have come to. */
  private record Stitched(
      FittedMaps fitted,
      Map<Rung, RatioEstimate> residuals,
      Map<Rung, RatioEstimate> controls,
      @Nullable TaskErrors errors) {}

  private Stitched stitched(
      StitchedPairs.Side source,
      StitchedPairs.Side target,
      List<Rung> rungs,
      @Nullable NetworkTail tail,
      @Nullable String why,
      Progress progress) {
    StitchedPairs pairs = new StitchedPairs(source, target, settings.batch());
    FittedMaps fitted = FittedMaps.of(pairs, true, rungs, settings, progress);
    Map<Rung, RatioEstimate> residuals = new EnumMap<>(Rung.class);
    Map<Rung, FeatureMap> maps = new EnumMap<>(Rung.class);
    for (Rung rung : rungs) {
      FeatureMap map = fitted.maps().get(rung);
      if (rung == Rung.IDENTITY && !source.grid().isAsLargeAs(target.grid())) {
        residuals.put(
            rung,
            RatioEstimate.none(
                "features stay as they are only between layers of as many channels and sites"));
      } else if (rung == Rung.TASK_ORIENTED) {
        FeatureMap start = fitted.maps().get(Rung.SHARED_1X1);
        if (tail != null && labels != null && start != null) {
          maps.put(rung, TaskOrientedMap.from(pairs, start, tail, labels, settings, progress));
        } else {
          residuals.put(rung, RatioEstimate.none(String.valueOf(why)));
        }
      } else if (map != null) {
        maps.put(rung, map);
      }
    }
    HeldResiduals held =
        HeldResiduals.of(pairs, fitted, true, maps, fitted.controls(), settings, progress);
    residuals.putAll(held.ofMaps());
    TaskErrors errors =
        tail == null ? null : TaskErrors.of(pairs, maps, tail, labels, settings, progress);
    return new Stitched(fitted, residuals, held.ofControls(), errors);
  }

  private static StitchResult result(
      Rung rung, SiteGrid from, SiteGrid into, Stitched own, List<Stitched> untrained) {
    RatioEstimate control = own.controls.get(rung);
    List<Double> left = new ArrayList<>();
    List<Double> wrong = new ArrayList<>();
    for (Stitched one : untrained) {
      RatioEstimate residual = one.residuals.get(rung);
      if (residual != null && residual.ratio().isEstimable()) {
        left.add(residual.ratio().value());
      }
      var error = one.errors == null ? null : one.errors.errors().get(rung);
      if (error != null) {
        wrong.add(error.value());
      }
    }
    return new StitchResult(
        rung,
        rung.parameters(from.channels(), into.channels(), into.isSpatial()),
        own.residuals.getOrDefault(rung, RatioEstimate.none("was not found")),
        control != null && control.ratio().isEstimable() ? (Double) control.ratio().value() : null,
        own.errors == null ? null : own.errors.errors().get(rung),
        own.errors == null ? null : own.errors.changed().get(rung),
        left,
        wrong,
        own.fitted.ridges().get(rung));
  }
}
