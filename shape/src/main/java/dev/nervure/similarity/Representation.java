package dev.nervure.similarity;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one layer: row i is what the layer makes of input i, so that row i of another
 * representation of the same inputs corresponds to it. Rows are read block by block from where they
 * lie.
 *
 * <p>What measures need of it ({@link Form}) is worked out when it is first asked for, and kept, so
 * that a layer which is compared with many others is prepared once. {@link #forget} drops it.
 * Memory: that of the forms in use, which each measure states. Safe for several threads.
 */
public final class Representation {
  private final PointRows rows;
  private final Map<Form<?>, Slot> forms = new ConcurrentHashMap<>();

  private Representation(PointRows rows) {
    this.rows = rows;
  }

  /** A place for a form, so that only one thread works it out while others wait. */
  private static final class Slot {
    private @Nullable Object value;

    @SuppressWarnings("unchecked")
    synchronized <T> T value(Form<T> form, Representation representation, Progress progress) {
      if (value == null) {
        value = form.of(representation, progress);
      }
      return (T) value;
    }
  }

  /**
   * The representation of these rows.
   *
   * @param rows n x d, with d at least 1; the same values whenever they are read
   */
  public static Representation of(PointRows rows) {
    if (rows.dimension() < 1) {
      throw new IllegalArgumentException("a representation needs at least one feature but has 0");
    }
    return new Representation(rows);
  }

  /** The representation of points in memory. */
  public static Representation of(PointCloud cloud) {
    return of(PointRows.of(cloud));
  }

  /** n, the number of rows. */
  public int size() {
    return rows.size();
  }

  /** d, the number of features. */
  public int dimension() {
    return rows.dimension();
  }

  /** The rows. */
  public PointRows rows() {
    return rows;
  }

  /**
   * Some of the rows as a representation of its own, which starts without forms.
   *
   * @param indices ascending
   */
  public Representation select(int[] indices) {
    return of(new SelectedRows(rows, indices));
  }

  /**
   * A random choice of rows without repetition, in their order; the same choice from every
   * representation of as many rows. This one where it has no more.
   *
   * @param together so many rows after each other are chosen together, or none of them; no more
   *     than {@code most}, and they divide the number of rows
   */
  Representation sample(int most, int together, long seed) {
    return size() <= most ? this : form(new Sample(most, together, seed), Progress.none());
  }

  private record Sample(int most, int together, long seed) implements Form<Representation> {
    @Override
    public Representation of(Representation all, Progress progress) {
      int units = all.size() / together;
      int[] chosen =
          RandomStream.seeded(seed)
              .derive("rows")
              .sampleWithoutReplacement(units, Math.min(units, most / together));
      Arrays.sort(chosen);
      int[] indices = new int[chosen.length * together];
      Arrays.setAll(indices, i -> chosen[i / together] * together + i % together);
      return all.select(indices);
    }
  }

  /** All rows in memory. 4 n d or 8 n d bytes. */
  PointCloud cloud() {
    return rows.read(0, size());
  }

  /** A form of this representation, worked out now unless it is there. */
  <T> T form(Form<T> form, Progress progress) {
    return forms.computeIfAbsent(form, same -> new Slot()).value(form, this, progress);
  }

  /** Drops what was worked out; the next measure that needs it starts anew. */
  public void forget() {
    forms.clear();
  }
}
