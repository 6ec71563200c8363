package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageGroupTest {
  private static final ImageSize TWO = new ImageSize(2, 2);
  private static final double[] IMAGE = {1, 2, 3, 4};

  @Test
  void aQuarterTurnIsAnticlockwise() {
    assertThat(ImageGroup.QUARTER_TURNS.act(1, TWO, IMAGE)).containsExactly(2, 4, 1, 3);
    assertThat(ImageGroup.QUARTER_TURNS.act(2, TWO, IMAGE)).containsExactly(4, 3, 2, 1);
  }

  @Test
  void aFlipOfColumnsComesBeforeTheTurn() {
    assertThat(ImageGroup.QUARTER_TURNS_AND_FLIPS.act(4, TWO, IMAGE)).containsExactly(2, 1, 4, 3);
    assertThat(ImageGroup.QUARTER_TURNS_AND_FLIPS.act(5, TWO, IMAGE)).containsExactly(1, 3, 2, 4);
  }

  @Test
  void shiftsGoDownAndRight() {
    ImageSize size = new ImageSize(2, 3);
    double[] image = {1, 2, 3, 4, 5, 6};
    assertThat(ImageGroup.CIRCULAR_SHIFTS.act(1, size, image)).containsExactly(3, 1, 2, 6, 4, 5);
    assertThat(ImageGroup.CIRCULAR_SHIFTS.act(3, size, image)).containsExactly(4, 5, 6, 1, 2, 3);
  }

  @Test
  void turnsNeedSquareImages() {
    assertThatThrownBy(() -> ImageGroup.QUARTER_TURNS.act(1, new ImageSize(2, 3), new double[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("square");
  }
}
