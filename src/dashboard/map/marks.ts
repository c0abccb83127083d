/**
 * Signs and names where they fall on the screen. Signs always stand; a name stands
 * where it covers nothing more important, else it waits for a closer look. The same
 * list is painted on a canvas above the map (`paint.ts`) and drawn as SVG where there
 * is none (`PlainMap.tsx`): a few hundred names cost a few milliseconds either way.
 */
import type { Instant, Point } from "../../core/kinds.ts";
import type { Sheet, Spot } from "../../screen/plan.ts";
import { type MovingRole, ringsOf, type Scene } from "./scene.ts";

export type Sign =
	| "place"
	| "station"
	| "settlement"
	| "ring"
	| "water"
	| "hazard"
	| "staging"
	| "told"
	| MovingRole;
export type Mark = Spot & {
	key: string;
	sign: Sign;
	/** Inside the sign: roles are told by letter and shape. */
	letter?: string;
	/** Heard of long ago, or not known for sure: hollow. */
	isOld?: boolean;
	/** Water where there is none: crossed out, and quiet. */
	isDry?: boolean;
	/** Absent where it has no room. */
	label?: Label;
};
export type Label = Spot & {
	lines: readonly string[];
	anchor: "start" | "middle" | "end";
	isBold: boolean;
};

export type MapWords = {
	letter(role: MovingRole): string;
	minutes(minutes: number): string;
	distance(metres: number): string;
	age(ms: number): string;
	staging: string;
};
export type Drawn = {
	scene: Scene;
	sheet: Sheet;
	spotOf(point: Point): Spot;
	/** Width of a line of text on the screen. */
	widthOf(text: string, isBold: boolean): number;
	words: MapWords;
	now: Instant;
	/** Under buttons nothing is written. */
	covered?: readonly Box[];
	/** The base map names settlements itself. */
	hasNames: boolean;
};

export const LINE_HEIGHT = 18;
/** Half the width of a sign, for whoever draws and for what may not be covered. */
export const SIGN_RADIUS: Record<Sign, number> = {
	place: 14,
	station: 8,
	settlement: 3,
	ring: 0,
	water: 11,
	hazard: 10,
	staging: 12,
	told: 6,
	driver: 14,
	leader: 14,
	medic: 14,
	other: 14,
};
/** A position is said to be old from here on, and doubted from there on. */
const SAYS_AGE_MS = 10_000;
const DOUBTED_MS = 120_000;
const GAP = 4;

export type Box = { left: number; top: number; right: number; bottom: number };
type Wanted = Omit<Mark, "label"> & {
	lines: string[];
	isBold: boolean;
	/** Where else its name may stand: a ring is the same all around. */
	elsewhere?: readonly Spot[];
};

export function marksOf(drawn: Drawn): Mark[] {
	const wanted = [
		...placeMarks(drawn),
		...hazardMarks(drawn),
		...peopleMarks(drawn),
		...stagingMarks(drawn),
		...stationMarks(drawn),
		...toldMarks(drawn),
		...waterMarks(drawn),
		...ringMarks(drawn),
		...settlementMarks(drawn),
	].filter((mark) => mark.sign === "ring" || isNear(mark, drawn.sheet));
	const taken: Box[] = [
		...(drawn.covered ?? []),
		...wanted
			.filter(({ sign }) => sign !== "settlement" && sign !== "ring")
			.map((mark) => around(mark, SIGN_RADIUS[mark.sign])),
	];
	return wanted.map(({ lines, isBold, elsewhere = [], ...mark }) => {
		for (const spot of [mark, ...elsewhere]) {
			const label = placed(
				{ ...mark, x: spot.x, y: spot.y },
				lines,
				isBold,
				taken,
				drawn,
			);
			if (label) return { ...mark, label };
		}
		return mark;
	});
}

function placeMarks({ scene: { place }, spotOf }: Drawn): Wanted[] {
	return place
		? [
				{
					key: "place",
					sign: "place",
					...spotOf(place),
					lines: [],
					isBold: true,
				},
			]
		: [];
}

function peopleMarks({ scene, spotOf, words, now }: Drawn): Wanted[] {
	return scene.people.map(({ id, name, role, location, at }) => ({
		key: `person ${id}`,
		sign: role,
		...spotOf(location),
		letter: words.letter(role),
		isOld: now - at >= DOUBTED_MS,
		lines: [name, ...(now - at >= SAYS_AGE_MS ? [words.age(now - at)] : [])],
		isBold: true,
	}));
}

const stationMarks = ({ scene, spotOf, words }: Drawn): Wanted[] =>
	scene.stations.map(({ id, name, location, distanceMetres }) => ({
		key: `station ${id}`,
		sign: "station",
		...spotOf(location),
		lines: [
			name,
			...(distanceMetres === null ? [] : [words.distance(distanceMetres)]),
		],
		isBold: true,
	}));

const hazardMarks = ({ scene: { hazards = [] }, spotOf }: Drawn): Wanted[] =>
	hazards.map(({ id, label, middle }) => ({
		key: `hazard ${id}`,
		sign: "hazard",
		...spotOf(middle),
		lines: [label],
		isBold: true,
	}));

const waterMarks = ({
	scene: { water = [] },
	spotOf,
	words,
}: Drawn): Wanted[] =>
	water.map((one) => {
		const { id, name, location, distanceMetres, isDoubted, isDry } = one;
		const letter = isDry ? "×" : one.letter;
		return {
			key: `water ${id}`,
			sign: "water",
			...spotOf(location),
			...(letter === undefined ? {} : { letter }),
			...(isDry ? { isDry } : isDoubted ? { isOld: true } : {}),
			lines: [name, words.distance(distanceMetres)],
			isBold: false,
		};
	});

const stagingMarks = ({
	scene: { staging },
	spotOf,
	words,
}: Drawn): Wanted[] =>
	staging
		? [
				{
					key: "staging",
					sign: "staging",
					...spotOf(staging),
					lines: [words.staging],
					isBold: true,
				},
			]
		: [];

const toldMarks = ({ scene: { told = [] }, spotOf }: Drawn): Wanted[] =>
	told.map(({ id, location }) => ({
		key: `told ${id}`,
		sign: "told",
		...spotOf(location),
		lines: [],
		isBold: false,
	}));

/** Where along its edge a ring may say its minutes: up, down, right, left, between. */
const ALONG = [1 / 2, 1 / 4, 3 / 4, 1 / 8, 7 / 8, 3 / 8, 5 / 8] as const;

function ringMarks({ scene, spotOf, words }: Drawn): Wanted[] {
	const { place, rings } = scene;
	if (!place || !rings) return [];
	return ringsOf(place).map(({ minutes, edge }) => {
		const at = (share: number) =>
			spotOf(edge[Math.round(share * (edge.length - 1))] ?? place);
		return {
			key: `ring ${minutes}`,
			sign: "ring",
			...at(0),
			elsewhere: ALONG.map(at),
			lines: [words.minutes(minutes)],
			isBold: false,
		};
	});
}

/** Village names repeat; where two of them are known, each says its hromada. */
function settlementMarks({ scene, spotOf, hasNames }: Drawn): Wanted[] {
	if (hasNames) return [];
	const counts = new Map<string, number>();
	for (const { name } of scene.settlements)
		counts.set(name, (counts.get(name) ?? 0) + 1);
	return scene.settlements.map(({ code, name, hromada, location }) => ({
		key: `settlement ${code}`,
		sign: "settlement",
		...spotOf(location),
		lines: [
			name,
			...(hromada !== null && (counts.get(name) ?? 0) > 1 ? [hromada] : []),
		],
		isBold: false,
	}));
}

const SIDES = ["start", "end", "below", "above"] as const;

/** Right of the sign, left of it, below or above it: the first that covers nothing. */
function placed(
	mark: Omit<Mark, "label">,
	lines: readonly string[],
	isBold: boolean,
	taken: Box[],
	{ sheet, widthOf }: Drawn,
): Label | undefined {
	if (lines.length === 0) return undefined;
	const width = Math.max(...lines.map((line) => widthOf(line, isBold)));
	const height = lines.length * LINE_HEIGHT;
	const sides = mark.sign === "ring" ? (["on"] as const) : SIDES;
	for (const side of sides) {
		const box = boxAt(mark, side, width, height);
		const isInside =
			box.left >= 0 &&
			box.right <= sheet.width &&
			box.top >= 0 &&
			box.bottom <= sheet.height;
		if (!isInside || taken.some((other) => overlap(box, other))) continue;
		taken.push(box);
		const anchor = side === "start" || side === "end" ? side : "middle";
		return {
			lines,
			isBold,
			anchor,
			x:
				anchor === "start"
					? box.left
					: anchor === "end"
						? box.right
						: (box.left + box.right) / 2,
			y: box.top + LINE_HEIGHT / 2,
		};
	}
	return undefined;
}

function boxAt(
	{ x, y, sign }: Omit<Mark, "label">,
	side: (typeof SIDES)[number] | "on",
	width: number,
	height: number,
): Box {
	const away = SIGN_RADIUS[sign] + GAP;
	const left =
		side === "start"
			? x + away
			: side === "end"
				? x - away - width
				: x - width / 2;
	const top =
		side === "below"
			? y + away
			: side === "above"
				? y - away - height
				: y - height / 2;
	return { left, top, right: left + width, bottom: top + height };
}

/** Two names side by side are two names. */
const BETWEEN = 6;
const overlap = (a: Box, b: Box): boolean =>
	a.left < b.right + BETWEEN &&
	b.left < a.right + BETWEEN &&
	a.top < b.bottom &&
	b.top < a.bottom;

const around = ({ x, y }: Spot, radius: number): Box => ({
	left: x - radius,
	top: y - radius,
	right: x + radius,
	bottom: y + radius,
});

const EDGE = 20;
const isNear = ({ x, y }: Spot, { width, height }: Sheet): boolean =>
	x > -EDGE && y > -EDGE && x < width + EDGE && y < height + EDGE;
