package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.ClassResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MapperEdgeRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of a run with Mapper graphs in a browser; skipped where there is none. */
class MapperPageTest extends PageInBrowser {
  private static final int SIZE = 10;
  private static final int NODES = 6;

  private static Path page;

  /**
   * Two layers: a path of six nodes of ten samples, two classes; a graph without a node; and a node
   * of whose twenty members ten are in the page, with two lenses.
   */
  @BeforeAll
  static void writePage() {
    try (RunDirectory run = RunDirectory.create(folder.resolve("mapper"))) {
      StageRows rows = new StageRows();
      rows.add(new ClassResult(0, "cat <b>"));
      rows.add(new ClassResult(1, "dog"));
      for (int sample = 0; sample < NODES * SIZE; sample++) {
        rows.add(new SampleResult(sample, 1000 + sample, sample / 30, null));
      }
      for (int layer = 0; layer < 4; layer++) {
        rows.add(layer(layer));
      }
      for (int layer = 0; layer < 2; layer++) {
        rows.add(value("mapper_nodes", layer, NODES, "{}"));
        rows.add(value("mapper_edges", layer, NODES - 1, "{}"));
        rows.add(value("mapper_components", layer, 1, "{}"));
        rows.add(value("mapper_loops", layer, 0, "{}"));
        rows.add(value("mapper_eps", layer, 0.5 + layer, "{}"));
        for (int node = 0; node < NODES; node++) {
          addNode(rows, layer, layer == 0 ? node : NODES - 1 - node, node);
        }
      }
      rows.add(
          value("mapper_nodes", 2, 0, "{\"diagnosis\":[\"eps 0.001 is below all distances\"]}"));
      rows.add(value("mapper_nodes", 3, 1, "{}"));
      rows.add(value("mapper_edges", 3, 0, "{}"));
      rows.add(value("mapper_components", 3, 1, "{}"));
      rows.add(value("mapper_loops", 3, 0, "{}"));
      rows.add(new MapperNodeRow(3, 0, 0, 0, 0, 2 * SIZE, 0.1, 0.7, 1, 1.0, 1.0, 1.0, 0));
      for (int sample = 0; sample < SIZE; sample++) {
        rows.add(new MapperMemberRow(3, 0, sample, sample, 1000 + sample, 0));
      }
      run.complete("all", "key", 1, rows);
    }
    page = page("mapper");
  }

  private static void addNode(StageRows rows, int layer, int node, int block) {
    int label = block / 3;
    Double second = layer == 1 ? (Double) (0.5 * node) : null;
    rows.add(
        new MapperNodeRow(
            layer, node, node, 0, 0, SIZE, 0.1 * node, second, 1, 1.0, 1.0, 1.0, label));
    for (int i = 0; i < SIZE; i++) {
      int sample = block * SIZE + i;
      rows.add(new MapperMemberRow(layer, node, sample, sample, 1000 + sample, label));
    }
    if (block > 0) {
      rows.add(new MapperEdgeRow(layer, Math.min(block, block - 1), block, 1));
    }
  }

  private static LayerResult layer(int index) {
    return new LayerResult(
        index, "layer" + index, "Relu", "", index / 2.0, 4, List.of(4), "C", "flatten");
  }

  private static MeasuredValue value(String name, int layer, double estimate, String parameters) {
    return new MeasuredValue(
        name,
        Place.ofLayer(layer),
        null,
        estimate,
        null,
        null,
        null,
        null,
        60,
        1,
        "",
        "none",
        parameters,
        null);
  }

  private static String graph(int layer, String ask) throws Exception {
    return browser
        .evaluate(
            "(() => { const cy = document.querySelector('#figure-mapper-%d .mapper-plot')._cyreg.cy; return String(%s); })()"
                .formatted(layer, ask))
        .asText();
  }

  @Test
  void everyLayerHasItsGraphAndAnEmptyOneSaysWhy() throws Exception {
    browser.open(page, 1200, 900, false);
    assertQuiet();
    assertThat(text("#mapper-graphs figure h3")).contains("layer0", "layer1", "layer2");
    assertThat(graph(0, "cy.nodes().length + ' ' + cy.edges().length")).isEqualTo("6 5");
    assertThat(text("#figure-mapper-0 figcaption"))
        .contains("6 nodes, 5 edges, 1 component, 0 loops");
    assertThat(text("#figure-mapper-2")).contains("No node", "eps 0.001 is below all distances");
    assertThat(text("#mapper-graphs .mapper-legend")).contains("cat <b>", "dog");
    keepScreenshot("mapper");
    assertFitsAPhone(page, ".mapper-plot");
  }

  @Test
  void selectedNodesAreListedAndFoundInTheOtherLayer() throws Exception {
    browser.open(page, 1200, 900, false);
    graph(0, "cy.$('#n1').select()");
    browser.settle();
    assertThat(text("#mapper-graphs .mapper-panel"))
        .contains("1 node of layer0, 10 samples", "cat <b>", "10 (100.0 %)")
        .contains("1010, 1011, 1012");
    keepScreenshot("mapper-selected");
    // Block 1 is node 4 of the second layer, where nodes stand the other way round.
    assertThat(graph(1, "cy.nodes().map((n) => n.data('share'))")).isEqualTo("-1,-1,-1,-1,1,-1");
    graph(0, "cy.nodes().unselect()");
    browser.settle();
    assertThat(graph(1, "cy.nodes().map((n) => n.data('share'))")).isEqualTo("0,0,0,0,0,0");
    assertQuiet();
  }

  @Test
  void whatIsNotWholeIsNotSavedAndTheCommandIsNamed() throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(text("#figure-mapper-0 .saves")).contains("GraphML", "JSON");
    assertThat(text("#figure-mapper-0 figcaption")).doesNotContain("--export");
    assertThat(text("#figure-mapper-3 .saves")).contains("PNG").doesNotContain("GraphML", "JSON");
    assertThat(text("#figure-mapper-3 figcaption")).contains("nervure mapper with --export DIR");
    browser.evaluate(
        "(() => { const made = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return made(blob); }; })()");
    click("#figure-mapper-1 button", "GraphML");
    browser.settle();
    assertThat(browser.evaluate("String(window.saved)").asText())
        .contains("<key id=\"lens2\" for=\"node\"", "<data key=\"lens2\">2.5</data>");
    graph(3, "cy.$('#n0').select()");
    browser.settle();
    assertThat(text("#mapper-graphs .mapper-panel"))
        .contains("lists 10 of 20 members", "may hold some of these samples")
        .doesNotContain("Save samples as CSV");
    graph(3, "cy.nodes().unselect()");
    graph(0, "cy.$('#n1').select()");
    browser.settle();
    assertThat(text("#mapper-graphs .mapper-panel")).contains("Save samples as CSV");
    assertQuiet();
  }

  @Test
  void aLayerIsShownAloneAndByItsLens() throws Exception {
    browser.open(page, 1200, 900, false);
    browser.evaluate(
        "(() => { const s = document.querySelector('#mapper-graphs select'); s.value = '1'; s.dispatchEvent(new Event('change')); })()");
    browser.settle();
    assertThat(text("#mapper-graphs figure h3")).isEqualTo("layer1");
    click("#mapper-graphs button", "By lens");
    double[] across = new double[NODES];
    for (int node = 0; node < NODES; node++) {
      across[node] = Double.parseDouble(graph(1, "cy.$('#n%d').position('x')".formatted(node)));
    }
    assertThat(across).isSorted();
    click("#mapper-graphs button", "Lens");
    assertThat(text("#mapper-graphs .mapper-legend")).contains("least");
    assertQuiet();
  }

  /** The library is only in pages that draw with it, and only code that is named may run. */
  @Test
  void theLibraryIsPartOfThePageOnlyWhereItDraws() throws Exception {
    assertThat(Files.readString(page)).contains("The Cytoscape Consortium", "Cytoscape.js 3.");
    ExampleRun.write(folder.resolve("plain"));
    assertThat(Files.readString(page("plain"))).doesNotContain("Cytoscape");
  }
}
