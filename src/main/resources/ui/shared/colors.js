// A diverging scale that people with any colour vision can read: blue is low, grey the middle, orange high.
const LOW = [33, 102, 172];
const HIGH = [214, 104, 11];
const MIDDLE = { light: [236, 238, 241], dark: [44, 51, 61] };
const DARK_TEXT = "#000000";
const LIGHT_TEXT = "#ffffff";

/** Whether the dark colours are shown. */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function channels(position) {
  const middle = isDark() ? MIDDLE.dark : MIDDLE.light;
  const end = position < 0 ? LOW : HIGH;
  const share = Math.min(1, Math.abs(position));
  return middle.map((channel, index) => Math.round(channel + (end[index] - channel) * share));
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Background and text of a cell. `position` is −1 for lowest, 0 for the middle, 1 for highest; null for no value. */
export function diverging(position) {
  if (position === null || position === undefined || Number.isNaN(position)) {
    return {};
  }
  const rgb = channels(position);
  const light = luminance(rgb);
  const isClearerInWhite = 1.05 / (light + 0.05) >= (light + 0.05) / 0.05;
  return { background: `rgb(${rgb.join(" ")})`, color: isClearerInWhite ? LIGHT_TEXT : DARK_TEXT };
}

/** The places of measures on the scale. */
export const POSITION = {
  index: (value) => (value === null ? null : (value - 50) / 50),
  percentile: (value) => (value === null ? null : (value - 50) / 50),
  zscore: (value) => (value === null ? null : value / 3),
};
