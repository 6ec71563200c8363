package dev.nervure.study.mapper;

import dev.nervure.run.AtomicFile;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MapperEdgeRow;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.study.layers.ActivationArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Mapper graphs of a run in files for other programs: two a layer, JSON and GraphML. */
public final class GraphFiles {
  private GraphFiles() {}

  /**
   * Writes {@code <index>-<layer>.json}, the graph as {@link GraphsSection} has it, and {@code
   * .graphml}. Files of these names are replaced; others stay.
   *
   * @param folder is made where it is missing
   * @return the files
   */
  public static List<Path> write(Results results, Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Map<String, @Nullable Object>> graphs = GraphsSection.graphs(results);
    List<MapperEdgeRow> edges = results.rows(Tables.MAPPER_EDGES);
    List<Path> written = new ArrayList<>();
    for (LayerResult layer : results.layers()) {
      Map<String, @Nullable Object> graph = graphs.get(layer.name());
      if (graph == null) {
        continue;
      }
      String name = ActivationArrays.baseName(layer.index(), layer.name());
      Path json = folder.resolve(name + ".json");
      PlainJson.write(json, graph);
      Path graphMl = folder.resolve(name + ".graphml");
      List<MapperEdgeRow> own =
          edges.stream().filter(edge -> edge.layer() == layer.index()).toList();
      AtomicFile.write(
          graphMl, GraphMl.of((List<?>) Objects.requireNonNull(graph.get("nodes")), own));
      written.add(json);
      written.add(graphMl);
    }
    return List.copyOf(written);
  }
}
