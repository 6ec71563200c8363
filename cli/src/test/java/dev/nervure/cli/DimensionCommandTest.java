package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DimensionCommandTest {
  /** Four standard errors of the estimate itself, and as much again for its small-sample bias. */
  private static final double STANDARD_ERRORS = 8;

  @TempDir Path folder;

  @Test
  void aPlaneInTenCoordinatesHasDimensionTwo() {
    JsonNode json = CommandRun.of("dimension", plane(600).toString(), "--json").succeeded().json();
    assertThat(json.get("points").asInt()).isEqualTo(600);
    assertThat(json.get("coordinates").asInt()).isEqualTo(10);
    for (String measure : new String[] {"ph_dimension", "twonn_dimension", "mle_dimension"}) {
      JsonNode one = json.get("measures").get(measure);
      double error = one.get("error").asDouble();
      assertThat(Math.abs(one.get("estimate").asDouble() - 2))
          .as(measure)
          .isLessThan(STANDARD_ERRORS * error);
      assertThat(one.get("n").asInt()).isEqualTo(600);
    }
  }

  @Test
  void theTableShowsWhatWasAskedFor() {
    CommandRun run =
        CommandRun.of("dimension", plane(200).toString(), "--measures", "mle_dimension")
            .succeeded();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out())
        .contains("200 points with 10 coordinates", "mle_dimension", "±")
        .contains("of the estimator at this n: not of the true dimension");
  }

  @Test
  void estimatorsThatDisagreeAreSaidTo() {
    // A plane with noise of a fiftieth of its width in 10 coordinates: TwoNN sees the noise, the
    // others at their larger scales less of it.
    double[] values = new double[600 * 10];
    RandomStream random = RandomStream.seeded(11);
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 10 < 2 ? random.nextDouble() : 0) + 0.02 * random.nextDouble();
    }
    Path file = write("noisy.npy", NdArray.of(values, 600, 10));
    CommandRun run = CommandRun.of("dimension", file.toString()).succeeded();
    assertThat(run.out())
        .contains("these disagree beyond their errors:", "< twonn_dimension")
        .containsAnyOf("Usual reasons: noise", "What the points show of the reasons:");
    JsonNode json = CommandRun.of("dimension", file.toString(), "--json").succeeded().json();
    assertThat(json.get("disagreements")).isNotEmpty();
    assertThat(json.at("/measures/twonn_dimension/errorOf").asText())
        .isEqualTo("the estimator at this n");
    CommandRun one =
        CommandRun.of("dimension", file.toString(), "--measures", "ph_dimension").succeeded();
    assertThat(one.out()).doesNotContain("disagree");
  }

  @Test
  void powerAndDegreeOfTheLifespansCanBeChosen() {
    // The middle-third Cantor set, of dimension log 2 / log 3: with the power 1 it reads 1.
    double[] values = new double[500];
    RandomStream random = RandomStream.seeded(17);
    for (int i = 0; i < values.length; i++) {
      for (int digit = 1; digit <= 30; digit++) {
        values[i] += (random.nextDouble() < 0.5 ? 0 : 2) * Math.pow(3, -digit);
      }
    }
    String cantor = write("cantor.npy", NdArray.of(values, 500, 1)).toString();
    String[] asked = {"dimension", cantor, "--measures", "ph_dimension", "--json"};
    JsonNode usual = CommandRun.of(asked).succeeded().json().at("/measures/ph_dimension");
    assertThat(usual.get("estimate").asDouble()).isBetween(0.95, 1.05);
    JsonNode lower =
        CommandRun.of(with(asked, "--alpha", "0.3"))
            .succeeded()
            .json()
            .at("/measures/ph_dimension");
    // 0.667 in the reference, with grid B.
    assertThat(lower.get("estimate").asDouble()).isBetween(0.6, 0.72);
    assertThat(lower.at("/parameters/alpha").asDouble()).isEqualTo(0.3);
    assertThat(lower.get("knownSets").isNull()).isTrue();

    String plane = plane(300).toString();
    JsonNode cycles =
        CommandRun.of("dimension", plane, "--degree", "1", "--json")
            .succeeded()
            .json()
            .at("/measures/ph_dimension");
    assertThat(cycles.at("/parameters/degree").asInt()).isEqualTo(1);
    assertThat(cycles.get("estimate").asDouble()).isGreaterThan(2);

    assertThat(CommandRun.of("dimension", plane, "--degree", "2").err())
        .contains("--degree must be 0 or 1");
    assertThat(CommandRun.of("dimension", plane, "--alpha", "0").err())
        .contains("--alpha must be positive");
    assertThat(
            CommandRun.of("dimension", plane, "--alpha", "2", "--measures", "twonn_dimension")
                .err())
        .contains("not among --measures");
  }

  private static String[] with(String[] arguments, String... further) {
    String[] all = Arrays.copyOf(arguments, arguments.length + further.length);
    System.arraycopy(further, 0, all, arguments.length, further.length);
    return all;
  }

  @Test
  void everyEstimatorIsAskedAndReasonsAreGiven() {
    // A sphere takes up three dimensions and has two.
    double[] values = new double[500 * 3];
    RandomStream random = RandomStream.seeded(13);
    for (int i = 0; i < 500; i++) {
      double squares = 0;
      for (int j = 0; j < 3; j++) {
        values[3 * i + j] = random.nextGaussian();
        squares += values[3 * i + j] * values[3 * i + j];
      }
      for (int j = 0; j < 3; j++) {
        values[3 * i + j] /= Math.sqrt(squares);
      }
    }
    String file = write("sphere.npy", NdArray.of(values, 500, 3)).toString();
    JsonNode json = CommandRun.of("dimension", file, "--all", "--json").succeeded().json();
    assertThat(json.get("measures").size()).isGreaterThan(12);
    JsonNode gride = json.at("/measures/gride_dimension");
    assertThat(gride.get("byScale").size()).isGreaterThan(4);
    assertThat(gride.get("of").asText()).isEqualTo("manifold");
    JsonNode linear = json.at("/measures/pca_dimension");
    assertThat(linear.get("of").asText()).isEqualTo("linear span");
    // The participation ratio of a sphere is known to a few hundredths with 500 points.
    assertThat(linear.get("estimate").asDouble()).isBetween(2.9, 3.1);
    assertThat(json.get("reasons")).anyMatch(reason -> reason.asText().startsWith("Curvature"));
    for (JsonNode pair : json.get("disagreements")) {
      assertThat(pair.get("higher").asText()).isNotEqualTo("pca_dimension");
    }
    assertThat(CommandRun.of("dimension", file, "--all").succeeded().out())
        .contains("at distance", "What the points show of the reasons:", "Curvature");
  }

  @Test
  void theResultDoesNotDependOnThreads() {
    Path file = plane(300);
    String one = CommandRun.of("dimension", file.toString(), "--json", "--threads", "1").out();
    assertThat(CommandRun.of("dimension", file.toString(), "--json", "--threads", "2").out())
        .isEqualTo(one);
  }

  @Test
  void doublesKeepTheirPrecision() {
    // Offsets of 1e9 leave float32 a step of 64, which would merge all points.
    double[] values = new double[300 * 2];
    RandomStream random = RandomStream.seeded(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = 1e9 + random.nextDouble();
    }
    Path file = write("offset.npy", NdArray.of(values, 300, 2));
    JsonNode measure =
        CommandRun.of("dimension", file.toString(), "--json")
            .succeeded()
            .json()
            .at("/measures/mle_dimension");
    assertThat(measure.get("dropped").asInt()).isZero();
    assertThat(measure.get("estimate").asDouble()).isBetween(1.7, 2.3);
  }

  @Test
  void scaledColumnsOfAnArrayCountAlike() {
    // Beside the first column the second is a millionth as wide: a line, until both are scaled.
    double[] values = new double[400 * 2];
    RandomStream random = RandomStream.seeded(11);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() * (i % 2 == 0 ? 1 : 1e-6);
    }
    String file = write("wide.npy", NdArray.of(values, 400, 2)).toString();
    assertThat(estimate("dimension", file)).isLessThan(1.3);
    assertThat(estimate("dimension", file, "--scale", "standard", "--scale-from", file))
        .isGreaterThan(1.6);
    assertThat(estimate("dimension", file, "--mean", "0,0", "--std", "1,1e-6")).isGreaterThan(1.6);
  }

  private static double estimate(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 3);
    System.arraycopy(
        new String[] {"--measures", "mle_dimension", "--json"}, 0, all, words.length, 3);
    return CommandRun.of(all).succeeded().json().at("/measures/mle_dimension/estimate").asDouble();
  }

  @Test
  void equalPointsAreNotEstimableAndThatIsNoError() {
    Path file = write("equal.npy", NdArray.of(new float[50 * 4], 50, 4));
    JsonNode measures =
        CommandRun.of("dimension", file.toString(), "--json").succeeded().json().get("measures");
    for (JsonNode measure : measures) {
      assertThat(measure.get("notEstimable").asText()).isNotBlank();
      assertThat(measure.has("estimate")).isFalse();
    }
  }

  @Test
  void repeatedPointsAreSaidForEveryEstimator() {
    double[] values = new double[120 * 3];
    RandomStream random = RandomStream.seeded(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 60 * 3 ? random.nextGaussian() : values[i - 60 * 3];
    }
    Path file = write("twice.npy", NdArray.of(values, 120, 3));
    CommandRun run =
        CommandRun.of(
                "dimension",
                file.toString(),
                "--measures",
                "ph_dimension,twonn_dimension,ph_dimension_paper")
            .succeeded();
    assertThat(run.err())
        .contains("twonn_dimension: 60 points repeat another and were left out.")
        .contains("ph_dimension: 60 points repeat another and were left out.");
    assertThat(run.out() + run.err()).contains("at least ", "points but there are 120");
  }

  @Test
  void pointsThatAreNoNumbersAreNamed() throws IOException {
    double[] values = {0, 1, 2, Double.NaN};
    Path file = write("nan.npy", NdArray.of(values, 2, 2));
    CommandRun run = CommandRun.of("dimension", file.toString()).failedWith(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("row 1, column 1", file.toString());

    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, 140));
    CommandRun.of("dimension", cut.toString()).failedWith(ExitCode.BAD_INPUT);
    CommandRun.of("dimension", folder.resolve("none.npy").toString())
        .failedWith(ExitCode.BAD_INPUT);
  }

  @Test
  void anUnknownMeasureIsWrongUsage() {
    CommandRun run =
        CommandRun.of("dimension", "x.npy", "--measures", "volume").failedWith(ExitCode.USAGE);
    assertThat(run.err()).contains("volume", "ph_dimension");
  }

  /** Uniform points of a square, turned into ten coordinates by a fixed linear map. */
  private Path plane(int points) {
    RandomStream random = RandomStream.seeded(3);
    double[] values = new double[points * 10];
    for (int i = 0; i < points; i++) {
      double u = random.nextDouble();
      double v = random.nextDouble();
      for (int j = 0; j < 10; j++) {
        values[i * 10 + j] = u * Math.cos(j) + v * Math.sin(2 * j + 1);
      }
    }
    return write("plane.npy", NdArray.of(values, points, 10));
  }

  private Path write(String name, NdArray array) {
    Path file = folder.resolve(name);
    NpyWriter.write(file, array);
    return file;
  }
}
