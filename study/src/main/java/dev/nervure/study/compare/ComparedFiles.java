package dev.nervure.study.compare;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.BadModelException;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.dynamics.EpochFiles;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkFiles;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.layers.RunSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens what is to be compared, in the order given: networks (an ONNX file, or a folder of them),
 * runs that have left activations, and folders of dumped activations. Where one has several
 * networks, {@code :epoch=3} or {@code :model=lenet} behind its path chooses among them; all are
 * taken otherwise.
 */
public final class ComparedFiles {
  private static final Pattern CHOICE = Pattern.compile("(.+?):((?:epoch|model)=.+)");
  private static final String NETWORK = ".onnx";

  private final @Nullable Supplier<LabelledSamples> samples;
  private final DataOptions reading;
  private final UnaryOperator<LabelledSamples> choice;
  private final LayerOptions options;
  private @Nullable LabelledSamples opened;

  /**
   * Nothing is opened yet.
   *
   * @param samples gives those that networks are run on; null where there are activations only
   * @param reading how labels beside dumped activations are read
   * @param choice which samples of dumped activations and of runs are taken; those of a run are
   *     counted by its rows
   * @param options with which networks are planned
   */
  public ComparedFiles(
      @Nullable Supplier<LabelledSamples> samples,
      DataOptions reading,
      UnaryOperator<LabelledSamples> choice,
      LayerOptions options) {
    this.samples = samples;
    this.reading = reading;
    this.choice = choice;
    this.options = options;
  }

  /**
   * A path with what is chosen in it.
   *
   * @param path file or folder
   * @param epoch null for any
   * @param model null for any
   */
  private record Argument(Path path, @Nullable Integer epoch, @Nullable String model) {
    static Argument parse(String text) {
      Matcher chosen = CHOICE.matcher(text);
      if (!chosen.matches()) {
        return new Argument(Path.of(text), null, null);
      }
      Integer epoch = null;
      String model = null;
      for (String part : chosen.group(2).split(",(?=epoch=|model=)")) {
        String value = part.substring("epoch=".length());
        if (part.startsWith("model=")) {
          model = value;
        } else if (part.startsWith("epoch=") && value.matches("[0-9]{1,9}")) {
          epoch = Integer.valueOf(value);
        } else {
          throw new IllegalArgumentException(
              "'%s' chooses no epoch; write RUN:epoch=3".formatted(text));
        }
      }
      return new Argument(Path.of(chosen.group(1)), epoch, model);
    }

    boolean takes(Subject at) {
      return (epoch == null || epoch.equals(at.epoch()))
          && (model == null || model.equals(at.model()));
    }
  }

  /**
   * One network.
   *
   * @param path where it was found
   * @param at which one there
   */
  private record Found(Path path, Subject at, ActivationSource source) {}

  /**
   * What was opened, in the order given, by the name of each; by epoch where all are of one series.
   *
   * @param asked the networks that are asked about
   * @param seeds others of their recipe
   */
  public record Opened(Map<Subject, ActivationSource> asked, Map<Subject, ActivationSource> seeds) {
    /** Copies both in their order. */
    public Opened {
      asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
      seeds = Collections.unmodifiableMap(new LinkedHashMap<>(seeds));
    }
  }

  /** Opens networks without seeds: {@link #open(List, List)}. */
  public Map<Subject, ActivationSource> open(List<String> arguments) {
    return open(arguments, List.of()).asked();
  }

  /**
   * Opens them; all names are of one piece, so that none is among both.
   *
   * @param asked paths of the networks that are asked about, each with its choice
   * @param seeds the same of others of their recipe
   * @throws BadModelException when a network cannot be read
   * @throws BadDataException when activations cannot be read, or samples do not fit a network
   * @throws IllegalArgumentException when nothing is there of what is chosen, or it is given twice
   */
  public Opened open(List<String> asked, List<String> seeds) {
    List<Found> all = found(asked);
    int count = all.size();
    all.addAll(found(seeds));
    Map<Subject, ActivationSource> ofAsked = new LinkedHashMap<>();
    Map<Subject, ActivationSource> ofSeeds = new LinkedHashMap<>();
    named(all)
        .forEach((at, source) -> (ofAsked.size() < count ? ofAsked : ofSeeds).put(at, source));
    return new Opened(ofAsked, ofSeeds);
  }

  private List<Found> found(List<String> arguments) {
    List<Found> found = new ArrayList<>();
    for (String text : arguments) {
      Argument argument = Argument.parse(text);
      SortedMap<Subject, ActivationSource> all = sources(argument);
      boolean any = false;
      for (Map.Entry<Subject, ActivationSource> one : all.entrySet()) {
        if (argument.takes(one.getKey())) {
          found.add(new Found(argument.path(), one.getKey(), one.getValue()));
          any = true;
        }
      }
      if (!any) {
        throw new IllegalArgumentException(text + ": " + missing(argument, all.keySet()));
      }
    }
    return found;
  }

  private static String missing(Argument argument, Set<Subject> all) {
    Path path = argument.path();
    if (!all.equals(Set.of(Subject.ONLY))) {
      return "there is no such network; there are "
          + String.join("; ", all.stream().map(Subject::text).toList());
    }
    String what =
        Files.exists(path.resolve(RunDirectory.MANIFEST))
            ? "the run is of one network and"
            : path.toString().endsWith(NETWORK)
                ? "an ONNX file is one network and"
                : "the arrays are of one network, which";
    return "%s has no %s to choose; give %s alone"
        .formatted(what, argument.epoch() == null ? "models" : "epochs", path);
  }

  private SortedMap<Subject, ActivationSource> sources(Argument argument) {
    Path path = argument.path();
    if (Files.exists(path.resolve(RunDirectory.MANIFEST))) {
      SortedMap<Subject, ActivationSource> sources = new TreeMap<>();
      RunSource.open(path).forEach((at, source) -> sources.put(at, chosen(path, source)));
      return sources;
    }
    if (Files.isRegularFile(path) && path.toString().endsWith(NETWORK)) {
      return single(network(path));
    }
    if (!Files.isDirectory(path)) {
      if (Files.exists(path)) {
        return single(dump(path));
      }
      throw new BadModelException(
          "there is no such file or folder",
          path.toString(),
          "give networks (.onnx), runs of profile, or folders of .npy arrays");
    }
    Path snapshots = path.resolve("snapshots");
    if (argument.epoch() != null && Files.isDirectory(snapshots)) {
      return networks(snapshots);
    }
    if (has(path, NETWORK)) {
      return networks(path);
    }
    if (has(path, ".npy")) {
      return single(dump(path));
    }
    SortedMap<Subject, ActivationSource> byEpoch = new TreeMap<>();
    EpochFiles.present(path)
        .byEpoch()
        .forEach((epoch, folder) -> byEpoch.put(Subject.ofEpoch(epoch), dump(folder)));
    return byEpoch;
  }

  private SortedMap<Subject, ActivationSource> networks(Path folder) {
    SortedMap<Subject, ActivationSource> sources = new TreeMap<>();
    NetworkFiles.inFolder(folder).bySubject().forEach((at, file) -> sources.put(at, network(file)));
    return sources;
  }

  private static SortedMap<Subject, ActivationSource> single(ActivationSource source) {
    return new TreeMap<>(Map.of(Subject.ONLY, source));
  }

  private static boolean has(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> Files.isRegularFile(file) && file.toString().endsWith(ending));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ActivationSource network(Path file) {
    if (samples == null) {
      throw new BadDataException(
          "is a network, but there are no samples to run it on",
          file.toString(),
          "Give the samples with --data.");
    }
    if (opened == null) {
      opened = samples.get();
    }
    return NetworkSource.inFile(file, null, opened, options);
  }

  private ActivationSource dump(Path folder) {
    ActivationDump dump = ActivationDump.open(folder, reading);
    return new DumpSource(dump, choice.apply(dump.samples()));
  }

  /** The choice that dumps get of samples with the labels of a run; of its rows. */
  private RunSource chosen(Path path, RunSource run) {
    int[] labels = run.labels();
    LabelledSamples chosen =
        choice.apply(
            LabelledSamples.of(
                NdArray.of(new float[run.size()], run.size(), 1),
                labels,
                labels == null ? List.of() : run.classNames(),
                path.toString()));
    if (chosen.size() == run.size()) {
      return run;
    }
    int[] rows = new int[chosen.size()];
    Arrays.setAll(rows, chosen::originalIndex);
    return run.select(rows);
  }

  private static Map<Subject, ActivationSource> named(List<Found> found) {
    Map<Subject, ActivationSource> named = new LinkedHashMap<>();
    boolean oneSeries = found.stream().map(one -> normal(one.path())).distinct().count() == 1;
    Set<Object> given = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (Found one : found) {
      if (!given.add(List.of(normal(one.path()), one.at()))) {
        throw new IllegalArgumentException(
            "%s is given twice"
                .formatted(one.at().isOnly() ? one.path() : one.path() + ", " + one.at().text()));
      }
      if (oneSeries && found.size() > 1) {
        named.put(one.at(), one.source());
        continue;
      }
      String own = name(one, found);
      String name = own;
      for (int number = 2; !taken.add(name); number++) {
        name = own + "-" + number;
      }
      named.put(Subject.ofModel(name), one.source());
    }
    return named;
  }

  /** Of its file or folder; the folder it is in stands before it where names are equal. */
  private static String name(Found one, List<Found> all) {
    String own = last(one.path());
    boolean alone =
        all.stream()
            .allMatch(
                other ->
                    normal(other.path()).equals(normal(one.path()))
                        || !last(other.path()).equals(own));
    Path parent = normal(one.path()).getParent();
    String name = alone || parent == null ? own : last(parent) + "/" + own;
    return one.at().isOnly() ? name : name + " " + words(one.at());
  }

  private static String words(Subject at) {
    String model = Objects.toString(at.model(), "");
    return at.epoch() == null ? model : (model + " epoch " + at.epoch()).strip();
  }

  private static String last(Path path) {
    String name = String.valueOf(normal(path).getFileName());
    return name.endsWith(NETWORK) ? name.substring(0, name.length() - NETWORK.length()) : name;
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
