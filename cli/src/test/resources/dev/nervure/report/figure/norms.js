// The mean norm of every layer.

figure("norms", (section, { values }) => section.append(element("ul", {},
  ...values.map((value) => element("li", {}, formatNumber(value.estimate))))));
