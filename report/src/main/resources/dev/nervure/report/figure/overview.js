// Small multiples: every measure in one figure, each with its own value axis.

function overviewLines(names) {
  const found = [];
  for (const name of names) {
    overallLines(name).filter(hasEstimate).forEach((line, i, all) => found.push({
      name: description(name).title + (all.length > 1 ? " (" + line.convention + ")" : ""),
      profile: leavesInputOut(name) ? withoutInput(line) : line,
      family: description(name).family,
      band: true, dash: "solid", symbol: "circle",
    }));
  }
  return found;
}

figure("overview", (section, data) => {
  const lines = overviewLines(data.measures);
  const wide = lines.length === 4 ? 2 : lines.length % 3 === 0 || lines.length === 5 ? 3 : 4;
  const columns = (width) => (width < 520 ? 1 : width < 820 ? 2 : wide);
  const cell = (width) => (columns(width) === 1 ? 168 : 190);
  addChart(section, {
    id: "figure-overview",
    title: "Profile by layer",
    caption: "Each panel has its own vertical scale, which begins at 0. Bands: 95 % intervals of " + intervalsOf(data.measures) + "; a line without a band has no measured uncertainty. Rings: the estimator warns, or the value still changes with n."
      + (data.measures.some((name) => areDimensions([name])) ? " " + COORDINATES_NOTE : "")
      + (data.measures.some(leavesInputOut) ? " Lifespan sums are shown without the input: they grow with the number of coordinates, and it has "
        + formatCount(layers[inputPosition].dimension) + "." : "")
      + (widthNote(data.measures) ? " " + widthNote(data.measures) : ""),
    label: () => "Small charts of " + lines.map((line) => line.name).join(", ") + " against relative depth.",
    height: (width) => Math.ceil(lines.length / columns(width)) * cell(width) + 6,
    option: (ctx) => overviewOption(lines, columns(ctx.width), cell(ctx.width), ctx),
  });
});

function overviewOption(lines, columns, cell, ctx) {
  const { colours } = ctx;
  const families = [...new Set(report.catalog.map((entry) => entry.family))];
  const panel = ctx.width / columns;
  const option = {
    title: [], grid: [], xAxis: [], yAxis: [], series: [],
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: colours.axis } },
      formatter: (shown) => profileTip(
        [coloured(lines[shown[0].axisIndex])], nearestLayer(shown[0], false)),
    },
  };
  function coloured(line) {
    return Object.assign({}, line, { colour: colours.series[families.indexOf(line.family)] });
  }
  lines.forEach((plain, i) => {
    const line = coloured(plain);
    const left = (i % columns) * panel;
    const top = ctx.top + Math.floor(i / columns) * cell;
    option.title.push({
      text: line.name, left: left + 10, top: top + 8, padding: 0,
      textStyle: { fontSize: 13, fontWeight: 600, color: colours.ink, fontFamily: FONT, width: panel - 24, overflow: "truncate" },
    });
    option.grid.push({ left: left + 46, top: top + 36, width: panel - 68, height: cell - 64 });
    const shared = { gridIndex: i };
    option.xAxis.push(Object.assign(depthAxis(colours, false, panel, false), shared, {
      interval: 0.25, axisLabel: { color: colours.soft, fontSize: 11, formatter: (value) => String(value) },
    }));
    option.yAxis.push(axisStyle(colours, Object.assign({
      type: "value", splitNumber: 3, min: lowestOf([line]), max: highestOf([line]), interval: highestOf([line]) === 1 ? 0.25 : null,
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colours.soft, fontSize: 11 },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    }, shared)));
    const axes = { xAxisIndex: i, yAxisIndex: i };
    option.series.push(lineSeries(line, false, Object.assign({ symbolSize: 4.5 }, axes)), bandSeries(line, false, axes),
      ...chanceSeries([line], false, colours, axes), ...coordinateSeries([line], false, colours, axes), missingSeries([line], false, colours, axes));
  });
  return option;
}
