package dev.nervure.study.symmetry;

import dev.nervure.equivariance.SiteGrid;
import dev.nervure.equivariance.StitchProbe;
import dev.nervure.network.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of one network and the layer of another that its features are led to.
 *
 * @param from where features are taken
 * @param fromGrid its sites
 * @param fromIndex its position among all layers of its network
 * @param into where they are led to
 * @param intoGrid its sites
 * @param intoIndex its position among all layers of the other network
 */
record StitchPair(
    Layer from, SiteGrid fromGrid, int fromIndex, Layer into, SiteGrid intoGrid, int intoIndex) {

  /**
   * A layer that may be stitched.
   *
   * @param index among all layers of its network
   */
  record End(Layer layer, SiteGrid grid, int index) {}

  /**
   * The pairs.
   *
   * @param all whether each layer is led to every other that it can be led to, not only to the one
   *     of nearest relative depth; of two as near to the one with the nearer number of sites, then
   *     to the first
   * @param alone takes the names of layers that have no other
   */
  static List<StitchPair> of(List<End> from, List<End> into, boolean all, List<String> alone) {
    List<StitchPair> pairs = new ArrayList<>();
    for (End one : from) {
      List<End> possible =
          into.stream()
              .filter(other -> StitchProbe.obstacle(one.grid, other.grid) == null)
              .toList();
      if (possible.isEmpty()) {
        alone.add(one.layer.name());
      } else if (all) {
        possible.forEach(other -> pairs.add(pair(one, other)));
      } else {
        pairs.add(pair(one, nearest(one, possible)));
      }
    }
    return pairs;
  }

  private static StitchPair pair(End from, End into) {
    return new StitchPair(from.layer, from.grid, from.index, into.layer, into.grid, into.index);
  }

  private static End nearest(End one, List<End> possible) {
    End best = possible.get(0);
    for (End other : possible) {
      int byDepth = Double.compare(apart(one, other), apart(one, best));
      int bySites = Integer.compare(sitesApart(one, other), sitesApart(one, best));
      if (byDepth < 0 || (byDepth == 0 && bySites < 0)) {
        best = other;
      }
    }
    return best;
  }

  private static double apart(End one, End other) {
    return Math.abs(one.layer.relativeDepth() - other.layer.relativeDepth());
  }

  private static int sitesApart(End one, End other) {
    return Math.abs(one.grid.sites() - other.grid.sites());
  }

  /** Both names. */
  String text() {
    return from.name() + " to " + into.name();
  }
}
