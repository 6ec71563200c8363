package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GramPreconditionerTest {

  private static final long SEED = 92;
  private static final int INPUTS = 300;
  private static final int OUTPUTS = 40;

  /** The shift of the diagonal, times the condition of the J J^T of a Gaussian J of this shape. */
  private static final double CLOSE = 1e-4;

  @Test
  void undoesTheProductsOfTheRows() {
    double[][] jacobian = gaussian();
    boolean[] held = new boolean[INPUTS];
    for (int j = 0; j < INPUTS; j += 3) {
      held[j] = true;
    }
    GramPreconditioner preconditioner = at(jacobian, held);
    double[] wanted = gaussian()[0];
    double[] x = Arrays.copyOf(wanted, OUTPUTS);
    double[] product = new double[OUTPUTS];
    for (int i = 0; i < OUTPUTS; i++) {
      for (int k = 0; k < OUTPUTS; k++) {
        for (int j = 0; j < INPUTS; j++) {
          product[i] += held[j] ? 0 : jacobian[i][j] * jacobian[k][j] * x[k];
        }
      }
    }

    double[] found = preconditioner.solve(product);

    for (int i = 0; i < OUTPUTS; i++) {
      assertThat(found[i]).isCloseTo(x[i], within(CLOSE));
    }
  }

  @Test
  void outputsThatDoNotMoveStandByThemselves() {
    double[][] jacobian = gaussian();
    jacobian[7] = new double[INPUTS];
    GramPreconditioner preconditioner = at(jacobian, new boolean[INPUTS]);
    double[] residual = new double[OUTPUTS];
    residual[7] = 1;

    double[] found = preconditioner.solve(residual);

    // Rows of this length have mean squares of 1 a coordinate.
    assertThat(found[7]).isCloseTo(1.0 / INPUTS, within(0.1 / INPUTS));
    found[7] = 0;
    assertThat(found).containsOnly(0);
  }

  @Test
  void takesFewIterationsWherePlainOnesMakeNoProgress() {
    double[][] jacobian = gaussian();
    for (int i = 0; i < OUTPUTS; i++) {
      for (int k = 0; k < i; k++) {
        // Rows nearly dependent on those before.
        Vectors.addScaled(
            jacobian[i], -Vectors.dot(jacobian[i], jacobian[k]) / INPUTS, jacobian[k]);
      }
      double[] row = jacobian[i];
      double scale = StrictMath.pow(10, -4.0 * i / OUTPUTS);
      for (int j = 0; j < INPUTS; j++) {
        row[j] = scale * row[j] + (i == 0 ? 0 : jacobian[0][j]);
      }
    }
    boolean[] held = new boolean[INPUTS];
    try (MatrixFreeMap.Tangent tangent = tangent(jacobian)) {
      double[] residual = tangent.push(gaussian()[1]);
      double goal = 1e-9 * Vectors.norm(residual);
      NormalEquations.Solution plain =
          NormalEquations.shortest(tangent, null, residual, held, goal, 100, Progress.none());
      NormalEquations.Solution preconditioned =
          NormalEquations.shortest(
              tangent,
              GramPreconditioner.at(tangent, held, Progress.none()),
              residual,
              held,
              goal,
              100,
              Progress.none());

      assertThat(plain.outcome()).isEqualTo(NormalEquations.Outcome.STALLED);
      assertThat(preconditioned.solved()).isTrue();
      assertThat(preconditioned.iterations()).isLessThan(30);
      assertThat(Vectors.distance(tangent.push(preconditioned.step()), residual))
          .isLessThan(2 * goal);
    }
  }

  @Test
  void isMadeForWideJacobiansOfBoundedSize() {
    assertThat(GramPreconditioner.fits(224 * 224 * 3, 1000)).isTrue();
    assertThat(GramPreconditioner.fits(227 * 227 * 3, 1000)).isTrue();
    assertThat(GramPreconditioner.fits(227 * 227 * 3, 2000)).isFalse();
    assertThat(GramPreconditioner.fits(10_000, 2049)).isFalse();
    assertThat(GramPreconditioner.fits(64, 64)).isFalse();
  }

  private static GramPreconditioner at(double[][] jacobian, boolean[] held) {
    try (MatrixFreeMap.Tangent tangent = tangent(jacobian)) {
      return GramPreconditioner.at(tangent, held, Progress.none());
    }
  }

  private static MatrixFreeMap.Tangent tangent(double[][] jacobian) {
    return DenseTangents.of(FormulaMap.linear(jacobian)).tangent(new double[INPUTS]);
  }

  private static double[][] gaussian() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] matrix = new double[OUTPUTS][INPUTS];
    for (double[] row : matrix) {
      for (int j = 0; j < INPUTS; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return matrix;
  }
}
