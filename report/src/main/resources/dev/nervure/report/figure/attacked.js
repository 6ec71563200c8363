// One network on clean, noisy and attacked inputs: accuracy by strength, then layers by depth.

figure("attacked", (section, data) => {
  if (data.curves.length > 0) {
    addAttackedCurves(section, data);
  }
  if (data.measures.length > 0) {
    addAttackedLayers(section, data);
  }
});

function addAttackedCurves(section, data) {
  addChart(section, {
    id: "figure-attacked",
    title: "Accuracy by strength",
    caption: () => formatCount(data.n) + " inputs" + (data.clean === null ? "" : ", " + formatPercent(data.clean) + " of them answered rightly as they are (dashed)")
      + ". " + description("attack_accuracy").reading + " " + description("attack_accuracy").limits,
    label: "Accuracy under each attack by its strength.",
    height: (width) => (width < 560 ? 330 : 380),
    option: (ctx) => attackedCurves(data, ctx),
  });
}

function addAttackedLayers(section, data) {
  const state = { measure: data.measures[0].measure };
  const lineOf = () => data.measures.find((one) => one.measure === state.measure);
  let drawn = null;
  section.append(element("div", { class: "controls" },
    choice("Measure", data.measures.map((one) => [one.measure, description(one.measure).title]), state.measure, (value) => {
      state.measure = value;
      drawn.draw();
    })));
  drawn = addChart(section, {
    id: "figure-attacked-layers",
    title: () => description(state.measure).title + " by relative depth",
    caption: () => [description(state.measure).what, description(state.measure).reading, description(state.measure).limits].join(" "),
    label: () => description(state.measure).title + " of clean, noisy and attacked inputs by relative depth.",
    height: (width) => (width < 560 ? 380 : 420),
    option: (ctx) => attackedLayers(lineOf(), state.measure, ctx),
  });
}

const ATTACKED_SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"];

function attackedFrame(names, ctx, xAxis, yAxis) {
  const { colours } = ctx;
  const rows = Math.ceil(names.length / (ctx.width < 560 ? 2 : 4));
  return {
    grid: { left: 8, right: 22, top: ctx.top + 34 + 22 * rows, bottom: 34, containLabel: true },
    legend: { type: "plain", left: 12, top: ctx.top + 6, itemWidth: 26, data: names, textStyle: { color: colours.ink, fontFamily: FONT } },
    tooltip: {
      trigger: "item",
      formatter: (item) => element("div", { class: "tip" },
        element("strong", {}, item.seriesName), element("div", {}, item.data.about), element("div", {}, formatNumber(item.data.value[1]))),
    },
    xAxis, yAxis,
  };
}

function attackedCurves(data, ctx) {
  const { colours } = ctx;
  const colour = (index) => colours.series[index % colours.series.length];
  const series = data.curves.flatMap((curve, index) => [{
    type: "line", name: curve.attack, symbol: ATTACKED_SYMBOLS[index % ATTACKED_SYMBOLS.length], symbolSize: 8,
    lineStyle: { color: colour(index), width: 2.2, type: curve.attack.startsWith("noise") ? [6, 4] : "solid" }, itemStyle: { color: colour(index) },
    data: curve.points.map((point) => ({ value: [point.strength, point.accuracy], about: "strength " + formatNumber(point.strength) })),
    markLine: index > 0 || data.clean === null ? undefined : {
      silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours.soft, type: "dashed" }, data: [{ yAxis: data.clean }],
    },
  }, intervalStrokes(curve.attack, colour(index), curve.points.map((point) => [point.strength, point.low, point.high]))]);
  return {
    ...attackedFrame(data.curves.map((curve) => curve.attack), ctx,
      axisStyle(colours, { type: "value", min: 0, name: "strength", nameLocation: "middle", nameGap: 30 }),
      axisStyle(colours, {
        type: "value", min: 0, max: 1, name: "accuracy", axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colours.soft, formatter: (value) => Math.round(100 * value) + " %" }, splitLine: { show: true, lineStyle: { color: colours.line } },
      })),
    series,
  };
}

function attackedLayers(measure, name, ctx) {
  const { colours } = ctx;
  const colour = (index) => colours.series[index % colours.series.length];
  return {
    ...attackedFrame(measure.lines.map((line) => line.inputs), ctx,
      depthAxis(colours, false, ctx.width, true),
      axisStyle(colours, {
        type: "value", scale: true, name: description(name).axis, nameLocation: "end", nameGap: 12,
        nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] }, axisLine: { show: false }, axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: colours.line } },
      })),
    series: measure.lines.flatMap((line, index) => [{
      type: "line", name: line.inputs, symbol: ATTACKED_SYMBOLS[index % ATTACKED_SYMBOLS.length], symbolSize: 7,
      lineStyle: { color: colour(index), width: 2, type: line.inputs.startsWith("noise") ? [6, 4] : "solid" }, itemStyle: { color: colour(index) },
      data: line.points.map((point) => ({ value: [point.depth, point.value], about: point.layer })),
    }, intervalStrokes(line.inputs, colour(index), line.points.map((point) => [point.depth, point.low, point.high]))]),
  };
}
