package dev.nervure.study.glassbox;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.glassbox.block.FeatureBlock;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.ResourceException;
import dev.nervure.study.ParallelWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the coefficients of a block for many images into one array, a row an image in their order.
 * Images are read and rows written some at a time: at most 64 MiB of values at once, or those of
 * one image a thread where these are more, and beside them what the block takes for each thread;
 * there are no more threads than the heap allows.
 */
public final class FeatureExport {
  private static final long VALUES_AT_ONCE = (64L << 20) / Double.BYTES;

  /** Of the heap, for the calls of all threads. */
  private static final double SHARE_OF_HEAP = 0.6;

  /** Calls of the block to a thread between two writes. */
  private static final int CALLS = 8;

  private final GreyImages images;
  private final FeatureBlock block;
  private final int dimension;

  /** Of some images and a block for images of their size. */
  public FeatureExport(GreyImages images, FeatureBlock block) {
    this.images = images;
    this.block = block;
    this.dimension = block.coefficients().size();
  }

  /**
   * Writes the array. The values do not depend on the number of threads.
   *
   * @param file replaced where it exists; as it was where something fails
   * @param type float32 or float64
   * @param mostThreads at least 1
   * @throws ResourceException where the heap does not hold what the block takes
   */
  public void write(Path file, ElementType type, int mostThreads, Progress progress) {
    int threads = threads(mostThreads);
    int together = together(threads);
    try (NpyWriter writer = NpyWriter.create(file, type, dimension);
        Progress.Task task = progress.begin(block.name(), images.count())) {
      try {
        for (int from = 0; from < images.count(); from += together) {
          int to = Math.min(images.count(), from + together);
          writer.append(rows(from, to, threads, progress, task));
        }
      } catch (RuntimeException | Error e) {
        writer.discard();
        throw e;
      }
    }
  }

  /**
   * What writing the array is expected to take: seconds on one thread, the heap with all threads
   * that are used, and the size of the file. Times a few calls of the block, 0.3 s or one call.
   *
   * @param type float32 or float64
   * @param mostThreads at least 1
   * @throws ResourceException where the heap does not hold what the block takes
   */
  public Cost cost(ElementType type, int mostThreads) {
    int threads = threads(mostThreads);
    long together = Math.min(images.count(), together(threads));
    long stored = type == ElementType.FLOAT32 ? Float.BYTES : Double.BYTES;
    long pixels = images.size().pixels();
    long ofImage =
        (2L * Double.BYTES + stored) * dimension
            + pixels * ((long) Float.BYTES * images.channels() + Double.BYTES);
    return new Cost(
        BlockTiming.secondsPerImage(block, images) * images.count(),
        threads * block.memory() + together * ofImage,
        stored * dimension * images.count());
  }

  /** How many threads work on it, at most so many: those whose calls fit into the heap. */
  public int threads(int most) {
    long heap = Runtime.getRuntime().maxMemory();
    long allowed = (long) (SHARE_OF_HEAP * heap) / Math.max(1, block.memory());
    if (allowed == 0) {
      throw new ResourceException(
          "block %s takes %d MiB for images of %s but the heap has %d MiB; try smaller images (--size) or a larger heap (NERVURE_OPTS=-Xmx8g)"
              .formatted(block.name(), block.memory() >> 20, block.size(), heap >> 20));
    }
    return (int) Math.min(most, allowed);
  }

  /** Images between two writes: calls for all threads, as far as memory allows. */
  private int together(int threads) {
    long ofImage = dimension + (long) images.size().pixels() * images.channels();
    long most = Math.max(threads, VALUES_AT_ONCE / ofImage);
    return (int) Math.min(most, (long) CALLS * threads * block.batch());
  }

  private NdArray rows(int from, int to, int threads, Progress progress, Progress.Task task) {
    float[] read = images.colored(from, to).floats();
    double[] rows = new double[Math.multiplyExact(to - from, dimension)];
    int batch = Math.max(1, Math.min(block.batch(), (to - from + threads - 1) / threads));
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    for (int start = 0; start < to - from; start += batch) {
      int first = start;
      int count = Math.min(batch, to - from - start);
      pieces.add(
          stoppable -> {
            stoppable.checkCancelled();
            double[][] grey = new double[count][];
            for (int i = 0; i < count; i++) {
              grey[i] = images.grey(read, first + i);
            }
            double[][] values = block.of(grey);
            for (int i = 0; i < count; i++) {
              System.arraycopy(values[i], 0, rows, (first + i) * dimension, dimension);
            }
            task.advance(count);
          });
    }
    ParallelWork.run(threads, pieces, progress);
    return NdArray.of(rows, to - from, dimension);
  }
}
