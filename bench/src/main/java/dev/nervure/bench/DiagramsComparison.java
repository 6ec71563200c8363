package dev.nervure.bench;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.BottleneckDistance;
import dev.nervure.diagram.DiagramDistance;
import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.GroundNorm;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.diagram.SlicedWassersteinDistance;
import dev.nervure.diagram.WassersteinDistance;
import dev.nervure.stats.RandomStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Distances of two random diagrams beside GUDHI, on one thread each, in seconds of CPU; three runs
 * in turn, of which the fastest counts on both sides. Values are compared: those with a relative
 * error within it, the others to nine digits.
 *
 * <pre>bench/run DiagramsComparison WORK PYTHON [BARS]</pre>
 */
public final class DiagramsComparison {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Path PEER = Path.of("bench/peers/diagrams_gudhi.py");
  private static final int REPEATS = 3;
  private static final double RELATIVE_ERROR = 0.01;

  private DiagramsComparison() {}

  /** A kind of random diagram. */
  private enum Kind {
    SHORT("births uniform in [0, 1], lengths 0.3 u v"),
    LONG("births uniform in [0, 1], lengths too"),
    LOOPS("births normal, lengths exponential of mean 0.5");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    double[] bar(RandomStream stream) {
      double birth = this == LOOPS ? 30 + stream.nextGaussian() : stream.nextDouble();
      double length =
          switch (this) {
            case SHORT -> 0.3 * stream.nextDouble() * stream.nextDouble();
            case LONG -> stream.nextDouble();
            case LOOPS -> -0.5 * StrictMath.log(1 - stream.nextDouble());
          };
      return new double[] {birth, birth + length};
    }
  }

  /** What is compared, in the order of the peer's lines. */
  private enum Measured {
    BOTTLENECK("bottleneck, exact", new BottleneckDistance(), 1e-9),
    FIRST("Wasserstein of order 1 to 1 %", wasserstein(1), RELATIVE_ERROR),
    SECOND("Wasserstein of order 2 to 1 %", wasserstein(2), RELATIVE_ERROR),
    SLICED("sliced Wasserstein, 200 directions", new SlicedWassersteinDistance(200), 1e-9);

    private final String text;
    private final DiagramDistance distance;

    /** By how much of the value the two may differ. */
    private final double tolerance;

    Measured(String text, DiagramDistance distance, double tolerance) {
      this.text = text;
      this.distance = distance;
      this.tolerance = tolerance;
    }

    private static DiagramDistance wasserstein(double order) {
      return new WassersteinDistance(order, GroundNorm.MAXIMUM, RELATIVE_ERROR);
    }
  }

  private record Timed(double cpu, double value) {
    Timed faster(Timed other) {
      return other.cpu < cpu ? other : this;
    }
  }

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    int bars = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
    System.out.println("| diagrams | distance | GUDHI, CPU s | Nervure, CPU s | ratio |");
    System.out.println("|---|---|---|---|---|");
    for (Kind kind : Kind.values()) {
      print(kind, bars, Path.of(arguments[0]), arguments[1]);
    }
  }

  private static void print(Kind kind, int bars, Path work, String python) {
    Path first = work.resolve("first.npy");
    Path second = work.resolve("second.npy");
    PersistenceDiagram a = diagram(kind, bars, 1, first);
    PersistenceDiagram b = diagram(kind, bars, 2, second);
    List<Timed> peer = peer(first, second, python);
    List<Timed> own = own(a, b);
    for (int repeat = 1; repeat < REPEATS; repeat++) {
      List<Timed> peerAgain = peer(first, second, python);
      List<Timed> ownAgain = own(a, b);
      for (Measured measured : Measured.values()) {
        int at = measured.ordinal();
        peer.set(at, peer.get(at).faster(peerAgain.get(at)));
        own.set(at, own.get(at).faster(ownAgain.get(at)));
      }
    }
    for (Measured measured : Measured.values()) {
      Timed theirs = peer.get(measured.ordinal());
      Timed ours = own.get(measured.ordinal());
      if (Math.abs(theirs.value - ours.value) > measured.tolerance * ours.value) {
        throw new IllegalStateException(measured.text + ": " + theirs + " and " + ours);
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.2f | %.3f | %.1fx |%n",
          kind.text,
          measured.text,
          theirs.cpu,
          ours.cpu,
          theirs.cpu / ours.cpu);
    }
  }

  private static PersistenceDiagram diagram(Kind kind, int bars, int seed, Path file) {
    RandomStream stream = RandomStream.seeded(seed);
    double[] births = new double[bars];
    double[] deaths = new double[bars];
    double[] rows = new double[2 * bars];
    for (int i = 0; i < bars; i++) {
      double[] bar = kind.bar(stream);
      births[i] = rows[2 * i] = bar[0];
      deaths[i] = rows[2 * i + 1] = bar[1];
    }
    NpyWriter.write(file, NdArray.of(rows, bars, 2));
    return PersistenceDiagram.ofUnsorted(
        1, births, deaths, DiagramSource.exact(2, kind.text, Double.POSITIVE_INFINITY, bars));
  }

  private static List<Timed> peer(Path first, Path second, String python) {
    List<Timed> found = new ArrayList<>();
    for (String line :
        MeasuredCommand.run(List.of(python, PEER.toString(), first.toString(), second.toString()))
            .out()) {
      String[] words = line.split(" ");
      found.add(new Timed(Double.parseDouble(words[0]), Double.parseDouble(words[1])));
    }
    return found;
  }

  private static List<Timed> own(PersistenceDiagram a, PersistenceDiagram b) {
    List<Timed> found = new ArrayList<>();
    for (Measured measured : Measured.values()) {
      long before = THREADS.getCurrentThreadCpuTime();
      double value = measured.distance.between(a, b);
      found.add(new Timed((THREADS.getCurrentThreadCpuTime() - before) * 1e-9, value));
    }
    return found;
  }
}
