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
    assertThat(check(network, dump("b", 1, 3), "--max-shift", "5").failedWith(ExitCode.USAGE).err())
        .contains("shifts by debiased_cka are between 0 and 2");
  }

  /** Beside units of their own 0.1 says nothing. */
  @Test
  void distancesInUnitsNeedALargestShift() throws IOException {
    String network = dump("network", 1, 2);
    String baseline = dump("b", 1, 3);

    assertThat(
            check(network, baseline, "--similarity", "size_and_shape")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("shifts by size_and_shape have no largest value", "--max-shift", "--seeds");
    check(network, baseline, "--similarity", "size_and_shape", "--max-shift", "1000").succeeded();
  }

  @Test
  void filesInAFolderThatIsNoneAreRefusedBeforeTheWork() throws IOException {
    Path missing = folder.resolve("nodir/x.xml");
    for (String option : List.of("--junit", "--summary")) {
      CommandRun run =
          check(dump("network", 1, 2), dump("b", 1, 3), option, missing.toString())
              .failedWith(ExitCode.USAGE);
      assertThat(run.err()).contains(option + ": " + missing.getParent() + " is not a folder");
      assertThat(folder.resolve("run")).doesNotExist();
    }
  }

  @Test
  void whatIsNotMeasuredIsSaidOnceAndInItsColumn() throws IOException {
    String baseline = dump("baseline", 0, 1);
    String network = dump("network", 0, 2);
    Files.delete(Path.of(network, "b.npy"));

    assertThat(check(network, baseline).exitCode()).isEqualTo(ExitCode.MOVED.number());
    assertThat(check(network, baseline).out())
        .contains("a  kept          shift 0.0000 ")
        .contains("b  not measured  the network and its baseline do not both have this layer\n");
  }

  @Test
  void oneNetworkUnderTwoNamesGetsANoteAndIsNoSeed() throws IOException {
    String one = dump("one", 1, 1);
    String same = dump("same", 1, 1);
    String other = dump("other", 1, 3);
    Path run = folder.resolve("run");

    CommandRun.of("check", one, "--baseline", same, "--out", run.toString(), "--overwrite")
        .succeeded();
    assertThat(folder.resolve("run/manifest.json"))
        .content()
        .contains("one and same are the same network under two names (equal content)");
    assertThat(
            check(one, other, "--seeds", same + "," + dump("more", 1, 4))
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("one and same are the same network");
  }

  @Test
  void theInputIsLeftOutUnlessLayersAreNamed() throws IOException {
    String data = SmallNetwork.DATA;
    Path network = SmallNetwork.write(folder.resolve("new.onnx"));
    Path baseline = Files.copy(network, folder.resolve("old.onnx"));

    JsonNode usual =
        check(network.toString(), baseline.toString(), "--data", data, "--json").succeeded().json();
    JsonNode all =
        check(network.toString(), baseline.toString(), "--data", data, "--layers", "all", "--json")
            .succeeded()
            .json();
    assertThat(usual.get("layers").findValuesAsText("layer")).isNotEmpty().doesNotContain("input");
    assertThat(all.get("layers").findValuesAsText("layer")).contains("input");
  }
}
