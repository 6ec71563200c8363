package dev.nervure.study.mapper;

import dev.nervure.mapper.Clusterer;
import dev.nervure.mapper.Cover;
import dev.nervure.mapper.Dbscan;
import dev.nervure.mapper.IntervalConvention;
import dev.nervure.mapper.IntervalCover;
import dev.nervure.mapper.LensValues;
import dev.nervure.mapper.NormLens;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.study.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the Mapper graph of a layer is made. Start from {@link #defaults()}, the settings of Purvine
 * et al. (AAAI 2023).
 *
 * @param intervals pieces of the range of a lens, at least 1
 * @param overlap share of a piece that it has in common with the next, in [0, 1)
 * @param eps radius of DBSCAN; null for that of each layer by the elbow rule
 * @param minSamples points within eps that make a cluster, at least 1
 */
public record MapperSettings(int intervals, double overlap, @Nullable Double eps, int minSamples) {
  /** Those of the paper. */
  public static MapperSettings defaults() {
    return new MapperSettings(40, 0.25, null, 5);
  }

  LensValues lens(PointRows points, int threads, Progress progress) {
    return new NormLens().of(points, threads, progress);
  }

  Cover cover() {
    return new IntervalCover(intervals, overlap, IntervalConvention.FIXED_CENTRES);
  }

  Clusterer clusterer(PointRows points, int threads, Progress progress) {
    return new Dbscan(eps == null ? 1 : eps, minSamples);
  }

  double copies() {
    return 1 / (1 - overlap);
  }

  double elements() {
    return intervals;
  }

  Key addTo(Key key) {
    parameters().forEach(key::with);
    return key;
  }

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("lens", "l2norm");
    parameters.put("intervals", intervals);
    return parameters;
  }
}
