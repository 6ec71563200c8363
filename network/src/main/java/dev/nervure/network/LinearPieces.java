package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.PieceTracer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The linear pieces of a network made of affine operators, rectifiers (Relu, LeakyRelu, PRelu) and
 * max pooling: how far one can go in a direction before a unit changes its piece. Up to there the
 * network is exactly affine. Made by {@link Model#linearPieces}; safe for use by several threads.
 */
public final class LinearPieces {

  /** Share of the largest speed of a layer below which a unit stands still: some thousand eps. */
  private static final double STILL = 1e-12;

  private final PieceTracer tracer;

  LinearPieces(PieceTracer tracer) {
    this.tracer = tracer;
  }

  /**
   * Where a piece ends.
   *
   * @param distance along the direction, in its lengths; 0 where the point lies on a kink and the
   *     direction leads off the piece whose derivative it has there; infinite where no piece ends
   * @param node label of the node that changes its piece; empty where none does
   */
  public record Kink(double distance, String node) {}

  /** How many nodes have kinks. */
  public int nodeCount() {
    return tracer.nodes().size();
  }

  /**
   * The first kink along x + t v for t above 0: t = -z / z' for a rectifier that z enters, (z_w -
   * z_j) / (z_j' - z_w') for the winner w and every other value j of a pooling window. Images with
   * an even background lie on many kinks of pooling, since all values of a window are equal there.
   * Takes one evaluation and two backward passes.
   *
   * @param x one sample of the earlier layer, with the batch dimension 1
   * @param v a direction of as many values
   */
  public Kink next(NdArray x, NdArray v) {
    double best = Double.POSITIVE_INFINITY;
    String node = "";
    for (PieceTracer.Entrance entrance : tracer.along(x, v)) {
      double distance =
          entrance.node().operator().equals("MaxPool") ? pooled(entrance) : rectified(entrance);
      if (distance < best) {
        best = distance;
        node = entrance.node().label();
      }
    }
    return new Kink(best, node);
  }

  private static double rectified(PieceTracer.Entrance entrance) {
    double[] z = entrance.value().doubles();
    double[] speed = entrance.tangent().doubles();
    double best = Double.POSITIVE_INFINITY;
    double still = still(speed);
    for (int i = 0; i < z.length; i++) {
      double distance = -z[i] / speed[i];
      // At 0 the derivative is that below it, so that only the way up leads off the piece.
      boolean ahead = z[i] == 0 ? speed[i] > still : distance > 0;
      if (ahead && distance < best) {
        best = Math.max(0, distance);
      }
    }
    return best;
  }

  /** Speeds up to this are rounding. */
  private static double still(double[] speeds) {
    double largest = 0;
    for (double speed : speeds) {
      largest = Math.max(largest, Math.abs(speed));
    }
    return STILL * largest;
  }

  private static double pooled(PieceTracer.Entrance entrance) {
    PoolingWindows windows = PoolingWindows.of(entrance.node(), entrance.value().shape());
    double[] z = entrance.value().doubles();
    double[] speed = entrance.tangent().doubles();
    double[] best = {Double.POSITIVE_INFINITY};
    double still = still(speed);
    windows.forEach(
        members -> {
          int winner = members[0];
          for (int member : members) {
            winner = z[member] > z[winner] ? member : winner;
          }
          for (int member : members) {
            double closing = speed[member] - speed[winner];
            double distance = (z[winner] - z[member]) / closing;
            if (closing > still && distance < best[0]) {
              best[0] = distance;
            }
          }
        });
    return best[0];
  }

  /** The windows of a max pooling node over an input of a shape. */
  private record PoolingWindows(
      int planes,
      int[] sizes,
      int[] kernel,
      int[] strides,
      int[] begin,
      int[] spread,
      int[] counts) {

    interface Visitor {
      void visit(int[] members);
    }

    static PoolingWindows of(Node node, int[] shape) {
      int axes = shape.length - 2;
      int[] sizes = Arrays.copyOfRange(shape, 2, shape.length);
      int[] kernel = integers(node.integers("kernel_shape"), axes, 1);
      int[] strides = integers(node.integers("strides"), axes, 1);
      int[] spread = integers(node.integers("dilations"), axes, 1);
      int[] pads = integers(node.integers("pads"), 2 * axes, 0);
      String automatic = node.text("auto_pad", "NOTSET");
      boolean ceil = node.integer("ceil_mode", 0) != 0;
      int[] begin = new int[axes];
      int[] counts = new int[axes];
      for (int i = 0; i < axes; i++) {
        int extent = (kernel[i] - 1) * spread[i] + 1;
        if (automatic.startsWith("SAME")) {
          counts[i] = (sizes[i] + strides[i] - 1) / strides[i];
          int total = Math.max(0, (counts[i] - 1) * strides[i] + extent - sizes[i]);
          begin[i] = automatic.equals("SAME_LOWER") ? total - total / 2 : total / 2;
        } else {
          begin[i] = automatic.equals("VALID") ? 0 : pads[i];
          int end = automatic.equals("VALID") ? 0 : pads[axes + i];
          int room = sizes[i] + begin[i] + end - extent;
          counts[i] = (ceil ? (room + strides[i] - 1) / strides[i] : room / strides[i]) + 1;
        }
      }
      return new PoolingWindows(shape[0] * shape[1], sizes, kernel, strides, begin, spread, counts);
    }

    private static int[] integers(long @Nullable [] given, int count, int fallback) {
      int[] result = new int[count];
      for (int i = 0; i < count; i++) {
        result[i] = given == null ? fallback : (int) given[i];
      }
      return result;
    }

    void forEach(Visitor visitor) {
      int axes = sizes.length;
      int plane = 1;
      int windows = 1;
      int window = 1;
      for (int i = 0; i < axes; i++) {
        plane *= sizes[i];
        windows *= counts[i];
        window *= kernel[i];
      }
      int[] members = new int[window];
      for (int p = 0; p < planes; p++) {
        for (int w = 0; w < windows; w++) {
          int found = 0;
          for (int k = 0; k < window; k++) {
            int index = index(w, k);
            if (index >= 0) {
              members[found++] = p * plane + index;
            }
          }
          if (found > 0) {
            visitor.visit(found == window ? members : Arrays.copyOf(members, found));
          }
        }
      }
    }

    /** The position in the plane of member k of window w; -1 in the padding. */
    private int index(int w, int k) {
      int window = w;
      int member = k;
      int index = 0;
      int scale = 1;
      for (int i = sizes.length - 1; i >= 0; i--) {
        int position = window % counts[i] * strides[i] - begin[i] + member % kernel[i] * spread[i];
        if (position < 0 || position >= sizes[i]) {
          return -1;
        }
        index += position * scale;
        scale *= sizes[i];
        window /= counts[i];
        member /= kernel[i];
      }
      return index;
    }
  }
}
