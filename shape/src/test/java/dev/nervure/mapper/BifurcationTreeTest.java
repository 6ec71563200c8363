package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.progress.Progress;
import java.util.BitSet;
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
    assertThat(tree.groups()[0]).containsExactly(0, 0, 0, 0);
    assertThat(tree.groups()[2]).containsExactly(0, 0, 2, 2);
    assertThat(tree.groups()[3]).containsExactly(0, 0, 2, 3);
    assertThat(tree.shares()[3]).containsExactly(1, 0.5, 1, 0.5);
  }

  /** Point 3 is in both nodes, which are not joined by it alone. */
  @Test
  void aPointCountsInEveryComponentThatHoldsIt() {
    List<MapperNode> nodes = List.of(RandomGraphs.node(0, 0, 1, 2, 3), RandomGraphs.node(1, 3, 4));
    NerveOptions two = NerveOptions.defaults().withMinShared(2);
    MapperGraph apart = MapperGraph.of(5, nodes, two, Progress.none());
    int[] labels = {0, 0, 0, 1, 1};
    BifurcationTree tree = BifurcationTree.of(List.of(apart), labels, 2);
    assertThat(tree.together()[0]).containsExactly(0, 1);
    assertThat(tree.shares()[0]).containsExactly(1, 1);

    MapperGraph second = MapperGraph.of(5, nodes.subList(1, 2), two, Progress.none());
    BitSet all = new BitSet();
    all.set(0, 5);
    ComponentOverlap overlap = new ComponentOverlap(apart, second, all);
    assertThat(overlap.returns(0)).isFalse();
    assertThat(overlap.returns(1)).isTrue();
  }

  private static MapperGraph graph(MapperNode... nodes) {
    return MapperGraph.of(LABELS.length, List.of(nodes));
  }
}
