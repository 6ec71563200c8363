package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PoseTest {
  private static final double ROUNDING = 1e-12;
  private static final ImageSize SIZE = new ImageSize(21, 31);

  @Test
  void aBarLiesWhereItIs() {
    double[] image = new double[SIZE.pixels()];
    for (int row = 2; row < 5; row++) {
      for (int column = 4; column < 15; column++) {
        image[row * SIZE.width() + column] = 0.5;
      }
    }
    Pose pose = Pose.of(SIZE, image);
    assertThat(pose.down()).isCloseTo(3 - 10, within(ROUNDING));
    assertThat(pose.right()).isCloseTo(9 - 15, within(ROUNDING));
    /* Variances of 11 and 3 pixels in a row are 120 / 12 and 8 / 12. */
    assertThat(pose.spread()).isCloseTo(Math.sqrt(128 / 12.0), within(ROUNDING));
    assertThat(pose.elongation()).isCloseTo(112 / 128.0, within(ROUNDING));
    assertThat(pose.degrees().value()).isEqualTo(0);
  }

  @Test
  void anglesGoAnticlockwiseFromRight() {
    double[] rising = new double[SIZE.pixels()];
    double[] falling = new double[SIZE.pixels()];
    double[] upright = new double[SIZE.pixels()];
    for (int i = 0; i < 9; i++) {
      rising[(12 - i) * SIZE.width() + 5 + i] = 1;
      falling[(3 + i) * SIZE.width() + 5 + i] = 1;
      upright[(3 + i) * SIZE.width() + 5] = 1;
    }
    assertThat(Pose.of(SIZE, rising).degrees().value()).isCloseTo(45, within(1e-9));
    assertThat(Pose.of(SIZE, falling).degrees().value()).isCloseTo(135, within(1e-9));
    assertThat(Pose.of(SIZE, upright).degrees().value()).isCloseTo(90, within(1e-9));
  }

  @Test
  void anEllipseTurnedByAnyAngleIsFoundTurnedByIt() {
    ImageSize size = new ImageSize(65, 65);
    for (double degrees = 0; degrees < 180; degrees += 7.5) {
      double cosine = Math.cos(Math.toRadians(degrees));
      double sine = Math.sin(Math.toRadians(degrees));
      double[] image = new double[size.pixels()];
      for (int i = 0; i < image.length; i++) {
        double right = i % 65 - 32;
        double up = 32 - i / 65;
        double along = cosine * right + sine * up;
        double across = cosine * up - sine * right;
        image[i] = Math.exp(-along * along / 72 - across * across / 18);
      }
      Pose pose = Pose.of(size, image);
      double difference = Math.abs(pose.degrees().value() - degrees);
      assertThat(Math.min(difference, 180 - difference)).isLessThan(0.01);
      /* Variances 36 and 9 pixels. */
      assertThat(pose.elongation()).isCloseTo(0.6, within(1e-3));
      assertThat(pose.spread()).isCloseTo(Math.sqrt(45), within(1e-2));
    }
  }

  @Test
  void roundAndEmptyImagesHaveNoDirection() {
    double[] square = new double[SIZE.pixels()];
    for (int row = 4; row < 8; row++) {
      for (int column = 4; column < 8; column++) {
        square[row * SIZE.width() + column] = 1;
      }
    }
    Pose pose = Pose.of(SIZE, square);
    assertThat(pose.degrees().isEstimable()).isFalse();
    assertThat(pose.elongation()).isEqualTo(0);
    assertThat(Pose.of(SIZE, new double[SIZE.pixels()]).degrees().isEstimable()).isFalse();
    assertThat(new PoseBlock(SIZE).of(new double[SIZE.pixels()])).containsOnly(0);
  }

  @Test
  void negativeValuesAreRefused() {
    double[] image = new double[SIZE.pixels()];
    image[0] = -1;
    assertThatThrownBy(() -> Pose.of(SIZE, image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pose reads brightness as mass");
  }
}
