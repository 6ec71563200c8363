// Means by class: a point with its 95 % interval for each class, and the mean of all as a line.

figure("class-means", (section, data) => {
  const rows = (name) => {
    const found = measures.filter((row) => row.measure === name && row.class !== null);
    const deepest = Math.max(...found.map((row) => layerPosition.get(row.layer)));
    return found.filter((row) => layerPosition.get(row.layer) === deepest);
  };
  const state = { name: data.measures[0] };
  const drawn = addChart(section, {
    id: "figure-means",
    title: () => description(state.name).title + " by class",
    caption: () => {
      const chosen = rows(state.name);
      const layer = layerName(layerPosition.get(chosen[0].layer));
      const missing = chosen.filter((row) => row.estimate === null);
      return [description(state.name).what, "At " + layer + ".", "The dashed line is the mean over all inputs.",
        missing.length ? "Not estimable: " + missing.map((row) => (row.className || row.class) + " (" + row.notEstimable + ")").join("; ") + "." : null,
      ].filter(Boolean).join(" ");
    },
    label: () => description(state.name).title + " for each class.",
    height: () => 90 + 26 * rows(state.name).length,
    option: (ctx) => meansOption(rows(state.name), state.name, ctx),
  });
  if (data.measures.length > 1) {
    drawn.figure.before(element("div", { class: "controls" }, choice("Measure", data.measures.map((name) => [name, description(name).title]), state.name, (name) => {
      state.name = name;
      drawn.draw();
    })));
  }
});

function meansOption(rows, name, ctx) {
  const { colours } = ctx;
  const overall = measures.find((row) => row.measure === name && row.class === null && row.layer === rows[0].layer);
  const estimates = rows.map((row, i) => [row, i]).filter(([row]) => row.estimate !== null);
  return {
    grid: { left: 8, right: 26, top: ctx.top + 16, bottom: 34, containLabel: true },
    tooltip: { trigger: "item", formatter: (shown) => meansTip(rows[shown.value[1]]) },
    xAxis: axisStyle(colours, {
      type: "value", scale: rows.every((row) => row.estimate === null || row.estimate > 100), name: description(name).axis, nameLocation: "middle", nameGap: 28,
      axisLabel: { color: colours.soft, fontSize: 11, formatter: formatTick, hideOverlap: true },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    yAxis: axisStyle(colours, {
      type: "category", inverse: true, data: rows.map((row, i) => String(i)),
      axisLabel: { color: colours.ink, fontSize: 12, formatter: (i) => shortened(rows[Number(i)].className || String(rows[Number(i)].class), 22) },
    }),
    series: [{
      type: "custom", silent: true, z: 2, encode: { x: [0, 2], y: 1 },
      data: estimates.filter(([row]) => interval(row)).map(([row, i]) => [interval(row)[0], i, interval(row)[1]]),
      renderItem(params, api) {
        const from = api.coord([api.value(0), api.value(1)]);
        const to = api.coord([api.value(2), api.value(1)]);
        return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: colours.series[0], lineWidth: 2.4, opacity: 0.55 } };
      },
    }, {
      type: "scatter", symbolSize: 10, z: 3, itemStyle: { color: colours.series[0] }, data: estimates.map(([row, i]) => [row.estimate, i]),
      markLine: overall && overall.estimate !== null ? {
        silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours.soft, type: [4, 4] }, data: [{ xAxis: overall.estimate }],
      } : null,
    }],
  };
}

function meansTip(row) {
  return element("div", { class: "tip" },
    element("strong", {}, row.className || String(row.class)),
    element("div", {}, formatEstimate(row) + " " + formatInterval(row)),
    element("div", { class: "soft" }, "n = " + formatCount(row.n)));
}
