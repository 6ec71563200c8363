package dev.nervure.network;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one edge for each block of a network, at most 30, from its structure alone. An edge
 * through which every way from the input to the result leads separates the network; between two
 * such edges lies either one operation or a branched section (residual, inception, attention). A
 * block starts with an operation that has weights, or with a branched section that contains one,
 * and lasts until the next; its edge is the last one before the next block that is not a mere
 * rearrangement. An attention section and the feed-forward section after it are one block (an
 * encoder layer); so are a depthwise convolution and the pointwise one after it.
 */
final class DefaultLayers {

  private static final Set<String> WEIGHTED =
      Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "LSTM", "GRU", "RNN", "Einsum");

  /** Operations that keep the values or average them away: they give no new representation. */
  private static final Set<String> REARRANGING =
      Set.of(
          "Identity",
          "Cast",
          "Dropout",
          "Flatten",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Gather",
          "Slice",
          "Pad",
          "Expand",
          "Concat",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "ReduceMean",
          "ReduceMax");

  private static final Set<String> ATTENDING = Set.of("Softmax", "Attention");

  /** Up to this many operations with weights a single section needs no layers inside. */
  private static final int MANY_OPERATIONS = 8;

  private static final int MOST_INSIDE_A_SECTION = 24;
  private static final int MOST_LAYERS = 30;

  private final Graph graph;
  private final Set<String> edges;
  private final String input;
  private final String result;

  /** Nodes that make numbers of integers that the network is fed with; they read the input. */
  private final Set<Node> embeddings = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The section with the most operations with weights. */
  private List<Node> largest = List.of();

  /** The block that is open while the sections are walked. */
  private @Nullable String current;

  private boolean attention;
  private boolean depthwise;
  private final Set<String> chosen = new LinkedHashSet<>();

  /**
   * @param edges the floating-point edges that depend on the input
   * @param input the edge where ways start
   * @param result the edge where they end: the logits
   */
  DefaultLayers(Graph graph, Set<String> edges, String input, String result) {
    this.graph = graph;
    this.edges = new HashSet<>(edges);
    this.input = input;
    this.result = result;
    if (!edges.contains(input)) {
      startAtEmbeddings();
    }
  }

  /**
   * Where the network is fed with integers, ways start at the tables that these look up, and lead
   * over what depends on them: a mask that is made of the same integers is read in every block, but
   * is no way. Without a table they start at whatever makes numbers of the integers.
   */
  private void startAtEmbeddings() {
    Set<String> integers = new HashSet<>();
    integers.add(input);
    List<Node> first = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean reads = node.inputs().stream().anyMatch(integers::contains);
      boolean isNumber = node.outputs().stream().anyMatch(edges::contains);
      if (reads && !isNumber) {
        integers.addAll(node.outputs());
      } else if (reads && node.inputs().stream().noneMatch(edges::contains)) {
        first.add(node);
      }
    }
    Set<String> constants = graph.constants().keySet();
    List<Node> tables =
        first.stream()
            .filter(node -> node.operator().equals("Gather"))
            .filter(node -> constants.contains(node.inputs().get(0)))
            .toList();
    embeddings.addAll(tables.isEmpty() ? first : tables);
    Set<String> reached = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (embeddings.contains(node) || node.inputs().stream().anyMatch(reached::contains)) {
        reached.addAll(node.outputs());
      }
    }
    edges.retainAll(reached);
  }

  /** Edge names from input to result. O(nodes + edges). */
  List<String> choose() {
    chosen.add(input);
    List<Node> relevant = relevant();
    List<Node> section = new ArrayList<>();
    Map<String, Integer> readers = new HashMap<>();
    for (Node node : relevant) {
      for (String edge : data(node)) {
        readers.merge(edge, 1, Integer::sum);
      }
    }
    readers.merge(result, 1, Integer::sum);
    Set<String> open = new LinkedHashSet<>();
    open.add(input);
    for (Node node : relevant) {
      section.add(node);
      for (String edge : data(node)) {
        if (readers.merge(edge, -1, Integer::sum) == 0) {
          open.remove(edge);
        }
      }
      for (String output : node.outputs()) {
        if (readers.getOrDefault(output, 0) > 0) {
          open.add(output);
        }
      }
      if (open.size() == 1) {
        String separating = open.iterator().next();
        if (!separating.equals(input)) {
          section(section, separating);
          section.clear();
        }
      }
    }
    close();
    chosen.removeAll(copied());
    chosen.add(result);
    long weighted = relevant.stream().filter(this::isWeighted).count();
    long inside = largest.stream().filter(this::isWeighted).count();
    if (weighted > MANY_OPERATIONS && 2 * inside > weighted) {
      chosen.addAll(spaced(afterEachWeightedOperation(relevant), MOST_INSIDE_A_SECTION));
    }
    return spaced(inOrder(relevant), MOST_LAYERS);
  }

  /** Edges that hold what the result holds, under another name. */
  private Set<String> copied() {
    Map<String, Integer> producers = graph.producers();
    Set<String> same = new HashSet<>();
    String edge = result;
    Integer producer = producers.get(edge);
    while (producer != null && Model.COPIES.contains(graph.nodes().get(producer).operator())) {
      edge = graph.nodes().get(producer).inputs().get(0);
      same.add(edge);
      producer = producers.get(edge);
    }
    return same;
  }

  private List<String> inOrder(List<Node> nodes) {
    List<String> ordered = new ArrayList<>();
    ordered.add(input);
    for (Node node : nodes) {
      for (String edge : node.outputs()) {
        if (chosen.contains(edge) && !edge.equals(result)) {
          ordered.add(edge);
        }
      }
    }
    ordered.add(result);
    return ordered;
  }

  private void section(List<Node> nodes, String edge) {
    Node last = nodes.get(nodes.size() - 1);
    long operations = nodes.stream().filter(this::isWeighted).count();
    if (operations > largest.stream().filter(this::isWeighted).count()) {
      largest = List.copyOf(nodes);
    }
    if (operations == 0) {
      boolean changes = nodes.size() > 1 || !REARRANGING.contains(last.operator());
      if (current != null && changes) {
        current = edge;
      }
      return;
    }
    boolean branched = nodes.size() > 1;
    boolean attends =
        branched && nodes.stream().anyMatch(node -> ATTENDING.contains(node.operator()));
    boolean continues = depthwise || (branched && attention && !attends);
    if (!continues) {
      close();
    }
    current = edge;
    attention = attends;
    depthwise = !branched && isDepthwise(last);
  }

  private void close() {
    if (current != null) {
      chosen.add(current);
    }
    current = null;
    attention = false;
    depthwise = false;
  }

  /**
   * Whether an operation multiplies by weights, and not two computed tensors with each other, or
   * looks up a table of them.
   */
  private boolean isWeighted(Node node) {
    if (embeddings.contains(node)) {
      return true;
    }
    if (!WEIGHTED.contains(node.operator())) {
      return false;
    }
    return data(node).size() == 1;
  }

  private boolean isDepthwise(Node node) {
    return node.operator().equals("Conv") && node.integer("group", 1) > 1;
  }

  /** Nodes on a way from the input to the result, in order. */
  private List<Node> relevant() {
    Set<String> needed = new HashSet<>();
    needed.add(result);
    List<Node> backwards = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.outputs().stream().anyMatch(needed::contains) && !data(node).isEmpty()) {
        backwards.add(node);
        needed.addAll(data(node));
      }
    }
    List<Node> forwards = new ArrayList<>();
    for (int i = backwards.size() - 1; i >= 0; i--) {
      forwards.add(backwards.get(i));
    }
    return forwards;
  }

  /** The edges that a node reads and that depend on the input's values, each once. */
  private Set<String> data(Node node) {
    Set<String> data = new LinkedHashSet<>();
    if (embeddings.contains(node)) {
      data.add(input);
    }
    for (String edge : node.inputs()) {
      if (edges.contains(edge) || edge.equals(input)) {
        data.add(edge);
      }
    }
    return data;
  }

  /**
   * For a section that most of the network lies in and nothing separates (long skip connections,
   * branches side by side): what follows each weighted operation in it up to the next fork.
   */
  private List<String> afterEachWeightedOperation(List<Node> nodes) {
    Map<String, List<Node>> readers = new HashMap<>();
    for (Node node : nodes) {
      for (String edge : data(node)) {
        readers.computeIfAbsent(edge, key -> new ArrayList<>()).add(node);
      }
    }
    Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    inside.addAll(largest);
    List<String> ends = new ArrayList<>();
    for (Node node : nodes) {
      if (!isWeighted(node) || !inside.contains(node)) {
        continue;
      }
      String edge = node.outputs().get(0);
      List<Node> next = readers.getOrDefault(edge, List.of());
      while (next.size() == 1
          && data(next.get(0)).size() == 1
          && !isWeighted(next.get(0))
          && !REARRANGING.contains(next.get(0).operator())) {
        edge = next.get(0).outputs().get(0);
        next = readers.getOrDefault(edge, List.of());
      }
      ends.add(edge);
    }
    return ends;
  }

  /** At most so many, evenly, the first and the last among them. */
  private static List<String> spaced(List<String> all, int most) {
    Set<String> spaced = new LinkedHashSet<>();
    int count = Math.min(all.size(), most);
    for (int i = 0; i < count; i++) {
      spaced.add(all.get((int) ((long) i * (all.size() - 1) / Math.max(1, count - 1))));
    }
    return List.copyOf(spaced);
  }
}
