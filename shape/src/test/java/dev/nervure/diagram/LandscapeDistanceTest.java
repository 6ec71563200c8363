package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class LandscapeDistanceTest {
  private static final double ROUNDING = 1e-12;
  private static final double[][] NONE = {};

  private static double between(double power, double[][] a, double[][] b) {
    return new LandscapeDistance(power).between(RandomDiagrams.ofBars(a), RandomDiagrams.ofBars(b));
  }

  private static List<double[]> corners(LandscapeLevels levels) {
    levels.next();
    List<double[]> corners = new ArrayList<>();
    for (int i = 0; i < levels.corners(); i++) {
      corners.add(new double[] {levels.scale(i), levels.height(i)});
    }
    return corners;
  }

  @Test
  void theCornersThatPersimAsserts() {
    LandscapeLevels levels =
        new LandscapeLevels(new double[][] {{1, 5}, {2, 8}, {3, 4}, {5, 9}, {6, 7}});
    assertThat(corners(levels))
        .containsExactly(
            new double[][] {{1, 0}, {3, 2}, {3.5, 1.5}, {5, 3}, {6.5, 1.5}, {7, 2}, {9, 0}});
    assertThat(corners(levels))
        .containsExactly(new double[][] {{2, 0}, {3.5, 1.5}, {5, 0}, {6.5, 1.5}, {8, 0}});
    assertThat(corners(levels))
        .containsExactly(new double[][] {{3, 0}, {3.5, .5}, {4, 0}, {6, 0}, {6.5, .5}, {7, 0}});
    assertThat(corners(levels)).isEmpty();
    double[][] first = {{1, 0}, {3, 2}, {4, 1}, {4.5, 1.5}, {6, 0}};
    double[][] last = {{3, 0}, {4, 1}, {5, 0}};
    LandscapeLevels twice = new LandscapeLevels(new double[][] {{1, 5}, {1, 5}, {3, 6}, {3, 6}});
    assertThat(corners(twice)).containsExactly(first);
    assertThat(corners(twice)).containsExactly(first);
    assertThat(corners(twice)).containsExactly(last);
    // one of the second kind: the second of the three heights is that of the bars [1, 5)
    LandscapeLevels once = new LandscapeLevels(new double[][] {{1, 5}, {1, 5}, {3, 6}});
    assertThat(corners(once)).containsExactly(first);
    assertThat(corners(once)).containsExactly(new double[][] {{1, 0}, {3, 2}, {5, 0}});
    assertThat(corners(once)).containsExactly(last);
  }

  @Test
  void againstNoneItIsTheNorm(Random random) {
    PersistenceDiagram a = RandomDiagrams.real(random, random.nextInt(80), 0);
    PersistenceDiagram none = RandomDiagrams.ofBars(NONE);
    for (double power : new double[] {1, 2}) {
      assertThat(new LandscapeDistance(power).between(a, none))
          .isCloseTo(PersistenceLandscape.norm(a, power), within(ROUNDING));
    }
    assertThat(between(Double.POSITIVE_INFINITY, new double[][] {{1, 5}, {2, 4}}, NONE))
        .isEqualTo(2);
  }

  @Test
  void itIsTheIntegralOfTheDifferenceOfAllLevels(Random random) {
    for (int round = 0; round < 10; round++) {
      PersistenceDiagram a = RandomDiagrams.whole(random, 1 + random.nextInt(15), 0);
      PersistenceDiagram b = RandomDiagrams.whole(random, 1 + random.nextInt(15), 0);
      // whole births and deaths: corners and crossings are at multiples of a quarter
      ScaleGrid grid = new ScaleGrid(0, 10, 40 * 64 + 1);
      double[][] first = PersistenceLandscape.of(a, grid, 15);
      double[][] second = PersistenceLandscape.of(b, grid, 15);
      double sum = 0;
      double squares = 0;
      double largest = 0;
      for (int level = 0; level < 15; level++) {
        for (int i = 1; i < grid.size(); i++) {
          double low = first[level][i - 1] - second[level][i - 1];
          double high = first[level][i] - second[level][i];
          sum += grid.step() * (Math.abs(low) + Math.abs(high)) / 2;
          squares += grid.step() * (low * low + low * high + high * high) / 3;
          largest = Math.max(largest, Math.abs(high));
        }
      }
      assertThat(new LandscapeDistance(1).between(a, b)).isCloseTo(sum, within(1e-10));
      assertThat(new LandscapeDistance(2).between(a, b))
          .isCloseTo(Math.sqrt(squares), within(1e-10));
      assertThat(new LandscapeDistance(Double.POSITIVE_INFINITY).between(a, b))
          .isCloseTo(largest, within(ROUNDING));
    }
  }

  @Test
  void otherPowersAreRefused() {
    assertThatThrownBy(() -> new LandscapeDistance(3)).hasMessageContaining("3.0");
  }
}
