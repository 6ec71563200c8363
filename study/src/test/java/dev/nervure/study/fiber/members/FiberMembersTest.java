package dev.nervure.study.fiber.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.MultilayerPerceptron;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ResourceException;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.Ranking;
import dev.nervure.study.fiber.SmallGraphs;
import dev.nervure.study.fiber.WalkRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiberMembersTest {
  private static final int INPUT = 8;
  private static final int SOURCES = 4;
  private static final int PER_INPUT = 3;

  @TempDir Path folder;

  private Path model = Path.of("");

  @BeforeEach
  void writeModel() throws IOException {
    model = folder.resolve("small.onnx");
    OnnxWriter.write(SmallGraphs.perceptron(List.of(INPUT), 2), model);
  }

  private static MemberOptions options(FiberMode mode, int threads) {
    WalkRequest walk = WalkRequest.of(mode, 1, Box.uniform(0, 1), 7);
    return new MemberOptions(walk, "logits", PER_INPUT, threads);
  }

  private static List<MemberSource> sources() {
    List<MemberSource> sources = new ArrayList<>();
    for (int i = 0; i < SOURCES; i++) {
      double[] input = new double[INPUT];
      Arrays.fill(input, 0.3 + 0.1 * i);
      sources.add(new MemberSource(input, 10 + i, i % 2));
    }
    return sources;
  }

  private Map<String, Object> write(
      String name, MemberOptions options, List<MemberSource> sources, Progress progress) {
    try (Model loaded = Model.load(model, Precision.FLOAT64)) {
      return new FiberMembers(loaded, "small.onnx", "made up", options)
          .write(sources, new int[] {INPUT}, new int[] {INPUT}, folder.resolve(name), progress)
          .json();
    }
  }

  private Map<String, byte[]> files(String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder.resolve(name))) {
      for (Path file : all.toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Cancels as soon as the members of so many inputs are kept. */
  private Progress stoppingWith(String name, int inputs) {
    return new Progress() {
      @Override
      public Task begin(String label, long total) {
        return Progress.none().begin(label, total);
      }

      @Override
      public void checkCancelled() {
        if (kept(name).size() >= inputs) {
          throw new CancelledException();
        }
      }
    };
  }

  private List<Path> kept(String name) {
    Path part = folder.resolve(name).resolve("members.part");
    if (!Files.isDirectory(part)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(part)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void threadsAndInterruptionsDoNotChangeAByte() throws IOException {
    for (FiberMode mode : List.of(FiberMode.WALK, FiberMode.FARTHEST, FiberMode.SAMPLE)) {
      write(mode + "whole", options(mode, 1), sources(), Progress.none());
      Map<String, byte[]> expected = files(mode + "whole");
      assertThat(expected)
          .containsOnlyKeys("labels.npy", "members.json", "samples.npy", "sources.npy");
      write(mode + "threads", options(mode, 3), sources(), Progress.none());
      assertThat(files(mode + "threads")).containsExactlyEntriesOf(expected);

      String cut = mode + "cut";
      for (int stop = 1; stop <= 2; stop++) {
        Progress stopping = stoppingWith(cut, stop);
        assertThatThrownBy(() -> write(cut, options(mode, 1), sources(), stopping))
            .isInstanceOf(CancelledException.class);
        assertThat(kept(cut)).hasSize(stop);
        assertThat(folder.resolve(cut).resolve("samples.npy")).doesNotExist();
      }
      write(cut, options(mode, 1), sources(), Progress.none());
      assertThat(files(cut)).containsExactlyEntriesOf(expected);
    }
  }

  @Test
  void finishedInputsAreNotDrawnAgain() throws IOException {
    MemberOptions options = options(FiberMode.WALK, 1);
    assertThatThrownBy(() -> write("cut", options, sources(), stoppingWith("cut", 2)))
        .isInstanceOf(CancelledException.class);
    // The marks of the first one show where its members come from.
    double[] marks = new double[PER_INPUT * INPUT];
    Arrays.fill(marks, 0.125);
    Path part = folder.resolve("cut/members.part");
    NpyWriter.write(part.resolve("000010.npy"), NdArray.of(marks, PER_INPUT, INPUT));
    write("cut", options, sources(), Progress.none());
    double[] samples = NpyReader.open(folder.resolve("cut/samples.npy")).readAll().doubles();
    assertThat(Arrays.copyOf(samples, marks.length)).isEqualTo(marks);
    assertThat(samples[marks.length]).isNotEqualTo(0.125);
    assertThat(part).doesNotExist();
  }

  @Test
  void whatWasKeptForAnotherQuestionIsNotTaken() throws IOException {
    assertThatThrownBy(
            () -> write("cut", options(FiberMode.WALK, 1), sources(), stoppingWith("cut", 2)))
        .isInstanceOf(CancelledException.class);
    write("cut", options(FiberMode.FARTHEST, 1), sources(), Progress.none());
    write("whole", options(FiberMode.FARTHEST, 1), sources(), Progress.none());
    assertThat(files("cut")).containsExactlyEntriesOf(files("whole"));
  }

  @Test
  void aFinishedDataSetIsLeftAsItIs() throws IOException {
    MemberOptions options = options(FiberMode.WALK, 1);
    Map<String, Object> first = write("whole", options, sources(), Progress.none());
    Path samples = folder.resolve("whole/samples.npy");
    Object written = Files.getLastModifiedTime(samples);
    Map<String, Object> second = write("whole", options, sources(), Progress.none());
    assertThat(PlainJson.of(second)).isEqualTo(PlainJson.of(first));
    assertThat(Files.getLastModifiedTime(samples)).isEqualTo(written);

    Files.delete(folder.resolve("whole/labels.npy"));
    write("whole", options, sources(), Progress.none());
    assertThat(folder.resolve("whole/labels.npy")).exists();

    Map<String, Object> other = write("whole", options, sources().subList(0, 2), Progress.none());
    assertThat(other.get("samples")).isEqualTo(2 * PER_INPUT);
  }

  @Test
  void anInputThatFailsIsNamedAndTheOthersGoOn() {
    List<MemberSource> sources = new ArrayList<>(sources());
    double[] outside = new double[INPUT];
    Arrays.fill(outside, 2);
    sources.set(1, new MemberSource(outside, 11, 1));
    Map<String, Object> manifest =
        write("some", options(FiberMode.WALK, 2), sources, Progress.none());
    assertThat(manifest.get("samples")).isEqualTo(3 * PER_INPUT);
    assertThat(PlainJson.of(manifest.get("inputs"))).contains("outside the box");
    assertThatThrownBy(
            () -> write("none", options(FiberMode.WALK, 1), sources.subList(1, 2), Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no input has members");
  }

  private Map<String, Object> write(Graph graph, MemberOptions options, double... input)
      throws IOException {
    Path file = folder.resolve("other.onnx");
    OnnxWriter.write(graph, file);
    int size = input.length;
    try (Model loaded = Model.load(file, Precision.FLOAT64)) {
      return new FiberMembers(loaded, "other.onnx", "made up", options)
          .write(
              List.of(new MemberSource(input, null, null)),
              new int[] {size},
              new int[] {size},
              folder.resolve("other"),
              Progress.none())
          .json();
    }
  }

  @Test
  void whereTheInputIsAloneInItsClassThereAreNoMembers() {
    for (FiberMode mode : List.of(FiberMode.WALK, FiberMode.FARTHEST, FiberMode.SAMPLE)) {
      assertThatThrownBy(
              () -> write(SmallGraphs.perceptron(List.of(2), 3), options(mode, 1), 0.5, 0.4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("null dimension 0");
      assertThatThrownBy(() -> write(SmallGraphs.roots(), options(mode, 1), 0, 0.5, 0.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NaN or infinite");
    }
    assertThat(folder.resolve("other/members.json")).doesNotExist();
  }

  @Test
  void aWalkThatLeadsNowhereLeavesNoMember() throws IOException {
    // A corner of the box from which the class leads outwards only.
    WalkRequest walk = WalkRequest.of(FiberMode.WALK, 1, Box.uniform(0, 1), 7);
    MemberOptions options = new MemberOptions(walk, "logits", PER_INPUT, 1);
    assertThatThrownBy(() -> write(SmallGraphs.sum(), options, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ended where it began");
  }

  @Test
  void whereNotAllLogitsAreHeldEachMemberHasItsOwnAnswer() throws IOException {
    WalkRequest walk = WalkRequest.of(FiberMode.WALK, 3, Box.uniform(-2, 2), 7);
    Map<String, Object> one =
        write("one", new MemberOptions(walk, "logit:3", 8, 1), answers(), Progress.none());
    try (Model loaded = Model.load(model, Precision.FLOAT64)) {
      DifferentiableMap logits = NetworkMap.toLogits(loaded);
      double[] samples = NpyReader.open(folder.resolve("one/samples.npy")).readAll().doubles();
      long[] labels = NpyReader.open(folder.resolve("one/labels.npy")).readAll().longs();
      for (int i = 0; i < labels.length; i++) {
        double[] values = logits.value(Arrays.copyOfRange(samples, i * INPUT, (i + 1) * INPUT));
        assertThat(labels[i]).isEqualTo(Ranking.largest(values));
      }
      assertThat(Arrays.stream(labels).distinct().count()).isGreaterThan(1);
    }
    assertThat(one.get("labels").toString()).contains("answers of the network");
    assertThat(PlainJson.of(one.get("notes"))).contains("does not hold all logits");
    assertThat(PlainJson.of(one.get("inputs"))).contains("stops");

    Map<String, Object> all =
        write("all", new MemberOptions(walk, "logits", 8, 1), answers(), Progress.none());
    assertThat(all.get("labels").toString()).contains("those of the inputs");
    assertThat(all.get("notes")).isEqualTo(List.of());
  }

  private List<MemberSource> answers() throws IOException {
    OnnxWriter.write(SmallGraphs.perceptron(List.of(INPUT), 5), model);
    double[] input = new double[INPUT];
    Arrays.fill(input, 0.3);
    return List.of(new MemberSource(input, 4, 2));
  }

  @Test
  void aChainWithinALargeLayerMovesAFewCoordinatesMoreThanAreHeld() throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Graph graph =
        architecture.graph(
            architecture.defaults(List.of(90), 60).withWidth(70).withActivation(Activation.TANH),
            3);
    double[] input = new double[90];
    Arrays.fill(input, 0.5);
    WalkRequest walk = WalkRequest.of(FiberMode.SAMPLE, 1, Box.uniform(0, 1), 7);
    Map<String, Object> manifest = write(graph, new MemberOptions(walk, "logits", 5, 1), input);
    // Where the chain stood still between two members the second one is no other: it is left out.
    Map<?, ?> family = (Map<?, ?>) ((List<?>) manifest.get("inputs")).get(0);
    int standing = family.get("leftOut") instanceof List<?> left ? left.size() : 0;
    assertThat((int) manifest.get("samples")).isPositive().isEqualTo(5 - standing);
    assertThat((double) family.get("smallestPairwiseDistance")).isPositive();

    MemberOptions tooMany = new MemberOptions(walk, "logits", 1_000_000, 1);
    assertThatThrownBy(() -> write(graph, tooMany, input))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("11000000 proposals")
        .hasMessageContaining("--hold top:5");
  }
}
