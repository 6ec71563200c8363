package dev.nervure.bench;

import dev.nervure.homology.CollapseMode;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsResult;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long do the diagrams of an activation cloud take, with and without edge collapse? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RipsBenchmark {
  /** Points, in 512 dimensions. */
  @Param({"500", "1000"})
  public int points;

  /** Highest homology dimension. */
  @Param({"1", "2"})
  public int dimension;

  /** Edge collapse. */
  @Param({"OFF", "ON"})
  public CollapseMode collapse;

  private DistanceMatrix distances;

  /** Draws the cloud. */
  @Setup
  public void draw() {
    distances =
        DistanceMatrix.of(ActivationCloud.of(points, 512, 1), Metric.EUCLIDEAN, 1, Progress.none());
  }

  /** From distances to diagrams, one thread. */
  @Benchmark
  public RipsResult diagrams() {
    return RipsPersistence.compute(
        PointsOrDistances.of(distances),
        RipsOptions.defaults().withMaxDimension(dimension).withCollapse(collapse),
        1,
        Progress.none());
  }
}
