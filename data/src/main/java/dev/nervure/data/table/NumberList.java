package dev.nervure.data.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers one after the other, held in blocks, none of them moved: as float32 in 4 bytes a number,
 * or as float64 in 8.
 */
final class NumberList {

  private static final int BLOCK_BITS = 16;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final boolean precise;
  private final List<float[]> floats = new ArrayList<>();
  private final List<double[]> doubles = new ArrayList<>();
  private int size;

  /**
   * An empty list.
   *
   * @param precise whether float64 is held
   */
  NumberList(boolean precise) {
    this.precise = precise;
  }

  /**
   * Appends a number; at most 2^31 - 9 fit.
   *
   * @param rounded as float32
   * @param written as float64
   */
  void add(float rounded, double written) {
    int inBlock = size & (BLOCK - 1);
    if (precise) {
      if (inBlock == 0) {
        doubles.add(new double[BLOCK]);
      }
      doubles.get(doubles.size() - 1)[inBlock] = written;
    } else {
      if (inBlock == 0) {
        floats.add(new float[BLOCK]);
      }
      floats.get(floats.size() - 1)[inBlock] = rounded;
    }
    size = Math.addExact(size, 1);
  }

  /** A number; what is held as float64 is rounded. */
  float get(int index) {
    return precise ? (float) getPrecise(index) : floats.get(index >>> BLOCK_BITS)[at(index)];
  }

  /** A number as far as it is held. */
  double getPrecise(int index) {
    return precise ? doubles.get(index >>> BLOCK_BITS)[at(index)] : get(index);
  }

  private static int at(int index) {
    return index & (BLOCK - 1);
  }

  int size() {
    return size;
  }
}
