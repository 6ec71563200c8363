package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProfileMeasureTest {
  @Test
  void namesAndGroupsAreRead() {
    assertThat(ProfileMeasure.parse("ph_dimension, LIFESPAN_SUM_H0"))
        .containsExactly(ProfileMeasure.PH_DIMENSION, ProfileMeasure.LIFESPAN_SUM_H0);
    assertThat(ProfileMeasure.parse("default")).isEqualTo(ProfileMeasure.defaults()).hasSize(7);
    assertThat(ProfileMeasure.parse("all")).containsExactly(ProfileMeasure.values());
    assertThat(ProfileMeasure.parse("paper,fisher_ratio")).hasSize(4);
  }

  @Test
  void anUnknownNameIsToldWithTheKnownOnes() {
    assertThatThrownBy(() -> ProfileMeasure.parse("ph_dimension,entropy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'entropy'")
        .hasMessageContaining("knn_label_agreement");
  }
}
