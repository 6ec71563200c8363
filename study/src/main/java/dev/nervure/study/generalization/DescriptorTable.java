package dev.nervure.study.generalization;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of the networks of a zoo, a row a network and a column a descriptor.
 *
 * <p>Layers of different networks are one descriptor where all networks have the same names of
 * layers; otherwise they are counted from the output, as far as all have one.
 */
final class DescriptorTable {
  private final List<String> networks;
  private final List<Descriptor> descriptors;
  private final Map<Descriptor, List<@Nullable Double>> columns;

  /**
   * A descriptor.
   *
   * @param name of the measure, with the layer where there are several
   * @param measure its measure
   * @param layer as all networks have it; null for the network as a whole
   */
  record Descriptor(String name, String measure, @Nullable String layer) {
    /** Whether it is one of topology and geometry, not of fit, margins or weights. */
    boolean isTopology() {
      Family family = Measures.named(measure).family();
      return measure.equals(WeightDescriptors.PERSISTENCE)
          || (family != Family.NETWORK && family != Family.SEPARATION);
    }

    /** {@code topology} or {@code baseline}. */
    String kind() {
      return isTopology() ? "topology" : "baseline";
    }
  }

  /**
   * A table.
   *
   * @param columns one value a network each, null where there is none; in the order of {@link
   *     #descriptors}
   */
  DescriptorTable(List<String> networks, Map<Descriptor, List<@Nullable Double>> columns) {
    this.networks = networks;
    this.descriptors = List.copyOf(columns.keySet());
    this.columns = new LinkedHashMap<>(columns);
  }

  /**
   * Reads the values of a run.
   *
   * @param networks names of the networks, in the order of the rows
   */
  static DescriptorTable of(Results results, List<String> networks) {
    Map<String, Map<Integer, String>> layers = layers(results, networks);
    Map<Descriptor, Map<String, Double>> found = new HashMap<>();
    Set<Descriptor> known = new LinkedHashSet<>();
    for (String network : networks) {
      Map<Integer, String> named = layers.getOrDefault(network, Map.of());
      for (MeasuredValue value : results.at(Subject.ofModel(network)).measures()) {
        Descriptor descriptor = descriptor(value, named);
        if (descriptor != null) {
          known.add(descriptor);
          Double estimate = value.estimate();
          if (estimate != null) {
            found.computeIfAbsent(descriptor, key -> new HashMap<>()).put(network, estimate);
          }
        }
      }
    }
    List<Descriptor> ordered = new ArrayList<>(known);
    ordered.sort(
        Comparator.comparing(Descriptor::isTopology)
            .reversed()
            .thenComparing(one -> Measures.position(one.measure()))
            .thenComparing(Descriptor::name));
    Map<Descriptor, List<@Nullable Double>> columns = new LinkedHashMap<>();
    for (Descriptor descriptor : ordered) {
      Map<String, Double> values = found.getOrDefault(descriptor, Map.of());
      List<@Nullable Double> column = new ArrayList<>();
      networks.forEach(network -> column.add(values.get(network)));
      columns.put(descriptor, column);
    }
    return new DescriptorTable(networks, columns);
  }

  /** The common names of the layers of each network, by their index. */
  private static Map<String, Map<Integer, String>> layers(Results results, List<String> networks) {
    Map<String, List<LayerResult>> byNetwork = new LinkedHashMap<>();
    int fewest = Integer.MAX_VALUE;
    Set<List<String>> names = new LinkedHashSet<>();
    for (String network : networks) {
      List<LayerResult> ofNetwork = results.at(Subject.ofModel(network)).layers();
      byNetwork.put(network, ofNetwork);
      fewest = Math.min(fewest, ofNetwork.size());
      names.add(ofNetwork.stream().map(LayerResult::name).toList());
    }
    boolean same = names.size() == 1;
    boolean several = fewest > 1;
    Map<String, Map<Integer, String>> common = new HashMap<>();
    for (Map.Entry<String, List<LayerResult>> one : byNetwork.entrySet()) {
      List<LayerResult> ofNetwork = one.getValue();
      Map<Integer, String> named = new HashMap<>();
      for (int back = 0; back < fewest; back++) {
        LayerResult layer = ofNetwork.get(ofNetwork.size() - 1 - back);
        String counted = back == 0 ? GeneralizationOptions.LOGITS : "%d before".formatted(back);
        named.put(layer.index(), same && several ? layer.name() : counted);
      }
      common.put(one.getKey(), named);
    }
    return common;
  }

  /** The descriptor of a value; null for a value of one class, but for the published figure's. */
  private static @Nullable Descriptor descriptor(MeasuredValue value, Map<Integer, String> layers) {
    Integer layer = value.place().layer();
    Integer ofClass = value.place().labelClass();
    boolean paper = Measures.named(value.name()).asPublished();
    if (ofClass != null && !(paper && ofClass == GeneralizationOptions.PAPER_CLASS)) {
      return null;
    }
    String measure = value.name() + (ofClass == null ? "" : "_class_" + ofClass);
    if (layer == null) {
      return new Descriptor(measure, value.name(), null);
    }
    String named = layers.get(layer);
    if (named == null) {
      return null;
    }
    boolean several = layers.size() > 1;
    return new Descriptor(several ? measure + " at " + named : measure, value.name(), named);
  }

  /** Names of the networks, in the order of the rows. */
  List<String> networks() {
    return networks;
  }

  /** Topology first, then in the order of the registry of measures. */
  List<Descriptor> descriptors() {
    return descriptors;
  }

  /** The values of a descriptor, one a network; null where it is not estimable. */
  List<@Nullable Double> column(Descriptor descriptor) {
    return Objects.requireNonNull(columns.get(descriptor), descriptor.name());
  }
}
