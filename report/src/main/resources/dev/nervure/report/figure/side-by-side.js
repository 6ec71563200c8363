// Networks beside each other: maps of layers by layers, profiles one over the other, and other seeds.

const MAPS_AT_FIRST = 3;

figure("side-by-side", (section, data) => {
  const state = {
    pair: 0,
    shown: new Set(data.kinds.slice(0, MAPS_AT_FIRST).map((kind) => kind.measure)),
    profile: data.profiles.length > 0 ? data.profiles[0].measure : null,
    difference: false,
    spread: data.spreads.length > 0 ? data.spreads[0].measure : null,
  };
  const kindsShown = () => data.kinds.filter((kind) => state.shown.has(kind.measure));
  const pair = () => data.pairs[state.pair];
  let maps = null;
  if (data.pairs.length > 1) {
    section.append(element("div", { class: "controls" },
      selectBox("Networks", data.pairs.map((one, i) => [i, one.name]), (value) => {
        state.pair = Number(value);
        maps.draw();
      })));
  }
  if (data.kinds.length > 1) {
    section.append(element("div", { class: "controls" }, ...data.kinds.map((kind) =>
      checkBox(kind.title, state.shown.has(kind.measure), (checked) => {
        state.shown[checked ? "add" : "delete"](kind.measure);
        if (state.shown.size === 0) {
          state.shown.add(kind.measure);
        }
        maps.draw();
      }))));
  }
  maps = addChart(section, {
    id: "figure-similarity",
    title: () => "Layer by layer: " + pair().name,
    caption: () => similarityCaption(pair(), kindsShown()),
    label: () => "Maps of layers by layers of " + pair().name + ": " + kindsShown().map((kind) => kind.title).join(", ") + ".",
    source: "The table similarities of the run holds the values.",
    height: (width) => mapsHeight(pair(), kindsShown().length, width),
    option: (ctx) => similarityOption(pair(), kindsShown(), ctx),
  });
  if (state.profile !== null) {
    addOverlay(section, data, state);
  }
  if (state.spread !== null) {
    addSpreads(section, data, state);
  }
  if (data.removals.length > 0) {
    addRemovals(section, data);
  }
});

const MAP_HEAD = 64;
const MAP_FOOT = 88;

function mapColumns(count, width) {
  return count > 1 && width >= 640 ? 2 : 1;
}

function mapSide(pair, count, width) {
  const columns = mapColumns(count, width);
  const room = width / columns - (width < 560 ? 108 : 132);
  return Math.max(90, Math.min(room, 30 * Math.max(pair.rows.length, pair.columns.length), 420));
}

function mapsHeight(pair, count, width) {
  const lines = Math.ceil(count / mapColumns(count, width));
  return Math.max(180, lines * (MAP_HEAD + mapSide(pair, count, width) + MAP_FOOT));
}

function similarityCaption(pair, kinds) {
  const grids = kinds.map((kind) => [kind, pair.maps.find((map) => map.measure === kind.measure)]).filter(([, map]) => map);
  const nearest = grids.filter(([, map]) => map.of !== null)
    .map(([kind, map]) => kind.title + " " + map.sameName + " of " + map.of);
  const numbers = grids.flatMap(([, map]) => map.cells.flat()).filter((cell) => cell !== null && cell.value !== null).map((cell) => cell.n);
  const distances = grids.filter(([kind]) => kind.isDistance).map(([kind]) => kind.title);
  return (pair.isWithin ? "" : "Rows: layers of " + pair.first + ". Columns: layers of " + pair.second + ". ")
    + "Darker is more alike" + (distances.length > 0 ? ", a smaller distance (" + distances.join("; ") + ")" : "") + ". "
    + (pair.count > 1 ? "The mean of " + formatCount(pair.count) + (pair.isWithin ? " networks" : " pairs of networks") + "; the range of their values stands where a single one has its 95 % interval. " : "Point at a cell for its 95 % interval, by the choice of samples, and for what unrelated layers of these sizes would read. ")
    + (nearest.length > 0 ? "Nearest is the layer of the same name: " + nearest.join("; ") + ". " : "")
    + (numbers.length > 0 ? "n = " + formatCount(Math.min(...numbers)) + (Math.min(...numbers) < Math.max(...numbers) ? " to " + formatCount(Math.max(...numbers)) : "") + " samples." : "");
}

/** Several maps in one picture, each with colours of its own: their units differ. */
function similarityOption(pair, kinds, ctx) {
  const { colours } = ctx;
  const columns = mapColumns(kinds.length, ctx.width);
  const side = mapSide(pair, kinds.length, ctx.width);
  const narrow = ctx.width < 560;
  const left = narrow ? 92 : 112;
  const rowNames = withoutCommonParts(withoutExporterEnding(pair.rows));
  const columnNames = withoutCommonParts(withoutExporterEnding(pair.columns));
  const option = { grid: [], xAxis: [], yAxis: [], visualMap: [], series: [], title: [] };
  kinds.forEach((kind, i) => {
    const map = pair.maps.find((one) => one.measure === kind.measure);
    const x = (ctx.width / columns) * (i % columns);
    const y = ctx.top + Math.floor(i / columns) * (MAP_HEAD + side + MAP_FOOT);
    const values = [];
    (map ? map.cells : []).forEach((ofRow, row) => ofRow.forEach((cell, column) => {
      if (cell !== null && cell.value !== null) {
        values.push({ value: [column, row, cell.value], cell, row, column });
      }
    }));
    const numbers = values.map((one) => one.value[2]);
    const low = kind.isDistance ? 0 : Math.min(0, ...numbers);
    const high = kind.isDistance ? Math.max(...numbers, 1e-12) : Math.max(1, ...numbers);
    option.title.push({
      text: shortened(kind.title, narrow ? 34 : 44), left: x + 8, top: y + 4, textStyle: { color: colours.ink, fontFamily: FONT, fontSize: 13, fontWeight: 600 },
    });
    option.grid.push({ left: x + left, top: y + MAP_HEAD, width: side, height: side });
    const names = (list) => ({
      type: "category", gridIndex: i, data: list, axisLine: { show: false }, axisTick: { show: false },
    });
    option.xAxis.push(axisStyle(colours, Object.assign(names(columnNames), {
      axisLabel: { color: colours.soft, fontSize: 10, rotate: 55, interval: side / columnNames.length < 12 ? "auto" : 0, formatter: (name) => shortenedInside(name, 14) },
    })));
    option.yAxis.push(axisStyle(colours, Object.assign(names(rowNames), {
      inverse: true, axisLabel: { color: colours.soft, fontSize: 10, interval: side / rowNames.length < 11 ? "auto" : 0, formatter: (name) => shortenedInside(name, narrow ? 13 : 17) },
    })));
    option.visualMap.push({
      type: "continuous", seriesIndex: i, dimension: 2, min: low, max: high, calculable: false, orient: "horizontal", left: x + left, top: y + 28,
      itemWidth: 10, itemHeight: Math.min(110, side - 60), textStyle: { color: colours.soft, fontFamily: FONT, fontSize: 11 },
      text: [formatNumber(high), formatNumber(low)], inRange: { color: kind.isDistance ? colours.ramp.slice().reverse() : colours.ramp },
    });
    option.series.push({
      type: "heatmap", name: kind.title, xAxisIndex: i, yAxisIndex: i, data: values,
      itemStyle: { borderColor: colours.line, borderWidth: 1 }, emphasis: { itemStyle: { borderColor: colours.ink } },
    });
  });
  option.tooltip = { trigger: "item", formatter: (hit) => similarityTip(pair, hit.seriesName, hit.data) };
  return option;
}

function similarityTip(pair, title, { cell, row, column }) {
  return element("div", { class: "tip" },
    element("strong", {}, pair.rows[row] + " and " + pair.columns[column]),
    element("div", {}, title + ": " + formatNumber(cell.value)),
    cell.low === null || cell.high === null ? null
      : element("div", { class: "soft" }, (pair.count > 1 ? "range " : "95 % interval ") + formatNumber(cell.low) + " to " + formatNumber(cell.high)),
    cell.chance === null ? null : element("div", { class: "soft" }, "unrelated layers: " + formatNumber(cell.chance)),
    element("div", { class: "soft" }, "n = " + formatCount(cell.n)));
}

/** What was measured in the layers of the networks, one over the other, or their difference. */
function addOverlay(section, data, state) {
  const lines = () => data.profiles.find((one) => one.measure === state.profile).lines;
  const differences = () => data.differences.filter((one) => one.measure === state.profile);
  let drawn = null;
  section.append(element("div", { class: "controls" },
    choice("Measure", data.profiles.map((one) => [one.measure, description(one.measure).title]), state.profile, (value) => {
      state.profile = value;
      drawn.draw();
    })));
  if (data.differences.length > 0) {
    section.append(element("div", { class: "controls" },
      choice("Shown", [["values", "Values"], ["difference", "Difference"]], "values", (value) => {
        state.difference = value === "difference";
        drawn.draw();
      })));
  }
  drawn = addChart(section, {
    id: "figure-overlay",
    title: () => description(state.profile).title + (state.difference ? ": " + data.networks[0] + " minus " + data.networks[1] : ", network over network"),
    caption: () => overlayCaption(data, state, differences()),
    label: () => description(state.profile).title + " by relative depth of " + lines().map((line) => line.network).join(", ") + ".",
    source: "The table measures of the run holds the values.",
    height: (width) => (width < 560 ? 330 : 400),
    option: (ctx) => overlayOption(data, state, lines(), differences(), ctx),
  });
}

function overlayCaption(data, state, differences) {
  const resolved = differences.filter((one) => one.pValue !== null && one.pValue <= 0.05);
  return (state.difference
    ? "The difference of layers of one name, with its 95 % interval, which takes the samples of both for independent and is rather too wide. "
    : "Strokes: 95 % intervals of the single values, of " + intervalsOf([state.profile]) + ". ")
    + (differences.length > 0
      ? "Filled: the networks differ by more than the choice of samples (p at most 0.05 over all layers and measures), in " + resolved.length + " of " + differences.length + " layers. Whether other seeds would differ as much is another question. "
      : "")
    + "Without the input.";
}

function overlayOption(data, state, lines, differences, ctx) {
  const { colours } = ctx;
  const resolved = new Set(differences.filter((one) => one.pValue !== null && one.pValue <= 0.05).map((one) => one.layer));
  const depths = new Map(lines[0].points.map((point) => [point.layer, point.depth]));
  const drawn = state.difference
    ? [{ network: data.networks[0] + " minus " + data.networks[1], points: differences.filter((one) => depths.has(one.layer))
      .map((one) => ({ layer: one.layer, depth: depths.get(one.layer), value: one.difference, low: one.low, high: one.high })) }]
    : lines;
  const styled = drawn.map((line, i) => ({
    name: line.network, points: line.points, colour: state.difference ? colours.ink : colours.classes[i % colours.classes.length],
    dash: DASHES[Math.floor(i / colours.classes.length) % DASHES.length], symbol: SYMBOLS[i % SYMBOLS.length],
  }));
  const isFilled = (point) => differences.length === 0 || resolved.has(point.layer);
  return {
    grid: { left: 8, right: 22, top: ctx.top + 58, bottom: 34, containLabel: true },
    legend: {
      type: "scroll", left: 8, right: 8, top: ctx.top + 8, itemWidth: 26, data: styled.map((line) => line.name),
      textStyle: { color: colours.ink, fontFamily: FONT }, pageTextStyle: { color: colours.soft }, pageIconColor: colours.ink, pageIconInactiveColor: colours.line,
    },
    tooltip: {
      trigger: "item",
      formatter: (hit) => element("div", { class: "tip" }, element("strong", {}, hit.data.point.layer),
        element("div", {}, hit.seriesName + ": " + formatNumber(hit.data.point.value)),
        hit.data.point.low === null || hit.data.point.high === null ? null
          : element("div", { class: "soft" }, "95 % interval " + formatNumber(hit.data.point.low) + " to " + formatNumber(hit.data.point.high))),
    },
    xAxis: axisStyle(colours, { type: "value", min: 0, max: 1, interval: ctx.width < 330 ? 0.25 : 0.1, name: "relative depth", nameLocation: "middle", nameGap: 28 }),
    yAxis: axisStyle(colours, {
      type: "value", name: description(state.profile).axis, nameLocation: "end", nameGap: 12, scale: !state.difference,
      nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] }, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    series: styled.flatMap((line) => [
      {
        type: "line", name: line.name, symbol: line.symbol, symbolSize: 8, lineStyle: { color: line.colour, width: 2.2, type: line.dash }, itemStyle: { color: line.colour },
        data: line.points.map((point) => ({
          value: [point.depth, point.value], point,
          itemStyle: isFilled(point) ? { color: line.colour } : { color: colours.paper, borderColor: line.colour, borderWidth: 2 },
        })),
      },
      intervalStrokes(line.name, line.colour, line.points.map((point) => [point.depth, point.low, point.high])),
    ]),
  };
}

/** The networks between which a layer is held against itself: those of other seeds where there are such. */
function othersOf(data) {
  return data.seeds.length > 0 ? "networks of other seeds" : "the networks";
}

/** The same layer of other networks: every pair a dot, the pair that is asked about beside them. */
function addSpreads(section, data, state) {
  const measures = [...new Set(data.spreads.map((one) => one.measure))];
  const title = () => data.kinds.find((kind) => kind.measure === state.spread).title;
  const spreads = () => data.spreads.filter((one) => one.measure === state.spread);
  const ranks = () => data.ranks.filter((one) => one.measure === state.spread);
  let drawn = null;
  if (measures.length > 1) {
    section.append(element("div", { class: "controls" },
      choice(data.seeds.length > 0 ? "Other seeds by" : "Same layer by", measures.map((measure) => [measure, data.kinds.find((kind) => kind.measure === measure).title]), state.spread, (value) => {
        state.spread = value;
        drawn.draw();
      })));
  }
  drawn = addChart(section, {
    id: "figure-seeds",
    title: () => title() + " of the same layer in " + othersOf(data),
    caption: () => spreadCaption(data, spreads(), ranks()),
    label: () => title() + " of each layer between " + othersOf(data) + ".",
    source: "The table similarities of the run holds the values.",
    height: (width) => 96 + (width < 560 ? 26 : 28) * Math.max(4, spreads().length),
    option: (ctx) => spreadOption(data, spreads(), ranks(), title(), ctx),
  });
}

function spreadCaption(data, spreads, ranks) {
  const pairs = spreads.reduce((most, one) => Math.max(most, one.same.length), 0);
  const known = spreads.filter((one) => one.closer !== null);
  const specific = known.filter((one) => one.closer > 0.5).length;
  const asked = ranks.length > 0 ? ranks[0].first + " and " + ranks[0].second : null;
  return "Dots: " + pairs + (data.seeds.length > 0 ? " pairs of networks that differ by their seeds. " : " pairs of the networks. ")
    + (known.length > 0 ? "In " + specific + " of " + known.length + " layers they are mostly more alike in a layer of one name than in layers of other names. " : "")
    + (asked ? "Diamonds: " + asked + ". Point at one for its p-value, its rank among all " + ranks[0].pairs + " pairs of the networks; none can be below " + formatNumber(1 / ranks[0].pairs) + "." : "");
}

function spreadOption(data, spreads, ranks, title, ctx) {
  const others = data.seeds.length > 0 ? "other seeds" : "pairs of networks";
  const { colours } = ctx;
  const narrow = ctx.width < 560;
  const names = spreads.map((one) => one.layer);
  const short = withoutCommonParts(withoutExporterEnding(names));
  const dots = spreads.flatMap((one, row) => one.same.map((value) => ({ value: [value, row], spread: one })));
  const asked = ranks.filter((one) => names.includes(one.layer)).map((one) => ({ value: [one.value, names.indexOf(one.layer)], rank: one }));
  return {
    grid: { left: 8, right: 22, top: ctx.top + 34, bottom: 40, containLabel: true },
    legend: { left: 8, top: ctx.top + 6, itemWidth: 14, data: asked.length > 0 ? [others, "asked about"] : [others], textStyle: { color: colours.ink, fontFamily: FONT } },
    tooltip: { trigger: "item", formatter: (hit) => spreadTip(title, hit) },
    xAxis: axisStyle(colours, { type: "value", scale: true, name: title, nameLocation: "middle", nameGap: 28, splitLine: { show: true, lineStyle: { color: colours.line } } }),
    yAxis: axisStyle(colours, {
      type: "category", inverse: true, data: short, axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colours.ink, fontSize: 12, interval: 0, formatter: (name) => shortenedInside(name, narrow ? 12 : 22) },
    }),
    series: [
      { type: "scatter", name: others, symbol: "circle", symbolSize: 8, itemStyle: { color: colours.series[0], opacity: 0.55 }, data: dots },
      { type: "scatter", name: "asked about", symbol: "diamond", symbolSize: 13, itemStyle: { color: colours.series[1] }, data: asked, z: 5 },
    ],
  };
}

function spreadTip(title, hit) {
  const { spread, rank: asked } = hit.data;
  return element("div", { class: "tip" },
    element("strong", {}, (spread || asked).layer),
    element("div", {}, title + ": " + formatNumber(hit.value[0])),
    spread ? element("div", { class: "soft" }, "mean " + formatNumber(spread.mean) + ", 5 % to 95 %: " + formatNumber(spread.low) + " to " + formatNumber(spread.high)) : null,
    spread && spread.closer !== null ? element("div", { class: "soft" }, formatPercent(spread.closer) + " of the comparisons are nearer than other layers") : null,
    asked ? element("div", { class: "soft" }, "farther apart than " + asked.beyond + " of " + asked.seedPairs + " pairs of other seeds; p " + formatNumber(asked.p)) : null);
}

/** Layers beside themselves with ever fewer components. */
function addRemovals(section, data) {
  const measures = [...new Set(data.removals.map((one) => one.measure))];
  const networks = [...new Set(data.removals.map((one) => one.network))];
  const state = { measure: measures[0], network: networks[0] };
  const title = () => data.kinds.find((kind) => kind.measure === state.measure).title;
  const lines = () => data.removals.filter((one) => one.measure === state.measure && one.network === state.network);
  let drawn = null;
  if (measures.length > 1) {
    section.append(element("div", { class: "controls" },
      choice("Components removed, by", measures.map((measure) => [measure, data.kinds.find((kind) => kind.measure === measure).title]), state.measure, (value) => {
        state.measure = value;
        drawn.draw();
      })));
  }
  if (networks.length > 1) {
    section.append(element("div", { class: "controls" }, selectBox("Network", networks.map((name) => [name, name]), (value) => {
      state.network = value;
      drawn.draw();
    })));
  }
  drawn = addChart(section, {
    id: "figure-removals",
    title: () => title() + " of a layer and what is left of it, " + state.network,
    caption: () => "Each layer beside itself without its narrowest principal components. "
      + (lines().some((one) => one.seeds !== null) ? "Dashed, in the colour of a line: the mean of this layer between " + othersOf(data) + "; a measure notices where the line is beyond it." : "Without other networks there is nothing to hold it against (--seeds, --train)."),
    label: () => title() + " by share of components removed.",
    source: "The table sensitivities of the run holds the values.",
    height: (width) => (width < 560 ? 340 : 410),
    option: (ctx) => removalOption(lines(), title(), ctx),
  });
}

function removalOption(list, title, ctx) {
  const { colours } = ctx;
  const short = withoutCommonParts(withoutExporterEnding(list.map((one) => one.layer)));
  const colour = (i) => colours.classes[i % colours.classes.length];
  return {
    grid: { left: 8, right: 22, top: ctx.top + 58, bottom: 40, containLabel: true },
    legend: {
      type: "scroll", left: 8, right: 8, top: ctx.top + 8, itemWidth: 26, data: short,
      textStyle: { color: colours.ink, fontFamily: FONT }, pageTextStyle: { color: colours.soft }, pageIconColor: colours.ink, pageIconInactiveColor: colours.line,
    },
    tooltip: {
      trigger: "item",
      formatter: (hit) => element("div", { class: "tip" }, element("strong", {}, hit.seriesName),
        element("div", {}, title + ": " + formatNumber(hit.data.step.value)),
        element("div", { class: "soft" }, "without " + formatCount(hit.data.step.removed) + " of " + formatCount(hit.data.step.components) + " components, "
          + formatPercent(hit.data.step.shareRemoved) + " of the sum of squares")),
    },
    xAxis: axisStyle(colours, { type: "value", min: 0, max: 1, name: "share of the components removed", nameLocation: "middle", nameGap: 28 }),
    yAxis: axisStyle(colours, {
      type: "value", scale: true, name: title, nameLocation: "end", nameGap: 12, nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] },
      axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    series: list.flatMap((one, i) => [
      {
        type: "line", name: short[i], symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 5, lineStyle: { color: colour(i), width: 2 }, itemStyle: { color: colour(i) },
        data: one.steps.map((step) => ({ value: [step.removed / step.components, step.value], step })),
      },
    ].concat(one.seeds === null ? [] : [{
      type: "line", name: short[i], symbol: "none", silent: true, lineStyle: { color: colour(i), width: 1.2, type: [3, 3] }, data: [[0, one.seeds], [1, one.seeds]],
    }])),
  };
}
