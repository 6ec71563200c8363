package dev.nervure.diagram;

import dev.nervure.diagram.BottleneckDistance.FiniteBars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether all bars of one diagram that are too long to stay alone can have partners of their own
 * within reach in the other: a maximum matching after Hopcroft and Karp. In each phase a search in
 * breadth puts the bars of the other diagram into layers, and searches in depth go from layer to
 * layer; a bar that was reached is taken out of the k-d tree of its layer, so that none is looked
 * at twice. From one reach to the next the pairs that are still within reach are kept. Not thread
 * safe.
 */
final class PartnerSearch {
  private static final int NONE = -1;

  private final FiniteBars bars;
  private final FiniteBars others;
  private final int[] owner;
  private final int[] reached;

  /** All bars of the other diagram. */
  private final NearBars everyOther;

  private double reach;
  private int[] alone = {};

  PartnerSearch(FiniteBars bars, FiniteBars others) {
    this.bars = bars;
    this.others = others;
    this.owner = new int[others.size()];
    this.reached = new int[others.size()];
    Arrays.fill(owner, NONE);
    int[] all = new int[others.size()];
    Arrays.setAll(all, i -> i);
    this.everyOther = new NearBars(others, all);
  }

  /**
   * Whether there are partners for all.
   *
   * @param within largest difference of births and of deaths, and half the length up to which a bar
   *     may stay alone
   */
  boolean everyLongBarHasOne(double within) {
    reach = within;
    alone = longBarsAlone();
    while (alone.length > 0) {
      List<NearBars> layers = layers();
      if (layers.isEmpty()) {
        return false;
      }
      pairAlong(layers);
    }
    return true;
  }

  /** Parts the pairs that are out of reach, and frees the partners of bars that may stay alone. */
  private int[] longBarsAlone() {
    boolean[] isPaired = new boolean[bars.size()];
    for (int j = 0; j < owner.length; j++) {
      int bar = owner[j];
      if (bar != NONE && bars.half(bar) > reach && bars.cost(bar, others, j) <= reach) {
        isPaired[bar] = true;
      } else {
        owner[j] = NONE;
      }
    }
    int[] found = new int[bars.size()];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      if (bars.half(i) > reach && !isPaired[i]) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Layers up to the first with a bar that nobody owns; none where there is no such bar. */
  private List<NearBars> layers() {
    NearBars left = everyOther.copy();
    List<NearBars> layers = new ArrayList<>();
    int[] frontier = alone;
    int count = 0;
    while (frontier.length > 0) {
      int from = count;
      boolean free = false;
      for (int bar : frontier) {
        for (int near = take(left, bar); near != NONE; near = take(left, bar)) {
          reached[count++] = near;
          free |= owner[near] == NONE;
        }
      }
      int[] layer = Arrays.copyOfRange(reached, from, count);
      frontier = new int[layer.length];
      for (int i = 0; i < layer.length; i++) {
        frontier[i] = owner[layer[i]];
      }
      layers.add(new NearBars(others, layer));
      if (free) {
        return layers;
      }
    }
    return List.of();
  }

  /** Lengthens the matching along disjoint paths through the layers, as many as are found. */
  private void pairAlong(List<NearBars> layers) {
    int[] path = new int[layers.size() + 1];
    int[] partner = new int[layers.size()];
    int[] stillAlone = new int[alone.length];
    int count = 0;
    for (int start : alone) {
      path[0] = start;
      int depth = 0;
      boolean paired = false;
      while (depth >= 0 && !paired) {
        int near = depth == partner.length ? NONE : take(layers.get(depth), path[depth]);
        if (near == NONE) {
          depth--;
        } else {
          partner[depth] = near;
          paired = owner[near] == NONE;
          if (!paired) {
            path[++depth] = owner[near];
          }
        }
      }
      if (paired) {
        for (int i = 0; i <= depth; i++) {
          owner[partner[i]] = path[i];
        }
      } else {
        stillAlone[count++] = start;
      }
    }
    alone = Arrays.copyOf(stillAlone, count);
  }

  private int take(NearBars from, int bar) {
    return from.take(bars.birth(bar), bars.death(bar), reach);
  }
}
