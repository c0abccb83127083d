/**
 * Neighbours' reports of real fires, made up by a seed, and what becomes of them: joined
 * by itself, offered to a human, or a fire of its own; counted against the fire they were
 * of. `npm run bench -- --only matching`; the same counts are bounded by a test.
 *
 * The fires are the satellite's (FIRMS, Ternopil oblast, 2023): pixels of one pass that
 * touch are one fire. Nobody who reports stands in it: they share where they are, up to
 * 800 m away, or write a street, or nothing.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { distanceMetres } from "../../src/core/eta.ts";
import type { Location, Point } from "../../src/core/kinds.ts";
import {
	matchReport,
	type Open,
	surelySame,
	type Told,
} from "../../src/core/report.ts";

export const FIRMS = join(
	import.meta.dirname,
	"../../../shared/data/firms_ternopil_2023.csv",
);

export type MatchingFigures = {
	fires: number;
	reports: number;
	/** Joined by themselves to the fire they were of, and to another. */
	joined: number;
	wrongMerges: number;
	/** Asked a human, of the right fire and of another. */
	offered: number;
	offeredWrongly: number;
	/** A fire of its own although its fire was known, and nobody was asked. */
	wrongSplits: number;
	/** The first word of a fire that nobody knew. */
	first: number;
};

export type Fire = { at: number; point: Point; hromada: string };

/** Undefined where the data are not there. */
export function realFires(file = FIRMS): Fire[] | undefined {
	if (!existsSync(file)) return undefined;
	const rows = readFileSync(file, "utf8")
		.trim()
		.split("\n")
		.slice(1)
		.map((line) => line.split(","))
		.map(
			([time = "", lat, lon, , hromada = ""]): Fire => ({
				at: Date.parse(time),
				point: { lat: Number(lat), lon: Number(lon) },
				hromada,
			}),
		)
		.sort((a, b) => a.at - b.at);
	const fires: (Fire & { pixels: Point[] })[] = [];
	for (const row of rows) {
		const same = fires.find(
			({ at, pixels }) =>
				row.at - at <= PASS_MS &&
				pixels.some(
					(pixel) => distanceMetres(pixel, row.point) <= PIXEL_METRES,
				),
		);
		if (same) same.pixels.push(row.point);
		else fires.push({ ...row, pixels: [row.point] });
	}
	return fires.map(({ pixels: _pixels, ...fire }) => fire);
}

/** A pixel is 375 m wide; two that touch by a corner lie this far apart. */
const PIXEL_METRES = 750;
const PASS_MS = 3 * 3_600_000;
const MINUTE_MS = 60_000;

/** `hour`: every fire of the year burns within one hour, which is the worst that could be. */
export function measureMatching(
	fires: readonly Fire[],
	{ seed, hour = false }: { seed: number; hour?: boolean },
): MatchingFigures {
	const random = seeded(seed);
	const burning = fires.map((fire, id) => ({
		...fire,
		id,
		at: hour ? random() * 60 * MINUTE_MS : fire.at,
	}));
	const reports = burning
		.flatMap((fire) =>
			Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
				reportOf(fire, random),
			),
		)
		.sort((a, b) => a.told.at - b.told.at);
	return counted(reports, burning.length);
}

type Report = { fire: number; told: Told };

function counted(reports: readonly Report[], fires: number): MatchingFigures {
	const figures: MatchingFigures = {
		fires,
		reports: reports.length,
		joined: 0,
		wrongMerges: 0,
		offered: 0,
		offeredWrongly: 0,
		wrongSplits: 0,
		first: 0,
	};
	/** Each with the fire of its first report, and its first and last word. */
	const open: (Open & { fire: number; reportedAt: number })[] = [];
	for (const { fire, told } of reports) {
		const known = open.some((one) => one.fire === fire);
		const same = surelySame(
			told,
			open.filter(({ at }) => told.at - at < 2 * 3_600_000),
		);
		const joined = open.find(({ id }) => id === same?.id);
		if (joined) {
			if (joined.fire === fire) figures.joined += 1;
			else figures.wrongMerges += 1;
			joined.at = told.at;
			if (!joined.location && told.location) joined.location = told.location;
			if (!joined.place && told.place) joined.place = told.place;
			continue;
		}
		const likely = matchReport(
			told,
			open.map((one) => ({ ...one, at: one.reportedAt })),
		);
		const offered = open.find(({ id }) => id === likely?.id);
		if (offered?.fire === fire) figures.offered += 1;
		else if (offered) figures.offeredWrongly += 1;
		else if (known) figures.wrongSplits += 1;
		else figures.first += 1;
		open.push({
			...told,
			id: `incident ${open.length}`,
			fire,
			reportedAt: told.at,
		});
	}
	return figures;
}

/** Who sees a fire: where they stand, what they write, how long they take. */
function reportOf(
	{ id, at, point, hromada }: Fire & { id: number },
	random: () => number,
): Report {
	const way = random();
	const location: Location | undefined =
		way < 0.65 || way > 0.92
			? {
					...moved(point, 800 * random() ** 2, random() * 2 * Math.PI),
					accuracyMetres: Math.round(8 + 60 * random() ** 2),
				}
			: undefined;
	const place = way >= 0.65 ? wordsOf(id, hromada, random) : undefined;
	return {
		fire: id,
		told: {
			incidentType: TYPES[Math.floor(random() * TYPES.length)] ?? "other",
			mode: "actual",
			// Most within five minutes, some when they come home.
			at: at - Math.log(1 - random()) * 5 * MINUTE_MS,
			...(location ? { location } : {}),
			// A point gets the nearest settlement's words when it is reported.
			...(place || location
				? { place: place ?? nearWordsOf(id, hromada, random) }
				: {}),
		},
	};
}

const nearWordsOf = (
	fire: number,
	hromada: string,
	random: () => number,
): string =>
	`біля села Село${fire} (${shortOf(hromada)} громада), на північний схід ${1 + Math.floor(random() * 9)}00 метрів`;

const shortOf = (hromada: string): string =>
	hromada.replace(/ (міська|селищна|сільська) громада$/u, "");

/** What one calls stubble another calls a field, or just smoke. */
const TYPES = [
	"vegetation_fire",
	"vegetation_fire",
	"vegetation_fire",
	"other",
	"outbuilding_fire",
	"structure_fire",
] as const;

const STREETS = [
	"Шевченка",
	"Лесі Українки",
	"Франка",
	"Незалежності",
	"Зелена",
	"Польова",
	"Миру",
];

/** The same fire in other people's words; every village has a Shevchenko street. */
function wordsOf(
	fire: number,
	hromada: string,
	random: () => number,
): string | undefined {
	const short = shortOf(hromada);
	const village = `Село${fire}`;
	const street = STREETS[fire % STREETS.length] ?? "";
	const house = 1 + Math.floor(random() * 60);
	const written = random();
	if (written < 0.1) return undefined;
	if (written < 0.3) return `${village} (${short} громада)`;
	if (written < 0.5) return `${village.toLowerCase()} ${street.toLowerCase()}`;
	if (written < 0.75) return `${village}, вул. ${street}, ${house}`;
	return `${village} (${short} громада), вул. ${street}, ${house}`;
}

const moved = ({ lat, lon }: Point, metres: number, angle: number): Point => ({
	lat: lat + (metres * Math.cos(angle)) / 111_200,
	lon:
		lon +
		(metres * Math.sin(angle)) / (111_200 * Math.cos((lat * Math.PI) / 180)),
});

function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}
