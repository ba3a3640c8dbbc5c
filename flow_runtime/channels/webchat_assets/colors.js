// Text on the company's colour keeps the contrast that WCAG 2.2 asks for (1.4.3: 4.5 to 1).

const DEFAULT_PRIMARY = "#0b5fff";

function luminance(color) {
  const shares = [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16) / 255);
  const linear = shares.map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function textOn(color) {
  return 1.05 / (luminance(color) + 0.05) >= 4.5 ? "#ffffff" : "#000000";
}

function applyColors(host, colors) {
  const primary = /^#[0-9a-f]{6}$/i.test(colors?.primary) ? colors.primary : DEFAULT_PRIMARY;
  host.style.setProperty("--primary", primary);
  host.style.setProperty("--on-primary", textOn(primary));
}
