package dev.nervure.data.table;

import java.util.ArrayList;
import java.util.List;

/** Numbers one after the other, held in blocks: 4 bytes a number, none of them moved. */
final class FloatList {

  private static final int BLOCK_BITS = 16;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final List<float[]> blocks = new ArrayList<>();
  private int size;

  /** Appends a number; at most 2^31 - 9 fit. */
  void add(float value) {
    int inBlock = size & (BLOCK - 1);
    if (inBlock == 0) {
      blocks.add(new float[BLOCK]);
    }
    blocks.get(blocks.size() - 1)[inBlock] = value;
    size = Math.addExact(size, 1);
  }

  float get(int index) {
    return blocks.get(index >>> BLOCK_BITS)[index & (BLOCK - 1)];
  }

  int size() {
    return size;
  }

  /** All numbers in one new array. */
  float[] toArray() {
    float[] all = new float[size];
    for (int b = 0; b < blocks.size(); b++) {
      int from = b << BLOCK_BITS;
      System.arraycopy(blocks.get(b), 0, all, from, Math.min(BLOCK, size - from));
    }
    return all;
  }
}
