// Every visible text whose contrast is too low: WCAG 2.2, 1.4.3 (4.5 to 1; 3 to 1 when large).
// Colours go through a canvas, which turns every notation into red, green, blue and alpha.
() => {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function channels(color) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = color;
    brush.fillRect(0, 0, 1, 1);
    return brush.getImageData(0, 0, 1, 1).data;
  }

  function luminance(color) {
    const [red, green, blue] = Array.from(channels(color).slice(0, 3), (value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function groundOf(node) {
    for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] === 255) return backgroundColor;
    }
    return "white";
  }

  function ratio(text, ground) {
    const [dark, light] = [luminance(text), luminance(ground)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  }

  function* elements(root) {
    for (const node of root.querySelectorAll("*")) {
      yield node;
      if (node.shadowRoot) yield* elements(node.shadowRoot);
    }
  }

  const hasText = (node) => [...node.childNodes].some((kid) => kid.nodeType === 3 && kid.data.trim());
  const hasHint = (node) => node.matches("textarea") && !node.value;
  const found = [];
  for (const node of elements(document.body)) {
    if (!(hasText(node) || hasHint(node)) || !node.checkVisibility() || node.closest(".unseen")) continue;
    const style = getComputedStyle(node, hasHint(node) ? "::placeholder" : null);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const reached = ratio(style.color, groundOf(node));
    found.push({ text: node.textContent.slice(0, 40), reached, enough: reached >= (isLarge ? 3 : 4.5) });
  }
  return found;
}
