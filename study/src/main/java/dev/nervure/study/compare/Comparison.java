package dev.nervure.study.compare;

import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.SensitivityResult;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of how alike networks are: the matrices of all measures, and what is read off
 * them.
 *
 * @param asked the networks that are asked about, in the order given
 * @param seeds networks of the same recipe from other seeds, in the order given
 * @param matrices the values, by measure and pair of networks
 * @param removals how far layers are from themselves without some of their principal components
 * @param differences of what is measured in the layers of two networks; empty unless two are asked
 *     about
 * @param accuracies of three networks and more; none where none has labels and answers
 * @param seed of the run, for what is drawn here
 */
public record Comparison(
    List<Subject> asked,
    List<Subject> seeds,
    List<SimilarityMatrix> matrices,
    List<SensitivityResult> removals,
    List<MeasureDifference> differences,
    List<NetworkAccuracies> accuracies,
    long seed) {
  /** Copies the lists. */
  public Comparison {
    asked = List.copyOf(asked);
    seeds = List.copyOf(seeds);
    matrices = List.copyOf(matrices);
    removals = List.copyOf(removals);
    differences = List.copyOf(differences);
    accuracies = List.copyOf(accuracies);
  }

  /** That of a run; without matrices where it compares nothing. */
  public static Comparison of(Manifest manifest, Results results) {
    List<SimilarityMatrix> matrices = SimilarityMatrix.of(results);
    List<Subject> subjects = results.subjects();
    List<Subject> asked = named(manifest.parameters().get("networks"), subjects);
    List<Subject> seeds = named(manifest.parameters().get("seedNetworks"), subjects);
    List<Subject> networks = new ArrayList<>(asked);
    networks.addAll(seeds);
    return new Comparison(
        asked,
        seeds,
        matrices,
        results.rows(Tables.SENSITIVITIES),
        asked.size() == 2 && !matrices.isEmpty()
            ? MeasureDifference.of(results, asked.get(0), asked.get(1))
            : List.of(),
        networks.size() > 2 ? NetworkAccuracies.of(results, networks) : List.of(),
        manifest.seeds().getOrDefault("seed", 0L));
  }

  private static List<Subject> named(@Nullable Object names, List<Subject> subjects) {
    List<Subject> found = new ArrayList<>();
    if (names instanceof List<?> list) {
      for (Object name : list) {
        subjects.stream()
            .filter(one -> ComparedNetworks.name(one).equals(name))
            .findFirst()
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /** Whether networks are given that differ by their seeds. */
  public boolean hasSeeds() {
    return !seeds.isEmpty();
  }

  /**
   * The networks between which a layer is held against itself: the seeds; where none are given all
   * that are asked about, if there are three and none is an epoch of a training, whose epochs
   * follow from each other.
   */
  public Set<Subject> ofSpreads() {
    Set<Subject> found = new LinkedHashSet<>(seeds);
    boolean areEpochs = asked.stream().anyMatch(one -> one.epoch() != null);
    if (!hasSeeds() && asked.size() > 2 && !areEpochs) {
      found.addAll(asked);
    }
    return found;
  }

  /** How far {@link #ofSpreads} are apart, by measure and layer; empty without two of them. */
  public List<SeedSpread> spreads() {
    Set<Subject> networks = ofSpreads();
    return networks.size() < 2 ? List.of() : SeedSpread.of(matrices, networks);
  }

  /** How soon measures notice that layers lose components; empty where none were taken away. */
  public List<Sensitivity> sensitivities() {
    return Sensitivity.of(removals, spreads());
  }

  /** How the networks that are asked about stand among those of other seeds. */
  public List<SeedRank> ranks() {
    return SeedRank.of(matrices, asked, seeds);
  }

  /** All networks: those that are asked about, then the seeds. */
  public List<Subject> networks() {
    List<Subject> networks = new ArrayList<>(asked);
    networks.addAll(seeds);
    return networks;
  }

  /** Why measures cannot be held against accuracies; null where they can. */
  public @Nullable String accuracyObstacle() {
    return AccuracyAgreement.obstacle(networks().size(), accuracies);
  }

  /** Measures beside accuracies, by measure and layer; empty where there is an obstacle. */
  public List<AccuracyAgreement> accuracyAgreements() {
    return accuracyObstacle() != null
        ? List.of()
        : AccuracyAgreement.of(matrices, accuracies.get(0), seed);
  }

  /** The matrices of two networks that are asked about, or of the layers of a single one. */
  public List<SimilarityMatrix> ofAsked() {
    return matrices.stream()
        .filter(one -> asked.contains(one.first()) && asked.contains(one.second()))
        .filter(one -> asked.size() == 1 || !one.isWithin())
        .toList();
  }

  /** A network in words. */
  public static String name(Subject network) {
    return ComparedNetworks.name(network);
  }
}
