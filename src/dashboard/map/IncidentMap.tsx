/**
 * The map of an incident: where it is and how sure we are, who is on the way, how many
 * minutes it is from there. Drawn plainly at once; MapLibre takes over when it has come
 * and can draw. Everything on it stands beside it in words, too.
 */
import {
	type KeyboardEvent,
	useCallback,
	useEffect,
	useId,
	useMemo,
	useRef,
	useState,
} from "react";
import { distanceMetres } from "../../core/eta.ts";
import { type Location, type Point, WATER_KINDS } from "../../core/kinds.ts";
import {
	pointUnder,
	roundMetres,
	type Sheet,
	spotOn,
	type View,
	viewOf,
} from "../../screen/plan.ts";
import { useNow } from "../live.ts";
import { useWords } from "../words.tsx";
import { askBaseMap, type BaseMap, NO_BASE } from "./baseMap.ts";
import { writeCoordinates } from "./coordinates.ts";
import type { GlDrawing } from "./maplibre.ts";
import type { Box, MapWords, Sign } from "./marks.ts";
import { PlainMap } from "./PlainMap.tsx";
import { textWidths } from "./paint.ts";
import { usePalette } from "./palette.ts";
import {
	type Moving,
	type MovingRole,
	nearestStations,
	pointsInView,
	type Scene,
	type WaterPlace,
} from "./scene.ts";
import { cornersOf } from "./shapes.ts";
import "./map.css";

export type { Moving, Settlement, Station } from "./scene.ts";

export type IncidentMapProps = Scene & {
	/** A point was chosen, by tap or with the cross; how exact a finger is at this scale comes along. */
	onPick?: (point: Location) => void;
};

const MARGIN = { x: 72, y: 76 };
const LEAST_METRES = 1_500;
const CLOSEST = 0.2;
const FARTHEST = 3_000;
/** A thumb on the glass. */
const FINGER_PIXELS = 16;
const PAN_SHARE = 0.25;
const SCALE_PIXELS = 110;

export default function IncidentMap({
	place,
	stations,
	people,
	settlements,
	rings,
	water,
	hazards,
	staging,
	told,
	onPick,
}: IncidentMapProps) {
	const { text, locale } = useWords();
	const help = useId();
	const scene = useMemo<Scene>(
		() => ({
			place,
			stations,
			people,
			settlements,
			rings,
			...(water ? { water } : {}),
			...(hazards ? { hazards } : {}),
			...(staging ? { staging } : {}),
			...(told ? { told } : {}),
		}),
		[
			place,
			stations,
			people,
			settlements,
			rings,
			water,
			hazards,
			staging,
			told,
		],
	);
	const [said, say] = useState("");
	const pick = (point: Point, view: View): void => {
		if (!onPick) return;
		const accuracyMetres = Math.max(
			1,
			Math.round(FINGER_PIXELS * view.metresPerUnit),
		);
		onPick({ ...point, accuracyMetres });
		say(text("board-map-picked", { point: writeCoordinates(point) }));
	};
	const map = useMap(scene, pick, onPick !== undefined);
	const { view, sheet } = map;
	const pickCentre = () => view && pick(view.centre, view);

	const onKeyDown = (event: KeyboardEvent) => {
		const act = keyActs(map, onPick ? pickCentre : undefined)[event.key];
		if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		act();
	};
	return (
		<figure className="map" data-drawing={map.isGl ? "map" : "plain"}>
			<div className="map-area">
				<div
					className="map-region"
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a map is moved by keys, as the role says
					tabIndex={0}
					role="application"
					aria-label={text("board-map")}
					aria-describedby={help}
					onKeyDown={onKeyDown}
					ref={map.region}
				>
					<div className="map-gl" ref={map.glRef} />
					<canvas className="map-marks" ref={map.canvas} />
					{!map.isGl && view && sheet && (
						<PlainMap
							scene={scene}
							sheet={sheet}
							view={view}
							naming={map.naming()}
							onView={map.onDragged}
							onTap={(point) => pick(point, view)}
						/>
					)}
					{onPick && <span className="map-cross" aria-hidden="true" />}
				</div>
				<div className="map-buttons">
					<button
						type="button"
						aria-label={text("board-map-closer")}
						onClick={() => map.zoom(1)}
					>
						+
					</button>
					<button
						type="button"
						aria-label={text("board-map-farther")}
						onClick={() => map.zoom(-1)}
					>
						−
					</button>
				</div>
				<button type="button" className="map-all" onClick={map.showAll}>
					{text("board-map-all")}
				</button>
				{onPick && (
					<button type="button" className="map-pick" onClick={pickCentre}>
						{text("board-map-pick")}
					</button>
				)}
				{view && <Scale metresPerUnit={view.metresPerUnit} />}
			</div>
			<figcaption>
				<p id={help} className="out">
					{text(onPick ? "board-map-help.pick" : "board-map-help")}
				</p>
				<p className="out" role="status">
					{said}
				</p>
				<Whose base={map.base} attribution={map.attribution} locale={locale} />
				{map.isBaseLost && <p className="w">▲ {text("board-map-base-lost")}</p>}
				{people.length > 0 && <Legend people={people} />}
				<GroundLegend scene={scene} />
				<InWords scene={scene} />
			</figcaption>
		</figure>
	);
}

type Acts = Record<string, () => unknown>;

const keyActs = (
	map: TheMap,
	pickCentre: (() => unknown) | undefined,
): Acts => ({
	ArrowLeft: () => map.pan(-PAN_SHARE, 0),
	ArrowRight: () => map.pan(PAN_SHARE, 0),
	ArrowUp: () => map.pan(0, -PAN_SHARE),
	ArrowDown: () => map.pan(0, PAN_SHARE),
	"+": () => map.zoom(1),
	"=": () => map.zoom(1),
	"-": () => map.zoom(-1),
	"0": map.showAll,
	...(pickCentre ? { Enter: pickCentre } : {}),
});

// --- The drawing, plain first ----------------------------------------------------

type TheMap = ReturnType<typeof useMap>;

function useMap(
	scene: Scene,
	pick: (point: Point, view: View) => void,
	picks: boolean,
) {
	const region = useRef<HTMLDivElement>(null);
	const glRef = useRef<HTMLDivElement>(null);
	const canvas = useRef<HTMLCanvasElement>(null);
	const { locale } = useWords();
	const palette = usePalette();
	const sheet = useSheet(region);
	const naming = useNaming(scene.people, sheet, picks);
	const [view, setView] = useState<View>();
	const [gl, setGl] = useState<GlDrawing>();
	const [base, setBase] = useState<BaseMap>(NO_BASE);
	const [attribution, setAttribution] = useState("");
	const [isBaseLost, setBaseLost] = useState(false);
	/** Somebody moved it: it is not moved under their hand any more. */
	const isTouched = useRef(false);
	const now = useLatest({ scene, palette, view, naming, pick, isGl: !!gl });

	const look = useCallback(
		(next: View, smoothly: boolean) => {
			setView(next);
			gl?.look(next, smoothly);
		},
		[gl],
	);
	const showAll = () => {
		isTouched.current = false;
		const next = sheet && viewOfScene(scene, sheet);
		if (next) look(next, true);
	};

	// What is to be seen changed: shown whole, unless somebody looks elsewhere and still sees the place.
	const { place } = scene;
	const seen = [
		place?.lat,
		place?.lon,
		scene.stations.map(({ id }) => id).join(),
		scene.people.length,
		scene.staging?.lat,
		scene.hazards?.map(({ id }) => id).join(),
		scene.water?.map(({ id }) => id).join(),
		sheet?.width,
		sheet?.height,
	].join(" ");
	// biome-ignore lint/correctness/useExhaustiveDependencies: `seen` says what of the scene moves the map
	useEffect(() => {
		if (!sheet) return;
		const isSeen = !place || !view || isOn(sheet, spotOn(sheet, view)(place));
		if (isTouched.current && isSeen && view) return;
		const next = viewOfScene(scene, sheet);
		if (next) look(next, view !== undefined);
	}, [seen]);

	const isSized = sheet !== undefined && view !== undefined;
	// biome-ignore lint/correctness/useExhaustiveDependencies: opened once; what changes is read through `now`
	useEffect(() => {
		if (!isSized || !hasWebGl()) return;
		const ending = new AbortController();
		const close = () => {
			setGl(undefined);
			ending.abort();
		};
		const open = async () => {
			const [{ openGlMap }, known] = await Promise.all([
				import("./maplibre.ts"),
				askBaseMap(),
			]);
			const [container, above] = [glRef.current, canvas.current];
			const { view: first, scene, palette } = now.current;
			if (ending.signal.aborted || !container || !above || !first) return;
			setBase(known);
			const drawing = await openGlMap({
				container,
				canvas: above,
				base: known,
				locale,
				view: first,
				scene,
				palette,
				signal: ending.signal,
				naming: () => now.current.naming(),
				onView: (next) => now.current.isGl && setView(next),
				onTouched: () => {
					isTouched.current = true;
				},
				onTap: (point) =>
					now.current.view && now.current.pick(point, now.current.view),
				onAttribution: setAttribution,
				onBase: setBaseLost,
				onLost: close,
			});
			if (ending.signal.aborted) return;
			// Moved while it was loading.
			drawing.look(now.current.view ?? first, false);
			setGl(drawing);
		};
		// A chunk that does not come over the line, or a card that refuses: the plain map stays.
		open().catch(close);
		return () => ending.abort();
	}, [isSized]);

	useEffect(() => gl?.show(scene, palette), [gl, scene, palette]);
	useEffect(() => gl?.repaint());

	return {
		region,
		glRef,
		canvas,
		sheet,
		view,
		isGl: gl !== undefined,
		base,
		attribution,
		isBaseLost,
		naming,
		showAll,
		onDragged(next: View) {
			isTouched.current = true;
			setView(next);
		},
		zoom(levels: number) {
			isTouched.current = true;
			if (gl) gl.zoom(levels);
			else if (view)
				setView({
					...view,
					metresPerUnit: Math.min(
						FARTHEST,
						Math.max(CLOSEST, view.metresPerUnit / 2 ** levels),
					),
				});
		},
		pan(right: number, down: number) {
			if (!sheet || !view) return;
			isTouched.current = true;
			const [x, y] = [right * sheet.width, down * sheet.height];
			if (gl) gl.pan(x, y);
			else
				setView({
					...view,
					centre: pointUnder(
						sheet,
						view,
					)({ x: sheet.width / 2 + x, y: sheet.height / 2 + y }),
				});
		},
	};
}

const viewOfScene = (scene: Scene, sheet: Sheet): View | undefined =>
	viewOf(pointsInView(scene), {
		...sheet,
		margin: MARGIN,
		leastMetres: LEAST_METRES,
	});

const isOn = (
	{ width, height }: Sheet,
	{ x, y }: { x: number; y: number },
): boolean => x >= 0 && y >= 0 && x <= width && y <= height;

function useLatest<Value>(value: Value) {
	const latest = useRef(value);
	latest.current = value;
	return latest;
}

function useSheet(region: { current: HTMLElement | null }): Sheet | undefined {
	const [sheet, setSheet] = useState<Sheet>();
	useEffect(() => {
		const element = region.current;
		if (!element) return;
		const watch = new ResizeObserver(() => {
			const { clientWidth: width, clientHeight: height } = element;
			if (width > 0 && height > 0) setSheet({ width, height });
		});
		watch.observe(element);
		return () => watch.disconnect();
	}, [region]);
	return sheet;
}

/** Names, ages and widths, as both drawings ask for them. */
function useNaming(
	people: readonly Moving[],
	sheet: Sheet | undefined,
	picks: boolean,
) {
	const { text, words } = useWords();
	const now = useNow(people.length > 0 ? 1_000 : 60_000);
	const widthOf = useMemo(textWidths, []);
	const mapWords = useMemo<MapWords>(
		() => ({
			letter: (role) => text(`board-map-letter-${role}`),
			minutes: (minutes) => text("duration-minutes", { minutes }),
			distance: words.distance,
			age: (ms) => text("board-map-ago", { age: ageText(text, ms) }),
			staging: text("board-map-staging"),
		}),
		[text, words],
	);
	return useCallback(
		() => ({
			words: mapWords,
			widthOf,
			now,
			covered: sheet ? coveredBy(sheet, picks) : [],
		}),
		[mapWords, widthOf, now, sheet, picks],
	);
}

/** Where the buttons and the scale stand (`map.css`). */
const coveredBy = ({ width, height }: Sheet, picks: boolean): Box[] => [
	{ left: 0, top: 0, right: 176, bottom: 68 },
	{ left: width - 68, top: height - 132, right: width, bottom: height },
	{ left: 0, top: height - 72, right: 136, bottom: height },
	...(picks ? [{ left: width - 196, top: 0, right: width, bottom: 68 }] : []),
];

const ageText = (
	text: ReturnType<typeof useWords>["text"],
	ms: number,
): string =>
	ms < 60_000
		? text("duration-seconds", { seconds: Math.floor(ms / 1_000) })
		: text("duration-minutes", { minutes: Math.floor(ms / 60_000) });

function hasWebGl(): boolean {
	try {
		const context = document.createElement("canvas").getContext("webgl2");
		context?.getExtension("WEBGL_lose_context")?.loseContext();
		return context !== null;
	} catch {
		return false;
	}
}

// --- Beside the drawing ----------------------------------------------------------

function Scale({ metresPerUnit }: { metresPerUnit: number }) {
	const { text, words } = useWords();
	const metres = roundMetres(metresPerUnit, SCALE_PIXELS);
	return (
		<div className="map-scale" aria-hidden="true">
			<span>↑ {text("page-live-north")}</span>
			<span className="map-bar" style={{ width: metres / metresPerUnit }}>
				{words.distance(metres)}
			</span>
		</div>
	);
}

const OSM_COPYRIGHT = "https://www.openstreetmap.org/copyright";

/** Its sources say it themselves; what the operator wrote comes first. */
function Whose({
	base,
	attribution,
	locale,
}: {
	base: BaseMap;
	attribution: string;
	locale: string;
}) {
	const said = [base.attribution ?? "", attribution]
		.filter((words, index, all) => words !== "" && all.indexOf(words) === index)
		.join(" · ");
	if (base.kind === "none" || said === "") return null;
	return (
		<p className="map-whose q">
			{/openstreetmap/i.test(said) ? (
				<a
					href={OSM_COPYRIGHT}
					target="_blank"
					rel="noreferrer"
					hrefLang={locale}
				>
					{said}
				</a>
			) : (
				said
			)}
		</p>
	);
}

const ROLE_QUALIFICATIONS: Record<MovingRole, string | undefined> = {
	driver: "driver_c",
	leader: "leader",
	medic: "medic",
	other: undefined,
};

function Legend({ people }: { people: readonly Moving[] }) {
	const { text } = useWords();
	const roleOf = useRoleName();
	const roles = [...new Set(people.map(({ role }) => role))];
	return (
		<p className="map-legend q" aria-hidden="true">
			{roles
				.map((role) => `${text(`board-map-letter-${role}`)} ${roleOf(role)}`)
				.join(" · ")}
		</p>
	);
}

function useRoleName(): (role: MovingRole) => string {
	const { text, words } = useWords();
	return (role) => {
		const qualification = ROLE_QUALIFICATIONS[role];
		return qualification === undefined
			? text("board-map-role-other")
			: words.qualification(qualification);
	};
}

/** The same for whoever does not see the drawing. */
function InWords({ scene }: { scene: Scene }) {
	const { text, words, clock } = useWords();
	const roleOf = useRoleName();
	const now = useNow(10_000);
	const { place, stations, people, water = [], hazards = [] } = scene;
	const { staging, told = [] } = scene;
	const far = (point: Point) =>
		place ? `, ${words.distance(distanceMetres(place, point))}` : "";
	const near = place ? nearestStations(place, stations) : stations;
	return (
		<details className="map-words">
			<summary>{text("board-map-words")}</summary>
			<ul>
				<li>
					{place
						? text("board-map-place", { point: writeCoordinates(place) })
						: text("board-map-place-none")}
					{place?.accuracyMetres !== undefined &&
						`, ${text("board-map-accuracy", { distance: words.distance(place.accuracyMetres) })}`}
				</li>
				{near.map(({ id, name, distanceMetres }) => (
					<li key={id}>
						■ {name}
						{distanceMetres !== null && `, ${words.distance(distanceMetres)}`}
					</li>
				))}
				{hazards.map(({ id, label }) => (
					<li key={id}>✕ {label}</li>
				))}
				{staging && (
					<li>
						{text("board-map-staging")}
						{far(staging)}
					</li>
				)}
				{water.map((one) => (
					<li key={one.id}>
						💧 {one.name}, {words.distance(one.distanceMetres)}
						{waterStateOf(one) !== "works" &&
							`, ${text(WATER_SAYS[waterStateOf(one)])}`}
					</li>
				))}
				{told.map(({ id, at, location }) => (
					<li key={id}>
						▼ {text("board-map-report", { time: clock(at) })}
						{far(location)}
					</li>
				))}
				{people.map(({ id, name, role, at }) => (
					<li key={id}>
						● {name}, {roleOf(role)},{" "}
						{text("board-map-ago", {
							age: ageText(text, Math.max(0, now - at)),
						})}
					</li>
				))}
			</ul>
		</details>
	);
}

const WATER_SAYS = {
	works: "board-map-water",
	unknown: "board-map-water-unknown",
	dry: "board-map-water-dry",
} as const;
type WaterState = keyof typeof WATER_SAYS;

const waterStateOf = ({ isDry, isDoubted }: WaterPlace): WaterState =>
	isDry ? "dry" : isDoubted ? "unknown" : "works";

/** What the shapes mean, as they are drawn; in words it stands below. */
function GroundLegend({ scene }: { scene: Scene }) {
	const { text } = useWords();
	const { hazards = [], water = [], staging, told = [] } = scene;
	const states = (["works", "unknown", "dry"] as const).filter((state) =>
		water.some((one) => waterStateOf(one) === state),
	);
	const shown: [Sign, string, WaterState?][] = [
		...(hazards.length > 0
			? [["hazard", text("board-map-hazards")] as [Sign, string]]
			: []),
		...(staging
			? [["staging", text("board-map-staging")] as [Sign, string]]
			: []),
		...(told.length > 0
			? [["told", text("board-map-reports")] as [Sign, string]]
			: []),
		...states.map((state): [Sign, string, WaterState] => [
			"water",
			text(WATER_SAYS[state]),
			state,
		]),
	];
	if (shown.length === 0) return null;
	return (
		<p className="map-legend q" aria-hidden="true">
			{shown.map(([sign, words, state = "works"]) => (
				<span key={words}>
					<svg viewBox="0 0 28 28" aria-hidden="true">
						<g className={`map-sign map-${sign}${LOOKS[state]}`}>
							<polygon
								points={(cornersOf(sign, { x: 14, y: 14 }) ?? [])
									.map(({ x, y }) => `${x},${y}`)
									.join(" ")}
							/>
						</g>
					</svg>{" "}
					{words}
				</span>
			))}
			<Letters water={water} />
		</p>
	);
}

const LOOKS: Record<WaterState, string> = {
	works: "",
	unknown: " map-old",
	dry: " map-dry",
};

/** «Г гідрант · С ставок» */
function Letters({ water }: { water: readonly WaterPlace[] }) {
	const { text } = useWords();
	const letters = WATER_KINDS.map((kind) => ({
		letter: text(`board-map-water-letter-${kind}`),
		name: text(`water-kind-${kind}`),
	})).filter(({ letter }) => water.some((one) => one.letter === letter));
	return letters.length === 0 ? null : (
		<span>
			{letters.map(({ letter, name }) => `${letter} ${name}`).join(" · ")}
		</span>
	);
}
