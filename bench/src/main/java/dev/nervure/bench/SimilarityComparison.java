package dev.nervure.bench;

import dev.nervure.data.array.NpyWriter;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.similarity.Representation;
import dev.nervure.similarity.SimilarityMeasure;
import dev.nervure.similarity.SimilarityMeasures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Linear CKA of all 18 x 18 pairs of layers of two networks with the widths of a ResNet-18 (stem,
 * 16 convolutions, and the last layer once more), averaged over positions, beside NumPy. Both start
 * from features in memory and use all cores; wall-clock seconds, the best of a few repetitions on
 * both sides.
 *
 * <pre>bench/run SimilarityComparison WORK [ROWS [REPEATS]]</pre>
 */
public final class SimilarityComparison {
  private static final Path PEER = Path.of("bench/peers/linear_cka_numpy.py");
  private static final String PYTHON = "/usr/bin/python3";
  private static final int[] WIDTHS = {
    64, 64, 64, 64, 64, 128, 128, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512
  };

  /** Both sum in float64, in another order. */
  private static final double SAME = 1e-9;

  private SimilarityComparison() {}

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    Path work = Path.of(arguments[0]);
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    int repeats = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    List<PointCloud> first = layers("a", rows, work);
    List<PointCloud> second = layers("b", rows, work);
    String[] peer =
        MeasuredCommand.run(
                List.of(
                    PYTHON,
                    PEER.toString(),
                    work.toString(),
                    Integer.toString(WIDTHS.length),
                    Integer.toString(repeats)))
            .out()
            .get(0)
            .split(" ");
    double best = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      long start = System.nanoTime();
      sum = sumOfAll(first, second);
      best = Math.min(best, (System.nanoTime() - start) * 1e-9);
    }
    double expected = Double.parseDouble(peer[2]);
    if (Math.abs(sum - expected) > SAME * expected) {
      throw new IllegalStateException("the sum is %s but NumPy has %s".formatted(sum, expected));
    }
    double perPair = Double.parseDouble(peer[0]);
    double cached = Double.parseDouble(peer[1]);
    System.out.println(
        "| rows | NumPy, pair by pair | NumPy, norms cached | Nervure | ratio to pair by pair | to cached |");
    System.out.println("|---|---|---|---|---|---|");
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %d | %.2f | %.2f | %.2f | %.1fx | %.1fx |",
            rows,
            perPair,
            cached,
            best,
            perPair / best,
            cached / best));
  }

  private static List<PointCloud> layers(String name, int rows, Path work) {
    List<PointCloud> layers = new ArrayList<>();
    for (int layer = 0; layer < WIDTHS.length; layer++) {
      PointCloud cloud = ActivationCloud.of(rows, WIDTHS[layer], name.charAt(0) * 100L + layer);
      NpyWriter.write(work.resolve(name + layer + ".npy"), cloud.array());
      layers.add(cloud);
    }
    return layers;
  }

  /** Prepares every layer anew, as a run would. */
  private static double sumOfAll(List<PointCloud> first, List<PointCloud> second) {
    List<Representation> rows = first.stream().map(Representation::of).toList();
    List<Representation> columns = second.stream().map(Representation::of).toList();
    SimilarityMeasure measure = SimilarityMeasures.named("linear_cka");
    double[] values = new double[rows.size() * columns.size()];
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        Runtime.getRuntime().availableProcessors(),
        worker -> {
          for (int k = next.getAndIncrement(); k < values.length; k = next.getAndIncrement()) {
            Representation x = rows.get(k / columns.size());
            Representation y = columns.get(k % columns.size());
            values[k] = measure.between(x, y, 1, Progress.none()).value();
          }
        });
    return Arrays.stream(values).sum();
  }
}
