package dev.nervure.cli;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.AxisRole;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.run.PlainJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure inspect}: the layers of a network, by scope. */
@Command(
    name = "inspect",
    sortOptions = false,
    description = {
      "Lists the layers of a network by scope, with shapes and numbers of parameters.",
      "* marks the layers that 'nervure profile' takes by default."
    },
    footer = {
      "",
      "Examples:",
      "  nervure inspect lenet.onnx",
      "  nervure inspect lenet.onnx --layers 'type:Conv' --json",
      "  nervure inspect resnet50.onnx --input-shape 3x224x224"
    })
final class InspectCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "Which layers: all, default, a glob on names, a module such as layer1.0, type:Conv, depth:0.2-0.5; several with commas. Default: all.")
  private String layers = "all";

  @Option(
      names = "--input-shape",
      paramLabel = "CxHxW",
      description =
          "Shape of one sample, such as 3x224x224, for networks whose file leaves it open. Default: as the file has it.")
  private @Nullable String inputShape;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  InspectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    int @Nullable [] given = inputShape == null ? null : shape(inputShape);
    try (Model model = Model.load(modelFile)) {
      if (given != null) {
        model.checkSamples(given);
      }
      List<Layer> chosen = model.select(layers);
      Set<String> marked =
          model.defaultLayers().stream().map(Layer::name).collect(Collectors.toSet());
      Map<String, Long> parameters = parametersByEdge(model.graph());
      if (output.json) {
        session.print(PlainJson.indented(tree(model, chosen, marked, parameters)));
      } else {
        print(model, chosen, marked, parameters);
      }
      if (model.takesSamples()) {
        session.note(output, "next: nervure profile " + modelFile + " --data PATH");
      }
    }
    return ExitCode.OK.number();
  }

  /**
   * Number of weights that each node reads first, by the edges that it writes; a shared weight
   * counts once.
   */
  private static Map<String, Long> parametersByEdge(Graph graph) {
    Map<String, Long> byEdge = new HashMap<>();
    Set<String> counted = new HashSet<>();
    for (Node node : graph.nodes()) {
      long count = 0;
      for (String input : node.inputs()) {
        @Nullable NdArray weights = graph.initializers().get(input);
        boolean isNumbers = weights != null && weights.type() != ElementType.INT64;
        if (weights != null && isNumbers && counted.add(input)) {
          count += weights.size();
        }
      }
      for (String edge : node.outputs()) {
        byEdge.put(edge, count);
        count = 0;
      }
    }
    return byEdge;
  }

  private void print(
      Model model, List<Layer> chosen, Set<String> marked, Map<String, Long> parameters) {
    Graph graph = model.graph();
    session.print(
        "%s: %s parameters, %d nodes, opset %d, %s, input %s"
            .formatted(
                modelFile,
                Quantities.count(graph.parameterCount()),
                graph.nodes().size(),
                graph.opset(),
                model.precision().name().toLowerCase(Locale.ROOT),
                shape(model.inputShape())));
    model.sampleNote().ifPresent(session::print);
    session.print("");
    TextTable table = new TextTable(5);
    table.add(List.of("", "layer", "operator", "shape", "axes", "parameters", "depth"));
    for (int i = 0; i < chosen.size(); i++) {
      Layer layer = chosen.get(i);
      if (beginsScope(chosen, i)) {
        table.add(List.of("", layer.scope() + "/"));
      }
      long count = parameters.getOrDefault(layer.name(), 0L);
      table.add(
          List.of(
              marked.contains(layer.name()) ? "*" : "",
              layer.name(),
              layer.operator(),
              shape(layer.shape()),
              AxisRole.letters(layer.axes()),
              count == 0 ? "" : Quantities.count(count),
              String.format(Locale.ROOT, "%.2f", layer.relativeDepth())));
    }
    table.lines().forEach(session::print);
  }

  /**
   * Whether a scope of several layers begins here; the scope of a single one is in its name anyway.
   */
  private static boolean beginsScope(List<Layer> layers, int at) {
    String scope = layers.get(at).scope();
    return !scope.isEmpty()
        && (at == 0 || !layers.get(at - 1).scope().equals(scope))
        && at + 1 < layers.size()
        && layers.get(at + 1).scope().equals(scope);
  }

  private static String shape(int[] shape) {
    return Arrays.stream(shape)
        .mapToObj(axis -> axis < 0 ? "any" : Integer.toString(axis))
        .collect(Collectors.joining(" x "));
  }

  /** Reads "3x224x224". */
  private static int[] shape(String text) {
    String[] axes = text.toLowerCase(Locale.ROOT).split("x", -1);
    int[] shape = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      if (!axes[i].strip().matches("[1-9][0-9]{0,8}")) {
        throw new WrongUsageException(
            "--input-shape must be like 3x224x224 but was '%s'".formatted(text));
      }
      shape[i] = Integer.parseInt(axes[i].strip());
    }
    return shape;
  }

  private Map<String, Object> tree(
      Model model, List<Layer> chosen, Set<String> marked, Map<String, Long> parameters) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Layer layer : chosen) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", layer.name());
      one.put("index", model.layers().indexOf(layer));
      one.put("operator", layer.operator());
      one.put("scope", layer.scope());
      one.put("depth", layer.relativeDepth());
      one.put("shape", layer.shape());
      one.put("axes", AxisRole.letters(layer.axes()));
      one.put("parameters", parameters.getOrDefault(layer.name(), 0L));
      one.put("default", marked.contains(layer.name()));
      list.add(one);
    }
    Graph graph = model.graph();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", modelFile.toString());
    tree.put("parameters", graph.parameterCount());
    tree.put("nodes", graph.nodes().size());
    tree.put("opset", graph.opset());
    tree.put("precision", model.precision().name().toLowerCase(Locale.ROOT));
    tree.put("inputShape", model.inputShape());
    tree.put("note", model.sampleNote().orElse(null));
    tree.put("layers", list);
    return tree;
  }
}
