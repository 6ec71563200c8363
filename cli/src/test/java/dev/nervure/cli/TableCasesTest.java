package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and arrays as {@code dimension} and {@code rips} are given them. */
class TableCasesTest {
  /** Files with six decimals and float32 coordinates near 1: half a unit of the sixth, twice. */
  private static final double SIX_DECIMALS = 2e-6;

  /** Coordinates near 20,000 are float32 with a spacing of 0.002; two of them a distance. */
  private static final double FLOAT32_NEAR_20000 = 0.004;

  /** Seven digits of a distance of some hundreds. */
  private static final double SEVEN_DIGITS = 5e-5;

  @TempDir Path folder;

  private static String resource(String name) {
    URL url = TableCasesTest.class.getResource("/cases/" + name);
    if (url == null) {
      throw new AssertionError("no resource " + name);
    }
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode rips(String... arguments) {
    return run("rips", arguments).succeeded().json();
  }

  private static JsonNode dimension(String... arguments) {
    return run("dimension", arguments).succeeded().json();
  }

  private static CommandRun run(String command, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = command;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 1] = "--json";
    return CommandRun.of(all);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int bars(JsonNode tree) {
    return tree.at("/diagrams/0/bars").size() + tree.at("/diagrams/1/bars").size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bom.csv", "exp.csv"})
  void everyColumnOfATableOfPointsIsACoordinate(String name) {
    String file = resource("dimension-csv-last-column/" + name);
    JsonNode json = dimension(file);
    assertThat(json.get("coordinates").asInt()).isEqualTo(3);
    assertThat(json.get("notes")).isEmpty();
    assertThat(json.at("/measures/mle_dimension/estimate").asDouble()).isBetween(2.4, 3.1);
    assertThat(rips(file).get("points").asInt()).isEqualTo(60);
  }

  @Test
  void whatIsTakenAsALabelIsSaid() throws IOException {
    String rows = Files.readString(Path.of(resource("dimension-csv-last-column/exp.csv")));
    String labelled = "a,b,c,Class\n" + rows.strip().replaceAll("\\R", ",4\n") + ",5\n";
    String file = write("labelled.csv", labelled).toString();
    CommandRun run = CommandRun.of("dimension", file).succeeded();
    assertThat(run.out()).contains("60 points with 3 coordinates");
    assertThat(run.err()).contains("note: column 'Class' is taken as the label");
    assertThat(dimension(file).get("notes").get(0).asText()).contains("'Class'");
    assertThat(CommandRun.of("dimension", file, "-q").succeeded().err()).isEmpty();
    JsonNode bars = rips(file);
    assertThat(bars.get("notes").get(0).asText()).contains("'Class' is left out as the labels");
    assertThat(bars.get("diagrams"))
        .isEqualTo(rips(write("plain.csv", rows).toString()).get("diagrams"));
    for (String option : new String[] {"Class", "3", "-1"}) {
      assertThat(dimension(file, "--label-column", option).get("coordinates").asInt()).isEqualTo(3);
    }
    assertThat(dimension(file, "--label-column", "none").get("coordinates").asInt()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1,2", "1,2,3", "\"0\",\"1\",\"2\""})
  void aFirstLineThatNumbersTheColumnsIsNoPoint(String header) throws IOException {
    String rows = Files.readString(Path.of(resource("dimension-csv-last-column/exp.csv")));
    JsonNode wanted = rips(write("plain.csv", rows).toString());
    String file = write("pandas.csv", header + "\n" + rows).toString();
    JsonNode found = rips(file);
    assertThat(found.get("points").asInt()).isEqualTo(60);
    assertThat(found.get("diagrams")).isEqualTo(wanted.get("diagrams"));
    assertThat(found.get("notes").toString()).contains("the first line is taken as the names");
    assertThat(dimension(file).get("notes").toString()).contains("taken as the names");
  }

  @Test
  void aFirstLineOfYearsIsKeptWithANote() throws IOException {
    String rows = Files.readString(Path.of(resource("dimension-csv-last-column/exp.csv")));
    JsonNode found = rips(write("years.csv", "2001,2002,2003\n" + rows).toString());
    assertThat(found.get("points").asInt()).isEqualTo(61);
    assertThat(found.get("notes").toString()).contains("looks like names", "2001, 2002, 2003");
    JsonNode lattice =
        rips(write("lattice.csv", "0,1,2,3\n1,0,2,3\n2,1,0,3\n0,2,1,3\n3,2,1,0\n").toString());
    assertThat(lattice.get("points").asInt()).isEqualTo(5);
  }

  @Test
  void bothCommandsReadTheSameTable() throws IOException {
    String rows = Files.readString(Path.of(resource("dimension-csv-last-column/exp.csv")));
    JsonNode wanted = rips(write("plain.csv", rows).toString()).get("diagrams");
    StringBuilder indexed = new StringBuilder(",u,v,w\r\n");
    int at = 0;
    for (String row : rows.strip().split("\\R", -1)) {
      indexed.append(at++).append(',').append(row).append("\r\n");
    }
    Path wide = folder.resolve("wide.csv");
    Files.write(wide, ("\ufeff" + indexed).getBytes(StandardCharsets.UTF_16LE));
    for (Path file : new Path[] {write("indexed.csv", indexed.toString()), wide}) {
      JsonNode bars = rips(file.toString());
      assertThat(bars.get("diagrams")).isEqualTo(wanted);
      assertThat(bars.get("notes").toString()).contains("index of the rows");
      JsonNode json = dimension(file.toString());
      assertThat(json.get("coordinates").asInt()).isEqualTo(3);
      assertThat(json.get("notes").toString()).contains("index of the rows");
      assertThat(dimension(file.toString(), "--index-column", "none").get("coordinates").asInt())
          .isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"semi_comma.csv", "comma_comma.csv"})
  void decimalCommasAreDecimalCommas(String name) {
    String file = resource("rips-decimal-comma/" + name);
    JsonNode bars = rips(file);
    JsonNode wanted = rips(resource("rips-npz/named.npz"));
    assertThat(bars(bars)).isEqualTo(bars(wanted));
    for (int d = 0; d < 2; d++) {
      JsonNode wantedBars = wanted.at("/diagrams/" + d + "/bars");
      for (int i = 0; i < wantedBars.size(); i++) {
        JsonNode death = wantedBars.get(i).get(1);
        if (!death.isNull()) {
          assertThat(bars.at("/diagrams/" + d + "/bars").get(i).get(1).asDouble())
              .isCloseTo(death.asDouble(), within(SIX_DECIMALS));
        }
      }
    }
    assertThat(bars.get("notes").toString()).contains("decimal signs");
    assertThat(dimension(file).get("coordinates").asInt()).isEqualTo(3);
  }

  @Test
  void theArrayOfPointsIsTakenFromAnArchive() throws IOException {
    String file = resource("rips-npz/named.npz");
    JsonNode bars = rips(file);
    assertThat(bars(bars)).isEqualTo(80);
    assertThat(bars.get("notes").toString()).contains("'points'", "labels");
    assertThat(rips(file, "--array", "points").get("notes")).isEmpty();
    assertThat(dimension(file).get("coordinates").asInt()).isEqualTo(3);
    assertThat(run("rips", file, "--array", "more").failedWith(ExitCode.BAD_INPUT).err())
        .contains("no array 'more'", "[points, labels]");
    byte[] array = Files.readAllBytes(Path.of(resource("pass-npy-headers/native.npy")));
    Path two = archive("two.npz", new String[] {"first", "second"}, array);
    for (String command : new String[] {"rips", "dimension"}) {
      assertThat(run(command, two.toString()).failedWith(ExitCode.BAD_INPUT).err())
          .contains("[first, second]", "--array");
      assertThat(run(command, two.toString(), "--array", "second").succeeded().json()).isNotEmpty();
    }
    Path renamed = Files.copy(two, folder.resolve("archive.txt"));
    assertThat(rips(renamed.toString(), "--array", "first").get("points").asInt()).isEqualTo(60);
  }

  private Path archive(String name, String[] entries, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry + ".npy"));
        zip.write(content);
      }
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring_sym.txt", "ring_sparse.txt"})
  void pairsAreReadAsPairsInBothOrders(String name) {
    JsonNode bars = rips(resource("rips-sparse-symmetric/" + name));
    assertThat(bars.get("points").asInt()).isEqualTo(6);
    assertThat(bars.at("/diagrams/1/bars")).hasSize(1);
    assertThat(bars.at("/diagrams/1/bars/0/0").asDouble()).isEqualTo(1);
    assertThat(bars.at("/diagrams/1/bars/0/1").isNull()).isTrue();
    assertThat(bars.get("notes").toString()).contains("read as pairs");
  }

  @Test
  void correlationsAreNoDistances() {
    Path file = write("r.csv", ",a,b,c\na,1,0.5,0.25\nb,0.5,1,-0.5\nc,0.25,-0.5,1\n");
    assertThat(CommandRun.of("rips", file.toString()).failedWith(ExitCode.BAD_INPUT).err())
        .contains("correlations", "sqrt(2 (1 - r))");
    assertThat(dimension(file.toString()).get("notes").toString()).contains("symmetric matrix");
  }

  @ParameterizedTest
  @CsvSource({"two.npy, another array", "extra.npy, 2 bytes behind"})
  void nothingMayFollowAnArray(String name, String reason) throws IOException {
    String file = resource("npy-trailing-array/" + name);
    for (String command : new String[] {"rips", "dimension"}) {
      assertThat(CommandRun.of(command, file).failedWith(ExitCode.BAD_INPUT).err())
          .contains(reason, "byte 1568");
    }
    Path inside = archive("in.npz", new String[] {"x"}, Files.readAllBytes(Path.of(file)));
    Path dump = Files.createDirectory(folder.resolve("dump"));
    Files.copy(Path.of(file), dump.resolve("layer.npy"));
    for (String[] command :
        new String[][] {
          {"rips", inside.toString()},
          {"dimension", inside.toString()},
          {"profile", "--activations", dump.toString(), "--dry-run"}
        }) {
      assertThat(CommandRun.of(command).failedWith(ExitCode.BAD_INPUT).err()).contains(reason);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"be.npy", "f_order.npy", "native.npy", "nopad.npy", "v2.npy"})
  void everyHeaderGivesTheSameDiagram(String name) {
    JsonNode bars = rips(resource("pass-npy-headers/" + name));
    assertThat(bars(bars)).isEqualTo(80);
    assertThat((float) bars.at("/diagrams/0/bars/0/1").asDouble()).isEqualTo(0.02366269f);
    assertThat(bars.get("diagrams"))
        .isEqualTo(rips(resource("pass-npy-headers/native.npy")).get("diagrams"));
  }

  @Test
  void aLoopFarFromTheOriginIsFound() {
    JsonNode points = rips(resource("pass-rips-loop8/loop8.csv")).at("/diagrams/1/bars");
    JsonNode distances = rips(resource("pass-rips-loop8/loop8_D.npy")).at("/diagrams/1/bars");
    assertThat(points).hasSize(1);
    assertThat(distances).hasSize(1);
    double[] wanted = {278.12476, 552.78705};
    for (int end = 0; end < 2; end++) {
      assertThat(points.get(0).get(end).asDouble())
          .isCloseTo(wanted[end], within(FLOAT32_NEAR_20000));
      assertThat(distances.get(0).get(end).asDouble()).isCloseTo(wanted[end], within(SEVEN_DIGITS));
    }
  }

  @Test
  void pointsRepeatedUpToRoundingSayNothingAboutTheDimension() {
    String file = resource("dimension-near-duplicates/embeddings.npy");
    CommandRun shown = CommandRun.of("dimension", file).succeeded();
    assertThat(shown.err()).contains("twonn_dimension: 119 points are another up to the rounding");
    NdArray all = NpyReader.open(Path.of(file)).readAll();
    int[] first = new int[300];
    Arrays.setAll(first, i -> i);
    Path once = folder.resolve("once.npy");
    NpyWriter.write(once, all.select(first));
    JsonNode repeated = dimension(file).get("measures");
    JsonNode plain = dimension(once.toString()).get("measures");
    for (String name : new String[] {"ph_dimension", "twonn_dimension", "mle_dimension"}) {
      JsonNode measure = repeated.get(name);
      assertThat(measure.get("dropped").asInt()).isEqualTo(120);
      assertThat(measure.get("n").asInt()).isEqualTo(300);
      assertThat(measure.get("estimate")).as(name).isEqualTo(plain.get(name).get("estimate"));
      assertThat(measure.get("warnings").toString()).contains("rounding of float32");
    }
  }

  @Test
  void noiseAboveRoundingIsRefusedWhereItDecides() {
    long seed = System.nanoTime();
    RandomStream random = RandomStream.seeded(seed);
    float[] values = new float[420 * 8];
    for (int i = 0; i < values.length; i++) {
      int copied = i - 300 * 8;
      // A hundred spacings of float32: no rounding, but far less than any distance in R^8.
      values[i] =
          copied < 0
              ? (float) random.nextGaussian()
              : values[copied] * (1 + 1e-5f * (float) random.nextGaussian());
    }
    Path file = folder.resolve("noisy.npy");
    NpyWriter.write(file, NdArray.of(values, 420, 8));
    JsonNode measures = dimension(file.toString()).get("measures");
    for (String name : new String[] {"twonn_dimension", "mle_dimension"}) {
      assertThat(measures.get(name).path("notEstimable").asText())
          .as("%s, seed %d", name, seed)
          .contains("of 420 points", "nearly repeats");
    }
  }
}
