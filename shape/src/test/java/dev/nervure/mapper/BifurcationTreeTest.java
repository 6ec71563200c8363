package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BifurcationTreeTest {
  /** Two points of each of four classes. */
  private static final int[] LABELS = {0, 0, 1, 1, 2, 2, 3, 3};

  @Test
  void groupsSplitForGoodAndWhatIsTakenBackIsSeen() {
    MapperGraph all = graph(RandomGraphs.node(0, 0, 1, 2, 3, 4, 5, 6, 7));
    // 0 and 1 are apart here, and together again in the next layer.
    MapperGraph early =
        graph(
            RandomGraphs.node(0, 0, 1),
            RandomGraphs.node(1, 2, 3),
            RandomGraphs.node(2, 4, 5, 6, 7));
    MapperGraph pairs = graph(RandomGraphs.node(0, 0, 1, 2, 3), RandomGraphs.node(1, 4, 5, 6, 7));
    // Of class 3 only one point is in a node.
    MapperGraph last =
        graph(RandomGraphs.node(0, 0, 1, 2), RandomGraphs.node(1, 4, 5), RandomGraphs.node(2, 6));

    BifurcationTree tree = BifurcationTree.of(List.of(all, early, pairs, last), LABELS, 4);

    assertThat(tree.together()[1]).containsExactly(0, 1, 2, 2);
    assertThat(tree.groups()[1]).containsExactly(0, 0, 2, 2);
    assertThat(tree.groupsAt(0)).containsExactly(List.of(0, 1, 2, 3));
    assertThat(tree.groupsAt(2)).containsExactly(List.of(0, 1), List.of(2, 3));
    assertThat(tree.groupsAt(3)).containsExactly(List.of(0, 1), List.of(2), List.of(3));
    assertThat(tree.partingLayer(0, 2)).isEqualTo(1);
    assertThat(tree.partingLayer(2, 3)).isEqualTo(3);
    assertThat(tree.partingLayer(0, 1)).isEqualTo(4);
    assertThat(tree.shares()[3]).containsExactly(1, 0.5, 1, 0.5);
  }

  private static MapperGraph graph(MapperNode... nodes) {
    return MapperGraph.of(LABELS.length, List.of(nodes));
  }
}
