// Mapper graphs: a graph a layer, side by side; nodes are pies of classes. Selected nodes are listed,
// and the nodes of the other layers show which share of their members, as far as the page lists them,
// are the same samples.

const MAPPER_UNIT = 46;
const MAPPER_SLICES = 12;
const MAPPER_LISTED = 400;
const MAPPER_MOST_SHOWN = 12;

figure("mapper-graphs", (section, data) => {
  const labelled = data.graphs.some((graph) => graph.nodes.some((node) => node.classes.length > 0));
  const state = {
    colour: labelled ? "classes" : "lens", place: "free", layer: data.graphs.length === 1 ? data.graphs[0].layer : null, selected: null,
  };
  const palette = mapperPalette(data.graphs);
  const pictures = [];
  const grid = element("div", { class: "mapper-grid" });
  const panel = element("div", { class: "mapper-panel", "aria-live": "polite" });
  const legend = element("div", { class: "chips mapper-legend" });
  const colours = [["classes", "Classes"], ["purity", "Purity"], ["lens", "Lens"]].filter(([kind]) => labelled || kind === "lens");
  const controls = element("div", { class: "controls" },
    data.graphs.length > 1 ? selectBox("Layer", [["", "all, side by side"]].concat(data.graphs.map((graph) => [graph.layer, mapperLayerName(graph)])), (value) => {
      state.layer = value === "" ? null : Number(value);
      build();
    }) : null,
    colours.length > 1 ? choice("Colour", colours, state.colour, (value) => {
      state.colour = value;
      restyle();
    }) : null,
    choice("Places", [["free", "By edges"], ["byLens", "By lens"]], state.place, (value) => {
      state.place = value;
      build();
    }));
  section.append(controls, legend, grid, panel);
  if (data.groups.length > 1) {
    section.append(mapperGroups(data));
  }

  function shown() {
    return state.layer === null ? data.graphs.slice(0, MAPPER_MOST_SHOWN) : data.graphs.filter((graph) => graph.layer === state.layer);
  }
  function build() {
    pictures.splice(0).forEach((picture) => picture.cy && picture.cy.destroy());
    const graphs = shown();
    grid.toggleAttribute("data-single", graphs.length === 1);
    grid.replaceChildren(...graphs.map((graph) => {
      const picture = mapperPicture(graph, graphs.length === 1);
      pictures.push(picture);
      return picture.figure;
    }));
    if (state.layer === null && data.graphs.length > MAPPER_MOST_SHOWN) {
      grid.append(element("p", { class: "soft" }, "The first " + MAPPER_MOST_SHOWN + " of " + data.graphs.length + " layers are shown; choose another by name."));
    }
    pictures.forEach((picture) => mapperDraw(picture, data, state, palette, select));
    state.selected = null;
    restyle();
  }
  function restyle() {
    pictures.forEach((picture) => picture.cy && picture.cy.style(mapperStyle(picture, data, state, palette)));
    mapperLegend(legend, data, state, palette);
    mapperPanel(panel, data, state);
  }
  function select(picture, ids) {
    const nodes = picture.graph.nodes.filter((node) => ids.has(node.id));
    state.selected = nodes.length === 0 ? null : { graph: picture.graph, nodes, samples: new Set(nodes.flatMap((node) => node.members)) };
    pictures.forEach((other) => {
      if (other.cy) {
        if (other !== picture) {
          other.cy.nodes().unselect();
        }
        mapperShare(other, state.selected);
      }
    });
    mapperPanel(panel, data, state);
  }
  theme.listeners.push(restyle);
  build();
});

function mapperLayerName(graph) {
  return layerPosition.has(graph.layer) ? layerName(layerPosition.get(graph.layer)) : String(graph.layer);
}

/** Classes from the most frequent on; those beyond the last colour share grey. */
function mapperPalette(graphs) {
  const counts = new Map();
  graphs.forEach((graph) => graph.nodes.forEach((node) => node.classes.forEach(([label, count]) => counts.set(label, (counts.get(label) || 0) + count))));
  const order = [...counts.keys()].sort((a, b) => a - b);
  const frequent = order.length <= MAPPER_SLICES ? order
    : order.slice().sort((a, b) => counts.get(b) - counts.get(a) || a - b).slice(0, MAPPER_SLICES - 1).sort((a, b) => a - b);
  return { order: frequent, others: order.length > frequent.length };
}

/** A colour for each class: ten of the theme, then lighter ones of the first. */
function mapperColours(palette) {
  const { classes: colours, soft } = theme.colours();
  const made = palette.order.map((label, i) => (i < colours.length ? colours[i] : mixed(colours[i % colours.length], theme.colours().paper, 0.5)));
  return palette.others ? made.concat([soft]) : made;
}

function mixed(one, other, share) {
  const part = (text, i) => parseInt(text.slice(1 + 2 * i, 3 + 2 * i), 16);
  return "#" + [0, 1, 2].map((i) => Math.round(part(one, i) * (1 - share) + part(other, i) * share).toString(16).padStart(2, "0")).join("");
}

/** A colour of the ramp for a share of 0 to 1. */
function rampColour(share) {
  const { ramp } = theme.colours();
  const at = Math.max(0, Math.min(1, share)) * (ramp.length - 1);
  const low = Math.min(ramp.length - 2, Math.floor(at));
  return mixed(ramp[low], ramp[low + 1], at - low);
}

function mapperPicture(graph, single) {
  const plot = element("div", { class: "plot mapper-plot", role: "img", "aria-label": "Mapper graph of " + mapperLayerName(graph) + ": " + mapperCounts(graph) + " The tables mapper_nodes, mapper_edges and mapper_members of the run hold it." });
  const tip = element("div", { class: "tip mapper-tip", hidden: "" });
  const picture = { graph, single, plot, tip, cy: null };
  const saves = element("div", { class: "saves" },
    mapperButton("+", "Larger", () => mapperZoom(picture, 1.3)), mapperButton("−", "Smaller", () => mapperZoom(picture, 1 / 1.3)), mapperButton("Fit", "Show all nodes", () => mapperFit(picture.cy)),
    mapperButton("PNG", "Save this graph as PNG", () => mapperPng(picture)),
    ...(mapperIsWhole(graph) ? [
      mapperButton("GraphML", "Save this graph as GraphML", () => saveFile(fileName("mapper " + mapperLayerName(graph), "graphml"), "application/xml", mapperGraphMl(graph))),
      mapperButton("JSON", "Save this graph as JSON", () => saveFile(fileName("mapper " + mapperLayerName(graph), "json"), "application/json", mapperJson(graph))),
    ] : []));
  saves.hidden = graph.nodes.length === 0;
  picture.figure = element("figure", { id: "figure-mapper-" + graph.layer },
    element("div", { class: "figure-head" }, element("h3", {}, mapperLayerName(graph)), saves),
    element("div", { class: "mapper-frame" }, plot, tip),
    element("figcaption", {}, mapperCounts(graph) + (graph.otherNodes > 0 ? " The " + formatCount(graph.otherNodes) + " smallest nodes are left out of the picture." : "")
      + (mapperIsWhole(graph) ? "" : " This page has a part of the graph: nervure mapper with --export DIR writes all of it as JSON and GraphML.")));
  return picture;
}

/** Whether the page has all nodes of a graph with all their members, so that files of it are whole. */
function mapperIsWhole(graph) {
  return graph.otherNodes === 0 && graph.nodes.every(mapperListsAll);
}

function mapperListsAll(node) {
  return node.members.length === node.size;
}

function mapperButton(text, label, act) {
  const button = element("button", { type: "button", "aria-label": label }, text);
  button.addEventListener("click", act);
  return button;
}

/** The value of a measure of a layer, or null. */
function mapperValue(graph, measure) {
  const row = measures.find((one) => one.measure === measure && one.layer === graph.layer && one.class === null);
  return row === undefined ? null : row;
}

function mapperCounts(graph) {
  const value = (measure) => {
    const row = mapperValue(graph, measure);
    return row && row.estimate !== null ? row.estimate : null;
  };
  const nodes = mapperValue(graph, "mapper_nodes");
  if (graph.nodes.length === 0) {
    const why = nodes && nodes.parameters && nodes.parameters.diagnosis ? nodes.parameters.diagnosis
      : nodes && nodes.notEstimable ? [nodes.notEstimable] : [];
    return ["No node."].concat(why).join(" ");
  }
  const counted = (number, one, many) => formatCount(number) + " " + (number === 1 ? one : many);
  const purity = value("mapper_node_purity");
  const chance = value("mapper_chance_purity");
  const uncovered = value("mapper_uncovered");
  const eps = value("mapper_eps");
  return [counted(value("mapper_nodes"), "node", "nodes"), counted(value("mapper_edges"), "edge", "edges"),
    counted(value("mapper_components"), "component", "components"), counted(value("mapper_loops"), "loop", "loops")].join(", ")
    + (eps !== null ? "; eps " + formatNumber(eps) : "")
    + (purity !== null ? "; node-wise purity " + formatNumber(purity) + (chance !== null ? " (" + formatNumber(chance) + " by chance)" : "") : "")
    + (uncovered ? "; " + formatPercent(uncovered) + " of the points in no node" : "") + ".";
}

function mapperDraw(picture, data, state, palette, select) {
  const { graph, plot, tip, single } = picture;
  if (graph.nodes.length === 0) {
    plot.classList.add("mapper-empty");
    plot.textContent = "No node";
    return;
  }
  const elements = graph.nodes.map((node, i) => ({
    group: "nodes", data: { id: "n" + i, at: i, share: 0 }, position: { x: node[state.place][0] * MAPPER_UNIT, y: -node[state.place][1] * MAPPER_UNIT },
  })).concat(graph.edges.map(([source, target, shared], i) => ({ group: "edges", data: { id: "e" + i, source: "n" + source, target: "n" + target, shared } })));
  picture.cy = cytoscape({
    container: plot, elements, layout: { name: "preset", fit: false }, style: mapperStyle(picture, data, state, palette),
    userZoomingEnabled: false, userPanningEnabled: single, autoungrabify: !single, boxSelectionEnabled: true, selectionType: "additive",
    minZoom: 0.02, maxZoom: 6,
  });
  const { cy } = picture;
  mapperFit(cy);
  const chosen = () => new Set(cy.nodes(":selected").map((one) => graph.nodes[one.data("at")].id));
  let pending = false;
  cy.on("select unselect", "node", () => {
    if (!pending && !picture.quiet) {
      pending = true;
      setTimeout(() => {
        pending = false;
        select(picture, chosen());
      }, 0);
    }
  });
  cy.on("mouseover", "node", (event) => {
    tip.replaceChildren(mapperTip(graph.nodes[event.target.data("at")], data, palette));
    tip.hidden = false;
    const at = event.renderedPosition || event.target.renderedPosition();
    const left = Math.min(at.x + 12, plot.clientWidth - tip.offsetWidth - 4);
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = Math.max(4, at.y + 14 + tip.offsetHeight > plot.clientHeight ? at.y - tip.offsetHeight - 10 : at.y + 14) + "px";
  });
  cy.on("mouseout", "node", () => {
    tip.hidden = true;
  });
  new ResizeObserver(() => {
    cy.resize();
    mapperFit(cy);
  }).observe(plot);
}

/** All nodes in sight; a few of them not larger than life. */
function mapperFit(cy) {
  cy.fit(undefined, 18);
  if (cy.zoom() > 1.6) {
    cy.zoom(1.6);
    cy.center();
  }
}

function mapperZoom(picture, factor) {
  const { cy } = picture;
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/** Areas are as the numbers of points. */
function mapperDiameter(graph, node) {
  const largest = Math.max(...graph.nodes.map((one) => one.size));
  return Math.max(9, 42 * Math.sqrt(node.size / largest));
}

function mapperStyle(picture, data, state, palette) {
  const { graph } = picture;
  const { ink, axis, paper, soft } = theme.colours();
  const accent = theme.name === "dark" ? "#6cc4ee" : "#00658f";
  const colours = mapperColours(palette);
  const lenses = data.graphs.flatMap((one) => (one === graph ? one.nodes.map((node) => node.lens[0]) : []));
  const low = Math.min(...lenses);
  const range = Math.max(...lenses) - low;
  const of = (one) => graph.nodes[one.data("at")];
  const plain = (node) => (state.colour === "purity" ? rampColour(node.purity) : rampColour(range > 0 ? (node.lens[0] - low) / range : 0.5));
  const node = {
    width: (one) => mapperDiameter(graph, of(one)), height: (one) => mapperDiameter(graph, of(one)),
    "background-color": (one) => (state.colour === "classes" ? soft : plain(of(one))),
    "border-width": 1, "border-color": ink, "border-opacity": 0.55,
    opacity: (one) => one.data("share") < 0 ? 0.14 : 1,
    "overlay-opacity": 0,
  };
  if (state.colour === "classes") {
    node["pie-size"] = "100%";
    colours.forEach((colour, i) => {
      node["pie-" + (i + 1) + "-background-color"] = colour;
      node["pie-" + (i + 1) + "-background-size"] = (one) => 100 * mapperSlice(of(one), palette, i) + "%";
      node["pie-" + (i + 1) + "-background-opacity"] = 1;
    });
  } else {
    node["pie-size"] = 0;
  }
  return [
    { selector: "node", style: node },
    { selector: "edge", style: { width: (one) => 1 + Math.min(4, Math.log2(1 + one.data("shared")) / 2), "line-color": axis, "curve-style": "haystack", "haystack-radius": 0, "overlay-opacity": 0, opacity: 0.8 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": accent, "border-opacity": 1 } },
    { selector: "node[share > 0]", style: { "border-width": (one) => 1 + 3 * one.data("share"), "border-color": accent, "border-opacity": 1 } },
    { selector: "core", style: { "selection-box-color": accent, "selection-box-border-color": accent, "selection-box-opacity": 0.12, "active-bg-opacity": 0, "outside-texture-bg-color": paper } },
  ];
}

/** The share of the class of a slice, the last being all others, in a node. */
function mapperSlice(node, palette, i) {
  const of = (keep) => node.classes.filter(([label]) => keep(label)).reduce((sum, [, count]) => sum + count, 0) / node.size;
  return i < palette.order.length ? of((label) => label === palette.order[i]) : of((label) => !palette.order.includes(label));
}

/** Marks in a graph which share of the members that the page lists of each node is in the selection of another: -1 for nothing. */
function mapperShare(picture, selected) {
  const { cy, graph } = picture;
  picture.quiet = true;
  cy.batch(() => cy.nodes().forEach((one) => {
    const node = graph.nodes[one.data("at")];
    let share = 0;
    if (selected !== null && selected.graph !== graph) {
      const common = node.members.filter((sample) => selected.samples.has(sample)).length;
      share = common === 0 ? -1 : common / node.members.length;
    }
    one.data("share", share);
  }));
  picture.quiet = false;
}

/** The pictures of some samples, as far as the page has them. */
function mapperThumbnails(data, samples, most) {
  const sheet = data.thumbnails;
  if (!sheet) {
    return null;
  }
  const at = mapperThumbnails.at || (mapperThumbnails.at = new Map(sheet.samples.map((sample, i) => [sample, i])));
  const shown = samples.filter((sample) => at.has(sample)).slice(0, most);
  return shown.length === 0 ? null : element("div", { class: "mapper-thumbnails" }, ...shown.map((sample) => {
    const i = at.get(sample);
    const x = (i % sheet.columns) * sheet.width;
    const y = Math.floor(i / sheet.columns) * sheet.height;
    const zoom = Math.max(1, Math.round(36 / sheet.width));
    return element("span", { role: "img", title: "sample " + sample, "aria-label": "Picture of sample " + sample,
      style: "width:" + sheet.width * zoom + "px;height:" + sheet.height * zoom + "px;background-image:url(" + sheet.picture + ");background-size:"
        + sheet.columns * sheet.width * zoom + "px auto;background-position:-" + x * zoom + "px -" + y * zoom + "px" });
  }));
}

function mapperTip(node, data, palette) {
  const lens = data.lens.split(",");
  return element("div", {},
    element("strong", {}, "Node " + node.id),
    element("div", { class: "soft" }, formatCount(node.size) + (node.size === 1 ? " point" : " points") + " · " + node.lens.map((value, i) => (lens[i] || "lens") + " " + formatNumber(value)).join(", ")
      + (node.purity === null || node.purity === undefined ? "" : " · purity " + formatNumber(node.purity))),
    mapperHistogram(node.classes, node.size, palette),
    mapperThumbnails(data, node.members, 4));
}

/** Which classes hang together, a row a layer; those that are spread over components in brackets. */
function mapperGroups(data) {
  const name = (label, spread) => (spread.includes(label) ? "(" + className(label) + ")" : className(label));
  const rows = data.groups.map((one) => element("tr", {}, element("td", { class: "name" }, mapperLayerName(one)),
    element("td", { class: "number" }, formatCount(one.groups.length)),
    element("td", {}, ...one.groups.flatMap((group) => [element("span", { class: "chip mapper-group" }, group.map((label) => name(label, one.spread)).join(" · ")), " "]))));
  return sidewaysTable({ class: "scroll plain", id: "mapper-groups", "aria-label": "Classes that hang together" },
    element("table", {}, element("caption", {}, "Classes that hang together: most of their points are in one component, in this layer or a later one, so that groups only split. In brackets: classes with less than half of their points in one component, whose group says little."),
      element("thead", {}, element("tr", {}, ...["Layer", "Groups", "Classes"].map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...rows)));
}

/** Classes by number of points, the most frequent first. */
function mapperHistogram(counts, size, palette) {
  const colours = mapperColours(palette);
  const sorted = counts.slice().sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const rows = sorted.slice(0, 8).map(([label, count]) => {
    const at = palette.order.indexOf(label);
    return element("tr", {}, element("td", {}, className(label)),
      element("td", { class: "mapper-bar" }, element("span", { style: "width:" + (100 * count / sorted[0][1]).toFixed(1) + "%;background:" + colours[at < 0 ? colours.length - 1 : at] })),
      element("td", { class: "figure" }, formatCount(count) + " (" + formatPercent(count / size) + ")"));
  });
  return rows.length === 0 ? null : element("table", {}, element("tbody", {}, ...rows,
    sorted.length > 8 ? element("tr", {}, element("td", { colspan: 3, class: "soft" }, formatCount(sorted.length - 8) + " more classes")) : null));
}

function mapperLegend(legend, data, state, palette) {
  const swatchOf = (colour) => element("span", { class: "mapper-swatch", style: "background:" + colour });
  if (state.colour === "classes") {
    legend.replaceChildren(...mapperColours(palette).map((colour, i) => element("span", { class: "chip" }, swatchOf(colour),
      element("span", {}, i < palette.order.length ? className(palette.order[i]) : "other classes"))));
    return;
  }
  const ends = state.colour === "purity" ? ["purity near 0", "purity 1"] : ["least " + data.lens.split(",")[0], "most"];
  legend.replaceChildren(element("span", { class: "chip" }, element("span", {}, ends[0]),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => swatchOf(rampColour(share))), element("span", {}, ends[1])));
}

/** What is in the selected nodes. */
function mapperPanel(panel, data, state) {
  const { selected } = state;
  if (selected === null) {
    panel.replaceChildren(element("p", { class: "soft" }, "Click nodes, or hold Shift and drag a box around them, to list their samples."
      + (data.graphs.length > 1 ? " The other graphs then fade all nodes that hold none of these samples." : "")));
    return;
  }
  const { graph, nodes } = selected;
  const samples = [...selected.samples].sort((a, b) => a - b);
  const counts = new Map();
  nodes.forEach((node) => node.classes.forEach(([label, count]) => counts.set(label, (counts.get(label) || 0) + count)));
  const size = nodes.reduce((sum, node) => sum + node.size, 0);
  const listed = nodes.reduce((sum, node) => sum + node.members.length, 0);
  const isWhole = listed === size;
  panel.replaceChildren(
    element("h3", {}, formatCount(nodes.length) + (nodes.length === 1 ? " node of " : " nodes of ") + mapperLayerName(graph) + ", " + formatCount(samples.length) + (samples.length === 1 ? " sample" : " samples")),
    !isWhole ? "" : element("div", { class: "saves" },
      mapperButton("Save samples as CSV", "Save the samples of the selected nodes as CSV", () => saveFile(fileName("mapper " + mapperLayerName(graph) + " samples", "csv"), "text/csv",
        "node,sample\n" + nodes.flatMap((node) => node.members.map((sample) => node.id + "," + sample)).join("\n") + "\n"))),
    mapperHistogram([...counts], size, mapperPalette(data.graphs)) || "",
    mapperThumbnails(data, samples, 80) || "",
    nodes.length > 1 ? element("p", { class: "soft" }, "A point in two of the nodes is counted twice in the classes.") : "",
    isWhole ? "" : element("p", { class: "soft" }, "This page lists " + formatCount(listed) + " of " + formatCount(size) + " members of these nodes; the table mapper_members of the run has all (nervure export RUN --csv DIR)."),
    data.graphs.length > 1 && !data.graphs.every((one) => one.nodes.every(mapperListsAll))
      ? element("p", { class: "soft" }, "What the other graphs mark is the share of the members that this page lists, which is not all of them; a node that fades may hold some of these samples.") : "",
    element("p", { class: "mapper-ids" }, "Samples by their position in the data: " + samples.slice(0, MAPPER_LISTED).join(", ") + (samples.length > MAPPER_LISTED ? ", … (" + formatCount(samples.length - MAPPER_LISTED) + " more)" : "")));
}

function mapperPng(picture) {
  const encoded = picture.cy.png({ full: true, scale: 2, bg: theme.colours().paper, maxWidth: 4000, maxHeight: 4000 });
  const bytes = Uint8Array.from(atob(encoded.slice(encoded.indexOf(",") + 1)), (c) => c.charCodeAt(0));
  saveFile(fileName("mapper " + mapperLayerName(picture.graph), "png"), "image/png", bytes);
}

/** Nodes and edges as the command prints them with --json, lenses rounded; for graphs that are whole. */
function mapperJson(graph) {
  const ids = graph.nodes.map((node) => node.id);
  return JSON.stringify({
    layer: mapperLayerName(graph),
    nodes: graph.nodes.map((node) => ({
      id: node.id, size: node.size, lens: node.lens.length > 1 ? node.lens : node.lens[0], purity: node.purity === undefined ? null : node.purity,
      classes: Object.fromEntries(node.classes.map(([label, count]) => [className(label), count])), members: node.members,
    })),
    edges: graph.edges.map(([source, target]) => [ids[source], ids[target]]),
  }, null, 1) + "\n";
}

function mapperGraphMl(graph) {
  const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => "&#" + c.charCodeAt(0) + ";").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
  const second = graph.nodes.some((node) => node.lens.length > 1) ? [["lens2", "double"]] : [];
  const keys = [["size", "int"], ["lens", "double"], ...second, ["purity", "double"], ["classes", "string"], ["members", "string"]];
  const value = (node, key) => (key === "lens" ? node.lens[0] : key === "lens2" ? node.lens[1] : key === "members" ? node.members.join(" ")
    : key === "classes" ? node.classes.map(([label, count]) => className(label) + "=" + count).join("; ") : node[key]);
  return '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    + keys.map(([key, type]) => '<key id="' + key + '" for="node" attr.name="' + key + '" attr.type="' + type + '"/>\n').join("")
    + '<key id="shared" for="edge" attr.name="shared" attr.type="int"/>\n<graph edgedefault="undirected">\n'
    + graph.nodes.map((node) => '<node id="n' + node.id + '">' + keys.map(([key]) => (value(node, key) === null || value(node, key) === undefined ? ""
      : '<data key="' + key + '">' + escaped(value(node, key)) + "</data>")).join("") + "</node>\n").join("")
    + graph.edges.map(([source, target, shared]) => '<edge source="n' + graph.nodes[source].id + '" target="n' + graph.nodes[target].id + '"><data key="shared">' + shared + "</data></edge>\n").join("")
    + "</graph>\n</graphml>\n";
}
