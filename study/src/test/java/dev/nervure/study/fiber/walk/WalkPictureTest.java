package dev.nervure.study.fiber.walk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalkPictureTest {

  @Test
  void framesAreEvenByLengthAndKeepBothEnds() {
    double[] lengths = {0, 1, 2, 3, 4, 4.001, 4.002, 4.003, 4.004};
    assertThat(WalkPicture.evenly(lengths, 5)).containsExactly(0, 1, 2, 3, 8);
    assertThat(WalkPicture.evenly(lengths, 2)).containsExactly(0, 8);
    assertThat(WalkPicture.evenly(new double[] {0}, 5)).containsExactly(0);
    assertThat(WalkPicture.evenly(new double[] {0, 0, 0}, 4)).contains(0, 2);
    assertThat(WalkPicture.evenly(lengths, 100)).doesNotHaveDuplicates().endsWith(8);
  }
}
