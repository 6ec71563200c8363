package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class RowSpaceTest {

  private static final long SEED = 71;
  private static final double RANK_TOLERANCE = 1e-10;

  /** Determinants of at most six rows of length 1. */
  private static final double ROUNDING = 1e-14;

  private static double[][] gaussian(int rows, int columns, RandomStream random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return matrix;
  }

  private static RowSpace space(double[][] jacobian) {
    return RowSpace.of(jacobian, RANK_TOLERANCE);
  }

  @Test
  void aKnownRankIsKeptWhereRoundingWouldDecide() {
    for (double least : new double[] {1e-13, 0.9e-10, 1.1e-10, 1e-7}) {
      double[][] jacobian = {{1, 0, 0}, {0, least, 0}};
      int clear = least > RANK_TOLERANCE ? 2 : 1;
      boolean near = least > 1e-12 && least < 1e-8;
      for (int known = 1; known <= 2; known++) {
        assertThat(RowSpace.expecting(jacobian, RANK_TOLERANCE, known).rank())
            .as("%s of rank %d", least, known)
            .isEqualTo(near ? known : clear);
      }
    }
  }

  @Test
  void alignmentIsTheCosineOfOneGradientAndFlipsWithIt() {
    for (double angle : new double[] {0, 0.3, 1, 2, 3}) {
      RowSpace from = space(new double[][] {{3, 0}});
      RowSpace to =
          space(new double[][] {{0.1 * StrictMath.cos(angle), 0.1 * StrictMath.sin(angle)}});
      assertThat(from.alignment(to)).isCloseTo(StrictMath.cos(angle), within(ROUNDING));
    }
  }

  @Test
  void alignmentDependsOnTheSpacesAndTheOrientationOfTheRows() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] jacobian = gaussian(3, 8, random);
    double[][] mixed = new double[3][8];
    double[][] lower = {{2, 0, 0}, {-1, 0.5, 0}, {3, 1, 4}};
    for (int i = 0; i < 3; i++) {
      Vectors.addScaled(mixed[i], 1, lower[i], jacobian, 3);
    }
    assertThat(space(jacobian).alignment(space(mixed))).isCloseTo(1, within(ROUNDING));
    double[][] flipped = {jacobian[0], Vectors.scaled(-1, jacobian[1]), jacobian[2]};
    assertThat(space(jacobian).alignment(space(flipped))).isCloseTo(-1, within(ROUNDING));
  }

  /** Singular vectors have either sign and, of equal values, any direction in their plane. */
  @Test
  void belowFullRankTheAlignmentIsThatOfTheMinors() {
    RandomStream random = RandomStream.seeded(SEED);
    for (int rank = 1; rank <= 3; rank++) {
      double[][] outputs = gaussian(5, rank, random);
      double[][] here = gaussian(rank, 7, random);
      double[][] there = gaussian(rank, 7, random);
      for (int i = 0; i < rank; i++) {
        Vectors.addScaled(there[i], 2, here[i]);
      }
      RowSpace from = space(product(outputs, here));
      RowSpace to = space(product(outputs, there));
      assertThat(from.rank()).isEqualTo(rank);
      // What the outputs are made of alone, which have full rank.
      assertThat(from.alignment(to))
          .isCloseTo(space(here).alignment(space(there)), within(100 * ROUNDING));
      there[0] = Vectors.scaled(-1, there[0]);
      assertThat(from.alignment(space(product(outputs, there))))
          .isCloseTo(space(here).alignment(space(there)), within(100 * ROUNDING));
      assertThat(from.isAligned(to, 0.3)).isEqualTo(from.alignment(to) > 0.3);
    }
    double[][] still = new double[2][3];
    assertThat(space(still).alignment(space(still))).isEqualTo(1);
  }

  private static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      Vectors.addScaled(product[i], 1, left[i], right, right.length);
    }
    return product;
  }

  /** The short way to the answer gives the same one as the determinant. */
  @Test
  void whatIsAlignedIsWhatTheDeterminantSays() {
    RandomStream random = RandomStream.seeded(SEED);
    int aligned = 0;
    for (int k = 0; k < 2000; k++) {
      double[][] from = gaussian(1 + k % 6, 12, random);
      double[][] to = gaussian(from.length, 12, random);
      double share = 2 * random.nextDouble();
      for (int i = 0; i < from.length; i++) {
        for (int j = 0; j < 12; j++) {
          to[i][j] = from[i][j] + share * to[i][j];
        }
      }
      RowSpace here = space(from);
      RowSpace there = space(to);
      for (double least : new double[] {0.3, 0.5}) {
        boolean expected = here.alignment(there) > least;
        assertThat(here.isAligned(there, least)).as("pair %d", k).isEqualTo(expected);
        aligned += expected ? 1 : 0;
      }
    }
    assertThat(aligned).isBetween(1000, 3000);
  }
}
