package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.Coefficient;
import dev.nervure.glassbox.block.FeatureBlock;
import dev.nervure.run.PlainJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each column of an array of coefficients is, as a file beside it. */
public final class CoefficientNames {
  private CoefficientNames() {}

  /**
   * Writes JSON where the name of the file ends so, else CSV: the column, from 0 on; the name; the
   * indices; and the rectangle of pixels that it reads, empty for the whole image.
   */
  public static void write(Path file, FeatureBlock block) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      PlainJson.write(file, json(block));
      return;
    }
    try {
      Files.writeString(file, csv(block.coefficients()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> json(FeatureBlock block) {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (Coefficient coefficient : block.coefficients()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("column", columns.size());
      one.put("name", coefficient.name());
      one.put("indices", coefficient.indices());
      Coefficient.Region region = coefficient.region();
      one.put(
          "region",
          region == null
              ? null
              : List.of(region.top(), region.left(), region.bottom(), region.right()));
      columns.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("block", block.name());
    all.put("settings", block.settings());
    all.put("imageSize", List.of(block.size().height(), block.size().width()));
    all.put("coefficients", columns);
    return all;
  }

  private static String csv(List<Coefficient> coefficients) {
    Set<String> indices = new LinkedHashSet<>();
    coefficients.forEach(one -> indices.addAll(one.indices().keySet()));
    StringBuilder text = new StringBuilder("column,name");
    indices.forEach(index -> text.append(',').append(index));
    text.append(",top,left,bottom,right\n");
    for (int column = 0; column < coefficients.size(); column++) {
      Coefficient one = coefficients.get(column);
      text.append(column).append(",\"").append(one.name().replace("\"", "\"\"")).append('"');
      for (String index : indices) {
        Number value = one.indices().get(index);
        text.append(',').append(value == null ? "" : value.toString());
      }
      Coefficient.@Nullable Region region = one.region();
      text.append(
          region == null
              ? ",,,,"
              : ",%d,%d,%d,%d"
                  .formatted(region.top(), region.left(), region.bottom(), region.right()));
      text.append('\n');
    }
    return text.toString();
  }
}
