// Values from network to network: epoch by epoch, or model by model.

figure("networks", (section, data) => {
  const names = data.measures.map((one) => one.measure);
  const state = { measure: names[0] };
  const input = inputPosition < 0 ? null : layers[inputPosition].name;
  const isDrawn = (line) => !(leavesInputOut(state.measure) && line.layer === input);
  const linesOf = () => data.measures.find((one) => one.measure === state.measure).lines.filter(isDrawn);
  let drawn = null;
  if (names.length > 1) {
    section.append(element("div", { class: "controls" },
      choice("Measure", names.map((name) => [name, description(name).title]), state.measure, (value) => {
        state.measure = value;
        drawn.draw();
      })));
  }
  drawn = addChart(section, {
    id: "figure-networks",
    title: () => description(state.measure).title + ", " + data.axis + " by " + data.axis,
    caption: () => networksCaption(data, state.measure, linesOf())
      + (input !== null && leavesInputOut(state.measure) ? " Without the input, whose many coordinates alone make it large." : ""),
    label: () => description(state.measure).title + " of " + linesOf().map((line) => line.layer).join(", ") + ", " + data.axis + " by " + data.axis + ".",
    source: "The table measures of the run holds the values.",
    height: (width) => (width < 560 ? 340 : 400) + (data.axis === "model" ? 40 : 0),
    option: (ctx) => networksOption(data, state.measure, linesOf(), ctx),
  });
});

function networksCaption(data, measure, lines) {
  const uneven = lines.filter((line) => new Set(line.widths).size > 1);
  const widths = uneven.length === 0 ? "" : " The layers are not of one width, and values grow with the width: " + uneven.map((line) =>
    line.layer + " has " + [...new Set(line.widths)].join(", ") + " coordinates").join("; ") + ".";
  const known = data.accuracies.map((accuracy, i) => [accuracy, data.points[i]]).filter(([accuracy]) => accuracy !== null);
  const accuracies = known.length === 0 ? "" : " Accuracy: " + (known.length <= 6 ? known : [known[0], known[known.length - 1]])
    .map(([accuracy, point]) => data.axis + " " + point + " " + formatPercent(accuracy)).join(", ") + ".";
  return "Values over all samples, or means over classes, with 95 % intervals of the single values, each of " + intervalsOf([measure]) + "." + (areDimensions([measure]) ? " Dotted, in the colour of a line: the number of coordinates of its layer, where it comes into the picture." : "") + widths + accuracies;
}

function networksOption(data, measure, list, ctx) {
  const { colours } = ctx;
  const numeric = data.axis === "epoch";
  const short = withoutCommonParts(withoutExporterEnding(list.map((line) => line.layer)));
  const lines = list.map((line, i) => ({
    name: short[i], values: line.values, widths: line.widths, colour: colours.classes[i % colours.classes.length],
    dash: DASHES[Math.floor(i / colours.classes.length) % DASHES.length], symbol: SYMBOLS[i % SYMBOLS.length],
  }));
  const at = (i) => (numeric ? data.points[i] : i);
  return {
    grid: { left: 8, right: 22, top: ctx.top + 62, bottom: 34, containLabel: true },
    legend: {
      type: "scroll", left: 8, right: 8, top: ctx.top + 8, itemWidth: 26, data: lines.map((line) => line.name),
      textStyle: { color: colours.ink, fontFamily: FONT }, pageTextStyle: { color: colours.soft }, pageIconColor: colours.ink,
      pageIconInactiveColor: colours.line,
    },
    tooltip: {
      trigger: "item",
      formatter: (shown) => element("div", { class: "tip" }, element("strong", {}, shown.seriesName),
        element("div", {}, data.axis + " " + data.points[shown.data.index] + ": " + formatEstimate(shown.data.row))),
    },
    xAxis: numeric
      ? axisStyle(colours, {
        type: "value", minInterval: 1, min: data.points[0], max: data.points[data.points.length - 1], name: "epoch", nameLocation: "middle", nameGap: 30,
      })
      : axisStyle(colours, {
        type: "category", data: data.points.map(String),
        axisLabel: { color: colours.soft, fontSize: 11, interval: 0, rotate: data.points.length > 3 ? 30 : 0, formatter: (name) => shortenedInside(name, 24) },
      }),
    yAxis: axisStyle(colours, {
      type: "value", name: description(measure).axis, nameLocation: "end", nameGap: 12, nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] }, scale: true, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    series: lines.flatMap((line) => [
      networkLine(line, at, numeric),
      intervalStrokes(line.name, line.colour, line.values.map((value, i) => [at(i), value && value.low, value && value.high])),
    ].concat(areDimensions([measure]) ? [networkWidths(line, at)] : [])),
  };
}

/** Joined where the networks have an order. */
function networkLine(line, at, joined) {
  return {
    type: "line", name: line.name, symbol: line.symbol, symbolSize: 7, connectNulls: false,
    lineStyle: { color: line.colour, width: joined ? 2.2 : 0, type: line.dash }, itemStyle: { color: line.colour },
    data: line.values.map((value, i) => ({
      value: [at(i), value ? value.estimate : null], index: i,
      row: value && { estimate: value.estimate, error: value.low === null || value.high === null ? null : (value.high - value.low) / (2 * NORMAL_95) },
    })),
  };
}

/** The number of coordinates of a line's layer, which bounds its dimension; it does not stretch the axis. */
function networkWidths(line, at) {
  const places = line.widths.map((width, i) => [at(i), width]);
  const drawn = line.values.find((value) => value !== null);
  return {
    type: "custom", name: line.name, silent: true, clip: true, z: 1,
    data: [[places[0][0], drawn.estimate]], // one item that draws all; ECharts fits the axis to its value
    renderItem: (params, api) => {
      const points = places.map((place) => api.coord(place)).map(([x, y]) => [x, Math.max(params.coordSys.y - 20, y)]);
      return { type: "polyline", shape: { points }, style: { stroke: line.colour, lineWidth: 1.2, lineDash: [1.5, 2.5], fill: null, opacity: 0.8 } };
    },
  };
}
