package dev.nervure.study.mapper;

import dev.nervure.mapper.PurityRule;
import java.util.List;
import java.util.stream.Stream;

/** Names of the values of a Mapper graph. */
final class MapperMeasures {
  static final String NODES = "mapper_nodes";
  static final String EDGES = "mapper_edges";
  static final String COMPONENTS = "mapper_components";
  static final String LOOPS = "mapper_loops";
  static final String EPS = "mapper_eps";
  static final String INTERVALS = "mapper_intervals";
  static final String DISTANCE = "mapper_distance";
  static final String NODE_PURITY = "mapper_node_purity";
  static final String CHANCE_PURITY = "mapper_chance_purity";
  static final String POINT_PURITY = "mapper_point_purity";
  static final String ENTROPY_PURITY = "mapper_entropy_purity";
  static final String MAJORITY_PURITY = "mapper_majority_purity";
  static final String UNCOVERED = "mapper_uncovered";

  /** How many simplices of each dimension, nodes first: a parameter of {@link #NODES}. */
  static final String SIMPLICES = "simplices";

  /** Those of one graph, in the order of the registry. */
  static final List<String> OF_GRAPH =
      List.of(
          NODES,
          EDGES,
          COMPONENTS,
          LOOPS,
          EPS,
          NODE_PURITY,
          CHANCE_PURITY,
          POINT_PURITY,
          ENTROPY_PURITY,
          MAJORITY_PURITY,
          UNCOVERED);

  /** The same, and how many intervals a layer can bear. */
  static final List<String> OF_GRAPH_AND_ITS_INTERVALS =
      Stream.concat(OF_GRAPH.stream(), Stream.of(INTERVALS)).toList();

  private MapperMeasures() {}

  /** The mean over nodes of the purity by a rule. */
  static String meanOverNodes(PurityRule rule) {
    return switch (rule) {
      case CLASSES_PRESENT -> NODE_PURITY;
      case ENTROPY -> ENTROPY_PURITY;
      case MAJORITY -> MAJORITY_PURITY;
    };
  }
}
