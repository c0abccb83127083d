/**
 * The map drawn by MapLibre: the ground in WebGL, our signs and names on a canvas
 * above it, painted in the same frame. North is up and stays there.
 *
 * The worker is a file of its own in the build: MapLibre does not bundle it, and
 * without it the map stays empty without a word.
 */
import {
	type GeoJSONSource,
	Map as GlMap,
	type LngLatLike,
	setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Location, Point } from "../../core/kinds.ts";
import {
	METRES_PER_DEGREE,
	type Sheet,
	type Spot,
	type View,
} from "../../screen/plan.ts";
import type { BaseMap } from "./baseMap.ts";
import { type Drawn, marksOf } from "./marks.ts";
import { paint } from "./paint.ts";
import type { Palette } from "./palette.ts";
import type { Scene } from "./scene.ts";
import {
	type Base,
	OURS,
	ourGround,
	pictureTiles,
	plainBase,
	styleOf,
} from "./style.ts";

setWorkerUrl(workerUrl);

export type GlOptions = {
	/** Two layers of the same size: MapLibre's, and the canvas above it. */
	container: HTMLElement;
	canvas: HTMLCanvasElement;
	view: View;
	base: BaseMap;
	locale: string;
	palette: Palette;
	scene: Scene;
	/** All that names need but where they fall, asked in every frame. */
	naming(): Omit<Drawn, "scene" | "sheet" | "spotOf" | "hasNames">;
	onView(view: View): void;
	/** A finger moved the map. */
	onTouched(): void;
	onTap(point: Point): void;
	/** Whose map it is, as its sources say. */
	onAttribution(words: string): void;
	/** Whether the tiles do not come; the rest stands. */
	onBase(isLost: boolean): void;
	/** Nobody looks any more. */
	signal: AbortSignal;
	/** The picture is gone and does not come back. */
	onLost(): void;
};

export type GlDrawing = {
	show(scene: Scene, palette: Palette): void;
	/** Names change without anything moving: an age, a language. */
	repaint(): void;
	look(view: View, smoothly: boolean): void;
	pan(right: number, down: number): void;
	zoom(levels: number): void;
};

const EQUATOR_METRES = 360 * METRES_PER_DEGREE;
/** The world at zoom 0, in pixels. */
const WORLD_PIXELS = 512;
const MOVE_MS = 150;
const CLOSEST_ZOOM = 19;

export async function openGlMap(options: GlOptions): Promise<GlDrawing> {
	const { container, canvas, naming } = options;
	let { scene, palette } = options;
	const base = await baseOf(options);
	options.signal.throwIfAborted();
	let isBaseLost = base === undefined;
	options.onBase(isBaseLost);
	const present = (): Base => base?.(palette) ?? plainBase;
	const map = new GlMap({
		container,
		style: styleOf(present(), scene, palette),
		...cameraOf(options.view),
		attributionControl: false,
		keyboard: false,
		dragRotate: false,
		pitchWithRotate: false,
		touchPitch: false,
		maxPitch: 0,
		maxZoom: CLOSEST_ZOOM,
		fadeDuration: 0,
		renderWorldCopies: false,
		refreshExpiredTiles: false,
	});
	options.signal.addEventListener("abort", () => map.remove(), { once: true });
	map.touchZoomRotate.disableRotation();
	// The region around it is what a keyboard and a screen reader meet.
	map.getCanvas().tabIndex = -1;
	map.getCanvas().removeAttribute("role");
	map.getCanvas().setAttribute("aria-hidden", "true");
	const context = canvas.getContext("2d");

	const repaint = () => {
		if (!context) return;
		const sheet = sheetOf(container, canvas);
		paint(
			context,
			sheet,
			marksOf({
				...naming(),
				scene,
				sheet,
				spotOf: spotOf(map),
				hasNames: !isBaseLost && present().hasNames,
			}),
			palette,
		);
	};
	map.on("render", repaint);
	map.on("moveend", () => options.onView(viewOf(map)));
	map.on("movestart", ({ originalEvent }) => {
		if (originalEvent) options.onTouched();
	});
	map.on("click", ({ lngLat }) =>
		options.onTap({ lat: lngLat.lat, lon: lngLat.lng }),
	);
	map.on("sourcedata", ({ sourceDataType }) => {
		if (sourceDataType === "metadata")
			options.onAttribution(attributionOf(map));
	});
	watchBase(map, (isLost) => {
		isBaseLost = isLost;
		options.onBase(isLost);
		repaint();
	});
	map.on("styleimagemissing", ({ id }) => {
		map.addImage(id, { width: 1, height: 1, data: new Uint8Array(4) });
	});
	map.on("webglcontextlost", () => options.onLost());
	await ourGroundDrawn(map);

	return {
		show(nextScene, nextPalette) {
			const isRecoloured = nextPalette !== palette;
			scene = nextScene;
			palette = nextPalette;
			if (isRecoloured) map.setStyle(styleOf(present(), scene, palette));
			else
				void (map.getSource(OURS) as GeoJSONSource | undefined)?.setData(
					ourGround(scene),
				);
			repaint();
		},
		repaint,
		look: (view, smoothly) =>
			smoothly
				? map.easeTo({ ...cameraOf(view), duration: duration() })
				: map.jumpTo(cameraOf(view)),
		pan: (right, down) => map.panBy([right, down], { duration: duration() }),
		zoom: (levels) =>
			map.zoomTo(map.getZoom() + levels, { duration: duration() }),
	};
}

/** `undefined` = there is one and it cannot be had. */
async function baseOf({
	base,
	locale,
}: GlOptions): Promise<((palette: Palette) => Base) | undefined> {
	if (base.kind === "none") return () => plainBase;
	if (base.kind === "raster") return (palette) => pictureTiles(base, palette);
	try {
		const { loadBase } = await import("./basemapTiles.ts");
		return await loadBase(base, locale);
	} catch {
		return undefined;
	}
}

/**
 * A single tile that fails is a hole somebody sees. None that comes is a base map
 * that is not there, until one comes after all.
 */
function watchBase(map: GlMap, tell: (isLost: boolean) => void): void {
	let hasCome = false;
	let isLost = false;
	const settle = (next: boolean) => {
		if (next === isLost) return;
		isLost = next;
		tell(isLost);
	};
	map.on("error", (fault) => {
		const { sourceId } = fault as { sourceId?: string };
		if (sourceId !== undefined && sourceId !== OURS && !hasCome) settle(true);
	});
	map.on("sourcedata", ({ sourceId, tile }) => {
		const state = (tile as { state?: string } | undefined)?.state;
		if (sourceId === OURS || state !== "loaded") return;
		hasCome = true;
		settle(false);
	});
}

/** Our own ground went through the worker: it runs. Tiles may take as long as they like. */
const ourGroundDrawn = (map: GlMap): Promise<void> =>
	new Promise((resolve) => {
		map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
			if (sourceId === OURS && isSourceLoaded) resolve();
		});
	});

const duration = (): number =>
	matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOVE_MS;

const cameraOf = ({
	centre,
	metresPerUnit,
}: View): { center: LngLatLike; zoom: number } => ({
	center: [centre.lon, centre.lat],
	zoom: Math.min(
		CLOSEST_ZOOM,
		Math.log2(
			(EQUATOR_METRES * cosine(centre)) / (WORLD_PIXELS * metresPerUnit),
		),
	),
});

function viewOf(map: GlMap): View {
	const { lat, lng } = map.getCenter();
	const centre = { lat, lon: lng };
	return {
		centre,
		metresPerUnit:
			(EQUATOR_METRES * cosine(centre)) / (WORLD_PIXELS * 2 ** map.getZoom()),
	};
}

const cosine = ({ lat }: Point): number => Math.cos((lat * Math.PI) / 180);

const spotOf =
	(map: GlMap) =>
	({ lat, lon }: Location): Spot => {
		const { x, y } = map.project([lon, lat]);
		return { x, y };
	};

/** The canvas in the screen's own pixels. */
function sheetOf(container: HTMLElement, canvas: HTMLCanvasElement): Sheet {
	const { clientWidth: width, clientHeight: height } = container;
	const ratio = window.devicePixelRatio;
	const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
	if (canvas.width !== wide) canvas.width = wide;
	if (canvas.height !== high) canvas.height = high;
	return { width, height };
}

function attributionOf(map: GlMap): string {
	const said = Object.keys(map.getStyle().sources).flatMap((id) => {
		const { attribution } = map.getSource(id) ?? {};
		return attribution ? [attribution] : [];
	});
	// Sources send markup; what is shown is its words.
	const words = said.map(
		(html) =>
			new DOMParser().parseFromString(html, "text/html").body.textContent ?? "",
	);
	return [...new Set(words)].join(" · ");
}
