// One network on clean, noisy and attacked inputs: accuracy by strength, then layers by depth.

figure("attacked", (section, data) => {
  const norms = [...new Set(data.curves.map((curve) => curve.norm))];
  norms.forEach((norm, panel) => addAttackedCurves(section, data, norm, panel));
  if (data.measures.length > 0) {
    addAttackedLayers(section, data);
  }
});

/** A panel: curves whose strengths are of one unit. */
function addAttackedCurves(section, data, norm, panel) {
  const curves = data.curves.filter((curve) => curve.norm === norm);
  const { reading, limits } = description("attack_accuracy");
  const controlled = curves.some((curve) => curve.attack.startsWith("noise"));
  addChart(section, {
    id: "figure-attacked" + (panel === 0 ? "" : "-" + norm),
    title: "Accuracy by strength: " + curves[0].unit,
    caption: () => formatCount(data.n) + " inputs" + (data.clean === null ? "" : ", " + formatPercent(data.clean) + " of them answered rightly as they are (dashed)")
      + ". " + (controlled ? reading + " " : "") + limits,
    label: "Accuracy under each attack by its strength, " + curves[0].unit + ".",
    height: (width) => (width < 560 ? 330 : 380),
    option: (ctx) => attackedCurves(data, curves, ctx),
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
    label: () => description(state.measure).title + " of each set of inputs by relative depth.",
    height: (width) => (width < 560 ? 380 : 420),
    option: (ctx) => attackedLayers(data, lineOf(), state.measure, ctx),
  });
}

// Marks that sit on their line: a pin would float above it.
const ATTACKED_SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];

/** All attacks and sets of inputs, whatever their strength, in one order: each has one look in all figures. */
function attackedGroups(data) {
  return [...new Set(data.curves.map((curve) => curve.attack).concat(data.measures.flatMap((one) => one.lines.map((line) => line.attack))))]
    .filter((attack) => attack !== "clean");
}

function attackedColour(data, attack, colours) {
  const index = attackedGroups(data).indexOf(attack);
  return index < 0 ? colours.ink : colours.classes[index % colours.classes.length];
}

/** A mark of its own for each attack in a panel, and for each strength of an attack along the layers. */
function attackedSymbol(index) {
  return ATTACKED_SYMBOLS[index % ATTACKED_SYMBOLS.length];
}

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

function attackedCurves(data, curves, ctx) {
  const { colours } = ctx;
  const colour = (curve) => attackedColour(data, curve.attack, colours);
  const series = curves.flatMap((curve, index) => [{
    type: "line", name: curve.attack, symbol: attackedSymbol(attackedGroups(data).indexOf(curve.attack)), symbolSize: 8,
    lineStyle: { color: colour(curve), width: 2.2, type: curve.attack.startsWith("noise") ? [6, 4] : "solid" }, itemStyle: { color: colour(curve) },
    data: curve.points.map((point) => ({ value: [point.strength, point.accuracy], about: "strength " + formatNumber(point.strength) })),
    markLine: index > 0 || data.clean === null ? undefined : {
      silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours.soft, type: "dashed" }, data: [{ yAxis: data.clean }],
    },
  }, intervalStrokes(curve.attack, colour(curve), curve.points.map((point) => [point.strength, point.low, point.high]))]);
  return {
    ...attackedFrame(curves.map((curve) => curve.attack), ctx,
      axisStyle(colours, { type: "value", min: 0, name: "strength: " + curves[0].unit, nameLocation: "middle", nameGap: 30 }),
      axisStyle(colours, {
        type: "value", min: 0, max: 1, name: "accuracy", axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colours.soft, formatter: (value) => Math.round(100 * value) + " %" }, splitLine: { show: true, lineStyle: { color: colours.line } },
      })),
    series,
  };
}

function attackedLayers(data, measure, name, ctx) {
  const { colours } = ctx;
  const colour = (line) => attackedColour(data, line.attack, colours);
  const strengthOf = (line) => measure.lines.filter((one) => one.attack === line.attack).indexOf(line);
  return {
    ...attackedFrame(measure.lines.map((line) => line.inputs), ctx,
      depthAxis(colours, false, ctx.width, true),
      axisStyle(colours, {
        type: "value", scale: true, name: description(name).axis, nameLocation: "end", nameGap: 12,
        nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] }, axisLine: { show: false }, axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: colours.line } },
      })),
    series: measure.lines.flatMap((line) => [{
      type: "line", name: line.inputs, symbol: attackedSymbol(attackedGroups(data).indexOf(line.attack) + 1 + strengthOf(line)), symbolSize: 7,
      lineStyle: { color: colour(line), width: 2, type: line.inputs.startsWith("noise") ? [6, 4] : "solid" }, itemStyle: { color: colour(line) },
      data: line.points.map((point) => ({ value: [point.depth, point.value], about: point.layer })),
    }, intervalStrokes(line.inputs, colour(line), line.points.map((point) => [point.depth, point.low, point.high]))]),
  };
}
