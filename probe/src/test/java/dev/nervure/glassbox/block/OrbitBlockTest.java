package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class OrbitBlockTest {
  private static final ImageSize SIZE = new ImageSize(32, 32);
  private static final BlockSettings FEW = BlockSettings.defaults().withTemplates(40);

  @Test
  void theDefaultHas768Values() {
    assertThat(new OrbitBlock(SIZE, BlockSettings.defaults()).coefficients()).hasSize(768);
  }

  @Test
  void quarterTurnsKeepTheBitsOfMeanMaximumAndDistribution(Random random) {
    double[] image = random.doubles(SIZE.pixels()).toArray();
    for (boolean flips : new boolean[] {false, true}) {
      OrbitBlock block = new OrbitBlock(SIZE, FEW.withBins(7).withFlips(flips).withTurns(8));
      double[] values = block.of(image);
      for (int element = 0; element < (flips ? 8 : 4); element++) {
        assertThat(block.of(ImageGroup.QUARTER_TURNS_AND_FLIPS.act(element, SIZE, image)))
            .isEqualTo(values);
      }
      assertThat(block.of(ImageGroup.CIRCULAR_SHIFTS.act(5, SIZE, image))).isNotEqualTo(values);
    }
  }

  @Test
  void flipsAreOnlyKeptWhereTheyAreAskedFor(Random random) {
    double[] image = random.doubles(SIZE.pixels()).toArray();
    double[] flipped = ImageGroup.QUARTER_TURNS_AND_FLIPS.act(4, SIZE, image);
    OrbitBlock block = new OrbitBlock(SIZE, FEW);
    assertThat(block.of(flipped)).isNotEqualTo(block.of(image));
  }

  @Test
  void turnsOfTheGroupAreNearlyKeptAndOthersLess() {
    for (double degrees : new double[] {22.5, 45, 67.5, 157.5}) {
      double[] image = TurnedPattern.at(SIZE, 0);
      double[] turned = TurnedPattern.at(SIZE, degrees);
      double fine = change(new OrbitBlock(SIZE, FEW.withTurns(16)), image, turned);
      double coarse = change(new OrbitBlock(SIZE, FEW.withTurns(4)), image, turned);
      /* The pattern is sampled, not interpolated: what is left is sampling at the disc's rim. */
      assertThat(fine).isLessThan(0.01);
      assertThat(coarse).isGreaterThan(5 * fine);
    }
  }

  private static double change(OrbitBlock block, double[] one, double[] other) {
    return TurnedPattern.change(block.of(one), block.of(other));
  }

  @Test
  void sharesRiseFromThresholdToThresholdAndDoNotReadContrast(Random random) {
    OrbitBlock block = new OrbitBlock(SIZE, FEW.withBins(5));
    double[] image = random.doubles(SIZE.pixels()).map(value -> value - 0.5).toArray();
    double[] values = block.of(image);
    for (int i = 0; i < SIZE.pixels(); i++) {
      image[i] *= 4;
    }
    double[] stronger = block.of(image);
    for (int template = 0; template < 40; template++) {
      for (int bin = 0; bin < 5; bin++) {
        int place = 7 * template + 2 + bin;
        assertThat(values[place]).isBetween(bin == 0 ? 0 : values[place - 1], 1.0);
        assertThat(stronger[place]).isEqualTo(values[place]);
      }
      assertThat(stronger[7 * template]).isEqualTo(4 * values[7 * template]);
    }
  }

  @Test
  void otherSeedsHaveOtherTemplates() {
    double[] image = TurnedPattern.at(SIZE, 0);
    assertThat(new OrbitBlock(SIZE, FEW.withSeed(2)).of(image))
        .isNotEqualTo(new OrbitBlock(SIZE, FEW).of(image));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new OrbitBlock(new ImageSize(224, 224), BlockSettings.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("templates, or make images smaller");
    assertThatThrownBy(() -> FEW.withTurns(6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("try 8");
  }
}
