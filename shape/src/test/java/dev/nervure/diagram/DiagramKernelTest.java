package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(FreshSeed.class)
class DiagramKernelTest {
  private static final double ROUNDING = 1e-12;

  static List<DiagramKernel> all() {
    return List.of(
        new SlicedWassersteinKernel(0.3, 20),
        new SlicedWassersteinKernel(0.3, SlicedWassersteinDistance.EXACT),
        new ScaleSpaceKernel(0.2),
        new FisherKernel(0.2));
  }

  private static double of(DiagramKernel kernel, PersistenceDiagram a, PersistenceDiagram b) {
    return kernel.gram(List.of(a, b), 1, Progress.none())[0][1];
  }

  @ParameterizedTest
  @MethodSource("all")
  void gramMatricesAreSymmetricAndThoseOfDefiniteKernelsPositive(DiagramKernel kernel) {
    Random random = new Random(FreshSeed.next());
    List<PersistenceDiagram> diagrams = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      diagrams.add(RandomDiagrams.real(random, random.nextInt(12), i % 2));
    }
    double[][] gram = kernel.gram(diagrams, 2, Progress.none());
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j < gram.length; j++) {
        assertThat(gram[i][j]).isEqualTo(gram[j][i]);
        if (i % 2 != j % 2) {
          assertThat(gram[i][j]).as("other numbers of bars without end").isZero();
        }
      }
    }
    if (!(kernel instanceof FisherKernel)) {
      requirePositive(gram);
    }
  }

  /** Every pivot of Cholesky's decomposition is positive, but for what rounding takes. */
  private static void requirePositive(double[][] gram) {
    double[][] left = new double[gram.length][];
    for (int i = 0; i < gram.length; i++) {
      left[i] = gram[i].clone();
      left[i][i] += 1e-9;
    }
    for (int k = 0; k < left.length; k++) {
      assertThat(left[k][k]).isPositive();
      for (int i = k + 1; i < left.length; i++) {
        double factor = left[i][k] / left[k][k];
        for (int j = k; j < left.length; j++) {
          left[i][j] -= factor * left[k][j];
        }
      }
    }
  }

  /** Beyond, squares of bandwidths and what is divided by them overflow, or are 0. */
  @Test
  void bandwidthsHaveSquares() {
    for (double bandwidth : new double[] {1e-160, 1e160, 0, -1, Double.NaN, 9e-101, 1.1e100}) {
      assertThatThrownBy(() -> new ScaleSpaceKernel(bandwidth))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("bandwidth", "1e-100", "1e100", "" + bandwidth);
    }
    PersistenceDiagram a = RandomDiagrams.ofBars(new double[] {0, 1}, new double[] {0.5, 0.75});
    PersistenceDiagram b = RandomDiagrams.ofBars(new double[] {0.5, 1.25});
    DiagramDistanceOptions options = DiagramDistanceOptions.defaults();
    for (double bandwidth : new double[] {1e-100, 1e100}) {
      for (DiagramDistance distance : DiagramDistances.all(options.withBandwidth(bandwidth))) {
        double found = distance.between(a, b);
        assertThat(found).as("%s at %s", distance.name(), bandwidth).isNotNaN().isFinite();
      }
    }
    assertThat(of(new ScaleSpaceKernel(1e-100), a, a) * 1e-200)
        .isCloseTo(2 / (4 * Math.PI), within(ROUNDING));
  }

  @Test
  void theScaleSpaceKernelOfSingleBarsInClosedForm() {
    double h = 0.4;
    double found =
        of(
            new ScaleSpaceKernel(h),
            RandomDiagrams.ofBars(new double[] {0, 1}),
            RandomDiagrams.ofBars(new double[] {0.5, 1.25}));
    double expected =
        (Math.exp(-(0.25 + 0.0625) / (4 * h * h))
                - Math.exp(-(1.25 * 1.25 + 0.5 * 0.5) / (4 * h * h)))
            / (4 * Math.PI * h * h);
    assertThat(found).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void theScaleSpaceKernelIsTheInnerProductOfItsSurfaces() {
    double h = 0.3;
    double[][] a = {{0, 1}, {0.2, 0.5}};
    double[][] b = {{0.1, 0.9}};
    double step = 0.01;
    double sum = 0;
    for (double birth = -3; birth < 4; birth += step) {
      for (double death = birth; death < 4; death += step) {
        // the half above the diagonal, on which a row of the grid begins
        double weight = death == birth ? 0.5 : 1;
        sum += weight * surface(a, birth, death, h) * surface(b, birth, death, h);
      }
    }
    assertThat(of(new ScaleSpaceKernel(h), RandomDiagrams.ofBars(a), RandomDiagrams.ofBars(b)))
        .isCloseTo(sum * step * step, within(1e-3));
  }

  private static double surface(double[][] bars, double birth, double death, double h) {
    double sum = 0;
    for (double[] bar : bars) {
      sum +=
          Math.exp(-(square(birth - bar[0]) + square(death - bar[1])) / (2 * h * h))
              - Math.exp(-(square(birth - bar[1]) + square(death - bar[0])) / (2 * h * h));
    }
    return sum / (2 * Math.PI * h * h);
  }

  private static double square(double value) {
    return value * value;
  }

  /** By GUDHI 3.7.1, gudhi.representations, bandwidth_fisher 1 and bandwidth 1, 16 digits. */
  @Test
  void theFisherDistanceAndKernelOfGudhi() {
    PersistenceDiagram a = RandomDiagrams.ofBars(new double[] {0, 4}, new double[] {1, 2});
    PersistenceDiagram b = RandomDiagrams.ofBars(new double[] {0.5, 3}, new double[] {2, 5});
    assertThat(new FisherDistance(1).between(a, b)).isCloseTo(0.25601662449592527, within(1e-9));
    assertThat(of(new FisherKernel(1), a, b)).isCloseTo(0.7741290991792183, within(1e-9));
  }

  @Test
  void theSlicedWassersteinKernelIsTheExponentialOfTheDistance() {
    PersistenceDiagram a = RandomDiagrams.ofBars(new double[] {1, 2});
    double found =
        of(new SlicedWassersteinKernel(0.25, 0), a, RandomDiagrams.ofBars(new double[0][]));
    assertThat(found).isCloseTo(Math.exp(-4 * Math.sqrt(2) / Math.PI), within(ROUNDING));
  }

  @Test
  void bandwidthsAreChecked() {
    assertThatThrownBy(() -> new ScaleSpaceKernel(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new FisherDistance(Double.NaN)).hasMessageContaining("NaN");
  }
}
