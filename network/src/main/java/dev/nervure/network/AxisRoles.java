package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which axes of each edge hold channels and which count positions, read off the operations of the
 * graph. Some operations tell: a convolution has its channels in the second axis, a product with
 * weights contracts the channels, a bias or scale with one axis lies along them. The others say
 * which axis of what they read becomes which axis of what they write: an activation all of them, a
 * transposition by its permutation, a reshape by the sizes. What an operation tells spreads over
 * such axes in both directions, from readers to the input too; where several tell something else of
 * an axis, the one that the fewest operations lie between is right. An axis that is divided hands
 * its role on to its parts (channels become heads); one that is merged of several does not.
 */
final class AxisRoles {

  /** Their data and what they write have channels in the second axis and positions behind it. */
  private static final Set<String> CHANNELS_SECOND =
      Set.of(
          "Conv",
          "ConvTranspose",
          "BatchNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "MaxPool",
          "AveragePool",
          "LpPool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "GlobalLpPool",
          "LRN",
          "DepthToSpace",
          "SpaceToDepth",
          "GridSample",
          "QLinearConv",
          "ConvInteger");

  private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "RNN");

  private static final Set<String> REDUCING =
      Set.of(
          "ReduceMean",
          "ReduceSum",
          "ReduceMax",
          "ReduceMin",
          "ReduceProd",
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceSumSquare");

  /** They write the values that they read, in the same order. */
  private static final Set<String> SAME_VALUES =
      Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze");

  /** Of which a constant with one axis is a bias or a scale of channels. */
  private static final Set<String> WITH_CHANNEL_CONSTANTS =
      Set.of("Add", "Sub", "Mul", "Div", "PRelu");

  /** An axis of an edge. */
  private record Axis(String edge, int index) {}

  private final Map<String, int[]> shapes;
  private final Map<String, NdArray> constants;
  private final Map<Axis, List<Axis>> links = new HashMap<>();
  private final Map<Axis, AxisRole> told = new HashMap<>();
  private final ArrayDeque<Axis> open = new ArrayDeque<>();

  private AxisRoles(Graph graph, Map<String, int[]> shapes) {
    this.shapes = shapes;
    constants = graph.constants();
  }

  /**
   * The roles of the axes of all edges.
   *
   * @param shapes of the floating-point edges for one sample, the axis of samples included where
   *     they have one
   * @param given roles that are known, by edge and for all its axes
   * @return for each edge as many roles as it has axes; where nothing tells, the last axis of up to
   *     three and the second of more hold the channels. O(nodes x axes).
   */
  static Map<String, List<AxisRole>> of(
      Graph graph, Map<String, int[]> shapes, Map<String, List<AxisRole>> given) {
    AxisRoles roles = new AxisRoles(graph, shapes);
    given.forEach(roles::tell);
    graph.nodes().forEach(roles::read);
    roles.spread();
    Map<String, List<AxisRole>> found = new HashMap<>();
    shapes.forEach(
        (edge, shape) -> {
          List<AxisRole> known = given.get(edge);
          found.put(
              edge,
              known != null && known.size() == shape.length ? known : roles.ofEdge(edge, shape));
        });
    return found;
  }

  private List<AxisRole> ofEdge(String edge, int[] shape) {
    @Nullable AxisRole[] axes = new AxisRole[shape.length];
    boolean channels = false;
    // The first axis counts the samples, if it has one entry for one sample.
    int first = shape.length > 0 && shape[0] == 1 ? 1 : 0;
    for (int i = first; i < axes.length; i++) {
      axes[i] = told.get(new Axis(edge, i));
      channels |= axes[i] == AxisRole.CHANNEL;
    }
    if (!channels) {
      int behind = axes.length - first;
      int last = behind <= 2 ? axes.length - 1 : first;
      for (int i = first; i < axes.length; i++) {
        axes[i] = i == last ? AxisRole.CHANNEL : AxisRole.POSITION;
      }
    }
    List<AxisRole> roles = new ArrayList<>();
    for (AxisRole axis : axes) {
      roles.add(axis == null ? AxisRole.POSITION : axis);
    }
    return roles;
  }

  // What operations tell.

  private void read(Node node) {
    if (node.inputs().isEmpty() || node.outputs().isEmpty()) {
      return;
    }
    String operator = node.operator();
    String from = node.inputs().get(0);
    String to = node.outputs().get(0);
    if (CHANNELS_SECOND.contains(operator)) {
      tellChannels(from, 1);
      tellChannels(to, 1);
      linkSame(from, to, 2);
      if (!operator.startsWith("Conv") && !operator.equals("QLinearConv")) {
        link(from, 1, to, 1);
      }
    } else if (operator.equals("Col2Im")) {
      tellChannels(to, 1);
    } else if (RECURRENT.contains(operator)) {
      recurrent(node);
    } else if (operator.equals("MatMul")) {
      product(from, node.inputs().get(1), to);
    } else if (operator.equals("Gemm")) {
      tellChannels(from, 1);
      tellChannels(to, 1);
    } else if (operator.equals("LayerNormalization") || operator.equals("RMSNormalization")) {
      linkSame(from, to, 0);
      int rank = rank(from);
      if (rank > 0 && index(node.integer("axis", -1), rank) == rank - 1) {
        tellChannels(from, rank - 1);
      }
    } else if (operator.equals("Attention")) {
      attention(node);
    } else if (operator.equals("Gather")) {
      gather(node);
    } else if (operator.equals("Transpose")) {
      transpose(node);
    } else if (REDUCING.contains(operator)) {
      reduce(node);
    } else if (SAME_VALUES.contains(operator)) {
      reshape(from, to);
    } else if (operator.equals("Einsum")) {
      einsum(node);
    } else {
      for (String output : node.outputs()) {
        for (String input : node.inputs()) {
          linkFromRight(input, output, 0);
          if (WITH_CHANNEL_CONSTANTS.contains(operator)) {
            constant(input, output);
          }
        }
      }
    }
  }

  /** Time first, samples second, unless layout says samples first. */
  private void recurrent(Node node) {
    boolean samplesFirst = node.integer("layout", 0) == 1;
    String from = node.inputs().get(0);
    int time = samplesFirst ? 1 : 0;
    if (rank(from) == 3) {
      tell(new Axis(from, 2), AxisRole.CHANNEL);
      tell(new Axis(from, time), AxisRole.POSITION);
    }
    String all = node.outputs().get(0);
    if (rank(all) == 4) {
      // T x directions x N x H, or N x T x directions x H.
      tell(new Axis(all, 3), AxisRole.CHANNEL);
      tell(new Axis(all, samplesFirst ? 2 : 1), AxisRole.CHANNEL);
      tell(new Axis(all, time), AxisRole.POSITION);
      link(from, time, all, time);
    }
    for (String state : node.outputs().subList(1, node.outputs().size())) {
      if (rank(state) == 3) {
        tell(new Axis(state, 2), AxisRole.CHANNEL);
        tell(new Axis(state, samplesFirst ? 1 : 0), AxisRole.CHANNEL);
      }
    }
  }

  private void product(String left, String right, String to) {
    int leftRank = rank(left);
    int rightRank = rank(right);
    int rank = rank(to);
    if (leftRank > 0 && rightRank < 0) {
      // Data times weights.
      tellChannels(left, leftRank - 1);
      for (int i = 0; i < leftRank - 1; i++) {
        link(left, i, to, i);
      }
      if (rank == leftRank) {
        tellChannels(to, rank - 1);
      }
    } else if (leftRank < 0 && rightRank > 1) {
      // Weights times data: columns are vectors.
      tellChannels(right, rightRank - 2);
      link(right, rightRank - 1, to, rank - 1);
      tellChannels(to, rank - 2);
    } else if (leftRank > 1 && rightRank > 1 && rank > 1) {
      link(left, leftRank - 2, to, rank - 2);
      link(right, rightRank - 1, to, rank - 1);
      link(left, leftRank - 1, right, rightRank - 2);
      linkFromRight(left, to, 2);
      linkFromRight(right, to, 2);
    }
  }

  private void attention(Node node) {
    for (int i = 0; i < Math.min(3, node.inputs().size()); i++) {
      tellHeads(node.inputs().get(i));
    }
    String to = node.outputs().get(0);
    tellHeads(to);
    link(node.inputs().get(0), rank(to) - 2, to, rank(to) - 2);
  }

  /** Samples x positions x channels, or samples x heads x positions x channels of a head. */
  private void tellHeads(String edge) {
    int rank = rank(edge);
    if (rank == 3 || rank == 4) {
      tell(new Axis(edge, rank - 1), AxisRole.CHANNEL);
      tell(new Axis(edge, rank - 2), AxisRole.POSITION);
      if (rank == 4) {
        tell(new Axis(edge, 1), AxisRole.CHANNEL);
      }
    }
  }

  private void gather(Node node) {
    String from = node.inputs().get(0);
    String to = node.outputs().get(0);
    int rank = rank(to);
    if (rank(from) < 0) {
      // Rows of a table, by numbers that come from the input: an embedding.
      if (constantRank(from) == 2 && node.integer("axis", 0) == 0 && rank > 1) {
        tellChannels(to, rank - 1);
      }
      return;
    }
    int axis = index(node.integer("axis", 0), rank(from));
    NdArray indices = constants.get(node.inputs().get(1));
    int inserted = indices == null ? rank - rank(from) + 1 : indices.rank();
    for (int i = 0; i < rank(from); i++) {
      if (i < axis) {
        link(from, i, to, i);
      } else if (i > axis) {
        link(from, i, to, i - 1 + inserted);
      } else if (inserted == 1) {
        link(from, i, to, i);
      }
    }
  }

  private void transpose(Node node) {
    String from = node.inputs().get(0);
    String to = node.outputs().get(0);
    long[] order = node.integers("perm");
    for (int i = 0; i < rank(to); i++) {
      link(from, order == null ? rank(to) - 1 - i : (int) order[i], to, i);
    }
  }

  private void einsum(Node node) {
    String[] sides = node.text("equation", "").replace(" ", "").split("->", -1);
    if (sides.length != 2 || sides[0].contains(".")) {
      return;
    }
    String[] terms = sides[0].split(",", -1);
    String to = node.outputs().get(0);
    String weights = "";
    String data = "";
    for (int t = 0; t < terms.length && t < node.inputs().size(); t++) {
      String edge = node.inputs().get(t);
      if (rank(edge) < 0) {
        weights += terms[t];
        continue;
      }
      data += terms[t];
      for (int i = 0; i < terms[t].length(); i++) {
        int at = sides[1].indexOf(terms[t].charAt(i));
        if (at >= 0) {
          link(edge, i, to, at);
        }
      }
    }
    for (int t = 0; t < terms.length && t < node.inputs().size(); t++) {
      for (int i = 0; i < terms[t].length(); i++) {
        char letter = terms[t].charAt(i);
        if (weights.indexOf(letter) >= 0 && sides[1].indexOf(letter) < 0) {
          tell(new Axis(node.inputs().get(t), i), AxisRole.CHANNEL);
        }
      }
    }
    for (int i = 0; i < sides[1].length(); i++) {
      char letter = sides[1].charAt(i);
      if (weights.indexOf(letter) >= 0 && data.indexOf(letter) < 0) {
        tell(new Axis(to, i), AxisRole.CHANNEL);
      }
    }
  }

  /** A bias or scale with one axis lies along the channels. */
  private void constant(String from, String to) {
    NdArray constant = constants.get(from);
    if (constant == null || constant.type() == ElementType.INT64) {
      return;
    }
    int[] shape = constant.shape();
    List<Integer> axes = longAxes(shape);
    if (axes.size() != 1) {
      return;
    }
    int length = shape[axes.get(0)];
    int axis = rank(to) - shape.length + axes.get(0);
    // A mask of attention scores is 1 x 1 x 1 x T beside T x T.
    boolean mayBeMask =
        shape.length > 1 && axis == rank(to) - 1 && size(to, axis) == size(to, axis - 1);
    if (axis > 0 && size(to, axis) == length && !mayBeMask) {
      tellChannels(to, axis);
    }
  }

  private void reduce(Node node) {
    String from = node.inputs().get(0);
    String to = node.outputs().get(0);
    long[] axes = node.integers("axes");
    if (axes == null && node.inputs().size() > 1) {
      NdArray constant = constants.get(node.inputs().get(1));
      axes = constant == null ? null : constant.longs();
    }
    if (rank(from) == rank(to)) {
      linkFromRight(from, to, 0);
    } else if (axes != null && rank(to) >= 0) {
      boolean[] gone = new boolean[rank(from)];
      for (long axis : axes) {
        gone[index(axis, gone.length)] = true;
      }
      int next = 0;
      for (int i = 0; i < gone.length; i++) {
        if (!gone[i]) {
          link(from, i, to, next++);
        }
      }
    }
  }

  /**
   * Axes of which the sizes agree. Both shapes are cut, from the left, into pieces with the same
   * number of values; in a piece of one axis each it is the same axis; in one where an axis becomes
   * several it is divided; in others the first axis of the smaller size is part of the other one.
   */
  private void reshape(String from, String to) {
    int[] before = shapes.get(from);
    int[] after = shapes.get(to);
    if (before == null || after == null) {
      return;
    }
    if (Arrays.equals(before, after)) {
      linkSame(from, to, 0);
      return;
    }
    List<Integer> left = longAxes(before);
    List<Integer> right = longAxes(after);
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      int firstLeft = i;
      int firstRight = j;
      long a = before[left.get(i++)];
      long b = after[right.get(j++)];
      while (a != b) {
        if (a < b && i < left.size()) {
          a *= before[left.get(i++)];
        } else if (b < a && j < right.size()) {
          b *= after[right.get(j++)];
        } else {
          return;
        }
      }
      Axis first = new Axis(from, left.get(firstLeft));
      if (i - firstLeft == 1 && j - firstRight == 1) {
        link(from, first.index(), to, right.get(firstRight));
      } else if (i - firstLeft == 1) {
        for (int part = firstRight; part < j; part++) {
          handOn(first, new Axis(to, right.get(part)));
        }
      } else if (j - firstRight > 1 && before[first.index()] % after[right.get(firstRight)] == 0) {
        handOn(first, new Axis(to, right.get(firstRight)));
      }
    }
  }

  private static List<Integer> longAxes(int[] shape) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] != 1) {
        axes.add(i);
      }
    }
    return axes;
  }

  // Axes and what is told of them.

  private int rank(String edge) {
    int[] shape = shapes.get(edge);
    return shape == null ? -1 : shape.length;
  }

  private int constantRank(String edge) {
    NdArray constant = constants.get(edge);
    return constant == null ? -1 : constant.rank();
  }

  private int size(String edge, int axis) {
    int[] shape = shapes.get(edge);
    return shape == null || axis < 0 || axis >= shape.length ? -1 : shape[axis];
  }

  private static int index(long axis, int rank) {
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** One axis holds the channels, the others behind the first count positions. */
  private void tellChannels(String edge, int axis) {
    for (int i = 0; i < rank(edge); i++) {
      if (i > 0 || size(edge, 0) != 1 || i == axis) {
        tell(new Axis(edge, i), i == axis ? AxisRole.CHANNEL : AxisRole.POSITION);
      }
    }
  }

  private void tell(String edge, List<AxisRole> roles) {
    for (int i = 0; i < Math.min(roles.size(), rank(edge)); i++) {
      told.put(new Axis(edge, i), roles.get(i));
      open.add(new Axis(edge, i));
    }
  }

  private void tell(Axis axis, AxisRole role) {
    if (told.putIfAbsent(axis, role) == null) {
      open.add(axis);
    }
  }

  private void linkSame(String from, String to, int first) {
    if (rank(from) == rank(to)) {
      for (int i = first; i < rank(from); i++) {
        link(from, i, to, i);
      }
    }
  }

  /** Axes of equal size, counted from the right; some on the right left out. */
  private void linkFromRight(String from, String to, int without) {
    int shift = rank(to) - rank(from);
    for (int i = Math.max(0, -shift); i < rank(from) - without; i++) {
      if (size(from, i) == size(to, i + shift) || rank(from) == rank(to) && size(from, i) != 1) {
        link(from, i, to, i + shift);
      }
    }
  }

  private void link(String from, int i, String to, int j) {
    if (size(from, i) >= 0 && size(to, j) >= 0) {
      handOn(new Axis(from, i), new Axis(to, j));
      handOn(new Axis(to, j), new Axis(from, i));
    }
  }

  private void handOn(Axis from, Axis to) {
    links.computeIfAbsent(from, key -> new ArrayList<>()).add(to);
  }

  /** Breadth first, so that the nearest comes first; of two as near, the one told first. */
  private void spread() {
    while (!open.isEmpty()) {
      Axis axis = open.remove();
      AxisRole role = Objects.requireNonNull(told.get(axis));
      for (Axis next : links.getOrDefault(axis, List.of())) {
        if (told.putIfAbsent(next, role) == null) {
          open.add(next);
        }
      }
    }
  }
}
