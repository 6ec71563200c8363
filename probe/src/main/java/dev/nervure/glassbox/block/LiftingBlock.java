package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@linkplain Lifting Lifted maps} after ReLU, averaged over square cells: by filter, element of
 * the group and cell. Moving the image by an element of the lattice moves cells and elements, which
 * is declared; by the other turns of the group nearly so.
 *
 * <p>Cells divide the image evenly; a pixel on a border counts for both by its area. So no side
 * length puts the cells off centre.
 */
final class LiftingBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  private final Lifting lifting;
  private final int cells;
  /* By cell, the share of each row (or column) in it; the shares of a cell sum up to 1. */
  private final double[][] shares;

  LiftingBlock(ImageSize size, BlockSettings settings) {
    lifting = new Lifting("lifting", size, settings);
    cells = settings.cells();
    int side = size.height();
    if (cells > side) {
      throw new IllegalArgumentException(
          "images of %s have no %d cells along a side; %d are the most"
              .formatted(size, cells, side));
    }
    shares = new double[cells][side];
    for (int cell = 0; cell < cells; cell++) {
      for (int row = 0; row < side; row++) {
        /* In units of 1 / cells of a pixel, so that borders are whole numbers. */
        long from = Math.max((long) row * cells, (long) cell * side);
        long to = Math.min((row + 1L) * cells, (cell + 1L) * side);
        shares[cell][row] = Math.max(0, to - from) / (double) side;
      }
    }
  }

  @Override
  public String name() {
    return "lifting";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>(lifting.settings());
    all.put("cells", cells);
    return all;
  }

  @Override
  public ImageSize size() {
    return lifting.size();
  }

  @Override
  public List<Coefficient> coefficients() {
    int side = size().height();
    List<Coefficient> all = new ArrayList<>();
    for (int filter = 0; filter < lifting.filters().size(); filter++) {
      for (int element = 0; element < lifting.group().order(); element++) {
        for (int row = 0; row < cells; row++) {
          for (int column = 0; column < cells; column++) {
            Map<String, Number> indices = new LinkedHashMap<>();
            indices.put("filter", filter + 1);
            indices.put("element", element);
            indices.put("row", row);
            indices.put("column", column);
            all.add(
                new Coefficient(
                    "%s, %s, cell %d %d"
                        .formatted(
                            lifting.filters().get(filter).name(),
                            lifting.words(element),
                            row,
                            column),
                    indices,
                    new Coefficient.Region(
                        first(row, side),
                        first(column, side),
                        last(row, side),
                        last(column, side))));
          }
        }
      }
    }
    return all;
  }

  private int first(int cell, int side) {
    return cell * side / cells;
  }

  private int last(int cell, int side) {
    return ((cell + 1) * side - 1) / cells;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    return List.of(
        DeclaredSymmetry.equivariant(lifting.lattice(), this::moved, ROUNDING),
        DeclaredSymmetry.continuous(lifting.finerTurns(), DeclaredSymmetry.Kind.EQUIVARIANT));
  }

  private double[] moved(int element, double[] values) {
    int own = lifting.element(element);
    int order = lifting.group().order();
    ImageSize grid = new ImageSize(cells, cells);
    double[] now = new double[values.length];
    for (int filter = 0; filter < lifting.filters().size(); filter++) {
      for (int g = 0; g < order; g++) {
        int from = lifting.group().product(lifting.group().inverse(own), g);
        double[] map = new double[grid.pixels()];
        System.arraycopy(values, (filter * order + from) * map.length, map, 0, map.length);
        System.arraycopy(
            lifting.lattice().act(element, grid, map),
            0,
            now,
            (filter * order + g) * map.length,
            map.length);
      }
    }
    return now;
  }

  @Override
  public double[] of(double[] image) {
    double[] values =
        new double[lifting.filters().size() * lifting.group().order() * cells * cells];
    int place = 0;
    for (int filter = 0; filter < lifting.filters().size(); filter++) {
      for (double[] map : lifting.of(filter, image)) {
        for (double[] ofRows : shares) {
          for (double[] ofColumns : shares) {
            values[place++] = mean(map, ofRows, ofColumns);
          }
        }
      }
    }
    return values;
  }

  private static double mean(double[] map, double[] ofRows, double[] ofColumns) {
    double sum = 0;
    for (int row = 0; row < ofRows.length; row++) {
      if (ofRows[row] == 0) {
        continue;
      }
      double ofRow = 0;
      for (int column = 0; column < ofColumns.length; column++) {
        ofRow += ofColumns[column] * map[row * ofColumns.length + column];
      }
      sum += ofRows[row] * ofRow;
    }
    return sum;
  }

  @Override
  public long memory() {
    return lifting.memory();
  }
}
