package dev.nervure.fiber.answer;

import dev.nervure.fiber.AnchoredProjection;
import dev.nervure.fiber.HorizontalLift;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the nearest input to which a network gives another answer, whichever: the largest
 * output is another one there.
 *
 * <p>The other answers are looked for in the order of their distance to first order, each by
 * projections onto its own tangents ({@link AnchoredProjection}). What lies on the straight way
 * from the start to the input found counts: where the answer changes before, to a third one, that
 * is nearer, and the search goes on towards it. The nearest inputs found are followed up by more
 * projections, and the nearest of these by a walk along the boundary towards the start, as near as
 * it comes ({@link NearestCrossing}); so are lifts to the first few answers ({@link
 * HorizontalLift}). Where there are few inputs, or nothing was found, the boundary is looked for in
 * directions drawn at random as well.
 *
 * <p>What is found bounds the distance to the nearest other answer from above and certifies
 * nothing: the search is one for local minima, and a nearer one may lie elsewhere. That the answer
 * at the point is another one is sure; that on the straight way there it is the start's holds where
 * it was looked at.
 *
 * <p>Cost, on image networks of ten classes: some 500 gradients and 4,000 evaluations. One object
 * serves one start and one thread.
 */
public final class NearestAnswer {

  /** Other answers that are tried, at most, in the order of their distance to first order. */
  static final int MOST_TRIED = 20;

  /** As many are tried whatever their distance to first order ... */
  static final int LEAST_TRIED = 9;

  /**
   * ... and more while that is at most so many times the least distance found: it is rarely more
   * than twice the true one on image networks.
   */
  private static final double SLACK = 3;

  /** How exactly leads are met while all answers are tried, as a share of that at the start, ... */
  private static final double ROUGH_TOLERANCE = 1e-3;

  /** ... by how many projections each is brought nearer, ... */
  private static final int ROUGH_SHORTENINGS = 8;

  /** ... and at how many points the straight way to it is looked at. */
  private static final int ROUGH_LOOKS = 16;

  /**
   * Directions drawn at random in which the boundary is looked for too where there are few inputs,
   * so that they leave no side out, or where nothing else was found.
   */
  private static final int RAYS = 64;

  private static final int FEW_INPUTS = 50;

  /** So many of the inputs found are followed up. */
  private static final int FOLLOWED = 3;

  /** The tolerance then, ... */
  private static final double TOLERANCE = 1e-5;

  /** ... and the looks. */
  private static final int LOOKS = 64;

  /**
   * To so many of the first answers in the linear order, and to the one found nearest, lifts go as
   * well. They lead to other parts of a rough boundary than projections do: on an adversarially
   * trained network one image of ten was a twelfth farther without them.
   */
  private static final int LIFTED = 3;

  /** A lift that has not arrived by now creeps along the box. */
  private static final int LIFT_STEPS = 200;

  /** From farther than so many times the least distance no walk came nearer than that. */
  private static final double FAR_LIFT = 1.5;

  /** Where the answer changes between two looks is found to this share of the distance. */
  private static final double SAME_SHARE = 1e-9;

  /** Walks along the boundary, of one answer after the other, at most. */
  private static final int MOST_WALKS = 4;

  /**
   * By these shares a point may lie farther out than where the answer changes, so that it is
   * another one after rounding to float32 too.
   */
  private static final double[] MARGINS_FOR_ROUNDING = {0, 1e-7, 1e-6, 1e-5, 1e-4};

  private final DifferentiableMap logits;
  private final WalkOptions options;
  private final double[] start;
  private final Lead lead;
  private final AnchoredProjection roughly;
  private final AnchoredProjection exactly;

  /**
   * A search from one input.
   *
   * @param logits map to at least two outputs
   * @param options of them the box, the tolerance of the rank, the step budget and, for how far is
   *     looked at random where nothing was found, the length serve here
   * @param start input, length n; not modified
   * @throws IllegalArgumentException when the map has one output, its outputs are not finite at the
   *     start, or the start lies outside the box
   */
  public NearestAnswer(DifferentiableMap logits, WalkOptions options, double[] start) {
    options.box().requireInside(start);
    if (logits.outputSize() < 2) {
      throw new IllegalArgumentException("a network with one output has no other answer");
    }
    double[] output = logits.value(start);
    if (!Vectors.allFinite(output)) {
      throw new IllegalArgumentException("the outputs are not finite at the start");
    }
    this.logits = logits;
    this.options = options.withTolerance(TOLERANCE);
    this.start = start;
    lead = new Lead(output);
    OutputReadout overAll = new OutputReadout(logits, lead);
    roughly = search(overAll, ROUGH_TOLERANCE);
    exactly = search(overAll, TOLERANCE);
  }

  /** For a lead to be just lost: met within the tolerance, another output is larger. */
  private AnchoredProjection search(OutputReadout map, double tolerance) {
    return new AnchoredProjection(
        map, options.withTolerance(tolerance), start, map.value(start), -2 * tolerance);
  }

  /**
   * Searches.
   *
   * @param progress told of the walk along the boundary, and asked for cancellation
   * @return null where no other answer was found
   */
  public @Nullable OtherAnswer find(Progress progress) {
    List<double[]> found = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    int tried = 0;
    List<LinearAnswer> linear = LinearAnswer.nearest(logits, options.box(), start, MOST_TRIED);
    for (LinearAnswer next : linear) {
      if (tried >= LEAST_TRIED && next.distance() > SLACK * least) {
        break;
      }
      tried++;
      double[] met = towards(next.answer(), progress);
      if (met != null) {
        found.add(met);
        least = Math.min(least, distance(met));
      }
    }
    if (found.isEmpty() || start.length <= FEW_INPUTS) {
      found.addAll(alongRays(least, progress));
    }
    found.sort(Comparator.comparingDouble(this::distance));
    double[] nearest = null;
    for (double[] one : found.subList(0, Math.min(FOLLOWED, found.size()))) {
      double[] shortened = exactly.shorten(one, progress);
      if (nearest == null || distance(shortened) < distance(nearest)) {
        nearest = shortened;
      }
    }
    if (nearest == null) {
      return null;
    }
    OtherAnswer best = alongBoundary(nearest, lead.next(logits.value(nearest)), tried, progress);
    Set<Integer> lifted = new LinkedHashSet<>();
    linear.subList(0, Math.min(LIFTED, linear.size())).forEach(one -> lifted.add(one.answer()));
    lifted.add(best.answer());
    for (int answer : lifted) {
      double[] end = lift(answer, progress);
      if (end != null && distance(end) < FAR_LIFT * best.distance()) {
        OtherAnswer other = alongBoundary(end, answer, tried, progress);
        best = other.distance() < best.distance() ? other : best;
      }
    }
    return best;
  }

  /**
   * Where the shortest motion to first order leads, at every point anew, until an answer draws
   * level; null where it does not.
   */
  private double @Nullable [] lift(int answer, Progress progress) {
    OutputReadout margin = new OutputReadout(logits, lead.over(answer));
    WalkResult lift =
        new HorizontalLift(margin, options.withStepBudget(LIFT_STEPS))
            .lift(start, new double[] {-2 * TOLERANCE}, step -> {}, progress)
            .walk();
    return lift.stop() == StopReason.TARGET && isOther(lift.end()) ? lift.end() : null;
  }

  /**
   * Of what was found and another input, such as the end of a lift, the nearer one.
   *
   * @param found what was found so far
   * @param other an input of the box with another answer than the start
   * @return what was found, or the first other answer on the straight way to the input; at most as
   *     far from the start as the input
   * @throws IllegalArgumentException when the answer there is the start's
   */
  public OtherAnswer nearer(OtherAnswer found, double[] other) {
    if (!isOther(other)) {
      throw new IllegalArgumentException("the answer to the input given is that of the start");
    }
    if (distance(other) >= found.distance()) {
      return found;
    }
    double[] first = forFloats(firstOther(other, LOOKS));
    // What was added for rounding may lead a little beyond.
    double[] nearer = distance(first) < distance(other) ? first : other.clone();
    return at(nearer, found.tried(), StopReason.TARGET);
  }

  /** An input with another answer, looked for towards one of them; null where none was found. */
  private double @Nullable [] towards(int answer, Progress progress) {
    AnchoredProjection search =
        search(new OutputReadout(logits, lead.over(answer)), ROUGH_TOLERANCE);
    double[] met = search.find(start, progress);
    return met == null || !isOther(met)
        ? null
        : roughly.shorten(firstOther(met, ROUGH_LOOKS), ROUGH_SHORTENINGS, progress);
  }

  /**
   * The nearest inputs with another answer that are met straight ahead in directions drawn at
   * random, always the same ones.
   *
   * @param least how far is looked; infinite for as far as the box and the length go, more closely
   */
  private List<double[]> alongRays(double least, Progress progress) {
    double reach = Math.min(least, Math.min(options.length(), farthestCorner()));
    int looks = least < Double.POSITIVE_INFINITY ? ROUGH_LOOKS : LOOKS;
    RandomStream random = RandomStream.seeded(0).derive("rays");
    List<double[]> met = new ArrayList<>();
    for (int ray = 0; ray < RAYS; ray++) {
      progress.checkCancelled();
      double[] direction = new double[start.length];
      for (int i = 0; i < direction.length; i++) {
        direction[i] = random.nextGaussian();
      }
      Vectors.normalize(direction);
      for (int k = 1; k <= looks; k++) {
        double[] ahead = start.clone();
        Vectors.addScaled(ahead, reach * k / looks, direction);
        ahead = onWay(ahead, 1);
        if (isOther(ahead)) {
          met.add(firstOther(ahead, 1));
          break;
        }
      }
    }
    met.sort(Comparator.comparingDouble(this::distance));
    List<double[]> nearest = met.subList(0, Math.min(FOLLOWED, met.size()));
    nearest.replaceAll(one -> roughly.shorten(one, ROUGH_SHORTENINGS, progress));
    return nearest;
  }

  /**
   * Along the tie with one answer towards the start, and again where that leads to a third answer.
   */
  private OtherAnswer alongBoundary(double[] from, int answer, int tried, Progress progress) {
    double[] point = from;
    int met = answer;
    StopReason stop = StopReason.TARGET;
    for (int walks = 0; walks < MOST_WALKS; walks++) {
      OutputReadout margin = new OutputReadout(logits, lead.over(met));
      Crossing here =
          new Crossing(point, margin.value(point), distance(point), 0, StopReason.TARGET);
      Crossing nearer = new NearestCrossing(margin, options).descend(start, here, progress);
      stop = nearer.stop();
      if (nearer.steps() == 0 || !isOther(nearer.input())) {
        break;
      }
      point = firstOther(nearer.input(), LOOKS);
      int now = lead.next(logits.value(point));
      if (now == met) {
        break;
      }
      met = now;
      point = exactly.shorten(point, progress);
    }
    return at(forFloats(firstOther(point, LOOKS)), tried, stop);
  }

  private OtherAnswer at(double[] point, int tried, StopReason stop) {
    double[] output = logits.value(point);
    return new OtherAnswer(point, output, Lead.answer(output), distance(point), tried, stop);
  }

  private double distance(double[] point) {
    return Vectors.distance(start, point);
  }

  private boolean isOther(double[] point) {
    double[] there = logits.value(point);
    return Vectors.allFinite(there) && Lead.answer(there) != lead.leader();
  }

  /**
   * The first input with another answer on the straight way to one, as far as evenly spaced looks
   * tell.
   */
  private double[] firstOther(double[] beyond, int looks) {
    double near = 0;
    double far = 1;
    double[] first = beyond;
    for (int k = 1; k < looks && far == 1; k++) {
      double share = (double) k / looks;
      double[] point = onWay(beyond, share);
      if (isOther(point)) {
        far = share;
        first = point;
      } else {
        near = share;
      }
    }
    double share = near + (far - near) / 2;
    while (far - near > SAME_SHARE * far && share > near && share < far) {
      double[] point = onWay(beyond, share);
      if (isOther(point)) {
        far = share;
        first = point;
      } else {
        near = share;
      }
      share = near + (far - near) / 2;
    }
    return first;
  }

  /** A little farther out, where rounding to float32 would lead back. */
  private double[] forFloats(double[] first) {
    for (double margin : MARGINS_FOR_ROUNDING) {
      double[] point = margin == 0 ? first : onWay(first, 1 + margin);
      if (isOther(point) && isOther(Vectors.asFloats(point))) {
        return point;
      }
    }
    return first;
  }

  private double farthestCorner() {
    double squares = 0;
    for (int i = 0; i < start.length; i++) {
      double side = Math.max(options.box().high(i) - start[i], start[i] - options.box().low(i));
      squares += side * side;
    }
    return Math.sqrt(squares);
  }

  private double[] onWay(double[] to, double share) {
    double[] point = new double[start.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = options.box().clip(i, start[i] + share * (to[i] - start[i]));
    }
    return point;
  }
}
