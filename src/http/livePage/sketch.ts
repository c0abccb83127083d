/**
 * A plan of the place without a map: the fire, the stations, how far, where north is.
 * No tiles are fetched, so nobody learns where we look; people are never drawn.
 */
import { html } from "hono/html";
import { roundMetres, type Spot, spotOn, viewOf } from "../../screen/plan.ts";
import type { Markup } from "../page.ts";
import type { Screen } from "./screen.ts";

const WIDTH = 360;
const HEIGHT = 240;
/** Room for the names beside the outermost station. */
const MARGIN = { x: 56, y: 36 };
const STATIONS_SHOWN = 5;
const LABEL_HEIGHT = 38;
const FRAMING = {
	width: WIDTH,
	height: HEIGHT,
	margin: MARGIN,
	leastMetres: 300,
};

export function sketch(screen: Screen): Markup | string {
	const { board, text, words } = screen;
	const { location } = board;
	if (!location || board.stations.length === 0) return "";
	const stations = [...board.stations]
		.sort((a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0))
		.slice(0, STATIONS_SHOWN);
	const view = viewOf(
		[location, ...stations.map((station) => station.location)],
		FRAMING,
	) ?? { centre: location, metresPerUnit: 1 };
	const { metresPerUnit } = view;
	const spotOf = spotOn(FRAMING, view);
	const fire = spotOf(location);
	const radius = (location.accuracyMetres ?? 0) / metresPerUnit;
	const labels = placed(
		stations.map((station) => ({
			...spotOf(station.location),
			name: station.name,
			far:
				station.distanceMetres === null
					? ""
					: words.distance(station.distanceMetres),
		})),
		fire,
	);
	// Before anybody decides the decision is what matters, afterwards nobody drives there.
	return html`<details id="d-plan"${board.status === "open" ? html` open` : ""}><summary>${text("page-live-plan")}</summary><svg class="plan" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${[text("page-live-plan"), ...labels.map(({ name, far }) => `${name} ${far}`)].join(", ")}">${
		radius > 6
			? html`<circle class="about" cx="${round(fire.x)}" cy="${round(fire.y)}" r="${round(radius)}"/>`
			: ""
	}${labels.map(
		({ x, y, left, labelY, name, far }) =>
			html`<path class="way" d="M${round(fire.x)} ${round(fire.y)}L${round(x)} ${round(y)}"/><rect x="${round(x - 6)}" y="${round(y - 6)}" width="12" height="12"/><text x="${round(left ? x - 12 : x + 12)}" y="${round(labelY)}"${left ? html` text-anchor="end"` : ""}>${name}<tspan class="q" x="${round(left ? x - 12 : x + 12)}" dy="18">${far}</tspan></text>`,
	)}<path class="fire" d="M${round(fire.x)} ${round(fire.y - 13)}l11 20h-22z"/>${bar(screen, metresPerUnit)}<path class="north" d="M${WIDTH - 18} 30V8l-5 9m5 -9l5 9"/><text x="${WIDTH - 18}" y="48" text-anchor="middle">${text("page-live-north")}</text></svg></details>`;
}

type Label = Spot & { name: string; far: string };

/** Each name towards the roomier side, pushed down where it would cover another. */
function placed(labels: readonly Label[], fire: Spot) {
	const taken: { left: boolean; y: number }[] = [
		{ left: false, y: fire.y },
		{ left: true, y: fire.y },
	];
	return [...labels]
		.sort((a, b) => a.y - b.y)
		.map((label) => {
			const left = label.x > WIDTH / 2;
			let labelY = Math.min(label.y, HEIGHT - 46);
			for (const other of taken)
				if (
					other.left === left &&
					Math.abs(labelY - other.y) < LABEL_HEIGHT &&
					labelY >= other.y
				)
					labelY = other.y + LABEL_HEIGHT;
			taken.push({ left, y: labelY });
			return { ...label, left, labelY: labelY + 2 };
		});
}

const BAR_MOST = 110;

/** The longest round distance that fits. */
function bar({ words }: Screen, metresPerUnit: number): Markup {
	const metres = roundMetres(metresPerUnit, BAR_MOST);
	const length = round(metres / metresPerUnit);
	const y = HEIGHT - 10;
	return html`<path class="scale" d="M10 ${y - 6}v6h${length}v-6"/><text x="10" y="${y - 12}">${words.distance(metres)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
