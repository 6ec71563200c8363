package dev.nervure.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.diagram.DiagramDistance;
import dev.nervure.diagram.DiagramDistances;
import dev.nervure.progress.Cost;
import dev.nervure.similarity.SimilarityMeasures;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerSimilaritiesTest {
  /**
   * A bandwidth of 1 is a length, so that in the units of a layer it means another thing in each.
   */
  @Test
  void distancesWithABandwidthAreOfCloudsOfOneSizeOnly() {
    List<String> names = LayerSimilarities.names();
    assertThat(names).doesNotHaveDuplicates().containsAll(SimilarityMeasures.names());
    for (DiagramDistance distance : DiagramDistances.all()) {
      for (int degree = 0; degree <= 1; degree++) {
        String name = distance.name() + "_h" + degree;
        assertThat(names).contains(name + "_scaled");
        assertThat(names.contains(name))
            .as(name)
            .isEqualTo(!distance.settings().containsKey("bandwidth"));
      }
    }
    assertThat(names)
        .contains("bottleneck_h0", "sliced_wasserstein_h1", "landscape_h1", "fisher_h1_scaled")
        .doesNotContain("fisher_h1", "scale_space_kernel_h0", "sliced_wasserstein_kernel_h1");
  }

  @Test
  void choicesAreNamesOrGroups() {
    assertThat(LayerSimilarities.chosen("fisher_h1_scaled,linear_cka"))
        .containsExactly("linear_cka", "fisher_h1_scaled");
    assertThat(LayerSimilarities.chosen("all")).isEqualTo(LayerSimilarities.names());
    assertThat(LayerSimilarities.chosen("default")).contains("sliced_wasserstein_h1");
    assertThatThrownBy(() -> LayerSimilarities.chosen("fisher_h1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'fisher_h1'", "fisher_h1_scaled");
  }

  /**
   * Their times differ by their distances: of as many bars Fisher takes a hundred times as long.
   */
  @Test
  void plansAskTheDistanceForItsTime() {
    Cost sliced = LayerSimilarities.named("sliced_wasserstein_h1_scaled").costBeside(500, 8, 3);
    Cost fisher = LayerSimilarities.named("fisher_h1_scaled").costBeside(500, 8, 3);
    assertThat(fisher.seconds()).isGreaterThan(30 * sliced.seconds());
    assertThat(fisher.memoryBytes()).isEqualTo(sliced.memoryBytes());
    double twice = LayerSimilarities.named("fisher_h1_scaled").costBeside(1000, 8, 3).seconds();
    assertThat(twice / fisher.seconds()).isBetween(3.9, 4.0);
  }
}
