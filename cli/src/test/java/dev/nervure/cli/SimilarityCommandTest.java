package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.similarity.SimilarityMeasures;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityCommandTest {
  private static final Path REFERENCE =
      ProjectRoot.find().resolve("shape/src/test/resources/dev/nervure/similarity");
  private static final int PUBLISHED_WIDTH = 10;

  @TempDir Path folder;

  private Path rows(String name, int n, int d, double shared) {
    RandomStream random = RandomStream.seeded(d);
    RandomStream common = RandomStream.seeded(99);
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      double all = common.nextGaussian();
      for (int j = 0; j < d; j++) {
        values[i * d + j] = shared * all + random.nextGaussian();
      }
    }
    Path file = folder.resolve(name);
    NpyWriter.write(file, NdArray.of(values, n, d));
    return file;
  }

  @Test
  void valuesComeWithIntervals() {
    Path a = rows("a.npy", 200, 5, 2);
    Path b = rows("b.npy", 200, 7, 2);
    JsonNode json =
        CommandRun.of(
                "similarity",
                a.toString(),
                b.toString(),
                "--measures",
                "linear_cka,mutual_knn",
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("rows").asInt()).isEqualTo(200);
    assertThat(json.get("measures")).hasSize(2);
    for (JsonNode one : json.get("measures")) {
      assertThat(one.get("low").asDouble()).isLessThan(one.get("estimate").asDouble());
      assertThat(one.get("high").asDouble()).isGreaterThan(one.get("estimate").asDouble());
      assertThat(one.get("notEstimable").isNull()).isTrue();
    }
    // Of the variance of 5 features 4/5 + 1/25 is along the common direction, and so on: some 0.9.
    assertThat(json.at("/measures/linear_cka/estimate").asDouble()).isBetween(0.8, 1.0);
    CommandRun text = CommandRun.of("similarity", a.toString(), b.toString()).succeeded();
    assertThat(text.out())
        .contains("200 rows with 5 and 7 features", "linear_cka", "[", "1 if alike")
        .contains("what as many other inputs would give");
  }

  @Test
  void aFileBesideItselfIsAlike() {
    String a = rows("a.npy", 60, 5, 1).toString();
    JsonNode json =
        CommandRun.of("similarity", a, a, "--measures", "all", "--json").succeeded().json();
    assertThat(json.get("measures")).hasSize(SimilarityMeasures.all().size());
    json.get("measures")
        .forEach(
            one ->
                assertThat(one.get("estimate").asDouble())
                    .isCloseTo(one.get("ifAlike").asDouble(), within(1e-5)));
  }

  @Test
  void fewRowsAreRefusedUnlessAllowed() {
    String a = rows("a.npy", 20, 30, 1).toString();
    String b = rows("b.npy", 20, 40, 1).toString();
    String[] asked = {"similarity", a, b, "--measures", "pwcca,linear_cka", "--json"};
    JsonNode refused = CommandRun.of(asked).succeeded().json();
    assertThat(refused.at("/measures/pwcca/notEstimable").asText()).contains("20 rows", "40");
    assertThat(refused.at("/measures/linear_cka/estimate").isNumber()).isTrue();
    String[] allowing = Arrays.copyOf(asked, asked.length + 1);
    allowing[asked.length] = "--allow-few-rows";
    JsonNode allowed = CommandRun.of(allowing).succeeded().json();
    assertThat(allowed.at("/measures/pwcca/estimate").isNumber()).isTrue();
    assertThat(allowed.at("/measures/pwcca/notes").toString()).contains("left out");
  }

  /** A pseudo-inverse takes 1024 rows of wide layers; where there are enough all are taken. */
  @Test
  void rowsThatAreEnoughAreAllTakenWhereFewAreAllowed() {
    int n = 1200;
    int d = 1030;
    RandomStream random = RandomStream.seeded(1);
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      // Few directions, for the sake of time.
      for (int j = 0; j < d; j++) {
        values[i * d + j] = j < 20 ? random.nextGaussian() : values[i * d + j % 20];
      }
    }
    Path a = folder.resolve("a.npy");
    NpyWriter.write(a, NdArray.of(values, n, d));
    String b = rows("b.npy", n, 2, 0).toString();
    String[] asked = {
      "similarity", a.toString(), b, "--measures", "r2_cca", "--blocks", "0", "--json"
    };
    JsonNode usual = CommandRun.of(asked).succeeded().json().at("/measures/r2_cca");
    String[] allowing = Arrays.copyOf(asked, asked.length + 1);
    allowing[asked.length] = "--allow-few-rows";
    JsonNode allowed = CommandRun.of(allowing).succeeded().json().at("/measures/r2_cca");
    assertThat(allowed.get("n").asInt()).isEqualTo(n);
    assertThat(allowed).isEqualTo(usual);
  }

  /** A hundred rows of two representations, of which the package that measures has the values. */
  private void savePublishedRows() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE.resolve("pairs.csv"));
    for (int side = 0; side < 2; side++) {
      double[] values = new double[(lines.size() - 1) * PUBLISHED_WIDTH];
      StringBuilder table = new StringBuilder();
      for (int row = 0; row < lines.size(); row++) {
        String[] cells = lines.get(row).split(",", -1);
        for (int j = 0; j < PUBLISHED_WIDTH; j++) {
          String cell = cells[side * PUBLISHED_WIDTH + j];
          table.append(j == 0 ? "" : ",").append(cell);
          if (row > 0) {
            values[(row - 1) * PUBLISHED_WIDTH + j] = Double.parseDouble(cell);
          }
        }
        table.append('\n');
      }
      Files.writeString(folder.resolve(side + ".csv"), table);
      NpyWriter.write(
          folder.resolve(side + ".npy"), NdArray.of(values, lines.size() - 1, PUBLISHED_WIDTH));
    }
  }

  /** Published values, and what NumPy and SciPy give: sums of float64 in another order. */
  @ParameterizedTest
  @ValueSource(strings = {".csv", ".npy"})
  void tablesAndArraysGiveThePublishedValuesToTenDigits(String ending) throws IOException {
    savePublishedRows();
    String[] files = {folder.resolve(0 + ending).toString(), folder.resolve(1 + ending).toString()};
    JsonNode found =
        CommandRun.of(
                "similarity", files[0], files[1], "--measures", "all", "--blocks", "0", "--json")
            .succeeded()
            .json()
            .get("measures");
    List<String> values = Files.readAllLines(REFERENCE.resolve("values.csv"));
    for (String line : values.subList(1, values.size())) {
      String[] cells = line.split(",", -1);
      assertThat(found.get(cells[0]).get("estimate").asDouble())
          .as(cells[0])
          .isCloseTo(Double.parseDouble(cells[1]), within(1e-10));
    }
    assertThat(found.at("/linear_cka/estimate").asDouble())
        .isCloseTo(0.5576132566117589, within(1e-10));
    JsonNode turned =
        CommandRun.of("similarity", files[1], files[0], "--measures", "pwcca", "--json")
            .succeeded()
            .json();
    assertThat(turned.at("/measures/pwcca/estimate").asDouble())
        .isCloseTo(0.26315943247533635, within(1e-10));
  }

  @Test
  void rowsThatAreNotOfTheSameInputsAreRefused() throws IOException {
    String a = rows("a.npy", 30, 3, 1).toString();
    String b = rows("b.npy", 31, 3, 1).toString();
    CommandRun unequal = CommandRun.of("similarity", a, b).failedWith(ExitCode.BAD_INPUT);
    assertThat(unequal.err()).contains("30 rows", "31");
    Path one = folder.resolve("one.csv");
    Path other = folder.resolve("other.csv");
    Files.writeString(one, "x,y,label\n1,2,cat\n3,4,dog\n5,6,cat\n2,2,dog\n");
    Files.writeString(other, "x,y,label\n1,2,cat\n3,4,cat\n5,6,dog\n2,2,dog\n");
    CommandRun unlike =
        CommandRun.of("similarity", one.toString(), other.toString(), "--label-column", "label")
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(unlike.err()).contains("row 1", "'dog'", "'cat'");
  }

  @Test
  void theListHasEveryMeasureAndWrongNamesAreSaid() {
    String listed = CommandRun.of("similarity", "--list").succeeded().out();
    assertThat(listed).contains(SimilarityMeasures.names());
    CommandRun wrong =
        CommandRun.of("similarity", "a", "b", "--measures", "likeness").failedWith(ExitCode.USAGE);
    assertThat(wrong.err()).contains("likeness", "linear_cka");
    CommandRun.of("similarity", "a").failedWith(ExitCode.USAGE);
  }
}
