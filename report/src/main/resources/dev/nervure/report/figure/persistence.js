// Persistence diagrams and barcodes of one layer at a time.

const MOST_BARS = 60;
const DEGREES = [
  { dimension: 0, name: "H0, components", symbol: "circle", size: 6 },
  { dimension: 1, name: "H1, loops", symbol: "triangle", size: 8 },
];

figure("persistence", (section, { diagrams }) => {
  const drawn = layers.filter((layer) => diagrams.some((diagram) => diagram.layer === layer.index));
  const groups = [...new Set(diagrams.map((diagram) => diagram.class))]
    .sort((a, b) => (a === null ? -1 : a) - (b === null ? -1 : b));
  const diagramOf = (layerIndex, classIndex, dimension) => diagrams.find((diagram) =>
    diagram.layer === layerIndex && diagram.class === classIndex && diagram.dimension === dimension);
  /** Bars of a diagram as {birth, death}; death is null for an essential feature. */
  function barsOf(layerIndex, classIndex, dimension) {
    const found = diagramOf(layerIndex, classIndex, dimension);
    return found ? markInside(found.deaths.map((death, i) => ({ birth: found.births ? found.births[i] : 0, death })), found.band) : [];
  }
  const state = { at: firstShown(drawn, (layer) => barsOf(layer.index, groups[0], 1)), group: groups[0], shown: new Set([0, 1]), sameAxes: true };
  const layer = () => drawn[state.at];
  const group = () => (state.group === null ? "all points" : className(state.group));
  // The input has its own number of coordinates and with it its own scale: it would dwarf the layers.
  const input = inputPosition < 0 ? null : layers[inputPosition].index;
  const shared = () => state.sameAxes && layer().index !== input;
  const extent = () => largestDeath(diagrams.filter((diagram) => diagram.class === state.group
    && (shared() ? diagram.layer !== input : diagram.layer === layer().index)));

  const slider = element("input", { type: "range", min: 0, max: drawn.length - 1, step: 1, value: state.at, "aria-label": "Layer" });
  const where = element("span", { class: "where" });
  const step = (label, by) => {
    const button = element("button", { type: "button", "aria-label": label }, by < 0 ? "←" : "→");
    button.addEventListener("click", () => goTo(state.at + by));
    return button;
  };
  function goTo(position) {
    state.at = Math.max(0, Math.min(drawn.length - 1, position));
    slider.value = String(state.at);
    redraw();
  }
  slider.addEventListener("input", () => goTo(Number(slider.value)));
  section.append(
    element("div", { class: "controls" }, element("label", {}, "Layer", step("Previous layer", -1), slider), step("Next layer", 1), where),
    element("div", { class: "controls" },
      groups.length > 1 ? selectBox("Points", groups.map((index) => [String(index), index === null ? "all points" : className(index)]), (value) => {
        state.group = value === "null" ? null : Number(value);
        redraw();
      }) : null,
      ...DEGREES.map((degree) => checkBox(degree.name, true, (checked) => {
        state.shown[checked ? "add" : "delete"](degree.dimension);
        redraw();
      })),
      checkBox(input === null ? "Same axes for all layers" : "Same axes for all layers but the input", true, (checked) => {
        state.sameAxes = checked;
        redraw();
      })));

  const bars = () => DEGREES.filter((degree) => state.shown.has(degree.dimension))
    .map((degree) => Object.assign({
      bars: barsOf(layer().index, state.group, degree.dimension),
      band: (diagramOf(layer().index, state.group, degree.dimension) || {}).band,
    }, degree));
  const pair = element("div", { class: "pair" });
  section.append(pair);
  const charts = [
    addChart(pair, {
      id: "figure-diagram",
      title: () => "Diagram of " + layer().name + ", " + group(),
      caption: () => bars().map(countWords).join(" "),
      label: () => "Persistence diagram of layer " + layer().name + ", " + group() + ". " + bars().map(countWords).join(" "),
      height: (width) => Math.max(280, Math.min(width, 470)),
      option: (ctx) => diagramOption(bars(), extent(), ctx),
    }),
    addChart(pair, {
      id: "figure-barcode",
      title: () => "Barcode of " + layer().name + ", " + group(),
      caption: () => "Longest bars first, at most " + MOST_BARS + " of each degree. Bars with an arrow never end."
        + (bars().some((degree) => degree.band) ? " Pale bars are within the band of noise." : ""),
      label: () => "Barcode of layer " + layer().name + ", " + group() + ".",
      height: (width) => Math.max(280, Math.min(width, 470)),
      option: (ctx) => barcodeOption(bars(), extent(), ctx),
    }),
  ];
  function redraw() {
    where.textContent = layer().name + " (depth " + layer().depth.toFixed(2) + ")";
    slider.setAttribute("aria-valuetext", where.textContent);
    charts.forEach((chart) => chart.draw());
  }
  redraw();
});

/** The largest finite coordinate of diagrams. */
function largestDeath(diagrams) {
  let largest = 0;
  for (const diagram of diagrams) {
    diagram.deaths.forEach((death, i) => {
      largest = Math.max(largest, death === null ? (diagram.births ? diagram.births[i] : 0) : death);
    });
  }
  return largest || 1;
}

/** The layer with the largest sum of H1 lifespans, those of its loops: where there is most to see. */
function firstShown(drawn, loops) {
  let best = 0;
  let most = -1;
  drawn.forEach((layer, position) => {
    const sum = loops(layer)
      .reduce((total, bar) => total + (bar.death === null ? 0 : bar.death - bar.birth), 0);
    if (sum > most && layerPosition.get(layer.index) !== inputPosition) {
      best = position;
      most = sum;
    }
  });
  return best;
}

/**
 * Marks the bars within the band of noise. Births and deaths are rounded and a bar at the edge could fall on either
 * side: the number outside is the one that was counted, and those outside are the longest.
 */
function markInside(bars, band) {
  if (band) {
    const finite = bars.filter((bar) => bar.death !== null).sort((a, b) => b.death - b.birth - (a.death - a.birth));
    finite.forEach((bar, i) => { bar.inside = i >= band.outside; });
  }
  return bars;
}

function countWords(degree) {
  const finite = degree.bars.filter((bar) => bar.death !== null);
  const essential = degree.bars.length - finite.length;
  const name = "H" + degree.dimension;
  if (degree.bars.length === 0) {
    return name + ": no bars.";
  }
  const lifespans = finite.map((bar) => bar.death - bar.birth);
  const sum = lifespans.reduce((total, lifespan) => total + lifespan, 0);
  return name + ": " + formatCount(finite.length) + " finite bars"
    + (essential ? " and " + formatCount(essential) + " essential" : "")
    + (finite.length ? "; lifespans sum to " + formatNumber(sum) + ", the longest is " + formatNumber(Math.max(...lifespans)) : "") + "." + bandWords(degree, finite.length);
}

function bandWords(degree, finite) {
  if (!degree.band || finite === 0) {
    return "";
  }
  const { outside, level, width } = degree.band;
  return " " + (outside === 0 ? "None" : formatCount(outside)) + " of " + (finite === 1 ? "1 bar" : formatCount(finite) + " bars") + " of degree " + degree.dimension
    + (outside > 1 ? " lie" : " lies") + " outside the band of noise (" + Math.round(100 * level) + " %, " + formatNumber(width) + " wide).";
}

/** The strip above the diagonal in which bars are noise; it is one for both degrees. */
function bandStrip(degrees, end, colours) {
  const banded = degrees.find((degree) => degree.band && degree.bars.length > 0);
  if (!banded) {
    return [];
  }
  const width = Math.min(banded.band.width, end);
  return [{
    type: "custom", silent: true, z: 0, tooltip: { show: false }, data: [[0, 0]], encode: { x: 0, y: 1 },
    renderItem: (params, api) => ({
      type: "polygon",
      shape: { points: [[0, 0], [0, width], [end - width, end], [end, end]].map((corner) => api.coord(corner)) },
      style: { fill: colours.soft, opacity: 0.16 },
    }),
  }];
}

/** Pale where a bar is taken for noise; where there is no band all look alike. */
function weight(bar, faint, plain, strong) {
  return bar.inside === undefined ? plain : bar.inside ? faint : strong;
}

function diagramOption(degrees, largest, ctx) {
  const { colours } = ctx;
  const end = largest * 1.04;
  const infinity = largest * 1.1;
  const top = largest * 1.16;
  const rounded = (value) => (value > end + 1e-12 ? "" : formatDistance(value, largest));
  const axis = (name, more) => axisStyle(colours, Object.assign({
    type: "value", min: 0, max: top, interval: tickStep(largest), name, nameLocation: "middle",
    axisLabel: { color: colours.soft, fontSize: 11, formatter: rounded, showMaxLabel: false },
    axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: colours.line } },
  }, more));
  const straight = (data, dash, more) => Object.assign({
    type: "line", silent: true, symbol: "none", data, z: 1, tooltip: { show: false },
    lineStyle: { color: colours.axis, width: 1, type: dash },
  }, more);
  return {
    grid: { left: 34, right: 20, top: ctx.top + 40, bottom: 34, containLabel: true },
    legend: {
      left: 10, top: ctx.top + 8, itemWidth: 11, itemHeight: 11, data: degrees.map((degree) => degree.name),
      textStyle: { color: colours.ink, fontFamily: FONT },
    },
    tooltip: { trigger: "item", formatter: (shown) => (shown.seriesType === "scatter" ? barTip(shown.seriesName, shown.data.bar) : "") },
    xAxis: axis("birth", { nameGap: 28 }),
    yAxis: axis("death", { nameGap: 34 }),
    series: bandStrip(degrees, end, colours).concat([
      straight([[0, 0], [end, end]], "solid"),
      straight([{ value: [0, infinity], label: { show: true, position: "left", formatter: "∞", color: colours.ink, fontSize: 16 } }, [top, infinity]],
        [4, 4], { clip: false, symbol: "circle", symbolSize: 0.1, showSymbol: true }),
    ], degrees.map((degree) => ({
      type: "scatter", name: degree.name, symbol: degree.symbol, symbolSize: degree.size, z: 3 + degree.dimension,
      itemStyle: { color: colours.series[degree.dimension] },
      data: degree.bars.map((bar) => ({
        value: [bar.birth, bar.death === null ? infinity : bar.death], bar,
        itemStyle: bar.death === null ? { opacity: 1, borderColor: colours.ink, borderWidth: 1 } : { opacity: weight(bar, 0.35, 0.6, 0.95) },
      })),
    }))),
  };
}

/** A step of 1, 2 or 5 times a power of ten that gives four to eight ticks. */
function tickStep(largest) {
  const power = Math.pow(10, Math.floor(Math.log10(largest / 5)));
  const digit = largest / 5 / power;
  return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

function formatDistance(value, largest) {
  return value.toFixed(Math.max(0, -Math.floor(Math.log10(tickStep(largest)) + 1e-9)));
}

function barcodeOption(degrees, largest, ctx) {
  const { colours } = ctx;
  const end = largest * 1.1;
  const rows = degrees.flatMap((degree) => degree.bars
    .map((bar) => ({ bar, degree, length: bar.death === null ? Infinity : bar.death - bar.birth }))
    .sort((a, b) => b.length - a.length || a.bar.birth - b.bar.birth)
    .slice(0, MOST_BARS));
  return {
    grid: { left: 14, right: 20, top: ctx.top + 40, bottom: 34, containLabel: true },
    legend: {
      left: 10, top: ctx.top + 8, itemWidth: 16, itemHeight: 8, data: degrees.map((degree) => degree.name),
      textStyle: { color: colours.ink, fontFamily: FONT },
    },
    tooltip: { trigger: "item", formatter: (shown) => barTip(shown.seriesName, shown.data.bar) },
    xAxis: axisStyle(colours, {
      type: "value", min: 0, max: end, interval: tickStep(largest), name: "distance", nameLocation: "middle", nameGap: 28,
      axisLabel: { color: colours.soft, fontSize: 11, showMaxLabel: false, formatter: (value) => formatDistance(value, largest) },
    }),
    yAxis: axisStyle(colours, {
      type: "category", inverse: true, data: rows.map((row, i) => String(i)),
      axisLabel: { show: false }, axisTick: { show: false },
    }),
    series: degrees.map((degree) => ({
      type: "custom", name: degree.name, itemStyle: { color: colours.series[degree.dimension] }, encode: { x: [1, 2], y: 0 },
      data: rows.map((row, i) => (row.degree === degree
        ? { value: [i, row.bar.birth, row.bar.death === null ? end : row.bar.death], bar: row.bar } : null)).filter(Boolean),
      renderItem: (params, api) => barShape(api, colours.series[degree.dimension], api.value(2) >= end, weight(rows[api.value(0)].bar, 0.3, 0.85, 0.95)),
    })),
  };
}

function barShape(api, colour, endless, opacity) {
  const [from, y] = api.coord([api.value(1), api.value(0)]);
  const [to] = api.coord([api.value(2), api.value(0)]);
  const thick = Math.max(1, Math.min(7, api.size([0, 1])[1] * 0.7));
  const bar = { type: "rect", shape: { x: from, y: y - thick / 2, width: Math.max(1, to - from), height: thick }, style: { fill: colour, opacity } };
  if (!endless) {
    return bar;
  }
  return {
    type: "group",
    children: [bar, { type: "polygon", shape: { points: [[to, y - 5], [to + 9, y], [to, y + 5]] }, style: { fill: colour } }],
  };
}

function barTip(name, bar) {
  return element("div", { class: "tip" },
    element("strong", {}, name),
    element("div", {}, bar.death === null
      ? "born at " + formatNumber(bar.birth) + ", never dies (essential)"
      : "born at " + formatNumber(bar.birth) + ", dies at " + formatNumber(bar.death) + ", lifespan " + formatNumber(bar.death - bar.birth)),
    bar.inside === undefined ? null : element("div", {}, bar.inside ? "within the band of noise" : "outside the band of noise"));
}
