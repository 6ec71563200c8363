package dev.nervure.glassbox.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class TripleCorrelationTest {
  /* Sums of at most 32 products of numbers below 1. */
  private static final double ROUNDING = 1e-12;

  private static final List<FiniteGroup> GROUPS =
      List.of(
          FiniteGroup.cyclic(1),
          FiniteGroup.cyclic(6),
          FiniteGroup.cyclic(16),
          FiniteGroup.dihedral(3),
          FiniteGroup.dihedral(4),
          FiniteGroup.dihedral(8));

  @Test
  void asManyValuesAreDistinctAsThereAreOrbitsOfTriples() {
    assertThat(distinct(FiniteGroup.cyclic(4))).isEqualTo(5);
    assertThat(distinct(FiniteGroup.cyclic(8))).isEqualTo(15);
    assertThat(distinct(FiniteGroup.cyclic(16))).isEqualTo(51);
    assertThat(distinct(FiniteGroup.dihedral(4))).isEqualTo(15);
    assertThat(distinct(FiniteGroup.dihedral(8))).isEqualTo(51);
    /* Burnside: two elements of order 3 fix two of the 56 triples each: (56 + 4) / 6. */
    assertThat(distinct(FiniteGroup.cyclic(6))).isEqualTo(10);
  }

  private static int distinct(FiniteGroup group) {
    return new TripleCorrelation(group).pairs().size();
  }

  @Test
  void theDistinctValuesAreAllThereAre(Random random) {
    for (FiniteGroup group : GROUPS) {
      TripleCorrelation correlation = new TripleCorrelation(group);
      double[] f = random.doubles(group.order()).toArray();
      double[] distinct = correlation.of(f);
      Arrays.sort(distinct);
      for (int i = 1; i < distinct.length; i++) {
        assertThat(distinct[i] - distinct[i - 1]).isGreaterThan(ROUNDING);
      }
      for (int a = 0; a < group.order(); a++) {
        for (int b = 0; b < group.order(); b++) {
          double value = correlation.at(a, b, f);
          assertThat(Arrays.stream(distinct).map(d -> Math.abs(d - value)).min().orElseThrow())
              .as("%s, %d, %d", group, a, b)
              .isLessThan(ROUNDING);
        }
      }
    }
  }

  @Test
  void movesFromTheLeftKeepItsBits(Random random) {
    for (FiniteGroup group : GROUPS) {
      TripleCorrelation correlation = new TripleCorrelation(group);
      double[] f = random.doubles(group.order()).toArray();
      int element = random.nextInt(group.order());
      assertThat(correlation.of(group.translate(element, f))).isEqualTo(correlation.of(f));
    }
  }

  @Test
  void movesFromTheRightChangeItWhereTheGroupIsNotCommutative(Random random) {
    FiniteGroup group = FiniteGroup.dihedral(4);
    double[] f = random.doubles(8).toArray();
    double[] moved = new double[8];
    for (int g = 0; g < 8; g++) {
      moved[g] = f[group.product(g, 1)];
    }
    TripleCorrelation correlation = new TripleCorrelation(group);
    assertThat(farthest(correlation.of(f), correlation.of(moved))).isGreaterThan(1e-6);
  }

  @Test
  void reversedFunctionsHaveTheSameSpectrumAndAreToldApart() {
    double[] f = {5, 1, 0, 2, 0, 0, 0, 0};
    double[] reversed = new double[8];
    for (int i = 0; i < 8; i++) {
      reversed[i] = f[Math.floorMod(-i, 8)];
    }
    TripleCorrelation correlation = new TripleCorrelation(FiniteGroup.cyclic(8));
    for (int a = 0; a < 8; a++) {
      assertThat(autocorrelation(a, reversed)).isEqualTo(autocorrelation(a, f));
    }
    /* tau(0, 3) is 5^2 2 in one and 2^2 5 in the other. */
    assertThat(farthest(correlation.of(f), correlation.of(reversed))).isEqualTo(30);
  }

  private static double autocorrelation(int a, double[] f) {
    double sum = 0;
    for (int g = 0; g < f.length; g++) {
      sum += f[g] * f[(g + a) % f.length];
    }
    return sum;
  }

  @Test
  void itsFourierTransformIsTheBispectrum(Random random) {
    int n = 7;
    double[] f = random.doubles(n).toArray();
    TripleCorrelation correlation = new TripleCorrelation(FiniteGroup.cyclic(n));
    SelectiveBispectrum bispectrum = new SelectiveBispectrum(n);
    SelectiveBispectrum.Values values = bispectrum.of(f);
    for (int i = 0; i < n; i++) {
      SelectiveBispectrum.Term term = bispectrum.terms().get(i);
      double real = 0;
      double imaginary = 0;
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          double angle = -2 * Math.PI * (term.j() * a + term.k() * b) / n;
          real += correlation.at(a, b, f) * Math.cos(angle);
          imaginary += correlation.at(a, b, f) * Math.sin(angle);
        }
      }
      assertThat(values.real()[i]).isCloseTo(real, within(100 * ROUNDING));
      assertThat(values.imaginary()[i]).isCloseTo(imaginary, within(100 * ROUNDING));
    }
  }

  @Test
  void functionsOfAnotherLengthAreRefused() {
    assertThatThrownBy(() -> new TripleCorrelation(FiniteGroup.cyclic(4)).of(new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a function on C4 has 4 values but this has 5");
  }

  private static double farthest(double[] one, double[] other) {
    double farthest = 0;
    for (int i = 0; i < one.length; i++) {
      farthest = Math.max(farthest, Math.abs(one[i] - other[i]));
    }
    return farthest;
  }
}
