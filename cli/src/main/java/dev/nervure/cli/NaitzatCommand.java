package dev.nervure.cli;

import dev.nervure.data.naitzat.NaitzatPoints;
import dev.nervure.data.naitzat.NaitzatSet;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure data naitzat}: two classes of points whose Betti numbers are known. */
@Command(
    name = "naitzat",
    sortOptions = false,
    description = {
      "Draws one of the three sets of Naitzat, Zhitnikov and Lim: two classes of points with known Betti numbers.",
      "discs (D-I): nine discs and what is around them. rings (D-II): nine pairs of linked rings. spheres (D-III): nine times three spheres in each other."
    },
    footer = {
      "",
      "Examples:",
      "  nervure data naitzat discs --out discs/",
      "  nervure data naitzat spheres --points 300 --seed 3 --out spheres/",
      "  nervure profile --activations rings/ --measures graph_betti_0,graph_betti_1 --points-per-class 2250 --graph-neighbors 35"
    })
final class NaitzatCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SET", description = "discs, rings or spheres.")
  @SuppressWarnings("NullAway.Init")
  private NaitzatSet set;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description =
          "The folder to write to: points x.npy, classes y.npy, and what is known, naitzat.json.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--points",
      paramLabel = "N",
      description =
          "Points of each disc, ring or sphere, at least 10. Default: 147 of a disc, which is the published grid, 250 of a ring, 500 of a sphere.")
  private @Nullable Integer points;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the points; discs are a grid and have none. Default: 1.")
  private long seed = 1;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  NaitzatCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    NaitzatPoints drawn = set.draw(points == null ? set.usualPointsOfPiece() : points, seed);
    Provenance now = results.provenance(Map.of());
    ResultPlace place =
        results.choose(
            session, output, out, out, one -> ResultPlace.lookAt(one, now, NaitzatPoints.FILES));
    if (place.replaces()) {
      ResultPlace.remove(out, NaitzatPoints.FILES);
    }
    drawn.write(out);
    now.write(out);
    List<int[]> betti = List.of(set.betti(0), set.betti(1));
    if (output.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("folder", out.toString());
      result.put("set", set.id());
      result.put("published", set.published());
      result.put("points", drawn.points().length);
      result.put("pointsOfPiece", drawn.pointsOfPiece());
      result.put("bettiNumbers", betti);
      session.print(PlainJson.indented(result));
    } else {
      session.print(out.toString());
    }
    session.note(
        output,
        "%s (%s), %s points: Betti numbers %s and %s"
            .formatted(
                set.id(),
                set.published(),
                Quantities.count(drawn.points().length),
                Arrays.toString(betti.get(0)),
                Arrays.toString(betti.get(1))));
    return ExitCode.OK.number();
  }
}
