package dev.nervure.study.fiber.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PlanePainterTest {
  private static final int SIDE = 480;

  /** Blue of a full pixel of the band minus that of none; shades of grey have none. */
  private static double share(int rgb) {
    int red = rgb >> 16 & 0xFF;
    int blue = rgb & 0xFF;
    return (blue - red) / (double) (0xE9 - 0x56);
  }

  @Test
  void theBorderOfABandIsCoveredInPart() {
    double[] low = {0, 0};
    double[] high = {SIDE - 1, SIDE - 1};
    BufferedImage image = new PlanePainter(new FirstCoordinate(), low, high).band(99.75, 200.25);
    int row = SIDE / 2;
    // Pixels are 1 wide and the output is x: pixel 99 reaches to 99.5, pixel 100 begins there.
    assertThat(share(image.getRGB(99, row))).isZero();
    assertThat(share(image.getRGB(100, row))).isBetween(0.74, 0.76);
    assertThat(share(image.getRGB(101, row))).isEqualTo(1);
    assertThat(share(image.getRGB(199, row))).isEqualTo(1);
    assertThat(share(image.getRGB(200, row))).isBetween(0.74, 0.76);
    assertThat(share(image.getRGB(201, row))).isZero();
  }

  /** The map (x, y) to x. */
  private static final class FirstCoordinate implements DifferentiableMap {
    @Override
    public int inputSize() {
      return 2;
    }

    @Override
    public int outputSize() {
      return 1;
    }

    @Override
    public double[] value(double[] x) {
      return new double[] {x[0]};
    }

    @Override
    public Linearization linearize(double[] x) {
      return new Linearization(value(x), new double[][] {{1, 0}});
    }
  }
}
