/**
 * `dzvin replay FILE.csv`: past fires through the running pipeline, with the hour
 * and the weekday they had. Who would have been chosen, how soon, and whether a
 * crew would have left.
 */
import { readFile } from "node:fs/promises";
import type { Locale } from "./core/kinds.ts";
import { startInstallation } from "./demo/installation.ts";
import { moveIn } from "./demo/moveIn.ts";
import { demoTexts, type Say } from "./demo/texts.ts";
import { startVolunteers } from "./demo/volunteers.ts";
import { AppError } from "./errors.ts";
import { drawBrigades, type Hromada, readHromadas } from "./replay/brigades.ts";
import { type ReadIncidents, readIncidents } from "./replay/incidents.ts";
import { type Played, playIncident, type Stage } from "./replay/run.ts";

export type ReplayOptions = {
	/** CSV: time, lat, lon, type, place and, if known, source. */
	file: string;
	/** JSON with hromadas: a brigade at each, and nothing outside them is replayed. */
	brigades?: string;
	/** Village seconds a machine second where nothing can be skipped. */
	speed?: number;
	seed?: number;
	lang?: Locale;
	print: (line: string) => void;
};

// Waiting is skipped anyway: slow enough that the machine's own milliseconds stay milliseconds.
const SPEED = 5;
const TIME_ZONE = "Europe/Kyiv";
const MOVE_IN_MS = 10 * 60_000;

/** Resolves to the exit code. */
export async function runReplay(options: ReplayOptions): Promise<number> {
	const { speed = SPEED, seed = 1, lang = "uk", print } = options;
	const startedMono = performance.now();
	const say = demoTexts(lang);
	const csv = await readFile(options.file, "utf8");
	const given =
		options.brigades === undefined
			? undefined
			: readHromadas(await readFile(options.brigades, "utf8"));
	const read = readIncidents(
		csv,
		given && new Set(given.map(({ name }) => name)),
	);
	const [first] = read.incidents;
	if (!first)
		throw new AppError(
			"invalid",
			"Expected at least one fire of a known type in the places given, found none.",
		);
	const drawn = drawBrigades(given ?? placesOf(read), seed);
	print(say("replay-title", { file: options.file, speed: speed || SPEED }));
	print(
		say("replay-read", {
			points: read.points,
			outside: read.outside,
			broken: read.broken,
			incidents: read.incidents.length,
		}),
	);
	print(
		say("replay-brigades", {
			brigades: drawn.brigades.length,
			people: drawn.people.length,
			seed,
		}),
	);
	print(say("replay-gaps"));
	print("");
	const installation = await startInstallation({
		speed: speed || SPEED,
		seed,
		startAt: first.at - MOVE_IN_MS,
	});
	try {
		const movedIn = await moveIn(installation, drawn);
		const volunteers = startVolunteers({
			...installation,
			...drawn,
			seed,
			timeZone: TIME_ZONE,
		});
		const stage: Stage = {
			installation,
			movedIn,
			volunteers,
			people: drawn.people,
		};
		const played: Played[] = [];
		for (const [index, incident] of read.incidents.entries()) {
			const one = await playIncident(stage, incident);
			played.push(one);
			for (const line of linesOf(say, one, index + 1, lang)) print(line);
		}
		print("");
		for (const line of summaryOf(say, played, stage)) print(line);
		print(
			say("replay-summary-machine", {
				seconds: Math.round((performance.now() - startedMono) / 1000),
			}),
		);
		return 0;
	} finally {
		await installation.close();
	}
}

/** Without a file of hromadas a brigade stands in the middle of what burned in each place. */
function placesOf({ incidents }: ReadIncidents): Hromada[] {
	const byPlace = Map.groupBy(incidents, ({ place }) => place || "—");
	return [...byPlace].map(([name, fires]) => ({
		name,
		lat: meanOf(fires.map(({ location }) => location.lat)),
		lon: meanOf(fires.map(({ location }) => location.lon)),
	}));
}

function linesOf(
	say: Say,
	played: Played,
	index: number,
	lang: Locale,
): string[] {
	const { incident, reportedAt, alerted } = played;
	const head = say("replay-incident", {
		index,
		at: new Intl.DateTimeFormat(lang, {
			timeZone: TIME_ZONE,
			weekday: "short",
			day: "2-digit",
			month: "2-digit",
			year: "numeric",
			hour: "2-digit",
			minute: "2-digit",
		}).format(reportedAt),
		place: incident.place,
		type: say("replay-points", { points: incident.points }),
	});
	if (alerted.size === 0) return [head, say("replay-none")];
	const brigades = [...alerted].map(([brigade, count]) =>
		say("replay-chosen-brigade", { brigade, count }),
	);
	const seconds = (ms: number | undefined): string =>
		ms === undefined
			? say("replay-never")
			: say("replay-seconds", { seconds: Math.round(ms / 100) / 10 });
	return [
		head,
		say("replay-chosen", { names: brigades.join(", ") }),
		say("replay-times", {
			first: seconds(played.firstAlertMs),
			last: seconds(played.lastOfFirstStepMs),
			crew: seconds(played.crewMs),
			departed: seconds(played.departedMs),
			human: seconds(played.humanMs),
		}),
	];
}

function summaryOf(
	say: Say,
	played: readonly Played[],
	stage: Stage,
): string[] {
	const having = (key: "crewMs" | "departedMs" | "humanMs"): number =>
		played.filter((one) => one[key] !== undefined).length;
	const all = (
		key: "firstAlertMs" | "lastOfFirstStepMs" | "crewMs",
	): number[] => played.flatMap((one) => one[key] ?? []).sort((a, b) => a - b);
	const { entries } = stage.installation.sandbox.journal;
	const count = (kind: string): number =>
		entries.filter(
			(entry) => entry.kind === kind && entry.status !== "outgoing",
		).length;
	const first = all("firstAlertMs");
	const last = all("lastOfFirstStepMs");
	const crew = all("crewMs");
	return [
		say("replay-summary", {
			incidents: played.length,
			gathered: having("crewMs"),
			departed: having("departedMs"),
			human: having("humanMs"),
			neither: played.filter(
				({ crewMs, humanMs }) => crewMs === undefined && humanMs === undefined,
			).length,
		}),
		say("replay-summary-first", {
			median: secondsAt(first, 0.5),
			worst: secondsAt(first, 1),
			lastMedian: secondsAt(last, 0.5),
			lastWorst: secondsAt(last, 1),
		}),
		say("replay-summary-crew", {
			median: secondsAt(crew, 0.5),
			ninety: secondsAt(crew, 0.9),
			alerted: Math.round(
				meanOf(
					played.map(({ alerted }) =>
						[...alerted.values()].reduce((a, b) => a + b, 0),
					),
				),
			),
			calls: count("call"),
			texts: count("sms"),
			messages: count("message"),
		}),
	];
}

/** Nearest rank, in seconds with one decimal; sorted input. */
function secondsAt(sorted: readonly number[], share: number): number {
	const ms = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
	return Math.round(ms / 100) / 10;
}

const meanOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
