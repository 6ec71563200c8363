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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks a layer of a network how it follows a transformation of the image: a ladder of maps from
 * features to features of the transformed image, each tested on images that it was not found from
 * (Lenc and Vedaldi, arXiv 1411.5908). Maps there, from x to gx, give residuals; maps back, from gx
 * to x, are put into the network and give errors.
 *
 * <p>Cost for N images, s sites, C channels and p = 9 C inputs (C without the 3 x 3 rung): about 10
 * N runs of the network, N s p^2 products for each of both ways and for each untrained twin (fewer
 * sites where that is above 2e10), and p^3 for their solutions. Memory: three times 8 p^2 bytes and
 * 64 MiB of features; 130 MB for 256 channels with the 3 x 3 rung.
 */
public final class SymmetryProbe {
  private final Model model;
  private final List<Model> twins;
  private final SampleBatches images;
  private final int @Nullable [] labels;
  private final SymmetrySettings settings;

  /**
   * Of a network.
   *
   * @param model takes images; stays open
   * @param twins the same graph with random weights, for what the graph alone makes of the images
   * @param images those of {@link SymmetrySettings#fit}, then those of {@link
   *     SymmetrySettings#held}, in random order
   * @param labels of all images, outputs of the network; null for none
   * @throws IllegalArgumentException where there are too few images
   */
  public SymmetryProbe(
      Model model,
      List<Model> twins,
      SampleBatches images,
      int @Nullable [] labels,
      SymmetrySettings settings) {
    if (images.size() < settings.fit() + settings.held()) {
      throw new IllegalArgumentException(
          "needs %d images, %d to fit maps on and %d to test them on, but has %d"
              .formatted(
                  settings.fit() + settings.held(),
                  settings.fit(),
                  settings.held(),
                  images.size()));
    }
    this.model = model;
    this.twins = List.copyOf(twins);
    this.images = images;
    this.labels = labels == null ? null : labels.clone();
    this.settings = settings;
  }

  /**
   * Asks.
   *
   * @throws IllegalArgumentException where the layer has no sites, or the transformation does not
   *     fit the images; says what works
   */
  public LayerSymmetry ask(Layer layer, ImageWarp warp, Progress progress) {
    int[] shape = images.sampleShape();
    warp.requireFits(shape);
    SiteGrid grid = SiteGrid.of(model.graph(), model.layers(), layer, shape);
    List<Rung> rungs =
        settings.rungs().stream()
            .filter(rung -> grid.isSpatial() || rung != Rung.SHARED_3X3)
            .toList();
    WarpedPairs pairs = new WarpedPairs(model, layer, grid, images, warp, settings);
    FittedMaps there = FittedMaps.of(pairs, false, rungs, settings, progress);
    HeldResiduals residuals =
        HeldResiduals.of(
            pairs, there, false, asked(there.maps(), rungs), there.controls(), settings, progress);
    Task task = task(layer);
    FittedMaps back =
        FittedMaps.of(
            pairs, true, task.tail == null ? withoutTask(rungs) : rungs, settings, progress);
    Map<Rung, FeatureMap> led = asked(back.maps(), rungs);
    Map<Rung, RatioEstimate> left = new EnumMap<>(residuals.ofMaps());
    FeatureMap shared = back.maps().get(Rung.SHARED_1X1);
    if (rungs.contains(Rung.TASK_ORIENTED)) {
      RatioEstimate ofTask = RatioEstimate.none(String.valueOf(task.why));
      if (task.tail != null && labels != null && shared != null) {
        FeatureMap trained =
            TaskOrientedMap.from(pairs, shared, task.tail, labels, settings, progress);
        led.put(Rung.TASK_ORIENTED, trained);
        Map<Rung, FeatureMap> only = new EnumMap<>(Rung.class);
        only.put(Rung.TASK_ORIENTED, trained);
        ofTask =
            HeldResiduals.of(pairs, back, true, only, Map.of(), settings, progress)
                .ofMaps()
                .getOrDefault(Rung.TASK_ORIENTED, ofTask);
      } else if (shared == null) {
        ofTask = RatioEstimate.none("needs the rung shared_1x1, from which it starts");
      }
      left.put(Rung.TASK_ORIENTED, ofTask);
    }
    TaskErrors errors =
        task.tail == null ? null : TaskErrors.of(pairs, led, task.tail, labels, settings, progress);
    Map<Rung, List<Double>> untrained = untrained(layer, grid, warp, rungs, progress);
    List<RungResult> results = new ArrayList<>();
    for (Rung rung : rungs) {
      RatioEstimate ofControl = residuals.ofControls().get(rung);
      results.add(
          new RungResult(
              rung,
              rung.parameters(grid.channels(), grid.channels(), grid.isSpatial()),
              left.getOrDefault(rung, RatioEstimate.none("was not found")),
              ofControl != null && ofControl.ratio().isEstimable()
                  ? (Double) ofControl.ratio().value()
                  : null,
              errors == null ? null : errors.errors().get(rung),
              errors == null ? null : errors.changed().get(rung),
              untrained.getOrDefault(rung, List.of()),
              there.ridges().get(rung)));
    }
    return result(layer, pairs, there, back, results, task, errors, progress);
  }

  private LayerSymmetry result(
      Layer layer,
      WarpedPairs pairs,
      FittedMaps there,
      FittedMaps back,
      List<RungResult> results,
      Task task,
      @Nullable TaskErrors errors,
      Progress progress) {
    SiteGrid grid = pairs.grid();
    GroupLaws laws = GroupLaws.of(pairs, there, back, settings, progress);
    FeatureMap forward = there.maps().get(Rung.SHARED_1X1);
    FeatureMap shared = back.maps().get(Rung.SHARED_1X1);
    FixedDirections fixed =
        forward == null || grid.channels() > FixedDirections.MOST_CHANNELS
            ? null
            : FixedDirections.of(
                Objects.requireNonNull(forward.weights()), there.covariances(), progress);
    Integer invariant = null;
    String why = task.why;
    if (shared == null) {
      why = "needs the rung shared_1x1";
    } else if (task.tail != null && labels != null) {
      invariant = InvariantChannels.count(pairs, shared, task.tail, labels, settings, progress);
      why =
          "with the 1 x 1 map the network is not right more often than by chance, so that nothing can be lost";
    }
    return new LayerSymmetry(
        grid,
        pairs.warp().isExactOn(images.sampleShape()),
        there.isOfWholeSites(),
        there.validSites(),
        results,
        errors == null ? null : errors.clean(),
        invariant,
        invariant == null ? why : null,
        fixed == null ? null : (Integer) fixed.count(),
        fixed == null ? null : (Integer) fixed.of(),
        laws.inverse(),
        laws.order(),
        LieDerivative.of(model, layer, grid, images, pairs.warp(), settings, progress),
        task.why);
  }

  /** Residuals of the fitted rungs in each twin. */
  private Map<Rung, List<Double>> untrained(
      Layer layer, SiteGrid grid, ImageWarp warp, List<Rung> rungs, Progress progress) {
    Map<Rung, List<Double>> found = new EnumMap<>(Rung.class);
    for (Model twin : twins) {
      WarpedPairs pairs =
          new WarpedPairs(twin, twin.layer(layer.name()), grid, images, warp, settings);
      FittedMaps fitted = FittedMaps.of(pairs, false, rungs, settings, progress);
      HeldResiduals residuals =
          HeldResiduals.of(
              pairs, fitted, false, asked(fitted.maps(), rungs), Map.of(), settings, progress);
      residuals
          .ofMaps()
          .forEach(
              (rung, residual) -> {
                if (residual.ratio().isEstimable()) {
                  found
                      .computeIfAbsent(rung, key -> new ArrayList<>())
                      .add(residual.ratio().value());
                }
              });
    }
    return found;
  }

  private static Map<Rung, FeatureMap> asked(Map<Rung, FeatureMap> maps, List<Rung> rungs) {
    Map<Rung, FeatureMap> asked = new EnumMap<>(Rung.class);
    maps.forEach(
        (rung, map) -> {
          if (rungs.contains(rung)) {
            asked.put(rung, map);
          }
        });
    return asked;
  }

  /** Without a task only the map that the laws need leads back. */
  private static List<Rung> withoutTask(List<Rung> rungs) {
    return rungs.stream().filter(rung -> rung.neighbors(true) == 1).toList();
  }

  /** The rest of the network, or why it cannot be asked. */
  private record Task(@Nullable NetworkTail tail, @Nullable String why) {}

  private Task task(Layer layer) {
    try {
      NetworkTail tail = NetworkTail.of(model, layer);
      return new Task(tail, labels == null ? "the images have no labels" : null);
    } catch (IllegalArgumentException e) {
      return new Task(null, e.getMessage());
    }
  }
}
