// Classes against layers: a heat map of one measure, one row for each class.

figure("class-map", (section, data) => {
  const state = { measure: data.measures[0], relative: false };
  section.append(element("div", { class: "controls" },
    choice("Measure", data.measures.map((name) => [name, description(name).title]), state.measure, (value) => {
      state.measure = value;
      drawn.draw();
    }),
    checkBox("Each layer relative to its mean over classes", false, (checked) => {
      state.relative = checked;
      drawn.draw();
    })));
  const drawn = addChart(section, {
    id: "figure-classes",
    title: () => description(state.measure).title + " of each class",
    caption: () => (state.relative
      ? "Each value is divided by the mean of its layer over classes: 1 is the mean. "
      : "") + (leavesInputOut(state.measure) ? "Shown without the input. " : "") + "Point at a cell to read its value and uncertainty." + accuracyWords(),
    label: () => "Heat map of " + description(state.measure).title + ": classes by layers.",
    height: () => 96 + Math.max(5, classLines(state.measure).length) * (classLines(state.measure).length > 30 ? 14 : 26),
    option: (ctx) => heatOption(state, ctx),
  });
});

/** The worst class by accuracy and how many are all right, where the network was asked. */
function accuracyWords() {
  const rated = classes.filter((entry) => typeof entry.accuracy === "number");
  const sorted = rated.slice().sort((a, b) => a.accuracy - b.accuracy);
  if (rated.length < 2 || sorted[0].accuracy === sorted[sorted.length - 1].accuracy) {
    return "";
  }
  const word = (entry) => (entry.name === String(entry.index) ? "class " : "") + entry.name + " (" + formatPercent(entry.accuracy) + " right)";
  const whole = rated.filter((entry) => entry.accuracy === 1).length;
  return " Fewest answers are right for " + word(sorted[0])
    + (whole > 0 ? "; of " + whole + " of " + rated.length + " classes all are." : ", most for " + word(sorted[sorted.length - 1]) + ".");
}

function heatOption(state, ctx) {
  const { colours } = ctx;
  const lines = classLines(state.measure);
  const positions = layers.map((layer, position) => position)
    .filter((position) => position !== inputPosition || !leavesInputOut(state.measure));
  const means = layers.map((layer, position) => {
    const values = lines.map((line) => line.points[position]).filter((row) => row && row.estimate !== null).map((row) => row.estimate);
    return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  const data = [];
  lines.forEach((line, row) => positions.forEach((position, column) => {
    const point = line.points[position];
    if (point && point.estimate !== null && (!state.relative || means[position] > 0)) {
      data.push([column, row, state.relative ? point.estimate / means[position] : point.estimate]);
    }
  }));
  const values = data.map((cell) => cell[2]);
  const narrow = ctx.width < 560;
  return {
    grid: { left: 8, right: 16, top: ctx.top + 46, bottom: 8, containLabel: true },
    tooltip: { trigger: "item", formatter: (shown) => cellTip(lines[shown.value[1]], positions[shown.value[0]]) },
    xAxis: Object.assign(depthAxis(colours, true, ctx.width, true, positions), { splitArea: { show: false } }),
    yAxis: axisStyle(colours, {
      type: "category", inverse: true, data: lines.map((line) => line.label),
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colours.ink, fontSize: lines.length > 30 ? 10 : 12, formatter: (name) => shortened(name, narrow ? 12 : 22) },
    }),
    visualMap: {
      type: "continuous", min: Math.min(...values, state.relative ? 1 : 0), max: Math.max(...values, 1e-9), calculable: false,
      orient: "horizontal", right: 12, top: ctx.top + 8, itemWidth: 12, itemHeight: narrow ? 90 : 160,
      inRange: { color: colours.ramp }, textStyle: { color: colours.soft, fontFamily: FONT },
      text: [formatNumber(Math.max(...values, 0)), formatNumber(Math.min(...values, state.relative ? 1 : 0))],
    },
    series: [{ type: "heatmap", data, itemStyle: { borderColor: colours.paper, borderWidth: 1 }, emphasis: { itemStyle: { borderColor: colours.ink } } }],
  };
}

function cellTip(line, position) {
  const row = line.points[position];
  return element("div", { class: "tip" },
    element("strong", {}, line.label + ", " + layerName(position)),
    element("div", { class: "soft" }, layerFacts(layers[position])),
    element("div", {}, description(line.measure).title + ": " + formatEstimate(row) + " " + formatInterval(row) + ", n = " + formatCount(row.n)));
}
