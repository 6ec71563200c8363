package dev.nervure.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.PointFile;
import dev.nervure.data.SamplePositions;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.layers.PointsSource;
import dev.nervure.study.mapper.GraphFiles;
import dev.nervure.study.mapper.GraphsSection;
import dev.nervure.study.mapper.MapperSettings;
import dev.nervure.study.mapper.MapperStudy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure mapper}: how groups of points hang together, layer by layer. */
@Command(
    name = "mapper",
    sortOptions = false,
    description = {
      "Makes the Mapper graph of each layer of a network, or of a point cloud.",
      "A lens cuts the points into overlapping pieces, the points of each are clustered, clusters with points in common are joined; with labels, how pure nodes, points and classes are."
    },
    footer = {
      "",
      "Examples:",
      "  nervure mapper lenet.onnx --data mnist/ --layers 'type:Relu'",
      "  nervure mapper lenet.onnx --data mnist/ --lens probability:3 --cover balanced --intervals 15",
      "  nervure mapper points.npy --labels labels.npy --intervals 10 --overlap 0.25 --eps 0.08 --json",
      "  nervure mapper table.csv --label-column species --lens pca --lens-dimensions 2 --intervals 10",
      "  nervure mapper points.npy --lens pca --intervals auto --clusterer single_linkage",
      "  nervure mapper points.npy --lens columns --cover balls --radius 0.3 --clusterer one",
      "  nervure mapper --activations dump/ --lens l2norm --intervals 40 --overlap 0.25 --clusterer dbscan --eps 8.71 --min-samples 5"
    })
final class MapperCommand implements Callable<Integer> {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String USUAL_LAYERS = "default";

  /** Above that of other commands, since Mapper compares the points of a piece alone. */
  private static final int POINT_CAP = 1_000_000;

  private final Session session;

  /** Why there is no graph at all; null where there is one. */
  private @Nullable String noGraph;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL|POINTS",
      description =
          "The network, an ONNX file, with --data; or points, one a row, in an .npy file or any data that the other commands read; not needed with --activations.")
  private @Nullable Path subject;

  @Option(
      names = "--activations",
      paramLabel = "DIR",
      description =
          "A folder of .npy files, one per layer (N x C or N x C x H x W), instead of a network. Default: none.")
  private @Nullable Path activations;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private MapperGraphOptions graph;

  @Option(
      names = "--members",
      paramLabel = "FILE",
      description =
          "Take only these samples: their positions in the data, one a line, or the CSV of selected nodes that the report saves. Default: all.")
  private @Nullable Path members;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description =
          "Graphs of random parts of the points (nine tenths), to see how often each component, branch and loop returns: 2 or more, each as long as the graph itself. Default: none.")
  private int replicates;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description =
          "Write the graph of each layer into this folder too: DIR/<index>-<layer>.json and .graphml. Default: none.")
  private @Nullable Path export;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private CloudOptions clouds;

  @Option(
      names = "--point-cap",
      paramLabel = "N",
      description = "Most points of a layer. Default: 1000000.")
  private int pointCap = POINT_CAP;

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "flatten",
      description =
          "How activations become points: flatten (all values of the layer; default), global_average over positions, spatial (one point per position), channel_maps.")
  private Pooling pooling = Pooling.FLATTEN;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private EvaluationOptions evaluation;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  MapperCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MapperSettings settings = graph.settings();
    if (replicates < 0 || replicates == 1) {
      throw new WrongUsageException(
          "--replicates must be 2 or more, or 0 for none, but was " + replicates);
    }
    LayerOptions options = options();
    UnusedOptions unused = new UnusedOptions(spec);
    Path dump = activations;
    Path file = subject;
    if (dump != null) {
      if (file != null || samples.data != null) {
        throw new WrongUsageException(
            "--activations takes the place of the model, the points and --data; give one of them");
      }
      unused.refuse(
          true,
          "does not go with --activations, which are taken as they are",
          SampleOptions.NOT_FOR_ACTIVATIONS);
      ActivationDump opened = ActivationDump.open(dump, samples.reading.options());
      LabelledSamples chosen = taken(opened.samples());
      return answer(
          new MapperStudy(new DumpSource(opened, chosen), options, settings, replicates, null),
          RunOptions.usual(dump, "-mapper"));
    }
    if (file == null) {
      throw new WrongUsageException(
          "give a model (an ONNX file) with --data, a file of points, or --activations DIR");
    }
    boolean isModel = file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    if (!isModel && samples.data == null) {
      unused.refuse(
          true,
          "belongs to activations",
          "--layers",
          "--pooling",
          "--selection",
          "--mask",
          "--precision",
          "--batch-size");
      return ofPoints(file, options, settings);
    }
    samples.requireData();
    try (Model model = evaluation.load(file)) {
      LabelledSamples chosen =
          taken(DataSource.open(samples.requireData(), samples.reading.options()));
      return answer(
          new MapperStudy(
              NetworkSource.of(model, file, chosen), options, settings, replicates, chosen),
          RunOptions.usual(file, "-mapper"));
    }
  }

  /** The members that are asked for, and of these the samples. */
  private LabelledSamples taken(LabelledSamples opened) {
    LabelledSamples chosen =
        members == null ? opened : opened.select(SamplePositions.read(members, opened.size()));
    return samples.taken(chosen, session, output);
  }

  private int ofPoints(Path file, LayerOptions options, MapperSettings settings) {
    PointFile points = PointFile.open(file.toString(), samples.reading.options());
    LabelledSamples chosen = taken(points.samples());
    String name = String.valueOf(file.getFileName());
    return answer(
        new MapperStudy(
            new PointsSource(points, chosen, name), options, settings, replicates, chosen),
        RunOptions.usual(file, "-mapper"));
  }

  private LayerOptions options() {
    return clouds
        .options(spec, USUAL_LAYERS)
        .withPointCap(pointCap)
        .withPooling(pooling)
        .withBatchSize(evaluation.batchSize())
        .withSeed(samples.seed())
        .withThreads(run.threads());
  }

  private int answer(MapperStudy study, Path usual) {
    Optional<Path> folder = run.answer(session, output, results, study, usual, this::print);
    if (noGraph != null) {
      throw new BadDataException(
          "no layer has a graph: " + noGraph,
          String.valueOf(subject == null ? activations : subject),
          "The reasons of all layers are in the run%s."
              .formatted(folder.map(done -> " " + done).orElse("")));
    }
    folder.ifPresent(done -> session.note(output, "next: nervure report " + done));
    return ExitCode.OK.number();
  }

  private void print(RunDirectory mapped) {
    Results found = mapped.results();
    noGraph = GraphsSection.noGraph(found);
    writeGraphs(found);
    if (output.json) {
      session.print(PlainJson.indented(json(mapped, found)));
      return;
    }
    List<Measure> columns = new ArrayList<>(Measures.of(Family.MAPPER));
    columns.addAll(Measures.of(Family.PURITY));
    ValueTable.byLayer(found, columns).forEach(session::print);
    printGroups(GraphsSection.classGroups(found));
    session.print("");
    session.print("run: " + mapped.folder());
  }

  private void writeGraphs(Results found) {
    if (export == null) {
      return;
    }
    try {
      List<Path> files = GraphFiles.write(found, export);
      session.note(output, "graphs: %d files in %s".formatted(files.size(), export));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void printGroups(Map<String, List<List<String>>> groups) {
    if (groups.isEmpty()) {
      return;
    }
    session.print("");
    session.print("classes that hang together, in this layer or a later one:");
    TextTable table = new TextTable(2);
    groups.forEach(
        (layer, ofLayer) ->
            table.add(
                List.of(
                    layer,
                    ofLayer.stream()
                        .map(group -> String.join(" ", group))
                        .collect(Collectors.joining(" | ")))));
    table.lines().forEach(session::print);
  }

  /**
   * The fields of the graph of the only layer beside those of every study; of several layers an
   * object each that has a graph. How many graphs could be made changes no name.
   */
  private static ObjectNode json(RunDirectory mapped, Results found) {
    Map<String, ? extends Map<String, ?>> graphs = GraphsSection.graphs(found);
    if (found.layers().size() != 1) {
      ObjectNode tree = StudyJson.tree(mapped, new GraphsSection());
      tree.set("classGroups", MAPPER.valueToTree(GraphsSection.classGroups(found)));
      return tree;
    }
    ObjectNode tree = StudyJson.tree(mapped);
    if (graphs.isEmpty()) {
      tree.putNull("nodes");
      tree.putNull("edges");
      return tree;
    }
    ObjectNode graph = MAPPER.valueToTree(graphs.values().iterator().next());
    tree.setAll(graph);
    return tree;
  }
}
