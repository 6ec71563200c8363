package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Mapper graphs of parts of the points with one cover, whose limits are those of all points. */
final class ReplicateGraphs {

  private ReplicateGraphs() {}

  /** The points of each part. */
  static List<BitSet> draw(int points, ConfidenceOptions options) {
    int size = Math.max(1, (int) Math.rint(options.share() * points));
    RandomStream random = RandomStream.seeded(options.seed()).derive("mapper replicates");
    List<BitSet> drawn = new ArrayList<>();
    for (int replicate = 0; replicate < options.replicates(); replicate++) {
      BitSet chosen = new BitSet(points);
      for (int i : random.derive(replicate).sampleWithoutReplacement(points, size)) {
        chosen.set(i);
      }
      drawn.add(chosen);
    }
    return drawn;
  }

  /** The graph of each part, by the indices of all points. */
  static List<MapperGraph> of(
      PointRows points,
      LensValues lens,
      List<CoverElement> elements,
      Clusterer clusterer,
      MapperOptions options,
      List<BitSet> parts,
      int threads,
      Progress progress) {
    SliceReader reader = new SliceReader(points);
    List<List<MapperNode>> nodes = new ArrayList<>();
    parts.forEach(part -> nodes.add(new ArrayList<>()));
    try (Progress.Task task =
        progress.begin("graphs of parts", (long) elements.size() * parts.size())) {
      for (List<CoverElement> group : reader.groups(elements, options.sliceBytes())) {
        List<PointCloud> slices = reader.read(group, progress);
        List<List<MapperNode>> found = new ArrayList<>();
        for (int k = 0; k < group.size() * parts.size(); k++) {
          found.add(List.of());
        }
        AtomicInteger next = new AtomicInteger();
        ParallelTasks.run(
            threads,
            worker -> {
              for (int k = next.getAndIncrement(); k < found.size(); k = next.getAndIncrement()) {
                int e = k / parts.size();
                BitSet part = parts.get(k % parts.size());
                found.set(k, nodes(group.get(e), slices.get(e), part, lens, clusterer, progress));
                task.advance(1);
              }
            });
        for (int k = 0; k < found.size(); k++) {
          nodes.get(k % parts.size()).addAll(found.get(k));
        }
      }
    }
    List<MapperGraph> graphs = new ArrayList<>();
    for (List<MapperNode> ofPart : nodes) {
      graphs.add(MapperGraph.of(points.size(), ofPart, options.nerve(), progress));
    }
    return graphs;
  }

  private static List<MapperNode> nodes(
      CoverElement element,
      PointCloud slice,
      BitSet part,
      LensValues lens,
      Clusterer clusterer,
      Progress progress) {
    int[] positions = new int[element.size()];
    int[] members = new int[element.size()];
    int count = 0;
    for (int m = 0; m < element.size(); m++) {
      if (part.get(element.members()[m])) {
        positions[count] = m;
        members[count++] = element.members()[m];
      }
    }
    if (count == 0) {
      return List.of();
    }
    CoverElement left = new CoverElement(element.number(), Arrays.copyOf(members, count));
    PointCloud cloud = slice.select(Arrays.copyOf(positions, count));
    return MapperNode.of(left, clusterer.cluster(cloud, progress), lens);
  }
}
