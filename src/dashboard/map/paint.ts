/** Paints signs and names on the canvas above the map, in the colours of the page. */
import type { Sheet } from "../../screen/plan.ts";
import { LINE_HEIGHT, type Mark, SIGN_RADIUS } from "./marks.ts";
import type { Palette } from "./palette.ts";
import { cornersOf } from "./shapes.ts";

const FONT = "16px system-ui, sans-serif";
const BOLD = `bold ${FONT}`;
/** Names stay readable on whatever lies under them. */
const HALO_WIDTH = 4;

export function paint(
	context: CanvasRenderingContext2D,
	{ width, height }: Sheet,
	marks: readonly Mark[],
	palette: Palette,
): void {
	const scale = context.canvas.width / Math.max(1, width);
	context.setTransform(scale, 0, 0, scale, 0, 0);
	context.clearRect(0, 0, width, height);
	context.lineJoin = "round";
	context.textBaseline = "middle";
	// What matters most comes first in the list and is painted last.
	for (const mark of [...marks].reverse()) {
		paintSign(context, mark, palette);
		paintLabel(context, mark, palette);
	}
}

/** Widths are asked for in every frame; a text has the same one every time. */
export function textWidths(): (text: string, isBold: boolean) => number {
	const context = document.createElement("canvas").getContext("2d");
	const known = new Map<string, number>();
	return (text, isBold) => {
		const key = `${isBold} ${text}`;
		const width = known.get(key);
		if (width !== undefined) return width;
		if (context) context.font = isBold ? BOLD : FONT;
		const measured = context?.measureText(text).width ?? text.length * 9;
		known.set(key, measured);
		return measured;
	};
}

function paintSign(
	context: CanvasRenderingContext2D,
	mark: Mark,
	palette: Palette,
): void {
	if (mark.sign === "ring") return;
	const colour = colourOf(mark, palette);
	context.beginPath();
	const corners = cornersOf(mark.sign, mark);
	if (corners) for (const { x, y } of corners) context.lineTo(x, y);
	else context.arc(mark.x, mark.y, SIGN_RADIUS[mark.sign], 0, 2 * Math.PI);
	context.closePath();
	context.lineWidth = mark.sign === "settlement" ? 2 : HALO_WIDTH;
	context.strokeStyle = palette.surface;
	context.stroke();
	context.fillStyle = mark.isOld ? palette.surface : colour;
	context.fill();
	if (mark.isOld) {
		context.lineWidth = 2;
		context.strokeStyle = colour;
		context.stroke();
	}
	if (mark.letter === undefined) return;
	context.font = BOLD;
	context.textAlign = "center";
	context.fillStyle = mark.isOld ? colour : palette.ink;
	context.fillText(mark.letter, mark.x, mark.y + 1);
}

function paintLabel(
	context: CanvasRenderingContext2D,
	{ sign, label }: Mark,
	palette: Palette,
): void {
	if (!label) return;
	context.font = label.isBold ? BOLD : FONT;
	context.textAlign = label.anchor === "middle" ? "center" : label.anchor;
	context.lineWidth = HALO_WIDTH;
	context.strokeStyle = palette.surface;
	label.lines.forEach((line, index) => {
		const y = label.y + index * LINE_HEIGHT;
		const isQuiet = index > 0 || sign === "settlement";
		context.fillStyle =
			sign === "ring"
				? palette.waiting
				: isQuiet
					? palette.quiet
					: palette.text;
		context.strokeText(line, label.x, y);
		context.fillText(line, label.x, y);
	});
}

function colourOf({ sign, isDry }: Mark, palette: Palette): string {
	switch (sign) {
		case "place":
		case "hazard":
			return palette.danger;
		case "water":
			return isDry ? palette.quiet : palette.link;
		case "station":
			return palette.text;
		case "settlement":
			return palette.quiet;
		case "ring":
		case "staging":
		case "told":
			return palette.waiting;
		default:
			return palette.good;
	}
}
