package dev.nervure.progress;

/** The progress of {@link Progress#none()}. */
enum Silent implements Progress, Progress.Task {
  INSTANCE;

  @Override
  public Task begin(String label, long total) {
    return this;
  }

  @Override
  public void checkCancelled() {
    // Nobody can cancel.
  }

  @Override
  public void advance(long units) {
    // Nobody listens.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
