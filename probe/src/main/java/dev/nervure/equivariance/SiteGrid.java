package dev.nervure.equivariance;

import dev.nervure.image.AffineMap;
import dev.nervure.image.Boundary;
import dev.nervure.image.PixelGrid;
import dev.nervure.image.Resampling;
import dev.nervure.network.Layer;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the sites of a feature map lie on the image: site i of an axis is seen around pixel offset
 * + stride i. Read off kernels, strides, dilations and paddings on the way from the input; where an
 * operator on the way has no such geometry, sites are spread evenly over the image.
 *
 * @param channels of the layer
 * @param height rows of sites; 1 for a layer without positions
 * @param width columns of sites
 * @param rowStride pixels from one row of sites to the next
 * @param columnStride pixels from one column to the next
 * @param rowPhase by how many pixels the middle of the sites lies below that of the image
 * @param columnPhase by how many it lies to the right
 * @param isKnown whether it was read off the network; otherwise sites were spread evenly
 */
public record SiteGrid(
    int channels,
    int height,
    int width,
    double rowStride,
    double columnStride,
    double rowPhase,
    double columnPhase,
    boolean isKnown) {
  private static final Set<String> WINDOWS =
      Set.of("Conv", "MaxPool", "AveragePool", "LpPool", "ConvInteger", "QLinearConv");

  /** Operators after which every site is where it was. */
  private static final Set<String> MOVING =
      Set.of(
          "Reshape",
          "Flatten",
          "Transpose",
          "Slice",
          "Pad",
          "Resize",
          "Upsample",
          "ConvTranspose",
          "DepthToSpace",
          "SpaceToDepth",
          "Gather",
          "MatMul",
          "Gemm",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "ReduceMean",
          "ReduceMax",
          "ReduceSum",
          "Tile",
          "Expand");

  /** Along one axis: pixel of site 0, and pixels between sites. */
  private record Axis(double offset, double stride) {
    static final Axis PIXELS = new Axis(0, 1);
  }

  private record Axes(Axis rows, Axis columns, int height, int width) {}

  /**
   * The sites of a layer.
   *
   * @param layer C x H x W, or one row of values, which count as channels of one site
   * @param image shape of an input
   * @throws IllegalArgumentException where the layer has neither positions nor one row; says what
   *     works
   */
  public static SiteGrid of(Graph graph, List<Layer> layers, Layer layer, int[] image) {
    int[] shape = layer.shape();
    PixelGrid pixels = PixelGrid.of(image);
    boolean isVector = shape.length <= 1 || layer.size() == shape[0];
    if (isVector) {
      return new SiteGrid(
          Math.toIntExact(layer.size()), 1, 1, pixels.height(), pixels.width(), 0, 0, true);
    }
    if (!layer.isFeatureMap()) {
      throw new IllegalArgumentException(
          "layer %s has shape %s: symmetries are measured in feature maps of channels x height x width, such as those of convolutions (--layers type:Conv), and in layers of one row of values"
              .formatted(layer.name(), Arrays.toString(shape)));
    }
    Axes axes = new Walk(graph, layers, pixels).axes(layer.name());
    boolean known = axes != null && axes.height == shape[1] && axes.width == shape[2];
    if (!known || axes == null) {
      return new SiteGrid(
          shape[0],
          shape[1],
          shape[2],
          (double) pixels.height() / shape[1],
          (double) pixels.width() / shape[2],
          0,
          0,
          false);
    }
    return new SiteGrid(
        shape[0],
        shape[1],
        shape[2],
        axes.rows.stride,
        axes.columns.stride,
        phase(axes.rows, shape[1], pixels.height()),
        phase(axes.columns, shape[2], pixels.width()),
        true);
  }

  private static double phase(Axis axis, int sites, int pixels) {
    return axis.offset + axis.stride * (sites - 1) / 2 - (pixels - 1) / 2.0;
  }

  /** Number of sites. */
  public int sites() {
    return height * width;
  }

  /** Whether there are several sites. */
  public boolean isSpatial() {
    return sites() > 1;
  }

  /** Values of one sample. */
  public int size() {
    return channels * sites();
  }

  /** How the sites move under a transformation of the image, each about the middle of all. */
  Resampling moved(AffineMap map) {
    AffineMap own = isSpatial() ? map.onGrid(rowStride, columnStride) : AffineMap.IDENTITY;
    return Resampling.of(height, width, own, Boundary.ZERO);
  }

  /**
   * Where the sites of another layer lie on this grid, both seen on the same image; beyond the edge
   * is the outermost site.
   */
  Resampling onto(SiteGrid other) {
    double[] rows = new double[other.height];
    for (int row = 0; row < rows.length; row++) {
      double pixel = other.rowPhase + other.rowStride * (row - (other.height - 1) / 2.0);
      rows[row] = (pixel - rowPhase) / rowStride + (height - 1) / 2.0;
    }
    double[] columns = new double[other.width];
    for (int column = 0; column < columns.length; column++) {
      double pixel = other.columnPhase + other.columnStride * (column - (other.width - 1) / 2.0);
      columns[column] = (pixel - columnPhase) / columnStride + (width - 1) / 2.0;
    }
    return Resampling.onto(height, width, rows, columns);
  }

  /**
   * Whether it has as many channels and sites as another, so that features may stay as they are.
   */
  boolean isAsLargeAs(SiteGrid other) {
    return channels == other.channels && height == other.height && width == other.width;
  }

  /** Whether the middle of the sites is that of the image, so that turns carry sites onto sites. */
  public boolean isCentered() {
    return rowPhase == 0 && columnPhase == 0;
  }

  /** The way back through the graph. */
  private static final class Walk {
    private final Map<String, int[]> shapes = new HashMap<>();
    private final Map<String, @Nullable Axes> found = new HashMap<>();
    private final Graph graph;

    Walk(Graph graph, List<Layer> layers, PixelGrid pixels) {
      this.graph = graph;
      layers.forEach(layer -> shapes.put(layer.name(), layer.shape()));
      found.put(
          graph.inputs().get(0).name(),
          pixels.last()
              ? null
              : new Axes(Axis.PIXELS, Axis.PIXELS, pixels.height(), pixels.width()));
    }

    /** In the order of the graph, so that what a node reads is known. */
    @Nullable Axes axes(String edge) {
      for (Node node : graph.nodes()) {
        for (String output : node.outputs()) {
          found.put(output, after(node, output));
        }
        if (node.outputs().contains(edge)) {
          break;
        }
      }
      return found.get(edge);
    }

    private @Nullable Axes after(Node node, String output) {
      int[] shape = shapes.get(output);
      if (shape == null || shape.length != 3 || MOVING.contains(node.operator())) {
        return null;
      }
      if (WINDOWS.contains(node.operator())) {
        Axes before = found.get(node.inputs().get(0));
        return before == null ? null : windowed(node, before, shape);
      }
      // Whatever else keeps the number of sites works on each site by itself.
      Axes common = null;
      for (String input : node.inputs()) {
        Axes one = found.get(input);
        if (one == null) {
          int[] other = shapes.get(input);
          if (other != null && other.length == 3 && other[1] * other[2] > 1) {
            return null;
          }
          continue;
        }
        if (one.height == 1 && one.width == 1 && shape[1] * shape[2] > 1) {
          continue;
        }
        if (common != null && !common.equals(one)) {
          return null;
        }
        common = one;
      }
      return common != null && common.height == shape[1] && common.width == shape[2]
          ? common
          : null;
    }

    private @Nullable Axes windowed(Node node, Axes before, int[] shape) {
      long[] kernel = node.integers("kernel_shape");
      if (kernel == null && node.inputs().size() > 1) {
        var weights = graph.initializers().get(node.inputs().get(1));
        if (weights != null && weights.rank() == 4) {
          kernel = new long[] {weights.shape()[2], weights.shape()[3]};
        }
      }
      if (kernel == null || kernel.length != 2) {
        return null;
      }
      return new Axes(
          axis(node, before.rows, kernel, 0, before.height, shape[1]),
          axis(node, before.columns, kernel, 1, before.width, shape[2]),
          shape[1],
          shape[2]);
    }

    private static Axis axis(
        Node node, Axis before, long[] kernel, int axis, int size, int outputs) {
      long[] strides = node.integers("strides");
      long[] dilations = node.integers("dilations");
      long[] pads = node.integers("pads");
      long step = strides == null ? 1 : strides[axis];
      long spread = dilations == null ? 1 : dilations[axis];
      double reach = (kernel[axis] - 1) * spread;
      double begin = pads == null ? 0 : pads[axis];
      String automatic = node.text("auto_pad", "NOTSET");
      if (automatic.startsWith("SAME")) {
        long total = Math.max(0, (outputs - 1) * step + (long) reach + 1 - size);
        begin = automatic.equals("SAME_LOWER") ? total - total / 2 : total / 2;
      }
      return new Axis(before.offset + before.stride * (reach / 2 - begin), before.stride * step);
    }
  }
}
