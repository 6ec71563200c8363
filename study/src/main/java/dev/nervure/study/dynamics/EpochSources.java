package dev.nervure.study.dynamics;

import dev.nervure.data.ActivationDump;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.BadModelException;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.learned.UntrainedTwins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a training has left, each file or folder once as long as it does not change: a series
 * that grows opens what is new.
 */
public final class EpochSources implements AutoCloseable {
  private final @Nullable Supplier<LabelledSamples> samples;
  private final @Nullable Precision precision;
  private final DataOptions reading;
  private final UnaryOperator<LabelledSamples> choice;
  private final LayerOptions options;
  private final Map<Path, Opened> opened = new HashMap<>();
  private @Nullable LabelledSamples read;
  private @Nullable UntrainedTwins twins;

  /** A source, and what it was opened from as it was then. */
  private record Opened(String state, ActivationSource source) {}

  /**
   * Nothing is opened yet.
   *
   * @param samples gives those that networks are run on; null where there are activations only
   * @param precision of networks; null for that of the files
   * @param reading how labels beside activations are read
   * @param choice which samples of activations are taken
   * @param options with which networks are planned
   */
  public EpochSources(
      @Nullable Supplier<LabelledSamples> samples,
      @Nullable Precision precision,
      DataOptions reading,
      UnaryOperator<LabelledSamples> choice,
      LayerOptions options) {
    this.samples = samples;
    this.precision = precision;
    this.reading = reading;
    this.choice = choice;
    this.options = options;
  }

  /** For networks on samples. */
  public static EpochSources ofNetworks(
      LabelledSamples samples, @Nullable Precision precision, LayerOptions options) {
    return new EpochSources(() -> samples, precision, DataOptions.DEFAULT, all -> all, options);
  }

  /**
   * The source of an epoch.
   *
   * @throws BadModelException when a network cannot be read
   * @throws BadDataException when activations cannot be read, or samples do not fit a network
   */
  ActivationSource open(EpochFiles.Kind kind, Path path) {
    String state = state(path);
    Opened known = opened.get(path);
    if (known != null && known.state().equals(state)) {
      return known.source();
    }
    ActivationSource source =
        kind == EpochFiles.Kind.NETWORKS
            ? NetworkSource.inFile(path, precision, samples(path), options)
            : dump(path);
    opened.put(path, new Opened(state, source));
    return source;
  }

  private LabelledSamples samples(Path network) {
    if (read == null) {
      if (samples == null) {
        throw new BadDataException(
            "is a network, but there are no samples to run it on",
            network.toString(),
            "Give the samples with --data.");
      }
      read = samples.get();
    }
    return read;
  }

  /** Labels lie beside the layers, or once for all epochs beside their folders. */
  private DumpSource dump(Path folder) {
    Path shared = folder.resolveSibling("labels.npy");
    boolean own = reading.labels() != null || Files.exists(folder.resolve("labels.npy"));
    DataOptions options =
        !own && Files.isRegularFile(shared) ? reading.withLabels(shared) : reading;
    ActivationDump dump = ActivationDump.open(folder, options);
    return new DumpSource(dump, choice.apply(dump.samples()));
  }

  /** Sizes and times of what is there; different as soon as a file changes. */
  static String state(Path path) {
    StringBuilder state = new StringBuilder();
    try {
      if (!Files.isDirectory(path)) {
        return state.append(Files.size(path)).append(' ').append(time(path)).toString();
      }
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          state.append(file.getFileName()).append(' ').append(Files.size(file)).append(' ');
          state.append(time(file)).append('\n');
        }
      }
      return state.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long time(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis();
  }

  /**
   * Untrained networks of the graph of a snapshot, drawn once.
   *
   * @throws IllegalArgumentException when it has no weights that could be drawn anew
   */
  UntrainedTwins twins(Path network, int count, long seed) {
    if (twins == null) {
      try (Model model = precision == null ? Model.load(network) : Model.load(network, precision)) {
        twins = new UntrainedTwins(model.graph(), model.precision(), samples(network), count, seed);
      }
    }
    return twins;
  }

  /** Frees what the twins were planned with. */
  @Override
  public void close() {
    if (twins != null) {
      twins.close();
    }
  }
}
