package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The Mapper graph of a cloud: the points of each element of a cover of the lens are clustered by
 * themselves, every cluster is a node, and nodes that share points are joined (Singh, Mémoli,
 * Carlsson 2007). Points that a clusterer leaves as noise are in no node for that element.
 */
public final class Mapper {

  private Mapper() {}

  /** The graph of a cloud with edges where two nodes share a point, on one thread. */
  public static MapperResult of(
      PointCloud points, LensValues lens, Cover cover, Clusterer clusterer) {
    List<CoverElement> elements = cover.elements(lens, Progress.none());
    MapperOptions options = MapperOptions.defaults();
    return of(PointRows.of(points), lens, elements, clusterer, options, 1, Progress.none());
  }

  /**
   * The graph of points. Elements are clustered beside each other, the largest first.
   *
   * <p>Cost: that of clustering every element, and a pass over the points for each group of
   * elements that fits {@link MapperOptions#sliceBytes}. Memory: a group, or the largest element
   * where that is larger; for each thread what the clusterer takes for one element ({@link
   * Clusterer#memory}); 4 bytes a point and node that holds it, twice; never n^2.
   *
   * @param points read block by block
   * @param lens the values of the same points
   * @param elements what a {@linkplain Cover#elements cover} makes of the lens
   * @param threads on which no bit depends
   * @throws IllegalArgumentException when there are no points, or the lens has other points
   */
  public static MapperResult of(
      PointRows points,
      LensValues lens,
      List<CoverElement> elements,
      Clusterer clusterer,
      MapperOptions options,
      int threads,
      Progress progress) {
    if (points.size() == 0 || lens.points() != points.size()) {
      throw new IllegalArgumentException(
          "a Mapper needs points and a lens of the same points but got %d points and a lens of %d"
              .formatted(points.size(), lens.points()));
    }
    SliceReader reader = new SliceReader(points);
    List<MapperNode> nodes = new ArrayList<>();
    List<ElementSummary> summaries = new ArrayList<>();
    long work = elements.stream().mapToLong(CoverElement::size).sum();
    try (Progress.Task task = progress.begin("clusters of elements", work)) {
      for (List<CoverElement> group : reader.groups(elements, options.sliceBytes())) {
        List<PointCloud> slices = reader.read(group, progress);
        Clustering[] found = cluster(group, slices, clusterer, threads, progress, task);
        for (int e = 0; e < found.length; e++) {
          CoverElement element = group.get(e);
          nodes.addAll(MapperNode.of(element, found[e], lens));
          summaries.add(
              new ElementSummary(
                  element.number(),
                  element.size(),
                  found[e].clusters(),
                  found[e].noise(),
                  found[e].contested()));
        }
      }
    }
    return new MapperResult(
        MapperGraph.of(points.size(), nodes, options.nerve(), progress), summaries);
  }

  private static Clustering[] cluster(
      List<CoverElement> group,
      List<PointCloud> slices,
      Clusterer clusterer,
      int threads,
      Progress progress,
      Progress.Task task) {
    int[] largestFirst =
        IntStream.range(0, group.size())
            .boxed()
            .sorted((a, b) -> Integer.compare(group.get(b).size(), group.get(a).size()))
            .mapToInt(Integer::intValue)
            .toArray();
    Clustering[] found = new Clustering[group.size()];
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        Math.min(threads, group.size()),
        worker -> {
          for (int k = next.getAndIncrement(); k < found.length; k = next.getAndIncrement()) {
            int e = largestFirst[k];
            found[e] = clusterer.cluster(slices.get(e), progress);
            task.advance(group.get(e).size());
          }
        });
    return found;
  }
}
