package dev.nervure.mapper;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/** Gathers the points of several elements in one pass over all points. */
final class SliceReader {
  private final PointRows points;
  private final ElementType type;

  SliceReader(PointRows points) {
    this.points = points;
    type = points.size() == 0 ? ElementType.FLOAT32 : points.read(0, 1).array().type();
  }

  /** What the points of an element take. */
  long bytes(CoverElement element) {
    long width = type == ElementType.FLOAT32 ? Float.BYTES : Double.BYTES;
    return width * element.size() * points.dimension();
  }

  /** The elements in groups, in their order, each of which fits the limit or is a single one. */
  List<List<CoverElement>> groups(List<CoverElement> elements, long limit) {
    List<List<CoverElement>> groups = new ArrayList<>();
    long held = 0;
    for (CoverElement element : elements) {
      if (groups.isEmpty() || held + bytes(element) > limit) {
        groups.add(new ArrayList<>());
        held = 0;
      }
      groups.get(groups.size() - 1).add(element);
      held += bytes(element);
    }
    return groups;
  }

  /** The points of each element, in the order of its members. */
  List<PointCloud> read(List<CoverElement> elements, Progress progress) {
    List<Slice> slices = new ArrayList<>();
    for (CoverElement element : elements) {
      slices.add(new Slice(element));
    }
    PointBlocks.visit(
        points,
        "points of elements",
        progress,
        (first, block) -> {
          for (Slice slice : slices) {
            progress.checkCancelled();
            slice.take(first, block);
          }
        });
    List<PointCloud> clouds = new ArrayList<>();
    for (Slice slice : slices) {
      clouds.add(slice.cloud());
    }
    return clouds;
  }

  /** The points of one element as far as they have come by. */
  private final class Slice {
    private final int[] members;
    private final float[] single;
    private final double[] wide;
    private final double[] point = new double[points.dimension()];
    private int taken;

    Slice(CoverElement element) {
      members = element.members();
      int values = Math.multiplyExact(members.length, points.dimension());
      single = new float[type == ElementType.FLOAT32 ? values : 0];
      wide = new double[type == ElementType.FLOAT32 ? 0 : values];
    }

    void take(int first, PointCloud block) {
      for (; taken < members.length && members[taken] < first + block.size(); taken++) {
        block.copyPoint(members[taken] - first, point);
        int at = taken * point.length;
        for (int j = 0; j < point.length; j++) {
          if (single.length > 0) {
            single[at + j] = (float) point[j];
          } else {
            wide[at + j] = point[j];
          }
        }
      }
    }

    PointCloud cloud() {
      return PointCloud.of(
          type == ElementType.FLOAT32
              ? NdArray.of(single, members.length, point.length)
              : NdArray.of(wide, members.length, point.length));
    }
  }
}
