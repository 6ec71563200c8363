// Which layers of one network stand in for layers of another: a place for each pair, a line for
// each map.

const STITCH_NAMES = {
  identity: "No map",
  shared_1x1: "1 x 1, least squares",
  shared_3x3: "3 x 3 sites, least squares",
  forward_selection_1: "One input for each channel",
  forward_selection_5: "Five inputs for each channel",
  forward_selection_25: "25 inputs for each channel",
  task_oriented: "1 x 1, trained on the task",
};

figure("stitches", (section, data) => {
  const hasErrors = data.points.some((point) => point.error !== null);
  const kinds = (hasErrors ? [["error", "Error"]] : []).concat([["residual", "Residual"]]);
  const state = { shown: kinds[0][0] };
  let drawn = null;
  if (kinds.length > 1) {
    section.append(element("div", { class: "controls" },
      choice("Shown", kinds, state.shown, (value) => {
        state.shown = value;
        drawn.draw();
      })));
  }
  drawn = addChart(section, {
    id: "figure-stitches",
    title: () => (state.shown === "error" ? "Errors of the second network from features of the first" : "What maps leave of the second network's features"),
    caption: () => stitchCaption(data, state.shown),
    label: () => "A place for each pair of layers, a line for each map.",
    source: "The tables stitches and stitch_rungs of the run hold the values.",
    height: (width) => (width < 560 ? 460 : 440),
    option: (ctx) => stitchOption(data, state.shown, ctx),
  });
});

function stitchCaption(data, shown) {
  const images = formatCount(data.fit) + " images to find maps, " + formatCount(data.held) + " others to test them.";
  if (shown === "error") {
    return "Share of wrong answers of the second network when it goes on from what the map gives, with 95 % intervals."
      + (data.cleanError === null ? "" : " Dotted: " + formatPercent(data.cleanError) + " by itself.")
      + " Rings, dashed: the mean from untrained networks of the first graph. " + images;
  }
  return "0: the map gives the second network's features; 1: no better than a constant. Strokes are 95 % intervals over images. Rings, dashed: the mean from untrained networks of the first graph. " + images;
}

function stitchOption(data, shown, ctx) {
  const { colours } = ctx;
  const value = (point) => (shown === "error" ? point.error : point.residual);
  const untrained = (point) => (shown === "error" ? point.untrainedError : point.untrained);
  const name = (rung) => STITCH_NAMES[rung] || rung;
  const all = data.points.flatMap((point) => [value(point), untrained(point)]).filter((one) => one !== null);
  const highest = Math.max(shown === "error" ? 0.1 : 1, ...all);
  const step = shown === "error" ? 20 : 2;
  const names = data.rungs.map(name);
  const rows = Math.ceil(names.length / (ctx.width < 560 ? 1 : 3));
  const option = {
    grid: { left: 8, right: 22, top: ctx.top + 30 + 24 * rows, bottom: 12, containLabel: true },
    legend: { type: "plain", left: 12, top: ctx.top + 6, itemWidth: 26, data: names, textStyle: { color: colours.ink, fontFamily: FONT } },
    xAxis: axisStyle(colours, {
      type: "category", data: data.pairs.map((pair, index) => String(index)),
      axisLabel: {
        color: colours.soft, fontSize: 11, interval: 0, rotate: 40,
        formatter: (index) => stitchEnds(data.pairs[Number(index)], ctx.width < 560 ? 12 : 18),
      },
    }),
    yAxis: axisStyle(colours, {
      type: "value", min: 0, max: Math.ceil(highest * step) / step, axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colours.soft, formatter: (one) => (shown === "error" ? formatPercent(one) : formatTick(one)) },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    tooltip: { trigger: "item", formatter: (item) => (item.data && item.data.point ? stitchTip(data, item.data.point) : "") },
    series: [],
  };
  data.rungs.forEach((rung, index) => {
    const colour = colours.series[index % colours.series.length];
    const own = data.points.filter((point) => point.rung === rung);
    const line = (read, more) => Object.assign({
      type: "line", name: name(rung), connectNulls: false, symbolSize: 8,
      data: own.map((point) => ({ value: [String(point.pair), read(point)], point })).filter((one) => one.value[1] !== null),
    }, more);
    option.series.push(line(value, {
      symbol: SYMBOLS[index % SYMBOLS.length], lineStyle: { color: colour, width: 2.2 }, itemStyle: { color: colour },
      markLine: shown === "error" && data.cleanError !== null && index === 0 ? {
        silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours.soft, type: "dotted" }, data: [{ yAxis: data.cleanError }],
      } : undefined,
    }));
    option.series.push(line(untrained, {
      symbol: "emptyCircle", symbolSize: 6, lineStyle: { color: colour, width: 1.2, type: "dashed" }, itemStyle: { color: colour },
    }));
    option.series.push(intervalStrokes(name(rung), colour, own.map((point) => (shown === "error"
      ? [point.pair, point.errorLow, point.errorHigh] : [point.pair, point.low, point.high]))));
  });
  return option;
}

function stitchEnds(pair, most) {
  return shortenedInside(pair.from, most) + " → " + shortenedInside(pair.into, most);
}

function stitchTip(data, point) {
  const pair = data.pairs[point.pair];
  const row = (name, value) => (value === null ? null : element("div", {}, name + ": " + value));
  const range = (low, high, text) => (low === null ? "" : ", 95 % interval " + text(low) + " to " + text(high));
  const number = (value) => (value === null ? null : formatNumber(value));
  const share = (value) => (value === null ? null : formatPercent(value));
  return element("div", { class: "tip" },
    element("strong", {}, pair.from + " → " + pair.into),
    element("div", { class: "soft" }, (STITCH_NAMES[point.rung] || point.rung) + ", " + pair.sites),
    row("wrong answers", point.error === null ? null : share(point.error) + range(point.errorLow, point.errorHigh, formatPercent)),
    row("from untrained networks", share(point.untrainedError)),
    row("answers that change", share(point.changed)),
    row("residual", point.residual === null ? null : number(point.residual) + range(point.low, point.high, formatNumber)),
    row("residual from untrained networks", number(point.untrained)),
    row("of pairs that do not belong together", number(point.control)),
    row("free numbers of the map", formatCount(point.parameters)));
}
