// Along a walk: outputs, drift and singular values against the length of the path.

const MOST_OUTPUTS = 10;
const DRIFT_FLOOR = 1e-18;

figure("along-path", (section, { paths }) => {
  // A walk with its points.
  const shown = () => withPath(shownWalk.walk);
  const withPath = (walk) => Object.assign({}, walk, paths[walk.position]);
  const other = () => (comparedWith(shownWalk.walk) ? withPath(comparedWith(shownWalk.walk)) : null);
  const drawn = addChart(section, {
    id: "figure-along",
    title: () => "Along the path: " + inputName(shownWalk.walk) + ", " + walkName(shownWalk.walk),
    caption: () => alongCaption(shown()),
    label: "Outputs of the network, drift, and singular values against the length of the path.",
    source: "The files path.npy, logits.npy and walk.csv hold the values.",
    height: (width) => (width < 560 ? 640 : 600),
    option: (ctx) => alongOption(shown(), other(), ctx),
  });
  shownWalk.listeners.push(drawn.draw);
});

/** The outputs that are drawn: the largest at the start and at the end, where there are many. */
function drawnOutputs(walk) {
  const first = walk.logits[0].slice(1);
  const last = walk.logits[walk.logits.length - 1].slice(1);
  const all = first.map((value, i) => i);
  if (all.length <= MOST_OUTPUTS) {
    return all;
  }
  const top = (values, count) => all.slice().sort((a, b) => values[b] - values[a] || a - b).slice(0, count);
  return [...new Set(top(first, 5).concat(top(last, 5)))].sort((a, b) => a - b);
}

function alongCaption(walk) {
  const outputs = walk.logits[0].length - 1;
  const drawn = drawnOutputs(walk).length;
  return [
    drawn < outputs ? "The " + drawn + " outputs that are largest at the start or the end, of " + formatCount(outputs) + "." : "All outputs of the network.",
    leavesTheFiber(walk) ? "The middle panel shows how far the margin has moved." : "Within a fiber the lines are level; the drift, on a logarithmic scale, shows how exactly.",
    comparedWith(walk) ? "Dashed in the middle panel: the drift of the walk " + methodName(comparedWith(walk)) + "." : null,
    (leavesTheFiber(walk) ? "Below, on a logarithmic scale: " : "Below, also logarithmic: ")
      + (hasOneSingularValue(walk) ? "the only singular value of the Jacobian of " : "the smallest (dashed) and largest singular value of the Jacobian of ")
      + (leavesTheFiber(walk) ? "what changes." : "what is held."),
  ].filter(Boolean).join(" ");
}

function alongOption(walk, other, ctx) {
  const { colours } = ctx;
  const outputs = drawnOutputs(walk);
  const count = walk.logits[0].length - 1;
  const legend = 54;
  const inner = ctx.height - ctx.top - legend - 40;
  const heights = [0.44, 0.2, 0.2].map((share) => Math.round(share * inner));
  const gap = Math.round(0.08 * inner);
  const left = 58;
  const tops = [ctx.top + legend, ctx.top + legend + heights[0] + gap, ctx.top + legend + heights[0] + heights[1] + 2 * gap];
  const end = Math.max(walk.path[walk.path.length - 1][1], 1e-12);
  const titles = ["outputs", leavesTheFiber(walk) ? "margin moved" : "drift", hasOneSingularValue(walk) ? "singular value" : "singular values"];
  const curves = outputs.map((output, i) => ({
    name: outputName(output, count), grid: 0, colour: colours.classes[i % colours.classes.length],
    dash: DASHES[Math.floor(i / colours.classes.length) % DASHES.length],
    data: walk.logits.map((row) => [row[0], row[1 + output]]),
  }));
  const leaves = leavesTheFiber(walk);
  const positive = (column) => walk.path.filter((row) => row[column] > DRIFT_FLOOR).map((row) => [row[1], Math.log10(row[column])]);
  curves.push({ name: other ? titles[1] + ", " + methodName(walk) : titles[1], grid: 1, colour: colours.series[1], dash: "solid",
    data: leaves ? walk.path.map((row) => [row[1], row[2]]) : positive(2) });
  if (other) {
    curves.push({
      name: titles[1] + ", " + methodName(other), grid: 1, colour: colours.soft, dash: [6, 3],
      data: other.path.filter((row) => row[2] > DRIFT_FLOOR).map((row) => [row[1], Math.log10(row[2])]),
    });
  }
  if (hasOneSingularValue(walk)) {
    curves.push({ name: "singular value", grid: 2, colour: colours.series[2], dash: "solid", data: positive(4) });
  } else {
    curves.push({ name: "smallest", grid: 2, colour: colours.series[0], dash: [6, 3], data: positive(3) });
    curves.push({ name: "largest", grid: 2, colour: colours.series[2], dash: "solid", data: positive(4) });
  }
  const linear = (i) => i === 0 || (i === 1 && leaves);
  const scales = tops.map((top, i) => (linear(i) ? { min: null, max: null, interval: null }
    : decades(curves.filter((curve) => curve.grid === i).flatMap((curve) => curve.data.map((point) => point[1])), 3)));
  return {
    title: titles.map((text, i) => ({
      text, left: 10, top: tops[i] - 22, padding: 0, textStyle: { fontSize: 12, fontWeight: 600, color: colours.soft, fontFamily: FONT },
    })),
    legend: {
      type: "scroll", left: 8, right: 8, top: ctx.top + 2, itemWidth: 22, data: curves.filter((curve) => curve.grid === 0).map((curve) => curve.name),
      textStyle: { color: colours.ink, fontFamily: FONT }, pageTextStyle: { color: colours.soft }, pageIconColor: colours.ink,
      pageIconInactiveColor: colours.line,
    },
    tooltip: {
      trigger: "axis", axisPointer: { type: "line", lineStyle: { color: colours.axis } },
      formatter: (shown) => alongTip(shown, linear),
    },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    grid: tops.map((top, i) => ({ left, right: 18, top, height: heights[i] })),
    xAxis: tops.map((top, i) => axisStyle(colours, {
      type: "value", min: 0, max: end, gridIndex: i, axisLine: { onZero: false, lineStyle: { color: colours.axis } }, name: i === 2 ? "length of the path" : "", nameLocation: "middle", nameGap: 26,
      axisLabel: { show: i === 2, color: colours.soft, fontSize: 11, formatter: formatTick, hideOverlap: true, showMaxLabel: false },
    })),
    yAxis: tops.map((top, i) => axisStyle(colours, {
      type: "value", scale: i === 0, gridIndex: i, splitNumber: i === 0 ? 4 : 2, min: scales[i].min, max: scales[i].max, interval: scales[i].interval,
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colours.soft, fontSize: 11, formatter: linear(i) ? formatTick : formatPower, hideOverlap: true },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    })),
    series: curves.map((curve) => ({
      type: "line", name: curve.name, xAxisIndex: curve.grid, yAxisIndex: curve.grid, showSymbol: curve.data.length < 3, symbolSize: 5,
      lineStyle: { color: curve.colour, width: 1.8, type: curve.dash }, itemStyle: { color: curve.colour }, data: curve.data,
    })),
  };
}

/** Whether what is held or changed is one output: the smallest singular value is the largest. */
function hasOneSingularValue(walk) {
  return walk.path.every((row) => row[3] === row[4]);
}

function alongTip(shown, linear) {
  if (shown.length === 0) {
    return "";
  }
  const rows = shown.slice(0, MOST_TIP_ROWS).map((one) => element("tr", {},
    element("td", {}, shortened(one.seriesName, 30)), element("td", { class: "figure" }, formatNumber(linear(one.axisIndex) ? one.value[1] : 10 ** one.value[1]))));
  return element("div", { class: "tip" },
    element("strong", {}, "length " + formatNumber(shown[0].value[0])), element("table", {}, ...rows));
}
