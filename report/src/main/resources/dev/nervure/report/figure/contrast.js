// Two groups along the network: the values of both, or their difference, measure by measure.

figure("contrast", (section, data) => {
  const state = { measure: data.lines[0].measure, difference: false };
  const lineOf = () => data.lines.find((one) => one.measure === state.measure);
  const hasValues = () => lineOf().points.some((point) => point.first !== null);
  let drawn = null;
  const shown = choice("Shown", [["values", "Values of both groups"], ["difference", "Difference"]], "values", (value) => {
    state.difference = value === "difference";
    drawn.draw();
  });
  section.append(element("div", { class: "controls" },
    choice("Measure", data.lines.map((one) => [one.measure, description(one.measure).title]), state.measure, (value) => {
      state.measure = value;
      shown.hidden = !hasValues();
      drawn.draw();
    }), shown));
  shown.hidden = !hasValues();
  drawn = addChart(section, {
    id: "figure-contrast",
    title: () => description(state.measure).title + ": " + data.first + " and " + data.second,
    caption: () => contrastCaption(data, state, lineOf(), hasValues()),
    label: () => description(state.measure).title + " of " + data.first + " and " + data.second + " by relative depth.",
    source: "The table contrasts of the run holds the values.",
    height: (width) => (width < 560 ? 330 : 400),
    option: (ctx) => contrastOption(data, lineOf(), state.difference || !hasValues(), ctx),
  });
});

function isContrasted(data, point) {
  return point.pOverall !== null && point.pOverall <= data.level;
}

function contrastCaption(data, state, line, hasValues) {
  const marked = line.points.filter((point) => isContrasted(data, point)).length;
  const words = description(state.measure);
  return [
    words.what, words.reading,
    formatCount(data.n) + " samples of each group, " + formatCount(data.permutations) + " permutations. Filled: the groups differ (p at most "
      + formatNumber(data.level) + " over all layers and measures), in " + marked + " of " + line.points.length + " layers.",
    state.difference && hasValues ? "Difference: " + data.first + " minus " + data.second + ", with its 95 % interval." : null,
    words.limits,
  ].filter(Boolean).join(" ");
}

function contrastOption(data, line, asDifference, ctx) {
  const { colours } = ctx;
  const points = line.points.filter((point) => layerPosition.has(point.layer));
  const depth = (point) => layers[layerPosition.get(point.layer)].depth;
  const kinds = asDifference
    ? [{ name: points.some((point) => point.first !== null) ? data.first + " minus " + data.second : description(line.measure).title, of: (point) => point.difference, colour: colours.ink, symbol: "circle" }]
    : [
      { name: data.first, of: (point) => point.first, colour: colours.series[0], symbol: "circle" },
      { name: data.second, of: (point) => point.second, colour: colours.series[1], symbol: "rect" },
    ];
  return {
    grid: { left: 8, right: 22, top: ctx.top + 56, bottom: 34, containLabel: true },
    legend: {
      type: "plain", left: 12, top: ctx.top + 6, itemWidth: 26, data: kinds.map((kind) => kind.name),
      textStyle: { color: colours.ink, fontFamily: FONT },
    },
    tooltip: {
      trigger: "item",
      formatter: (item) => contrastTip(data, points[item.data.index], line),
    },
    xAxis: depthAxis(colours, false, ctx.width, true),
    yAxis: axisStyle(colours, {
      type: "value", name: description(line.measure).axis, nameLocation: "end", nameGap: 12, scale: !asDifference,
      nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] }, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    series: kinds.map((kind) => ({
      type: "line", name: kind.name, symbol: kind.symbol, symbolSize: 8, connectNulls: false,
      lineStyle: { color: kind.colour, width: 2.2 }, itemStyle: { color: kind.colour },
      data: points.map((point, index) => ({
        value: [depth(point), kind.of(point)], index,
        symbol: isContrasted(data, point) ? kind.symbol : "emptyCircle",
        itemStyle: { color: kind.colour, borderColor: kind.colour },
      })),
    })).concat(asDifference ? [intervalStrokes("interval", colours.soft, points.map((point) => [depth(point), point.low, point.high]))] : []),
  };
}

function contrastTip(data, point, line) {
  const layer = layers[layerPosition.get(point.layer)];
  const row = (name, value) => (value === null ? null : element("div", {}, name + ": " + formatNumber(value)));
  return element("div", { class: "tip" },
    element("strong", {}, layer.name),
    element("div", { class: "soft" }, layerFacts(layer)),
    row(data.first, point.first),
    row(data.second, point.second),
    row(point.first === null ? description(line.measure).title : "difference", point.difference),
    point.low === null ? null : element("div", { class: "soft" }, "95 % interval " + formatNumber(point.low) + " to " + formatNumber(point.high)),
    row("effect size", point.effectSize),
    row("p", point.p),
    row("p over all layers and measures", point.pOverall));
}
