package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.NpzReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.glassbox.block.Blocks;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {
  private static final String GLYPHS = "glyphs:samples=30";

  @TempDir Path folder;

  private CommandRun features(String out, String... more) {
    String[] words = {"features", GLYPHS, "--out", folder.resolve(out).toString()};
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void writesArrayAndNamesThatOtherCommandsRead() throws IOException {
    JsonNode json =
        features("f.npy", "--block", "scattering", "--scale", "2", "--angles", "4", "--json")
            .succeeded()
            .json();
    assertThat(json.get("samples").asInt()).isEqualTo(30);
    assertThat(json.get("settings").get("scale").asInt()).isEqualTo(2);
    int columns = json.get("coefficients").asInt();
    StoredArray array = NpyReader.open(folder.resolve("f.npy"));
    assertThat(array.shape()).containsExactly(30, columns);
    assertThat(array.read(0, 1).type()).isEqualTo(ElementType.FLOAT32);
    List<String> names = Files.readAllLines(folder.resolve("f.csv"));
    assertThat(names).hasSize(1 + columns);
    assertThat(names.get(0))
        .isEqualTo("column,name,order,row,column,scale,angle,scale2,angle2,top,left,bottom,right");
    assertThat(names.get(1)).startsWith("0,\"order 0, place 0 0\",0,0,0,,,,,");
    assertThat(CommandRun.of("dimension", folder.resolve("f.npy").toString()).exitCode()).isZero();
  }

  @Test
  void aPlanWritesNothingAndItsDiskIsThatOfTheArray() throws IOException {
    String[] asked = {"--block", "scattering", "--scale", "2", "--threads", "1"};
    JsonNode plan = features("p.npy", with(asked, "--dry-run", "--json")).succeeded().json();
    assertThat(folder.resolve("p.npy")).doesNotExist();
    assertThat(folder.resolve("p.csv")).doesNotExist();
    assertThat(plan.get("seconds").asDouble()).isPositive();
    assertThat(plan.get("fits").asBoolean()).isTrue();
    assertThat(features("p.npy", with(asked, "--dry-run")).succeeded().out()).contains("memory: ");
    features("p.npy", asked).succeeded();
    // The header of the array is the rest.
    assertThat(Files.size(folder.resolve("p.npy")) - plan.get("diskBytes").asLong())
        .isBetween(64L, 512L);
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void rowsAreInTheOrderOfTheSamplesForAnyNumberOfThreads() throws IOException {
    features("one.npy", "--block", "scattering", "--threads", "1").succeeded();
    features("four.npy", "--block", "scattering", "--threads", "4").succeeded();
    byte[] all = Files.readAllBytes(folder.resolve("one.npy"));
    assertThat(Files.readAllBytes(folder.resolve("four.npy"))).isEqualTo(all);
    features("some.npy", "--block", "scattering", "--range", "7:9").succeeded();
    float[] seventh = NpyReader.open(folder.resolve("one.npy")).read(7, 9).floats();
    assertThat(NpyReader.open(folder.resolve("some.npy")).read(0, 2).floats()).isEqualTo(seventh);
  }

  @Test
  void everyBlockIsWritten() throws IOException {
    for (String block : Blocks.names()) {
      Path names = folder.resolve(block + ".json");
      features(
              block + ".npy",
              "--block",
              block,
              "--samples",
              "2",
              "--names",
              names.toString(),
              "--precision",
              "float64")
          .succeeded();
      JsonNode json = new ObjectMapper().readTree(names.toFile());
      NdArray array = NpyReader.open(folder.resolve(block + ".npy")).read(0, 2);
      assertThat(array.type()).isEqualTo(ElementType.FLOAT64);
      assertThat(array.shape()).containsExactly(2, json.get("coefficients").size());
    }
    assertThat(CommandRun.of("features", "--list").succeeded().out())
        .contains(Blocks.names().toArray(String[]::new));
  }

  /**
   * Kymatio's own test: six images, J = 4, L = 8; single precision on its side (1.5e-6 at most).
   */
  @Test
  void scatteringIsThatOfKymatio() throws IOException {
    NpzReader peer = NpzReader.open(SharedData.path("peers/kymatio/test_data_2d.npz"));
    float[] images = peer.array("x").read(0, 2).floats();
    float[] expected = peer.array("Sx").read(0, 2).floats();
    Path file = folder.resolve("x.npy");
    NpyWriter.write(file, NdArray.of(images, 6, 1, 32, 32));
    Path out = folder.resolve("s.npy");
    CommandRun.of(
            "features",
            file.toString(),
            "--block",
            "scattering",
            "--scale",
            "4",
            "--precision",
            "float64",
            "--out",
            out.toString())
        .succeeded();
    double[] values = NpyReader.open(out).read(0, 6).doubles();
    assertThat(values).hasSize(expected.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-5 * Math.abs(expected[i])));
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(features("f.npy", "--block", "wavelets").failedWith(ExitCode.USAGE).err())
        .contains("no block 'wavelets'")
        .contains("scattering");
    assertThat(
            features("f.npy", "--block", "zernike", "--angles", "4")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--angles is nothing that block zernike depends on; it takes --degree");
    assertThat(
            features("f.npy", "--block", "scattering", "--scale", "6")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("the largest scale for them is");
    assertThat(features("f.txt", "--block", "hu").failedWith(ExitCode.USAGE).err())
        .contains("--out needs a name that ends in .npy");
    Files.writeString(folder.resolve("f.csv"), "mine");
    assertThat(features("f.npy", "--block", "hu").failedWith(ExitCode.USAGE).err())
        .contains("f.csv exists");
    assertThat(folder.resolve("f.npy")).doesNotExist();
    features("f.npy", "--block", "hu", "--overwrite").succeeded();
    Path table = folder.resolve("table.csv");
    Files.writeString(table, "a,b,label\n1,2,0\n3,4,1\n");
    assertThat(
            CommandRun.of(
                    "features",
                    table.toString(),
                    "--quiet",
                    "--block",
                    "hu",
                    "--out",
                    folder.resolve("t.npy").toString())
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("images");
  }
}
