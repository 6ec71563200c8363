package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pixels as they are: what every other block is compared with. */
final class PixelBlock implements FeatureBlock {
  private final ImageSize size;

  PixelBlock(ImageSize size) {
    this.size = size;
  }

  @Override
  public String name() {
    return "pixels";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        Map<String, Number> indices = new LinkedHashMap<>();
        indices.put("row", row);
        indices.put("column", column);
        all.add(
            new Coefficient(
                "row %d, column %d".formatted(row, column),
                indices,
                new Coefficient.Region(row, column, row, column)));
      }
    }
    return all;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    List<DeclaredSymmetry> all = new ArrayList<>();
    for (ImageGroup group : ImageGroup.values()) {
      if (group.actsOn(size)) {
        all.add(
            DeclaredSymmetry.equivariant(
                group, (element, values) -> group.act(element, size, values), 0));
      }
    }
    return all;
  }

  @Override
  public double[] of(double[] image) {
    return image.clone();
  }

  @Override
  public long memory() {
    return 0;
  }
}
