package dev.nervure.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The laws of maps, and of grids that are read by them. */
@ExtendWith(FreshSeed.class)
class AffineMapTest {
  /** Sums of a few products of numbers below 10. */
  private static final double ROUNDING = 1e-9;

  private static AffineMap random(Random random) {
    while (true) {
      double[] n = random.doubles(6, -2, 2).toArray();
      if (Math.abs(n[0] * n[3] - n[1] * n[2]) > 0.2) {
        return new AffineMap(n[0], n[1], n[2], n[3], n[4], n[5]);
      }
    }
  }

  private static void assertEqual(AffineMap one, AffineMap other) {
    assertThat(one.yy()).isCloseTo(other.yy(), within(ROUNDING));
    assertThat(one.yx()).isCloseTo(other.yx(), within(ROUNDING));
    assertThat(one.xy()).isCloseTo(other.xy(), within(ROUNDING));
    assertThat(one.xx()).isCloseTo(other.xx(), within(ROUNDING));
    assertThat(one.down()).isCloseTo(other.down(), within(ROUNDING));
    assertThat(one.right()).isCloseTo(other.right(), within(ROUNDING));
  }

  @Test
  void theWayBackUndoesEveryMapAndCompositionIsAssociative(Random random) {
    for (int trial = 0; trial < 50; trial++) {
      AffineMap a = random(random);
      AffineMap b = random(random);
      AffineMap c = random(random);
      assertEqual(a.then(a.inverse()), AffineMap.IDENTITY);
      assertEqual(a.inverse().then(a), AffineMap.IDENTITY);
      assertEqual(a.then(b).then(c), a.then(b.then(c)));
      assertEqual(a.then(b).inverse(), b.inverse().then(a.inverse()));
    }
  }

  @Test
  void turnsAddUpAndEndAfterAWholeOne() {
    assertEqual(AffineMap.rotation(30).then(AffineMap.rotation(60)), AffineMap.rotation(90));
    assertThat(AffineMap.rotation(90).order(10)).isEqualTo(4);
    assertThat(AffineMap.rotation(45).order(10)).isEqualTo(8);
    assertThat(AffineMap.rotation(-90)).isEqualTo(AffineMap.rotation(270));
    assertThat(AffineMap.shift(1, 0).order(100)).isZero();
  }

  @Test
  void aLinearImageIsReadExactlyBetweenPixels(Random random) {
    AffineMap map = random(random);
    double slopeDown = random.nextDouble();
    double slopeRight = random.nextDouble();
    int height = 9;
    int width = 12;
    Resampling resampling = Resampling.of(height, width, map, Boundary.ZERO);
    Resampling.Source plane = (row, column) -> slopeDown * row + slopeRight * column;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double y = row - 4 - map.down();
        double x = column - 5.5 - map.right();
        double expected =
            slopeDown * (4 + map.yy() * y + map.yx() * x)
                + slopeRight * (5.5 + map.xy() * y + map.xx() * x);
        assertThat(resampling.at(row * width + column, plane))
            .isCloseTo(expected, within(ROUNDING));
      }
    }
  }

  @Test
  void whatComesInAtTheEdgeIsZeroOrTheMirroredImage() {
    float[] image = {1, 2, 3};
    float[] moved = new float[3];
    Resampling.of(1, 3, AffineMap.shift(0, 1), Boundary.ZERO).move(image, 0, 1, moved);
    assertThat(moved).containsExactly(0, 1, 2);
    Resampling.of(1, 3, AffineMap.shift(0, 1), Boundary.REFLECT).move(image, 0, 1, moved);
    assertThat(moved).containsExactly(2, 1, 2);
    Resampling.of(1, 3, AffineMap.shift(0, -3), Boundary.REFLECT).move(image, 0, 1, moved);
    assertThat(moved).containsExactly(2, 1, 2);
  }

  @Test
  void aMapThatCannotBeUndoneIsRefused() {
    assertThatThrownBy(() -> new AffineMap(1, 1, 1, 1, 0, 0)).hasMessageContaining("inverse");
    assertThatThrownBy(() -> AffineMap.shift(Double.NaN, 0)).hasMessageContaining("inverse");
  }
}
