// Charts as images, which are made only when somebody saves one.
import { saveAs } from "./api.js";
import { FONT } from "./chart.js";

const SHAPES = { area: "■", bar: "■", dashed: "╍╍", "dash-dotted": "━·", dotted: "┈┈" };

/**
 * Saves a chart as an image with its title, the names of its colours and where the numbers come from.
 *
 * @param keys each with `label`, `color`, and `mark` (a character) or `shape` (see `SHAPES`) unless it is a line
 */
export async function saveImage(chart, { title, subtitle, keys, source, colors, file }) {
  const plot = chart.ctx.canvas;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const width = plot.width / devicePixelRatio;
  const family = FONT.slice(FONT.indexOf("px") + 2);
  const edge = 12;
  let x = edge;
  let y = 66;
  context.font = FONT;
  const places = keys.map((key) => {
    const length = context.measureText(key.label).width + 38;
    if (x > edge && x + length > width) {
      x = edge;
      y += 18;
    }
    x += length;
    return { key, x: x - length, y };
  });
  const head = y + 10;
  canvas.width = plot.width;
  canvas.height = plot.height + (head + 28) * devicePixelRatio;
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plot, 0, head * devicePixelRatio);
  context.scale(devicePixelRatio, devicePixelRatio);
  const write = (text, left, base, color, font = FONT) => {
    context.font = font;
    context.fillStyle = color;
    context.fillText(text, left, base, width - left);
  };
  write(title, edge, 24, colors.text, `600 15px${family}`);
  write(subtitle, edge, 43, colors.muted);
  for (const { key, x: left, y: base } of places) {
    context.globalAlpha = key.shape === "area" ? 0.4 : 1;
    write(key.mark ?? SHAPES[key.shape] ?? "━━", left, base, key.color);
    context.globalAlpha = 1;
    write(key.label, left + 22, base, colors.muted);
  }
  write(source, edge, head + plot.height / devicePixelRatio + 18, colors.muted);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  if (blob === null) {
    throw new Error("The browser could not make the image.");
  }
  saveAs(URL.createObjectURL(blob), file);
}
