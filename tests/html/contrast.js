// Measures the contrast of every text of the page, and of the colours of the canvas, by WCAG 2: [texts, those that fail].
() => {
  const numbers = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const channels = (text) =>
    text.startsWith("color(srgb")
      ? numbers(text).map((share, place) => (place < 3 ? share * 255 : share))
      : numbers(text);
  const hex = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const linear = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const ratio = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const check = (what, one, other, least) => ratio(one, other) < least && poor.push([what, ratio(one, other)]);
  let texts = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    const text = walk.currentNode.textContent.trim();
    if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    texts += 1;
    check(
      `${element.tagName} ${element.className} ${text.slice(0, 20)}`,
      channels(getComputedStyle(element).color),
      behind(element),
      4.5,
    );
  }
  if (!globalThis.kg) return [texts, poor]; // a page without a graph
  const { canvas, types } = kg.colours();
  for (const name of ["ink", "label", "bandLabel", "accent"]) check(name, hex(canvas[name]), hex(canvas.paper), 4.5);
  types.forEach((type, place) => {
    check(`name of type ${place}`, hex(type.ink), hex(type.tint), 4.5);
    check(`selected type ${place}`, [255, 255, 255], hex(type.full), 4.5);
    check(`mark of type ${place}`, hex(type.strong), hex(canvas.paper), 3);
  });
  return [texts, poor];
};
