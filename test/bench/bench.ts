/**
 * `npm run bench`: the figures of a night on which everything burns, beside what
 * the machine can do at best. Three runs, medians; `--runs N`; `--quick` one short run;
 * `--only board` what stands on screens and nothing else, `--only areas` settlements, `--only night` all but the screens,
 * `--only residents` a crowd that reports, `--only matching` which reports become one fire.
 *
 * Three processes: the service as `npm start` runs it, the carriers, and this
 * one, which reports, taps and reads. A figure above its target is shown, never
 * failed; what did not work at all ends with 1. How to read it: docs/figures/bench.md.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../scripts/build.ts";
import { ensureDashboard } from "../../scripts/dashboard.ts";
import { type AnswerFigures, measureAnswers } from "./answers.ts";
import { type AreaFigures, measureAreas } from "./areas.ts";
import { type Baseline, measureBaseline } from "./baseline.ts";
import {
	type BoardFigures,
	type BoardPlan,
	boardRows,
	measureBoard,
	QUICK_BOARD,
	WHOLE_BOARD,
} from "./board.ts";
import {
	inMs,
	median,
	medianSpread,
	percentiles,
	type Spread,
	table,
} from "./figures.ts";
import { RATES, startInstallation } from "./installation.ts";
import { type IntakeFigures, type Load, measureIntake } from "./intake.ts";
import {
	FIRMS,
	type MatchingFigures,
	measureMatching,
	realFires,
} from "./matching.ts";
import { type MenuFigures, measureMenus } from "./menus.ts";
import {
	measureResidents,
	type ResidentFigures,
	type ResidentLoad,
} from "./residents.ts";
import { measureSelection, type SelectionFigures } from "./selection.ts";
import {
	type Country,
	PEOPLE_PER_BRIGADE,
	seedCountry,
	VILLAGES,
} from "./village.ts";

const ROOT = join(import.meta.dirname, "../..");
// Beside the built files and not in the system's temporary folder, which may lie in memory where fsync is free.
const FOLDER = join(ROOT, "dist/bench");
/** 334 × 10 × 30 people. */
const WHOLE_COUNTRY = { areas: 334, brigadesPerArea: 10 };

type Plan = {
	runs: number;
	load: Load;
	answerSeconds: number;
	choices: number;
	board: BoardPlan;
	only?: string;
};
const WHOLE: Plan = {
	runs: 3,
	load: { firesPerSecond: 10, seconds: 30 },
	answerSeconds: 20,
	choices: 500,
	board: WHOLE_BOARD,
};
const QUICK: Plan = {
	runs: 1,
	load: { firesPerSecond: 10, seconds: 5 },
	answerSeconds: 5,
	choices: 200,
	board: QUICK_BOARD,
};
const ANSWERS_PER_SECOND = 50;
const MENUS_PER_SECOND = 10;
/** Of the service's warnings: enough to see what went wrong. */
const LINES_SHOWN = 10;

type Run = {
	baseline: Baseline;
	areas?: AreaFigures;
	night?: NightFigures;
	board?: BoardFigures;
};
type NightFigures = {
	intake: IntakeFigures;
	answers: AnswerFigures;
	menus: MenuFigures;
	selection: SelectionFigures;
	residentMegabytes: number;
};

const CROWD: ResidentLoad = {
	people: 200,
	perMinute: 1_000,
	beforeSeconds: 20,
};
const SEEDS = 50;
const PARTS = ["board", "night", "areas", "residents", "matching"];

const { values } = parseArgs({
	options: {
		quick: { type: "boolean", default: false },
		runs: { type: "string" },
		only: { type: "string" },
	},
});
try {
	const plan = values.quick ? QUICK : WHOLE;
	if (![undefined, ...PARTS].includes(values.only))
		throw new Error(
			`expected --only ${PARTS.join(", ")}, came "${values.only}"`,
		);
	if (values.only === "matching") console.log(matchingReport());
	else if (values.only === "residents")
		await residents(Number(values.runs ?? plan.runs));
	else
		await bench({
			...plan,
			runs: Number(values.runs ?? plan.runs),
			...(values.only === undefined ? {} : { only: values.only }),
		});
} catch (error) {
	console.error(error instanceof Error ? (error.cause ?? error) : error);
	process.exitCode = 1;
}

async function bench(plan: Plan): Promise<void> {
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	await build();
	await ensureDashboard();
	const rosters =
		plan.only === "board" || plan.only === "areas"
			? undefined
			: await seedRosters();
	const runs: Run[] = [];
	for (let n = 1; n <= plan.runs; n++) {
		console.error(`run ${n} of ${plan.runs}`);
		const folder = join(FOLDER, `run-${n}`);
		const baseline = await measureBaseline(FOLDER);
		const night = rosters && (await measureNight(plan, rosters, folder));
		const areas =
			plan.only === "board"
				? undefined
				: await measureAreas(join(FOLDER, "areas.db"), plan.choices);
		const board =
			plan.only === "night" || plan.only === "areas"
				? undefined
				: await measureBoard(`${folder}-board`, plan.board);
		runs.push({
			baseline,
			...(areas ? { areas } : {}),
			...(night ? { night } : {}),
			...(board ? { board } : {}),
		});
	}
	console.log(report(plan, runs));
	rmSync(FOLDER, { recursive: true, force: true });
}

/** Apart from the night: its crowd would stand in every other figure. */
async function residents(runs: number): Promise<void> {
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	await build();
	await ensureDashboard();
	const villages = join(FOLDER, "villages.db");
	const country = await seedCountry(villages, VILLAGES);
	const measured: ResidentFigures[] = [];
	for (let n = 1; n <= runs; n++) {
		console.error(`run ${n} of ${runs}`);
		measured.push(
			await measureResidents(
				country,
				villages,
				join(FOLDER, `run-${n}`),
				CROWD,
			),
		);
	}
	const spread = (of: (run: ResidentFigures) => Spread) =>
		percentiles(medianSpread(measured.map(of)));
	const number = (of: (run: ResidentFigures) => number) =>
		Math.round(median(measured.map(of)));
	console.log(
		table([
			["figure", "target", "measured", "without the crowd"],
			[
				`report → message of 5 × 30 people, ${CROWD.perMinute} words a minute of ${CROWD.people} residents`,
				"≤ 2×",
				spread((run) => run.crowded),
				spread((run) => run.quiet),
			],
			[
				"words → incidents",
				"–",
				`${number((run) => run.words)} → ${number((run) => run.incidents)}`,
				"–",
			],
			[
				"CPU of the service per word",
				"–",
				inMs(median(measured.map((run) => run.cpuMsPerWord))),
				"–",
			],
			[
				"requests to carriers per word",
				"–",
				median(measured.map((run) => run.requestsPerWord)).toFixed(1),
				"–",
			],
			[
				"service memory",
				"–",
				`${number((run) => run.memoryAfter)} MB`,
				`${number((run) => run.memoryBefore)} MB`,
			],
		]),
	);
	rmSync(FOLDER, { recursive: true, force: true });
}

function matchingReport(): string {
	const fires = realFires();
	if (!fires) return `SKIPPED: expected the satellite's fires in ${FIRMS}.`;
	const rows = [false, true].map((hour) => {
		const all = Array.from({ length: SEEDS }, (_, seed) =>
			measureMatching(fires, { seed: seed + 1, hour }),
		);
		const sum = (of: (one: MatchingFigures) => number) =>
			String(all.reduce((total, one) => total + of(one), 0));
		return [
			hour ? "all within one hour" : "as they burned",
			sum((one) => one.reports),
			sum((one) => one.joined),
			sum((one) => one.offered),
			sum((one) => one.wrongMerges),
			sum((one) => one.offeredWrongly),
			sum((one) => one.wrongSplits),
		];
	});
	return table([
		[
			`${fires.length} fires, ${SEEDS} seeds`,
			"reports",
			"joined by itself",
			"offered",
			"wrong merges",
			"offered wrongly",
			"wrong splits",
		],
		...rows,
	]);
}

async function seedRosters(): Promise<Rosters> {
	const villages = join(FOLDER, "villages.db");
	const country = await seedCountry(villages, VILLAGES);
	const whole = join(FOLDER, "country.db");
	const everybody = await seedCountry(whole, WHOLE_COUNTRY);
	return { country, villages, everybody, whole };
}

type Rosters = {
	country: Country;
	villages: string;
	everybody: Country;
	whole: string;
};

async function measureNight(
	plan: Plan,
	{ country, villages, everybody, whole }: Rosters,
	folder: string,
): Promise<NightFigures> {
	const selection = await measureSelection(whole, everybody, plan.choices);
	const installation = await startInstallation(country, villages, folder);
	try {
		const intake = await measureIntake(installation, country, plan.load);
		const answers = await measureAnswers(installation, intake.fires, {
			answersPerSecond: ANSWERS_PER_SECOND,
			seconds: plan.answerSeconds,
		});
		const menus = await measureMenus(installation, {
			perSecond: MENUS_PER_SECOND,
			seconds: plan.load.seconds,
		});
		const residentMegabytes = installation.service.residentMegabytes();
		console.error(details(intake, answers));
		return {
			selection,
			intake,
			answers,
			menus,
			residentMegabytes,
		};
	} finally {
		await installation.stop();
		for (const line of installation.service.lines.slice(-LINES_SHOWN))
			console.error(line.slice(0, 500));
	}
}

/** One run's own figures, for whoever wonders about a median. */
function details(
	{ intake, firstRequest, cpuMsPerMessage, toldAllMs }: IntakeFigures,
	{ visible, tapped, cpuMsPerAnswer, events }: AnswerFigures,
): string {
	return JSON.stringify(
		{
			intake,
			firstRequest,
			cpuMsPerMessage,
			toldAllMs,
			visible,
			tapped,
			cpuMsPerAnswer,
			events,
		},
		(_, value: unknown) =>
			typeof value === "number" ? Math.round(value * 10) / 10 : value,
	);
}

function report(plan: Plan, runs: readonly Run[]): string {
	const baselines = runs.map(({ baseline }) => baseline);
	const nights = runs.flatMap(({ night }) => night ?? []);
	const boards = runs.flatMap(({ board }) => board ?? []);
	const areas = runs.flatMap((run) => run.areas ?? []);
	return [
		machine(plan),
		"",
		table([
			["figure", "target", "measured", "machine's baseline"],
			...(nights.length > 0 ? nightRows(plan, nights, baselines) : []),
			...areaRows(areas),
			...(boards.length > 0 ? boardRows(boards, baselines, plan.board) : []),
		]),
	].join("\n");
}

function nightRows(
	plan: Plan,
	runs: readonly NightFigures[],
	baselines: readonly Baseline[],
): string[][] {
	const spread = (of: (run: NightFigures) => Spread): Spread =>
		medianSpread(runs.map(of));
	const number = (of: (run: NightFigures) => number): number =>
		median(runs.map(of));
	const bare = (of: keyof Baseline): string =>
		percentiles(medianSpread(baselines.map((baseline) => baseline[of])));
	const base = {
		fsync: bare("fsync"),
		hono: bare("hono"),
		loopback: bare("loopback"),
	};
	const { firesPerSecond, seconds } = plan.load;
	const messages = number((run) => run.intake.messages);
	return [
		[
			`report → 201, ${firesPerSecond}/s for ${seconds} s`,
			"p99 ≤ 100 ms",
			percentiles(spread((run) => run.intake.intake)),
			`fsync ${base.fsync}; bare Hono route ${base.hono}`,
		],
		[
			"report → first carrier request",
			"p99 ≤ 300 ms",
			percentiles(spread((run) => run.intake.firstRequest)),
			`fsync ${base.fsync}; bare loopback request ${base.loopback}`,
		],
		[
			`answer → visible, ${ANSWERS_PER_SECOND}/s for ${plan.answerSeconds} s`,
			"p99 ≤ 300 ms",
			percentiles(spread((run) => run.answers.visible)),
			`fsync ${base.fsync}; two bare Hono routes ${base.hono} each`,
		],
		[
			"press on an alert → answered",
			"p99 ≤ 300 ms",
			percentiles(spread((run) => run.answers.tapped)),
			`fsync ${base.fsync}; bare loopback request ${base.loopback}`,
		],
		[
			`words to the bot → its reply, ${MENUS_PER_SECOND}/s for ${seconds} s`,
			"p99 ≤ 300 ms",
			percentiles(spread((run) => run.menus.replied)),
			`fsync ${base.fsync}; bare loopback request ${base.loopback}`,
		],
		[
			"query + select, 100,000 people",
			"p99 ≤ 20 ms",
			percentiles(spread((run) => run.selection.whole)),
			`the query alone ${percentiles(spread((run) => run.selection.query))}`,
		],
		[
			"service CPU per delivered message",
			"–",
			inMs(number((run) => run.intake.cpuMsPerMessage)),
			`${messages} messages, reports and cards included`,
		],
		[
			"service CPU per answer",
			"–",
			inMs(number((run) => run.answers.cpuMsPerAnswer)),
			"cards, stand-downs and 50 streams included",
		],
		[
			"first report → everybody told",
			"–",
			`${(number((run) => run.intake.toldAllMs) / 1000).toFixed(1)} s`,
			`${((firesPerSecond * seconds * PEOPLE_PER_BRIGADE) / RATES.telegram).toFixed(1)} s at ${RATES.telegram} a second`,
		],
		[
			"service memory at the end",
			"–",
			`${Math.round(number((run) => run.residentMegabytes))} MB`,
			"–",
		],
	];
}

/** Left out, and said so, where the country's tables are absent. */
function areaRows(measured: readonly AreaFigures[]): string[][] {
	const [first] = measured;
	return first
		? [
				[
					`a settlement by its name's beginning, ${first.settlements.toLocaleString("en")}`,
					"p99 ≤ 20 ms",
					percentiles(medianSpread(measured.map(({ search }) => search))),
					"–",
				],
				[
					"a resident's words to a settlement of the raion",
					"p99 ≤ 20 ms",
					percentiles(medianSpread(measured.map(({ place }) => place))),
					"–",
				],
				[
					"… the first words from a raion, which makes it ready",
					"–",
					percentiles(
						medianSpread(measured.map(({ firstPlace }) => firstPlace)),
					),
					"–",
				],
			]
		: [];
}

function machine({ runs }: Plan): string {
	const [cpu] = cpus();
	const git = (...words: string[]): string => {
		try {
			return execFileSync("git", words, { cwd: ROOT, encoding: "utf8" }).trim();
		} catch {
			return "";
		}
	};
	const changed = git("status", "--porcelain") === "" ? "" : " and changes";
	return [
		`${new Date().toISOString().slice(0, 10)}, commit ${git("rev-parse", "--short", "HEAD") || "unknown"}${changed}, Node ${process.version},`,
		`${cpus().length} × ${cpu?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB,`,
		runs === 1 ? "one run" : `median of ${runs} runs`,
	].join(" ");
}
