package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.glassbox.block.BlockSettings;
import dev.nervure.glassbox.block.Blocks;
import dev.nervure.glassbox.block.FeatureBlock;
import dev.nervure.glassbox.block.ImageSize;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.ParallelWork;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Scattering of 1,000 images of 32 x 32 (J = 3, L = 8, order 2) beside the same written with the
 * FFTs of PyTorch, all cores on both sides; the values of both are compared. The filters, which are
 * made once, and the first calls are left out.
 *
 * <pre>bench/run ScatteringComparison WORK PYTHON [IMAGES [THREADS [BATCH OF PYTORCH]]]</pre>
 */
public final class ScatteringComparison {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path PEER = Path.of("bench/peers/scattering_torch.py");
  private static final ImageSize SIZE = new ImageSize(32, 32);
  private static final int REPETITIONS = 5;

  private ScatteringComparison() {}

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    Path work = Path.of(arguments[0]);
    String python = arguments[1];
    int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
    int threads =
        arguments.length > 3
            ? Integer.parseInt(arguments[3])
            : Runtime.getRuntime().availableProcessors();
    String batch = arguments.length > 4 ? arguments[4] : "32";
    float[] pixels = new float[count * SIZE.pixels()];
    RandomStream stream = RandomStream.seeded(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) stream.nextDouble();
    }
    Path file = work.resolve("scattering-images.npy");
    NpyWriter.write(file, NdArray.of(pixels, count, 1, SIZE.height(), SIZE.width()));
    Path answer = work.resolve("scattering-torch.npy");
    MeasuredCommand peer =
        MeasuredCommand.run(
            List.of(
                python,
                PEER.toString(),
                file.toString(),
                Integer.toString(threads),
                batch,
                Integer.toString(REPETITIONS),
                answer.toString()));

    FeatureBlock block = Blocks.named("scattering", SIZE, BlockSettings.defaults());
    double[][] images = new double[count][SIZE.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      images[i / SIZE.pixels()][i % SIZE.pixels()] = pixels[i];
    }
    double[][] values = new double[count][];
    List<double[]> own = new ArrayList<>();
    for (int repetition = 0; repetition <= REPETITIONS; repetition++) {
      long wall = System.nanoTime();
      long cpu = SYSTEM.getProcessCpuTime();
      scatter(block, images, values, threads);
      own.add(
          new double[] {
            (System.nanoTime() - wall) * 1e-9, (SYSTEM.getProcessCpuTime() - cpu) * 1e-9
          });
    }
    List<double[]> torch = new ArrayList<>();
    for (String line : peer.out()) {
      torch.add(Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray());
    }
    System.out.println(
        "| images | threads | PyTorch, s (CPU s) | Nervure, s (CPU s) | times faster (CPU) | largest difference |");
    System.out.println("|---|---|---|---|---|---|");
    double[] theirs = median(torch);
    double[] ours = median(own.subList(1, own.size()));
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %d | %d | %.2f (%.2f) | %.2f (%.2f) | %.2f (%.2f) | %.1e |",
            count,
            threads,
            theirs[0],
            theirs[1],
            ours[0],
            ours[1],
            theirs[0] / ours[0],
            theirs[1] / ours[1],
            difference(values, NpyReader.open(answer).read(0, count).floats())));
  }

  private static void scatter(
      FeatureBlock block, double[][] images, double[][] values, int threads) {
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    for (int first = 0; first < images.length; first += block.batch()) {
      int from = first;
      int to = Math.min(images.length, first + block.batch());
      pieces.add(
          stoppable -> {
            double[][] some = block.of(Arrays.copyOfRange(images, from, to));
            System.arraycopy(some, 0, values, from, some.length);
          });
    }
    ParallelWork.run(threads, pieces, Progress.none());
  }

  /** Of both columns apart. */
  private static double[] median(List<double[]> times) {
    double[] median = new double[2];
    for (int column = 0; column < 2; column++) {
      int of = column;
      median[column] =
          times.stream().mapToDouble(row -> row[of]).sorted().toArray()[times.size() / 2];
    }
    return median;
  }

  private static double difference(double[][] values, float[] others) {
    double largest = 0;
    int at = 0;
    for (double[] row : values) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value - others[at++]));
      }
    }
    return largest;
  }
}
