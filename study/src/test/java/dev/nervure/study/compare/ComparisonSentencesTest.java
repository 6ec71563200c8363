package dev.nervure.study.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ComparisonSentencesTest {
  private static final String DISTANCE = "sliced_wasserstein_h1";

  /** Networks of layers {@code x} and {@code y}, of which each is nearest to itself. */
  private static List<SimilarityMatrix> matrices(double[][] ofX, List<Subject> networks) {
    List<SimilarityResult> rows = new ArrayList<>();
    for (int i = 0; i < ofX.length; i++) {
      for (int j = i + 1; j < ofX.length; j++) {
        for (int a = 0; a < 2; a++) {
          for (int b = 0; b < 2; b++) {
            double value = a != b ? 100 : a == 0 ? ofX[i][j] : 1;
            rows.add(row(networks.get(i), a, networks.get(j), b, value));
          }
        }
      }
    }
    return SimilarityMatrix.of(rows, Set.of());
  }

  private static SimilarityResult row(
      Subject first, int firstLayer, Subject second, int secondLayer, double value) {
    return new SimilarityResult(
        DISTANCE,
        first.model(),
        first.epoch(),
        firstLayer,
        "xy".substring(firstLayer, firstLayer + 1),
        second.model(),
        second.epoch(),
        secondLayer,
        "xy".substring(secondLayer, secondLayer + 1),
        value,
        null,
        null,
        null,
        null,
        10,
        "{}",
        null);
  }

  private static String sentences(double[][] ofX, int asked, IntFunction<Subject> network) {
    List<Subject> networks = new ArrayList<>();
    for (int i = 0; i < ofX.length; i++) {
      networks.add(network.apply(i));
    }
    return String.join(
        "\n",
        ComparisonSentences.of(
            new Comparison(
                networks.subList(0, asked),
                networks.subList(asked, ofX.length),
                matrices(ofX, networks),
                List.of(),
                List.of(),
                List.of(),
                1)));
  }

  private static double[][] alike(int networks) {
    double[][] values = new double[networks][networks];
    for (double[] row : values) {
      Arrays.fill(row, 1);
    }
    return values;
  }

  @Test
  void callsNetworksSeedsOnlyWhereTheyAreGivenAsSuch() {
    assertThat(sentences(alike(5), 2, i -> Subject.ofModel("n" + i)))
        .contains("between 3 networks of other seeds a layer is mostly nearer to itself");
    assertThat(sentences(alike(3), 3, i -> Subject.ofModel("n" + i)))
        .contains("between the 3 networks a layer is mostly nearer to itself")
        .doesNotContain("seed");
    // Epochs of one training follow from each other.
    assertThat(sentences(alike(3), 3, Subject::ofEpoch)).doesNotContain("mostly nearer");
  }

  @Test
  void saysNoiseOfTheSeedByThePValue() {
    // Seven networks have 21 pairs: second of all is p = 0.095, of ten networks' 45 it is 0.044.
    for (int networks : new int[] {7, 10}) {
      double[][] ofX = alike(networks);
      ofX[0][1] = 5;
      ofX[2][3] = 6;
      String found = sentences(ofX, 2, i -> Subject.ofModel("n" + i));
      assertThat(found)
          .contains("in no layer are n0 and n1 farther apart than any two networks of other seeds")
          .contains("pairs in x, where p is smallest: " + (networks == 7 ? "0.0952" : "0.0444"))
          .doesNotContain("no more than noise");
      assertThat(found.contains("not told from noise of the seed")).isEqualTo(networks == 7);
    }
    // Farther than the seeds, but so is one of every four pairs.
    double[][] outlier = alike(5);
    outlier[0][1] = outlier[0][2] = outlier[0][3] = outlier[0][4] = 5;
    assertThat(sentences(outlier, 2, i -> Subject.ofModel("n" + i)))
        .contains("are farther apart than any two networks of other seeds (3 pairs) in x (p at")
        .contains("): not told from noise of the seed. With 10 pairs");
  }

  /** A layer without some of the values reaches no p-value as low as the others do. */
  @Test
  void theLowestPossiblePValueIsThatOfTheLayerWithMostPairs() {
    List<Subject> networks = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      networks.add(Subject.ofModel("n" + i));
    }
    List<SimilarityResult> rows = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      for (int j = i + 1; j < 7; j++) {
        for (int layer = 0; layer < 2; layer++) {
          // The first layer lacks all pairs of the last network.
          if (layer == 1 || j < 6) {
            rows.add(row(networks.get(i), layer, networks.get(j), layer, i + j));
          }
        }
      }
    }
    Comparison comparison =
        new Comparison(
            networks.subList(0, 2),
            networks.subList(2, 7),
            SimilarityMatrix.of(rows, Set.of()),
            List.of(),
            List.of(),
            List.of(),
            1);
    assertThat(comparison.ranks()).extracting(SeedRank::pairs).containsExactly(15, 21);
    // One of 21 is below 0.05: nothing has to be said of a floor.
    assertThat(String.join("\n", ComparisonSentences.of(comparison)))
        .doesNotContain("no p-value can be below");
  }
}
