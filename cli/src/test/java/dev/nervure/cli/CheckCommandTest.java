package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final int ROWS = 120;

  @TempDir Path folder;

  /** Layers a and b: the same points in all dumps, and in b noise of a size of its own. */
  private String dump(String name, double noise, long seed) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    RandomStream common = RandomStream.seeded(7);
    RandomStream own = RandomStream.seeded(seed);
    for (String layer : List.of("a", "b")) {
      float[] values = new float[ROWS * 4];
      for (int i = 0; i < values.length; i++) {
        double drawn = own.nextGaussian();
        values[i] = (float) (common.nextGaussian() + (layer.equals("b") ? noise * drawn : 0));
      }
      NpyWriter.write(to.resolve(layer + ".npy"), NdArray.of(values, ROWS, 4));
    }
    return to.toString();
  }

  private CommandRun check(String network, String baseline, String... more) {
    List<String> words = new ArrayList<>(List.of("check", network, "--baseline", baseline));
    words.addAll(List.of("--out", folder.resolve("run").toString(), "--overwrite", "--quiet"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  @Test
  void endsWithSixWhereALayerMoved() throws IOException {
    String baseline = dump("baseline", 0, 1);
    String moved = dump("moved", 3, 2);
    Path junit = folder.resolve("check.xml");
    Path summary = folder.resolve("check.md");

    CommandRun run =
        check(moved, baseline, "--junit", junit.toString(), "--summary", summary.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.MOVED.number());
    assertThat(run.out())
        .containsPattern("a +kept +shift 0.0000 \\(0.0000 to 0.0000\\), allowed 0.1000")
        .containsPattern("b +moved +shift 0.[6-9]")
        .contains("failed: of 2 layers 1 moved more than allowed, 1 kept");
    assertThat(junit).content().contains("tests=\"2\" failures=\"1\" errors=\"0\"");
    assertThat(summary).content().contains("| b | moved |");
  }

  @Test
  void endsWithZeroWhereNoneDid() throws IOException {
    String baseline = dump("baseline", 0, 1);
    String near = dump("near", 0.1, 2);

    JsonNode tree = check(near, baseline, "--json").succeeded().json();

    assertThat(tree.get("passed").asBoolean()).isTrue();
    assertThat(tree.get("layers").get(1).get("layer").asText()).isEqualTo("b");
    assertThat(tree.get("layers").get(1).get("shift").asDouble()).isBetween(0.001, 0.05);
  }

  @Test
  void whatOtherSeedsDifferByIsAllowed() throws IOException {
    String baseline = dump("baseline", 1, 1);
    String network = dump("network", 1, 2);
    String seeds = dump("s1", 1, 3) + "," + dump("s2", 1, 4) + "," + dump("s3", 1, 5);

    assertThat(check(network, baseline).exitCode()).isEqualTo(ExitCode.MOVED.number());
    JsonNode tree = check(network, baseline, "--seeds", seeds, "--json").json();
    JsonNode layer = tree.get("layers").get(1);
    // Of four alike networks this one is as likely beyond the others as any: what is tested is
    // that seeds count, not which way this draw falls.
    assertThat(layer.get("allowed").asDouble()).isEqualTo(layer.get("seedShift").asDouble());
    assertThat(layer.get("seedShift").asDouble()).isGreaterThan(0.3);
  }

  /** Of the second class only, in runs as in dumps: docs/check.md recommends it. */
  @Test
  void checksClassesByThemselves() throws IOException {
    List<String> runs = new ArrayList<>();
    for (String name : List.of("baseline", "moved")) {
      String dump = dump(name, 0, 1);
      long[] labels = new long[ROWS];
      for (int i = 0; i < ROWS; i++) {
        labels[i] = i % 3 == 0 ? 1 : 0;
      }
      NpyWriter.write(Path.of(dump, "labels.npy"), NdArray.of(labels, ROWS));
      String run = folder.resolve("run-" + name).toString();
      CommandRun.of("profile", "--activations", dump, "--measures", "twonn_dimension", "--out", run)
          .succeeded();
      runs.add(run);
    }
    check(runs.get(1), runs.get(0), "--classes", "1").succeeded();
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("run/manifest.json").toFile());
    assertThat(manifest.at("/parameters/samples").asInt()).isEqualTo(ROWS / 3);
  }

  @Test
  void refusesWhatIsNoBaseline() throws IOException {
    String network = dump("network", 1, 2);

    assertThat(check(network, network).failedWith(ExitCode.USAGE).err()).contains("given twice");
    assertThat(check(network, dump("b", 1, 3), "--seeds", dump("s1", 1, 4)).err())
        .contains("--seeds needs two networks at least");
    assertThat(check(network, dump("b", 1, 3), "--max-shift", "-1").err())
        .contains("must be 0 or more but was -1.0");
  }
}
