package dev.nervure.diagram;

import java.util.List;

/** The distances between persistence diagrams, each with its default settings. */
public final class DiagramDistances {
  private static final List<DiagramDistance> ALL = List.of(new BottleneckDistance());

  private DiagramDistances() {}

  /** Every distance. */
  public static List<DiagramDistance> all() {
    return ALL;
  }
}
