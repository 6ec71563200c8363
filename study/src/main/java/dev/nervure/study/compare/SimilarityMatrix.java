package dev.nervure.study.compare;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Results;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.stats.Proportion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of one measure between the layers of two networks, or of one: a row a layer of the
 * first, a column a layer of the second, both in the order of the networks. Immutable.
 */
public final class SimilarityMatrix {
  private final String measure;
  private final Subject first;
  private final Subject second;
  private final List<Layer> rows;
  private final List<Layer> columns;
  private final Map<List<Integer>, SimilarityResult> cells;

  /**
   * A layer.
   *
   * @param index {@link dev.nervure.run.LayerResult#index}
   * @param name by which layers of several networks are the same
   * @param isInput whether it is the input, which networks on the same samples have in common
   */
  public record Layer(int index, String name, boolean isInput) {}

  /**
   * How often the layer that is nearest is the one of the same name, the input aside.
   *
   * @param share of the layers, of both networks, that have one of their name in the other; null
   *     where there is none, and within one network, where no layer is compared with itself
   * @param firstToSecond the nearest layer of the second to each of the first, -1 where there is no
   *     value
   * @param secondToFirst the nearest of the first to each of the second
   */
  public record Nearest(
      @Nullable Proportion share, List<Integer> firstToSecond, List<Integer> secondToFirst) {
    /** Copies the lists. */
    public Nearest {
      firstToSecond = List.copyOf(firstToSecond);
      secondToFirst = List.copyOf(secondToFirst);
    }
  }

  private SimilarityMatrix(
      String measure,
      Subject first,
      Subject second,
      List<SimilarityResult> of,
      Set<String> inputs) {
    this.measure = measure;
    this.first = first;
    this.second = second;
    boolean within = first.equals(second);
    SortedMap<Integer, Layer> ofFirst = new TreeMap<>();
    SortedMap<Integer, Layer> ofSecond = new TreeMap<>();
    Map<List<Integer>, SimilarityResult> found = new HashMap<>();
    for (SimilarityResult one : of) {
      ofFirst.put(one.firstLayer(), layer(one.firstLayer(), one.firstLayerName(), inputs));
      ofSecond.put(one.secondLayer(), layer(one.secondLayer(), one.secondLayerName(), inputs));
      found.put(List.of(one.firstLayer(), one.secondLayer()), one);
    }
    if (within) {
      ofFirst.putAll(ofSecond);
      ofSecond = ofFirst;
    }
    this.rows = List.copyOf(ofFirst.values());
    this.columns = List.copyOf(ofSecond.values());
    if (within && LayerSimilarities.isSymmetric(measure)) {
      of.forEach(one -> found.put(List.of(one.secondLayer(), one.firstLayer()), one));
    }
    this.cells = Collections.unmodifiableMap(found);
  }

  private static Layer layer(int index, String name, Set<String> inputs) {
    return new Layer(index, name, inputs.contains(name));
  }

  /**
   * Those of a run.
   *
   * @return one a measure and pair of networks: measures in the order of {@link LayerSimilarities},
   *     pairs in that of the table
   */
  public static List<SimilarityMatrix> of(Results results) {
    Set<String> inputs = new HashSet<>();
    for (LayerResult layer : results.layers()) {
      if (layer.operator().equals("Input")) {
        inputs.add(layer.name());
      }
    }
    return of(results.rows(Tables.SIMILARITIES), inputs);
  }

  /**
   * The same of rows.
   *
   * @param results in the order of the table
   * @param inputs names of the layers that are inputs of networks
   */
  static List<SimilarityMatrix> of(List<SimilarityResult> results, Set<String> inputs) {
    Map<String, Map<List<Subject>, List<SimilarityResult>>> byMeasure = new HashMap<>();
    for (SimilarityResult one : results) {
      byMeasure
          .computeIfAbsent(one.measure(), measure -> new LinkedHashMap<>())
          .computeIfAbsent(List.of(one.first(), one.second()), pair -> new ArrayList<>())
          .add(one);
    }
    List<SimilarityMatrix> matrices = new ArrayList<>();
    for (String measure : LayerSimilarities.names()) {
      byMeasure
          .getOrDefault(measure, Map.of())
          .forEach(
              (pair, rows) ->
                  matrices.add(
                      new SimilarityMatrix(measure, pair.get(0), pair.get(1), rows, inputs)));
    }
    return matrices;
  }

  /** Name of the measure. */
  public String measure() {
    return measure;
  }

  /** The network of the rows. */
  public Subject first() {
    return first;
  }

  /** The network of the columns. */
  public Subject second() {
    return second;
  }

  /** Whether layers of one network are compared with each other. */
  public boolean isWithin() {
    return first.equals(second);
  }

  /** The layers of the first network. */
  public List<Layer> rows() {
    return rows;
  }

  /** The layers of the second network. */
  public List<Layer> columns() {
    return columns;
  }

  /** What was found of two layers; null where they were not compared, as of a layer and itself. */
  public @Nullable SimilarityResult at(int row, int column) {
    return cells.get(List.of(rows.get(row).index(), columns.get(column).index()));
  }

  /** The value of two layers; null where there is none. */
  public @Nullable Double value(int row, int column) {
    SimilarityResult found = at(row, column);
    return found == null ? null : found.estimate();
  }

  /** The column of the layer with the name of a row, -1 where the second network has none. */
  public int sameLayer(int row) {
    return position(columns, rows.get(row).name());
  }

  /** The value of the layer of a name in both networks; null where there is none. */
  @Nullable Double ofLayer(String layer) {
    int row = position(rows, layer);
    int column = position(columns, layer);
    return row < 0 || column < 0 ? null : value(row, column);
  }

  private static int position(List<Layer> layers, String name) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Which layers are nearest, the first of several that are equally near. A layer whose value with
   * another could not be estimated is not among them.
   */
  public Nearest nearest() {
    List<Integer> toSecond = new ArrayList<>();
    List<Integer> toFirst = new ArrayList<>();
    int cases = 0;
    int hits = 0;
    for (int row = 0; row < rows.size(); row++) {
      int same = sameLayer(row);
      int found = nearestColumn(row);
      toSecond.add(found);
      if (same >= 0 && found >= 0 && !rows.get(row).isInput()) {
        cases++;
        hits += found == same ? 1 : 0;
      }
    }
    for (int column = 0; column < columns.size(); column++) {
      int same = position(rows, columns.get(column).name());
      int found = nearestRow(column);
      toFirst.add(found);
      if (same >= 0 && found >= 0 && !columns.get(column).isInput()) {
        cases++;
        hits += found == same ? 1 : 0;
      }
    }
    return new Nearest(
        isWithin() || cases == 0 ? null : new Proportion(hits, cases), toSecond, toFirst);
  }

  private int nearestColumn(int row) {
    int best = -1;
    for (int column = 0; column < columns.size(); column++) {
      if (isCloser(value(row, column), best < 0 ? null : value(row, best))) {
        best = column;
      }
    }
    return best;
  }

  private int nearestRow(int column) {
    int best = -1;
    for (int row = 0; row < rows.size(); row++) {
      if (isCloser(value(row, column), best < 0 ? null : value(best, column))) {
        best = row;
      }
    }
    return best;
  }

  private boolean isCloser(@Nullable Double value, @Nullable Double than) {
    return value != null && (than == null || distance(value) < distance(than));
  }

  /** Larger for layers that are less alike, whichever way the measure goes. */
  double distance(double value) {
    return LayerSimilarities.isDistance(measure) ? value : -value;
  }
}
