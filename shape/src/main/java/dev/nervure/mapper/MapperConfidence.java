package dev.nervure.mapper;

import dev.nervure.mapper.GraphFeature.Kind;
import dev.nervure.points.PointRows;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often the features of a Mapper graph return when it is made from a random part of the points,
 * drawn without replacement, with the same cover and clusterer. (A bootstrap would repeat points,
 * and a point that is there twice makes others core points.) After Carrière, Michel, Oudot,
 * "Statistical analysis and parameter selection for Mapper" (JMLR 19, 2018), who compare the
 * diagrams of such graphs.
 *
 * <p>A component returns where a component of the other graph shares more than half of the points
 * that either of them has, among those drawn. A branch or loop returns where the other graph has
 * one of its kind that is nearer to it, by both ends along the lens, than to having no length at
 * all: at a distance below half its length, each counted for one feature alone, the nearest pairs
 * first.
 *
 * <p>What returns is there in most samples of these points with these settings; that it would be
 * there with other settings, or is no artefact of the cover, does not follow.
 *
 * @param features of the graph of all points, as {@link GraphPersistence} orders them
 * @param returned in how many of the replicates each is there again
 * @param options how many there were, and of how many points
 */
public record MapperConfidence(
    List<GraphFeature> features, int[] returned, ConfidenceOptions options) {

  /**
   * Makes the graphs anew. Costs as much as so many graphs but for the reading of points, which are
   * read as often as for one; memory beside that: 4 bytes a replicate, point and node that holds
   * it.
   *
   * @param elements of the cover
   * @param graph of these points, this lens, cover and clusterer
   * @param column of the lens, along which features have their length
   * @param threads on which no bit depends
   * @throws IllegalArgumentException for a graph that {@linkplain GraphPersistence#isTooLarge is
   *     too large}
   */
  public static MapperConfidence of(
      PointRows points,
      LensValues lens,
      List<CoverElement> elements,
      Clusterer clusterer,
      MapperOptions mapper,
      MapperGraph graph,
      int column,
      ConfidenceOptions options,
      int threads,
      Progress progress) {
    List<GraphFeature> features = GraphPersistence.of(graph, column, progress);
    List<BitSet> drawn = ReplicateGraphs.draw(points.size(), options);
    List<MapperGraph> graphs =
        ReplicateGraphs.of(points, lens, elements, clusterer, mapper, drawn, threads, progress);
    int[][] returned = new int[graphs.size()][];
    AtomicInteger next = new AtomicInteger();
    long edges = graphs.stream().mapToLong(one -> one.edges().size()).sum();
    try (Progress.Task task = progress.begin("features of graphs of parts", edges)) {
      ParallelTasks.run(
          threads,
          worker -> {
            for (int g = next.getAndIncrement(); g < returned.length; g = next.getAndIncrement()) {
              progress.checkCancelled();
              MapperGraph other = graphs.get(g);
              List<GraphFeature> others =
                  GraphPersistence.ofAnySize(other, column, task::advance, progress);
              ComponentOverlap overlap = new ComponentOverlap(graph, other, drawn.get(g));
              returned[g] = returned(features, overlap, others);
            }
          });
    }
    int[] counts = new int[features.size()];
    for (int[] one : returned) {
      for (int f = 0; f < counts.length; f++) {
        counts[f] += one[f];
      }
    }
    return new MapperConfidence(features, counts, options);
  }

  /** 1 for each feature that is there again, else 0. */
  private static int[] returned(
      List<GraphFeature> features, ComponentOverlap overlap, List<GraphFeature> others) {
    int[] returned = new int[features.size()];
    for (int f = 0; f < returned.length; f++) {
      GraphFeature feature = features.get(f);
      if (feature.kind() == Kind.COMPONENT) {
        returned[f] = overlap.returns(feature.node()) ? 1 : 0;
      }
    }
    matchByEnds(features, others, returned);
    return returned;
  }

  /** A feature and one of another graph that could be it. */
  private record Candidate(int feature, int other, double distance) {}

  private static void matchByEnds(
      List<GraphFeature> features, List<GraphFeature> others, int[] returned) {
    List<Candidate> candidates = new ArrayList<>();
    for (int f = 0; f < features.size(); f++) {
      GraphFeature feature = features.get(f);
      for (int o = 0; o < others.size(); o++) {
        if (feature.kind() != Kind.COMPONENT && feature.kind() == others.get(o).kind()) {
          double distance = feature.distance(others.get(o));
          if (distance < feature.length() / 2) {
            candidates.add(new Candidate(f, o, distance));
          }
        }
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::distance)
            .thenComparingInt(Candidate::feature)
            .thenComparingInt(Candidate::other));
    BitSet taken = new BitSet(others.size());
    for (Candidate candidate : candidates) {
      if (returned[candidate.feature()] == 0 && !taken.get(candidate.other())) {
        returned[candidate.feature()] = 1;
        taken.set(candidate.other());
      }
    }
  }
}
