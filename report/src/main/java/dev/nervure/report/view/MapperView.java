package dev.nervure.report.view;

import dev.nervure.run.MapperEdgeRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import java.util.List;

/**
 * The Mapper graphs of the layers of a run; empty where there are none.
 *
 * @param nodes of all layers
 * @param edges of all layers
 * @param members the points of all nodes
 */
public record MapperView(
    List<MapperNodeRow> nodes, List<MapperEdgeRow> edges, List<MapperMemberRow> members) {
  /** Of a run that has none of it. */
  public static final MapperView NONE = new MapperView(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public MapperView {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    members = List.copyOf(members);
  }

  /** What a run has. */
  static MapperView of(Results results) {
    return new MapperView(
        results.rows(Tables.MAPPER_NODES),
        results.rows(Tables.MAPPER_EDGES),
        results.rows(Tables.MAPPER_MEMBERS));
  }
}
