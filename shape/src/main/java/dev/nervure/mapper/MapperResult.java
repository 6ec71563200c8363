package dev.nervure.mapper;

import java.util.List;

/**
 * A Mapper graph, and what became of the elements of its cover.
 *
 * @param graph the graph
 * @param elements the elements that hold points, by number
 */
public record MapperResult(MapperGraph graph, List<ElementSummary> elements) {
  /** Copies the list. */
  public MapperResult {
    elements = List.copyOf(elements);
  }

  /**
   * How many times a point of an element could as well be of another of its clusters, so that the
   * order of the points decided; 0 where the graph does not depend on order.
   */
  public int contested() {
    return elements.stream().mapToInt(ElementSummary::contested).sum();
  }
}
