package dev.nervure.study.compare;

import dev.nervure.stats.BlockJackknife;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/**
 * Points without one block of the samples at a time, for errors by {@link BlockJackknife}: the
 * points of one sample stay together, and layers with points of the same samples have the same
 * blocks.
 */
final class SampleBlocks {
  private SampleBlocks() {}

  /**
   * The positions that are left without each block.
   *
   * @param samples the sample of each point, those of one sample in a row
   * @param blocks number of blocks; 0 for none
   * @return ascending, one a block; none where there are fewer than two samples for each block
   */
  static int[][] without(int[] samples, int blocks, long seed) {
    int[] units = new int[samples.length];
    int count = 0;
    for (int i = 0; i < samples.length; i++) {
      count += i == 0 || samples[i] != samples[i - 1] ? 1 : 0;
      units[i] = count - 1;
    }
    if (blocks == 0 || count < 2 * blocks) {
      return new int[0][];
    }
    int[][] kept =
        BlockJackknife.without(count, 1, blocks, RandomStream.seeded(seed).derive("blocks"));
    int[][] positions = new int[blocks][];
    for (int block = 0; block < blocks; block++) {
      boolean[] isKept = new boolean[count];
      Arrays.stream(kept[block]).forEach(unit -> isKept[unit] = true);
      int[] left = new int[samples.length];
      int size = 0;
      for (int i = 0; i < samples.length; i++) {
        if (isKept[units[i]]) {
          left[size++] = i;
        }
      }
      positions[block] = Arrays.copyOf(left, size);
    }
    return positions;
  }
}
