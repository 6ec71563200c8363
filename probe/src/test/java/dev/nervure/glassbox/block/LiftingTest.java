package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class LiftingTest {
  private static final ImageSize SIZE = new ImageSize(32, 32);
  private static final BlockSettings DEFAULTS = BlockSettings.defaults();

  @Test
  void filtersAreWeightedSumsOfTheirSurroundings(Random random) {
    double[] image = random.doubles(SIZE.pixels()).toArray();
    double[] weights = random.doubles(25).toArray();
    OrientedFilter filter =
        new OrientedFilter(
            "any", 2, (right, up) -> weights[(int) ((2 - up) * 5 + right + 2)], null, 4, false);
    double[] answer = filter.of(SIZE, image)[0];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    int row = random.nextInt(32);
    int column = random.nextInt(32);
    double expected = 0;
    for (int i = -2; i <= 2; i++) {
      for (int j = -2; j <= 2; j++) {
        boolean isInside = row + i >= 0 && row + i < 32 && column + j >= 0 && column + j < 32;
        expected +=
            isInside ? weights[(i + 2) * 5 + j + 2] / sum * image[(row + i) * 32 + column + j] : 0;
      }
    }
    assertThat(answer[row * 32 + column]).isCloseTo(expected, within(1e-14));
  }

  @Test
  void constantImagesAnswerNothingAwayFromTheBorder() {
    double[] image = new double[SIZE.pixels()];
    Arrays.fill(image, 3.0);
    for (FilterKind kind : FilterKind.values()) {
      Lifting lifting = new Lifting("lifting", SIZE, DEFAULTS.withFilters(kind).withFlips(true));
      for (int filter = 0; filter < lifting.filters().size(); filter++) {
        for (double[] map : lifting.of(filter, image)) {
          assertThat(map[15 * 32 + 15]).isLessThan(1e-14);
        }
      }
    }
  }

  @Test
  void anEdgeAnswersMostToTheFilterThatLiesAlongIt() {
    double[] image = new double[SIZE.pixels()];
    for (int row = 0; row < 32; row++) {
      for (int column = 0; column < 32; column++) {
        /* Bright above a line that rises at 45 degrees. */
        image[row * 32 + column] = 31 - row > column ? 1 : 0;
      }
    }
    Lifting lifting = new Lifting("lifting", SIZE, DEFAULTS);
    double[][] maps = lifting.of(0, image);
    int best = 0;
    for (int element = 0; element < 16; element++) {
      if (maps[element][15 * 32 + 16] > maps[best][15 * 32 + 16]) {
        best = element;
      }
    }
    /* The filter brightens to the right; turned by 135 degrees, to the upper left. */
    assertThat(lifting.words(best)).isEqualTo("135 degrees");
  }

  @Test
  void turningByTheGroupMovesAveragesByAnElement() {
    for (FilterKind kind : FilterKind.values()) {
      LiftedAverages averages = new LiftedAverages("t", SIZE, DEFAULTS.withFilters(kind));
      double[][] before = averages.of(TurnedPattern.at(SIZE, 0));
      double[][] after = averages.of(TurnedPattern.at(SIZE, 22.5));
      for (int filter = 0; filter < before.length; filter++) {
        double[] moved = averages.lifting().group().translate(1, before[filter]);
        double same = TurnedPattern.change(moved, after[filter]);
        double other = TurnedPattern.change(before[filter], after[filter]);
        /* Narrow filters are sampled coarsely. Limits were set after the values were read. */
        assertThat(same).as(averages.lifting().filters().get(filter).name()).isLessThan(0.02);
        assertThat(other).isGreaterThan(2 * same);
      }
    }
  }

  @Test
  void tripleCorrelationsAreNearlyKeptByTurnsOfTheGroup() {
    for (String name : new String[] {"triple_correlation", "lifted_pool"}) {
      FeatureBlock block = Blocks.named(name, SIZE, DEFAULTS);
      double[] image = block.of(TurnedPattern.at(SIZE, 0));
      assertThat(TurnedPattern.change(image, block.of(TurnedPattern.at(SIZE, 22.5))))
          .as(name)
          .isLessThan(0.02);
    }
    assertThat(Blocks.named("triple_correlation", SIZE, DEFAULTS).coefficients()).hasSize(9 * 51);
  }

  @Test
  void cellsDivideTheImageEvenly() {
    LiftingBlock block = new LiftingBlock(new ImageSize(29, 29), DEFAULTS.withCells(4));
    assertThat(block.coefficients().get(0).region()).isEqualTo(new Coefficient.Region(0, 0, 7, 7));
    assertThat(block.coefficients().get(15).region())
        .isEqualTo(new Coefficient.Region(21, 21, 28, 28));
    assertThat(block.coefficients().get(16).name())
        .isEqualTo("derivative 1, width 1.0, 22.5 degrees, cell 0 0");
  }

  @Test
  void imagesThatAreNotSquareAndTooManyCellsAreRefused() {
    assertThatThrownBy(() -> new LiftingBlock(new ImageSize(8, 9), DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("crop them to 8x8 or pad them to 9x9");
    assertThatThrownBy(() -> new LiftingBlock(new ImageSize(8, 8), DEFAULTS.withCells(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 are the most");
  }
}
