package dev.nervure.diagram;

import java.util.List;

/** The distances between persistence diagrams. */
public final class DiagramDistances {
  private DiagramDistances() {}

  /** Every distance, with the default settings. */
  public static List<DiagramDistance> all() {
    return all(DiagramDistanceOptions.defaults());
  }

  /** Every distance. */
  public static List<DiagramDistance> all(DiagramDistanceOptions options) {
    double bandwidth = options.bandwidth();
    return List.of(
        new BottleneckDistance(),
        new WassersteinDistance(options.order(), options.ground(), options.relativeError()),
        new SlicedWassersteinDistance(options.directions()),
        KernelDistance.of(new SlicedWassersteinKernel(bandwidth, options.directions())),
        KernelDistance.of(new ScaleSpaceKernel(bandwidth)),
        new FisherDistance(bandwidth),
        KernelDistance.ofIndefinite(new FisherKernel(bandwidth)),
        new LandscapeDistance(options.power()),
        new ImageDistance(options.pixels()));
  }

  /**
   * The distance of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static DiagramDistance named(String name, DiagramDistanceOptions options) {
    for (DiagramDistance distance : all(options)) {
      if (distance.name().equals(name)) {
        return distance;
      }
    }
    throw new IllegalArgumentException(
        "no distance of diagrams is called '%s'; there are %s"
            .formatted(
                name, String.join(", ", all().stream().map(DiagramDistance::name).toList())));
  }
}
