package dev.nervure.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.measure.Measures;
import dev.nervure.report.finding.Findings;
import dev.nervure.report.view.StoredRun;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The measured profiles of docs/profile.md: runs {@code nervure profile} on four networks at n =
 * 300, 1000 and 3000, with the layers' own values and with averages over positions, and writes what
 * they give between the markers of the page, so that no figure there is of another version.
 *
 * <pre>bench/run ProfileFigures DATA WORK LAUNCHER [--check] [NETWORK ...]</pre>
 *
 * <p>DATA is the folder with {@code models} and {@code datasets}; the runs stay in WORK, and what
 * is finished there is not measured again. With --check the page stays as it is, and the program
 * ends with 1 where a word of a block differs, or a number by more than its last digit. Half an
 * hour on two cores, most of it the images of ResNet-20 at n = 3000.
 */
public final class ProfileFigures {
  private static final List<Integer> SIZES = List.of(300, 1000, 3000);

  /** Of the table by layer. */
  private static final int TABLE_SIZE = 1000;

  private static final String OWN_VALUES = "flatten";
  private static final String AVERAGES = "global_average";

  private static final String DIMENSION = "ph_dimension";
  private static final List<String> DIMENSIONS =
      List.of(DIMENSION, "twonn_dimension", "mle_dimension");
  private static final String SUM = "lifespan_sum_h0";
  private static final List<String> OTHERS =
      List.of(SUM, "lifespan_sum_h1", "fisher_ratio", "knn_label_agreement");

  private static final String NOT_CONVERGED = " *";

  /**
   * A network and its images.
   *
   * @param images which they are, for the page
   * @param arguments how they are read
   */
  private record Network(
      String name, String model, String data, String images, List<String> arguments) {
    static Network mnist(String name) {
      return new Network(
          name,
          "models/trained-mnist/%s_mnist.onnx".formatted(name),
          "datasets/mnist",
          "test images",
          List.of("--split", "test"));
    }
  }

  private static final List<Network> NETWORKS =
      List.of(
          Network.mnist("lenet"),
          new Network(
              "resnet20",
              "models/cifar10-resnet/resnet20-12fca82f.onnx",
              "datasets/cifar10/data_batch_1_first4000.bin.gz",
              "of the first 4000 training images",
              List.of()),
          Network.mnist("vit"),
          Network.mnist("mlp"));

  private final Path data;
  private final Path work;
  private final String launcher;

  private ProfileFigures(Path data, Path work, String launcher) {
    this.data = data;
    this.work = work;
    this.launcher = launcher;
  }

  /** Writes or checks the blocks. */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(Arrays.asList(arguments).subList(3, arguments.length));
    boolean check = rest.remove("--check");
    ProfileFigures figures =
        new ProfileFigures(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean same = true;
    for (Network network : NETWORKS) {
      if (rest.isEmpty() || rest.contains(network.name())) {
        FigureBlock block = new FigureBlock("profile.md", network.name());
        List<String> lines = figures.block(network);
        Optional<String> difference = FigureText.difference(block.text(), FigureBlock.text(lines));
        difference.ifPresent(text -> out.println(network.name() + ": " + text));
        same &= difference.isEmpty();
        if (!check) {
          block.write(lines);
        }
      }
    }
    if (check && !same) {
      System.exit(1);
    }
  }

  /** A run of one network. */
  private Path run(Network network, int n, String pooling) throws IOException {
    Path folder = work.resolve("%s-%s-%d".formatted(network.name(), pooling, n));
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher,
                "profile",
                data.resolve(network.model()).toString(),
                "--data",
                data.resolve(network.data()).toString(),
                "--samples",
                Integer.toString(n),
                "--seed",
                "1",
                "--pooling",
                pooling,
                "--out",
                folder.toString(),
                "--quiet"));
    command.addAll(network.arguments());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return folder;
  }

  /** What a run says. */
  private record Profile(
      List<LayerResult> layers, List<MeasuredValue> values, double accuracy, String sentence) {
    static Profile read(Path folder) {
      try (RunDirectory run = RunDirectory.open(folder)) {
        Results results = run.results();
        String title = Measures.named(DIMENSION).title();
        String sentence =
            Findings.of(new StoredRun(run)).stream()
                .filter(one -> one.contains(title))
                .findFirst()
                .orElse("no sentence of the dimension");
        return new Profile(
            results.layers(), results.measures(), results.accuracy().orElseThrow(), sentence);
      }
    }

    MeasuredValue value(LayerResult layer, String measure) {
      return values.stream()
          .filter(one -> Objects.equals(one.place().layer(), layer.index()))
          .filter(one -> one.place().labelClass() == null && one.name().equals(measure))
          .findFirst()
          .orElseThrow();
    }

    /** With a mark where the value is known not to have converged. */
    String text(LayerResult layer, String measure) throws IOException {
      MeasuredValue value = value(layer, measure);
      boolean converged =
          new ObjectMapper().readTree(value.parameters()).path("converged").asBoolean(true);
      return NumberText.of(value) + (converged ? "" : NOT_CONVERGED);
    }
  }

  private List<String> block(Network network) throws IOException {
    Map<String, SortedMap<Integer, Profile>> profiles = new LinkedHashMap<>();
    SortedMap<Integer, Profile> ownBySize = bySize(network, OWN_VALUES);
    profiles.put(OWN_VALUES, ownBySize);
    Profile own = Objects.requireNonNull(ownBySize.get(TABLE_SIZE));
    Profile averaged = Profile.read(run(network, TABLE_SIZE, AVERAGES));
    boolean hasPositions =
        IntStream.range(0, own.layers().size())
            .anyMatch(i -> averaged.layers().get(i).dimension() < own.layers().get(i).dimension());
    if (hasPositions) {
      profiles.put(AVERAGES, bySize(network, AVERAGES));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d %s (seed 1), own values of each layer, %d points of each class in the lifespan sums; accuracy %s. %s."
            .formatted(
                TABLE_SIZE,
                network.images(),
                own.value(own.layers().get(0), SUM).n(),
                NumberText.of(own.accuracy()),
                capitalized(version())));
    lines.add("");
    lines.addAll(byLayer(own));
    lines.add("");
    lines.addAll(dimensions(own, averaged, profiles));
    lines.add("");
    lines.add("| points | n | what the report says |");
    lines.add("| --- | --- | --- |");
    profiles.forEach(
        (pooling, sizes) ->
            sizes.forEach(
                (n, profile) ->
                    lines.add(
                        "| %s | %d | %s |".formatted(words(pooling), n, profile.sentence()))));
    return lines;
  }

  private SortedMap<Integer, Profile> bySize(Network network, String pooling) throws IOException {
    SortedMap<Integer, Profile> bySize = new TreeMap<>();
    for (int n : SIZES) {
      bySize.put(n, Profile.read(run(network, n, pooling)));
      System.err.println(network.name() + " " + pooling + " " + n);
    }
    return bySize;
  }

  private static List<String> byLayer(Profile own) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| layer | depth | coordinates | PH dimension | TwoNN | MLE | L0 | L1 | Fisher | agreement |");
    lines.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (LayerResult layer : own.layers()) {
      StringBuilder row =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "| `%s` | %.2f | %d |",
                  layer.name(),
                  layer.depth(),
                  layer.dimension()));
      for (String measure : DIMENSIONS) {
        row.append(' ').append(own.text(layer, measure)).append(" |");
      }
      for (String measure : OTHERS) {
        row.append(' ').append(NumberText.of(own.value(layer, measure))).append(" |");
      }
      lines.add(row.toString());
    }
    return lines;
  }

  /** The PH dimension of all runs. */
  private static List<String> dimensions(
      Profile own, Profile averaged, Map<String, SortedMap<Integer, Profile>> profiles)
      throws IOException {
    StringBuilder head = new StringBuilder("| PH dimension |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (String pooling : profiles.keySet()) {
      for (int n : SIZES) {
        head.append(" %s, n = %d |".formatted(words(pooling), n));
        rule.append(" --- |");
      }
    }
    List<String> lines = new ArrayList<>(List.of(head.toString(), rule.toString()));
    for (int i = 0; i < own.layers().size(); i++) {
      LayerResult layer = own.layers().get(i);
      int width = averaged.layers().get(i).dimension();
      String widths =
          layer.dimension() == width
              ? Integer.toString(width)
              : layer.dimension() + ", averages " + width;
      StringBuilder row = new StringBuilder("| `%s` (%s) |".formatted(layer.name(), widths));
      for (SortedMap<Integer, Profile> sizes : profiles.values()) {
        for (Profile profile : sizes.values()) {
          row.append(' ').append(profile.text(layer, DIMENSION)).append(" |");
        }
      }
      lines.add(row.toString());
    }
    return lines;
  }

  private String version() {
    return MeasuredCommand.run(List.of(launcher, "--version")).out().get(0);
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String words(String pooling) {
    return pooling.equals(OWN_VALUES) ? "own values" : "averages";
  }
}
