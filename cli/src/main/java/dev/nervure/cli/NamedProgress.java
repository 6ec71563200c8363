package dev.nervure.cli;

import dev.nervure.progress.Progress;

/** Shows work under the name of what it is for: {@code twonn_dimension, standard error: 7.5 s}. */
record NamedProgress(String name, Progress shown) implements Progress {
  @Override
  public Task begin(String label, long total) {
    return shown.begin(name + ", " + label, total);
  }

  @Override
  public void checkCancelled() {
    shown.checkCancelled();
  }
}
