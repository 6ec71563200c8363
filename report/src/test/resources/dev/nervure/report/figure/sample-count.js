figure("sample-count", (section, { count }) => section.append(element("strong", {}, formatCount(count))));
