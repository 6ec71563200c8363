// Descriptors of networks beside a target: predictions, correlations, and one descriptor after the other.

figure("generalization", (section, data) => {
  if (data.networks.some((network) => network.predicted !== null)) {
    addChart(section, {
      id: "figure-prediction",
      title: data.target + ", predicted from the other networks",
      caption: "A point a network, predicted without it, with the 95 % interval of the prediction. On the dashed line prediction and value are equal. Predicted best: "
        + data.networks.slice(0, 3).map((network) => network.name).join(", ") + ".",
      label: () => "Predicted and true " + data.target + " of " + data.networks.length + " networks.",
      source: "The table predictions of the run holds the values.",
      height: (width) => (width < 560 ? 340 : 420),
      option: (ctx) => predictionOption(data, ctx),
    });
  }
  const estimable = data.descriptors.filter((one) => one.pearson !== null);
  if (estimable.length > 0) {
    addChart(section, {
      id: "figure-correlations",
      title: "Correlation with " + data.target,
      caption: "Pearson's coefficient of each descriptor with its 95 % bootstrap interval over " + data.networks.length
        + " networks; rings: with the training accuracy held fixed. " + data.descriptors.length + " descriptors were tried"
        + (data.descriptors.length > estimable.length ? ", " + (data.descriptors.length - estimable.length) + " of them without a coefficient" : "") + ".",
      label: () => "Correlations of " + estimable.map((one) => one.name + " " + one.pearson.toFixed(2)).join(", ") + ".",
      source: "The table descriptors of the run holds the values.",
      height: () => 90 + 24 * estimable.length,
      option: (ctx) => correlationsOption(estimable, ctx),
    });
    const largest = estimable.reduce((best, one) => (Math.abs(one.pearson) > Math.abs(best.pearson) ? one : best));
    const state = { shown: largest };
    const drawn = addChart(section, {
      id: "figure-descriptor",
      title: () => state.shown.name + " and " + data.target,
      caption: () => description(state.shown.measure).what + " " + descriptorWords(state.shown),
      label: () => state.shown.name + " and " + data.target + " of each network.",
      source: "The table descriptor_values of the run holds the values.",
      height: (width) => (width < 560 ? 340 : 400),
      option: (ctx) => descriptorOption(data, state.shown, ctx),
    });
    drawn.figure.before(element("div", { class: "controls" }, selectBox("Descriptor ",
      [largest].concat(estimable.filter((one) => one !== largest)).map((one) => [one.name, one.name]), (name) => {
        state.shown = estimable.find((one) => one.name === name);
        drawn.draw();
      })));
  }
});

function descriptorWords(one) {
  return [
    "Pearson " + one.pearson.toFixed(2) + (one.low === null ? "" : " (95 % interval " + one.low.toFixed(2) + " to " + one.high.toFixed(2) + ")"),
    one.spearman === null ? null : "Spearman " + one.spearman.toFixed(2),
    one.partial === null ? null : "with the training accuracy held fixed " + one.partial.toFixed(2),
    one.chance === null ? null : "the best of all descriptors is as large by chance with probability " + formatNumber(one.chance),
  ].filter(Boolean).join("; ") + ".";
}

function scatterAxes(ctx, x, y) {
  const { colours } = ctx;
  return {
    grid: { left: 8, right: 26, top: ctx.top + 34, bottom: 40, containLabel: true },
    xAxis: axisStyle(colours, {
      type: "value", scale: true, name: x, nameLocation: "middle", nameGap: 30, axisLine: { onZero: false, lineStyle: { color: colours.axis } },
      axisLabel: { color: colours.soft, fontSize: 12, formatter: formatTick, hideOverlap: true },
    }),
    yAxis: axisStyle(colours, {
      type: "value", scale: true, name: y, nameLocation: "end", nameGap: 12, axisLine: { show: false }, axisTick: { show: false },
      nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] },
      axisLabel: { color: colours.soft, fontSize: 12, formatter: formatTick }, splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
  };
}

function predictionOption(data, ctx) {
  const { colours } = ctx;
  const networks = data.networks.filter((network) => network.predicted !== null);
  const ends = networks.flatMap((network) => [network.value, network.predicted]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return Object.assign(scatterAxes(ctx, "predicted", data.target), {
    tooltip: { trigger: "item", formatter: (shown) => networkTip(networks[shown.dataIndex], [
      "predicted " + formatNumber(networks[shown.dataIndex].predicted), data.target + " " + formatNumber(networks[shown.dataIndex].value)]) },
    series: [
      {
        type: "line", silent: true, symbol: "none", data: [[low, low], [high, high]], z: 1,
        lineStyle: { color: colours.soft, width: 1.2, type: "dashed" },
      },
      intervalSeries(networks.map((network) => [network.low, network.high, network.value]), colours.classes[0]),
      { type: "scatter", symbolSize: 9, itemStyle: { color: colours.classes[0] }, data: networks.map((network) => [network.predicted, network.value]), z: 3 },
    ],
  });
}

/** A stroke along the horizontal axis from the lower to the upper end of each interval. */
function intervalSeries(rows, colour) {
  return {
    type: "custom", silent: true, clip: true, z: 2, encode: { x: [0, 1], y: 2 }, data: rows.filter((row) => row[0] !== null && row[1] !== null),
    renderItem: (params, api) => {
      const low = api.coord([api.value(0), api.value(2)]);
      const high = api.coord([api.value(1), api.value(2)]);
      return { type: "line", shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] }, style: { stroke: colour, lineWidth: 1.5, opacity: 0.55 } };
    },
  };
}

function correlationsOption(descriptors, ctx) {
  const { colours } = ctx;
  const colour = (one) => colours.classes[one.kind === "topology" ? 1 : 0];
  const kinds = ["topology", "baseline"].filter((kind) => descriptors.some((one) => one.kind === kind));
  const position = (one) => descriptors.indexOf(one);
  return {
    grid: { left: 8, right: 26, top: ctx.top + 36, bottom: 34, containLabel: true },
    legend: { left: 8, top: ctx.top + 6, data: kinds, textStyle: { color: colours.ink, fontFamily: FONT } },
    tooltip: { trigger: "item", formatter: (shown) => {
      const one = descriptors[shown.value[1]];
      return element("div", { class: "tip" }, element("strong", {}, one.name), element("div", {}, descriptorWords(one)));
    } },
    xAxis: axisStyle(colours, { type: "value", min: -1, max: 1, interval: 0.5, splitLine: { show: true, lineStyle: { color: colours.line } } }),
    yAxis: axisStyle(colours, {
      type: "category", inverse: true, data: descriptors.map((one) => one.name), axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colours.ink, fontSize: 12, interval: 0 },
    }),
    series: kinds.flatMap((kind) => {
      const ofKind = descriptors.filter((one) => one.kind === kind);
      return [
        Object.assign(intervalSeries(ofKind.map((one) => [one.low, one.high, position(one)]), colour(ofKind[0])), { name: kind }),
        { type: "scatter", name: kind, symbolSize: 9, itemStyle: { color: colour(ofKind[0]) }, data: ofKind.map((one) => [one.pearson, position(one)]), z: 3 },
        {
          type: "scatter", name: kind, symbolSize: 8, z: 2, data: ofKind.filter((one) => one.partial !== null).map((one) => [one.partial, position(one)]),
          itemStyle: { color: "transparent", borderColor: colour(ofKind[0]), borderWidth: 1.5 },
        },
      ];
    }),
  };
}

function descriptorOption(data, descriptor, ctx) {
  const { colours } = ctx;
  const networks = data.networks.map((network, i) => [network, descriptor.values[i]]).filter(([, value]) => value !== null);
  return Object.assign(scatterAxes(ctx, description(descriptor.measure).axis, data.target), {
    tooltip: { trigger: "item", formatter: (shown) => networkTip(networks[shown.dataIndex][0], [
      descriptor.name + " " + formatNumber(networks[shown.dataIndex][1]), data.target + " " + formatNumber(networks[shown.dataIndex][0].value)]) },
    series: [{
      type: "scatter", symbolSize: 9, itemStyle: { color: colours.classes[descriptor.kind === "topology" ? 1 : 0] },
      data: networks.map(([network, value]) => [value, network.value]),
    }],
  });
}

function networkTip(network, lines) {
  return element("div", { class: "tip" }, element("strong", {}, network.name), ...lines.map((line) => element("div", {}, line)));
}
