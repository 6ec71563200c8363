package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.Coefficient;
import dev.nervure.progress.Progress;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks whose coefficients are read side by side, in their order.
 *
 * @param name how results call it: a block, {@code all}, or all without one
 * @param blocks at least one
 */
record Representation(String name, List<BlockFeatures> blocks) {
  /** Copies the list. */
  Representation {
    blocks = List.copyOf(blocks);
  }

  int dimension() {
    return blocks.stream().mapToInt(BlockFeatures::dimension).sum();
  }

  List<Stage> stages() {
    return blocks.stream().map(BlockFeatures::stage).toList();
  }

  /**
   * A coefficient with the block that it is of.
   *
   * @param block name of the block
   * @param coefficient what it is
   */
  record Named(String block, Coefficient coefficient) {}

  /** What each column is. */
  List<Named> coefficients() {
    List<Named> all = new ArrayList<>();
    for (BlockFeatures features : blocks) {
      for (Coefficient one : features.block().coefficients()) {
        all.add(new Named(features.block().name(), one));
      }
    }
    return all;
  }

  double[][] training(StageSink sink, int images, Progress progress) {
    double[][] rows = new double[images][dimension()];
    int column = 0;
    for (BlockFeatures features : blocks) {
      progress.checkCancelled();
      features.readTraining(sink, rows, column);
      column += features.dimension();
    }
    return rows;
  }

  double[][] test(StageSink sink, ImageChange change, int images, Progress progress) {
    double[][] rows = new double[images][dimension()];
    int column = 0;
    for (BlockFeatures features : blocks) {
      progress.checkCancelled();
      features.readTest(sink, change, rows, column);
      column += features.dimension();
    }
    return rows;
  }
}
