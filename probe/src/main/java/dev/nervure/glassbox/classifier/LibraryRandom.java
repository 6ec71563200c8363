package dev.nervure.glassbox.classifier;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Random;

/**
 * Our seeded numbers as a library takes them; since it asks for one at every step, this is where it
 * is stopped.
 */
final class LibraryRandom extends Random {
  private static final long serialVersionUID = 1;

  private final transient RandomStream stream;
  private final transient Progress progress;

  LibraryRandom(long seed, Progress progress) {
    super(0);
    this.stream = RandomStream.seeded(seed).derive("classifier");
    this.progress = progress;
  }

  @Override
  protected int next(int bits) {
    progress.checkCancelled();
    return (int) (stream.nextLong() >>> (64 - bits));
  }
}
