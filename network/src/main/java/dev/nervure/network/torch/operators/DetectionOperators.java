package dev.nervure.network.torch.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Choosing among boxes, as detectors do behind the network proper. */
final class DetectionOperators {

  private DetectionOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("detection")
        .constant("NonMaxSuppression", DetectionOperators::nonMaximumSuppression);
  }

  /**
   * Boxes by falling score (of equal ones the first), without those that overlap one taken before
   * by more than a share of both: rows of sample, class and box.
   */
  private static Kernel.Single nonMaximumSuppression(NodeContext context) {
    boolean centres = context.flag("center_point_box");
    return in -> {
      long most = in.has(2) ? in.longs(2)[0] : 0;
      double overlap = in.has(3) ? in.get(3).item_double() : 0;
      double least = in.has(4) ? in.get(4).item_double() : Double.NEGATIVE_INFINITY;
      double[] boxes = TensorTransfer.toArray(in.get(0)).doubles();
      double[] scores = TensorTransfer.toArray(in.get(1)).doubles();
      int samples = Math.toIntExact(in.shape(1)[0]);
      int classes = Math.toIntExact(in.shape(1)[1]);
      int count = Math.toIntExact(in.shape(1)[2]);
      List<long[]> chosen = new ArrayList<>();
      for (int sample = 0; sample < samples; sample++) {
        double[][] corners = new double[count][];
        for (int box = 0; box < count; box++) {
          corners[box] = corners(boxes, (sample * count + box) * 4, centres);
        }
        for (int label = 0; label < classes; label++) {
          int first = (sample * classes + label) * count;
          for (int box : chosen(corners, scores, first, most, overlap, least)) {
            chosen.add(new long[] {sample, label, box});
          }
        }
      }
      long[] flat = chosen.stream().flatMapToLong(Arrays::stream).toArray();
      return Tensor.create(flat, chosen.size(), 3);
    };
  }

  private static List<Integer> chosen(
      double[][] corners, double[] scores, int first, long most, double overlap, double least) {
    Integer[] order = new Integer[corners.length];
    Arrays.setAll(order, i -> i);
    // Stable: equal scores stay in the order of their boxes.
    Arrays.sort(order, (a, b) -> Double.compare(scores[first + b], scores[first + a]));
    List<Integer> kept = new ArrayList<>();
    for (int box : order) {
      if (kept.size() >= most) {
        break;
      }
      boolean free = scores[first + box] > least;
      for (int other : kept) {
        free &= sharedArea(corners[box], corners[other]) <= overlap;
      }
      if (free) {
        kept.add(box);
      }
    }
    return kept;
  }

  /** Lowest and highest of both coordinates. */
  private static double[] corners(double[] boxes, int at, boolean centres) {
    double a = boxes[at];
    double b = boxes[at + 1];
    double c = boxes[at + 2];
    double d = boxes[at + 3];
    return centres
        ? new double[] {a - c / 2, a + c / 2, b - d / 2, b + d / 2}
        : new double[] {Math.min(b, d), Math.max(b, d), Math.min(a, c), Math.max(a, c)};
  }

  /** Intersection over union; 0 for boxes without an area. */
  private static double sharedArea(double[] p, double[] q) {
    double width = Math.min(p[1], q[1]) - Math.max(p[0], q[0]);
    double height = Math.min(p[3], q[3]) - Math.max(p[2], q[2]);
    double first = (p[1] - p[0]) * (p[3] - p[2]);
    double second = (q[1] - q[0]) * (q[3] - q[2]);
    if (width <= 0 || height <= 0 || first <= 0 || second <= 0) {
      return 0;
    }
    return width * height / (first + second - width * height);
  }
}
