// Which symmetries are learned at which depth: a panel for each map of the ladder, a line for each
// transformation.

const RUNG_NAMES = {
  identity: "No map: invariance",
  site_permutation: "Sites move",
  shared_1x1: "Sites move, channels mix (1 x 1)",
  shared_3x3: "Filters of 3 x 3 sites",
  forward_selection_1: "One input for each channel",
  forward_selection_5: "Five inputs for each channel",
  forward_selection_25: "25 inputs for each channel",
  task_oriented: "1 x 1, trained on the task",
};

figure("learned-symmetry", (section, data) => {
  const state = { shown: "residual" };
  const hasErrors = data.points.some((point) => point.error !== null);
  const kinds = [["residual", "Residual"], ["logarithm", "Residual, logarithmic"]]
    .concat(hasErrors ? [["error", "Error when led back"]] : []);
  let drawn = null;
  section.append(element("div", { class: "controls" },
    choice("Shown", kinds, state.shown, (value) => {
      state.shown = value;
      drawn.draw();
    })));
  drawn = addChart(section, {
    id: "figure-learned-symmetry",
    title: () => (state.shown === "error" ? "Errors on transformed images" : "What maps of features leave of transformed images"),
    caption: () => symmetryCaption(data, state),
    label: () => "A panel for each map, a line for each transformation, by relative depth.",
    source: "The tables symmetries and symmetry_rungs of the run hold the values.",
    height: (width) => 70 + symmetryPanels(data, width).rows * 235,
    option: (ctx) => symmetryOption(data, state, ctx),
  });
});

function symmetryPanels(data, width) {
  const columns = width < 620 ? 1 : 2;
  return { columns, rows: Math.ceil(data.rungs.length / columns) };
}

function symmetryCaption(data, state) {
  const images = formatCount(data.fit) + " images to find maps, " + formatCount(data.held) + " others to test them.";
  if (state.shown === "error") {
    return "Share of wrong answers to transformed images when the map leads the features of a layer back to those of the image as it is; without a map, the network left alone."
      + (data.cleanError === null ? "" : " Dotted: " + formatPercent(data.cleanError) + " on the images as they are.") + " " + images;
  }
  return "0: the layer follows the transformation by this map; 1: no better than a constant. Strokes are 95 % intervals over images. Rings, dashed: the mean of untrained networks of the same graph, in which such a map is as cheap. " + images;
}

function symmetryValue(point, kind, shown) {
  const value = kind === "untrained" ? point.untrained : shown === "error" ? point.error : point[kind];
  if (value === null || value === undefined) {
    return null;
  }
  return shown === "logarithm" ? (value > 0 ? Math.log10(value) : null) : value;
}

function symmetryOption(data, state, ctx) {
  const { colours } = ctx;
  const { columns, rows } = symmetryPanels(data, ctx.width);
  const shown = state.shown;
  const points = data.points.filter((point) => layerPosition.has(point.layer));
  const depth = (point) => layers[layerPosition.get(point.layer)].depth;
  const colour = (transform) => colours.series[data.transforms.indexOf(transform) % colours.series.length];
  const symbol = (transform) => SYMBOLS[data.transforms.indexOf(transform) % SYMBOLS.length];
  const all = points.flatMap((point) => ["residual", "untrained"].map((kind) => symmetryValue(point, kind, shown)))
    .filter((value) => value !== null);
  const highest = Math.max(shown === "logarithm" ? 0 : shown === "error" ? 0.1 : 1, ...all);
  const lowest = shown === "logarithm" ? Math.floor(Math.min(0, ...all)) : 0;
  const wide = 100 / columns;
  const option = { grid: [], xAxis: [], yAxis: [], title: [], series: [] };
  data.rungs.forEach((rung, index) => {
    const left = (index % columns) * wide;
    const top = ctx.top + 46 + Math.floor(index / columns) * 235;
    option.title.push({
      text: RUNG_NAMES[rung] || rung, left: left + 1 + "%", top,
      textStyle: { color: colours.ink, fontFamily: FONT, fontSize: 13, fontWeight: 600 },
    });
    option.grid.push({ left: left + 1 + "%", width: wide - 3 + "%", top: top + 26, height: 170, containLabel: true });
    option.xAxis.push(Object.assign(depthAxis(colours, false, ctx.width / columns, index >= (rows - 1) * columns), { gridIndex: index }));
    option.yAxis.push(axisStyle(colours, {
      type: "value", gridIndex: index, min: lowest, max: shown === "logarithm" ? Math.ceil(highest) : Math.ceil(highest * (shown === "error" ? 20 : 2)) / (shown === "error" ? 20 : 2),
      axisLabel: {
        color: colours.soft,
        formatter: (value) => (shown === "logarithm" ? formatPower(value) : shown === "error" ? formatPercent(value) : formatTick(value)),
      },
      axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: colours.line } },
    }));
    data.transforms.forEach((transform) => {
      const own = points.filter((point) => point.rung === rung && point.transform === transform);
      const series = (kind, more) => Object.assign({
        type: "line", name: transform, xAxisIndex: index, yAxisIndex: index, symbolSize: 7, connectNulls: false,
        data: own.map((point) => ({ value: [depth(point), symmetryValue(point, kind, shown)], point }))
          .filter((one) => one.value[1] !== null),
      }, more);
      option.series.push(series("residual", {
        symbol: symbol(transform), lineStyle: { color: colour(transform), width: 2.2 }, itemStyle: { color: colour(transform) },
        markLine: shown === "error" && data.cleanError !== null ? {
          silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours.soft, type: "dotted" }, data: [{ yAxis: data.cleanError }],
        } : undefined,
      }));
      if (shown !== "error") {
        option.series.push(series("untrained", {
          symbol: "emptyCircle", symbolSize: 5, lineStyle: { color: colour(transform), width: 1.2, type: "dashed" }, itemStyle: { color: colour(transform) },
        }));
      }
      if (shown === "residual") {
        option.series.push(Object.assign(intervalStrokes(transform, colour(transform),
          own.filter((point) => point.low !== null).map((point) => [depth(point), point.low, point.high])), { xAxisIndex: index, yAxisIndex: index }));
      }
    });
  });
  option.legend = {
    type: "scroll", left: 12, top: ctx.top + 6, itemWidth: 26, data: data.transforms,
    textStyle: { color: colours.ink, fontFamily: FONT },
  };
  option.tooltip = { trigger: "item", formatter: (item) => (item.data && item.data.point ? symmetryTip(item.data.point) : "") };
  return option;
}

function symmetryTip(point) {
  const layer = layers[layerPosition.get(point.layer)];
  const row = (name, value) => (value === null ? null : element("div", {}, name + ": " + value));
  const number = (value) => (value === null ? null : formatNumber(value));
  return element("div", { class: "tip" },
    element("strong", {}, layer.name),
    element("div", { class: "soft" }, point.transform + ", " + (RUNG_NAMES[point.rung] || point.rung)),
    row("residual", number(point.residual)),
    point.low === null ? null : element("div", { class: "soft" }, "95 % interval " + formatNumber(point.low) + " to " + formatNumber(point.high)),
    row("pairs that do not belong together", number(point.control)),
    row("untrained", number(point.untrained)),
    row("wrong answers", point.error === null ? null : formatPercent(point.error)),
    row("free numbers of the map", formatCount(point.parameters)),
    row("invariant channels", point.invariant === null ? null : point.invariant + " of " + point.channels));
}
