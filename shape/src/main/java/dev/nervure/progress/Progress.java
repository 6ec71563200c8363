package dev.nervure.progress;

/**
 * Told by long work how far it is, and asked by it whether it should end. Implementations are safe
 * for use by several threads.
 */
public interface Progress {

  /** Listens to nothing and never cancels. */
  static Progress none() {
    return Silent.INSTANCE;
  }

  /**
   * Begins a piece of work; pieces may be nested.
   *
   * @param label what is done, in a few words
   * @param total how many units it has; 0 where that is unknown
   */
  Task begin(String label, long total);

  /**
   * Called by long work at least every 50 ms.
   *
   * @throws CancelledException when the work should end
   */
  void checkCancelled();

  /** A piece of work under way. */
  interface Task extends AutoCloseable {

    /** So many more units are done. */
    void advance(long units);

    /** The piece has ended, finished or not. */
    @Override
    void close();
  }
}
