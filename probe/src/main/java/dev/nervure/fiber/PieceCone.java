package dev.nervure.fiber;

import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The velocities that stay in a linear piece from a point beside some of its kinks: those that
 * leave the output alone, leave the box in no coordinate and lead back over none of the kinks.
 *
 * <p>The nearest one to a wanted velocity w solves min |v - w| subject to J v = 0, n_i v &gt;= 0
 * for the normals n_i of the kinks and the signs that the box allows. Kinks are held, n_i v = 0, or
 * let go by the signs of their multipliers, as an active-set method does (Nocedal and Wright,
 * Numerical Optimization, section 16.5); each set of held ones is a program of {@link
 * NearestInBox}. Where one is held at the answer the walk slides along it: the steepest way of a
 * class that falls towards the kink from both sides.
 *
 * <p>Cost: a program for every kink held or let go, O(n k (r + k)) to set up with k held kinks and
 * a Jacobian of rank r. Keeps track of one walk; not thread safe.
 */
final class PieceCone {

  /** Components of a unit velocity along a unit normal down to minus this count as none. */
  private static final double PARALLEL = 1e-12;

  /** A normal of which less than this is left beside the rows held already adds nothing. */
  private static final double DEPENDENT = 1e-9;

  /** So many changes for each kink, after which kinks are only held: the end of any cycle. */
  private static final int CHANGES = 3;

  /** A kink with the unit normal into the piece, and n x where the walk came over it. */
  record Kink(double[] normal, double offset) {}

  /** A velocity, the program that gave it and the kinks that are rows of that. */
  record Way(double[] velocity, NearestInBox program, List<Kink> held) {}

  private final List<Kink> kinks = new ArrayList<>();

  /** The kinks held at the last answer, from which the next one is looked for. */
  private List<Kink> heldLast = List.of();

  /** Adds a kink that the walk has just come over. */
  void add(double[] normal, double[] point) {
    kinks.add(new Kink(normal, Vectors.dot(normal, point)));
  }

  /** Forgets the kinks that a point lies behind by more than a distance. */
  void leave(double[] point, double distance) {
    kinks.removeIf(kink -> Vectors.dot(kink.normal, point) - kink.offset > distance);
    heldLast = heldLast.stream().filter(kinks::contains).toList();
  }

  /** Forgets all kinks; one over which the walk turns back is met again. */
  void clear() {
    kinks.clear();
    heldLast = List.of();
  }

  boolean isEmpty() {
    return kinks.isEmpty();
  }

  /**
   * The velocity nearest to the wanted one.
   *
   * @param space of the Jacobian of the piece
   * @param box what the box allows
   */
  Way nearest(RowSpace space, TangentCone box, double[] wanted) {
    Rows rows = new Rows(space.directions(), heldLast);
    Way way = held(space, rows, rows.program(), wanted, program -> box.nearest(program, wanted));
    heldLast = Objects.requireNonNull(way, "rest is such a velocity").held();
    return way;
  }

  /**
   * The way from a point to the nearest one of the box, to point + t wanted, among those to which
   * the piece leads.
   *
   * @param velocity the velocity at the point, to go on from its held kinks and active bounds
   * @return null where rounding leaves no such point
   */
  @Nullable Way within(
      RowSpace space,
      Way velocity,
      double[] point,
      double t,
      double[] wanted,
      double[] low,
      double[] high) {
    double[] aim = point.clone();
    Vectors.addScaled(aim, t, wanted);
    Rows rows = new Rows(space.directions(), velocity.held());
    return held(
        space,
        rows,
        velocity.program().scaled(t),
        Vectors.scaled(t, wanted),
        program -> {
          double[] there = program.solve(point, aim, null, low, high);
          return there == null ? null : Vectors.minus(there, point);
        });
  }

  /** Holds kinks and lets them go until the answer of the program leads back over none. */
  private @Nullable Way held(
      RowSpace space,
      Rows firstRows,
      NearestInBox firstProgram,
      double[] wanted,
      Function<NearestInBox, double @Nullable []> answer) {
    Rows rows = firstRows;
    NearestInBox program = firstProgram;
    List<Kink> held = new ArrayList<>(rows.kinks);
    double tolerance = PARALLEL * Vectors.norm(wanted);
    int changes = CHANGES * kinks.size();
    while (true) {
      double[] velocity = answer.apply(program);
      if (velocity == null) {
        return null;
      }
      Kink freed = changes-- > 0 ? rows.leadingOff(program.multipliers(), tolerance) : null;
      if (freed != null) {
        held.remove(freed);
      } else {
        Kink crossed = crossed(velocity, held, tolerance);
        if (crossed == null) {
          return new Way(velocity, program, List.copyOf(held));
        }
        held.add(crossed);
      }
      rows = new Rows(space.directions(), held);
      program = rows.program();
    }
  }

  /** The kink over which a velocity leads back fastest; null where it leads back over none. */
  private @Nullable Kink crossed(double[] velocity, List<Kink> held, double tolerance) {
    Kink crossed = null;
    double most = -tolerance;
    for (Kink kink : kinks) {
      double component = Vectors.dot(kink.normal, velocity);
      if (component < most && !held.contains(kink)) {
        most = component;
        crossed = kink;
      }
    }
    return crossed;
  }

  /** The directions of a row space and, made orthonormal to them, the normals of held kinks. */
  private static final class Rows {
    private final double[][] orthonormal;
    private final List<Kink> kinks = new ArrayList<>();
    private final List<double[]> components = new ArrayList<>();
    private final int rank;

    Rows(double[][] directions, List<Kink> held) {
      rank = directions.length;
      List<double[]> rows = new ArrayList<>(List.of(directions));
      for (Kink kink : held) {
        double[][] before = rows.toArray(new double[0][]);
        double[] row = kink.normal.clone();
        double[] along = new double[before.length + 1];
        double[] sweep = new double[before.length];
        // Twice, so that what is left is orthogonal to rounding.
        for (int k = 0; k < 2; k++) {
          Vectors.dots(before, before.length, row, sweep);
          Vectors.addScaled(row, -1, sweep, before, before.length);
          for (int i = 0; i < sweep.length; i++) {
            along[i] += sweep[i];
          }
        }
        along[before.length] = Vectors.normalize(row);
        if (along[before.length] > DEPENDENT) {
          rows.add(row);
          kinks.add(kink);
          components.add(along);
        }
      }
      orthonormal = rows.toArray(new double[0][]);
    }

    NearestInBox program() {
      return new NearestInBox(orthonormal);
    }

    /**
     * The held kink off which the wanted velocity leads most; null where it leads off none. Its
     * multiplier is positive.
     */
    @Nullable Kink leadingOff(double[] multipliers, double tolerance) {
      double[] own = new double[kinks.size()];
      Kink most = null;
      double largest = tolerance;
      for (int i = own.length - 1; i >= 0; i--) {
        double sum = multipliers[rank + i];
        for (int k = i + 1; k < own.length; k++) {
          sum -= components.get(k)[rank + i] * own[k];
        }
        own[i] = sum / components.get(i)[rank + i];
        if (own[i] > largest) {
          largest = own[i];
          most = kinks.get(i);
        }
      }
      return most;
    }
  }
}
