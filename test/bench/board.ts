/**
 * The board in a real browser over the real service: what a first load weighs and
 * takes on a village's line, how long a change needs to be painted with sixty fires
 * on the screen, and how soon an answer stands on a board when two hundred are open.
 */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openChromium } from "../browser/chromium.ts";
import type { Baseline } from "./baseline.ts";
import { type DrawingFigures, measureDrawing } from "./board/drawing.ts";
import {
	FIRST_NIGHT,
	type FirstLoadFigures,
	measureFirstLoad,
	withChief,
} from "./board/firstLoad.ts";
import { type Night, type NightShape, startNight } from "./board/night.ts";
import { measureVisible, type VisibleFigures } from "./board/visible.ts";
import {
	inMs,
	median,
	medianSpread,
	percentiles,
	type Spread,
} from "./figures.ts";

export type BoardFigures = {
	firstLoad: FirstLoadFigures;
	drawing: DrawingFigures;
	visible: VisibleFigures;
};

export type BoardPlan = {
	/** Of the night with everything burning; forty people each. */
	fires: { areas: number; brigadesPerArea: number };
	updates: number;
	boards: number;
	answersPerSecond: number;
};
export const WHOLE_BOARD: BoardPlan = {
	fires: { areas: 6, brigadesPerArea: 10 },
	updates: 100,
	boards: 200,
	answersPerSecond: 4,
};
export const QUICK_BOARD: BoardPlan = {
	fires: { areas: 1, brigadesPerArea: 10 },
	updates: 20,
	boards: 20,
	answersPerSecond: 4,
};
export const PEOPLE_PER_FIRE = 40;

export async function measureBoard(
	folder: string,
	plan: BoardPlan,
): Promise<BoardFigures> {
	const browser = await openChromium();
	try {
		const firstLoad = await during(
			join(folder, "six"),
			{ ...FIRST_NIGHT, desks: 1 },
			(night) => measureFirstLoad(browser, night),
			withChief,
		);
		const { drawing, visible } = await during(
			join(folder, "sixty"),
			{ ...plan.fires, peoplePerBrigade: PEOPLE_PER_FIRE, desks: plan.boards },
			(night) => manyFires(browser, night, plan),
		);
		return { firstLoad, drawing, visible };
	} finally {
		await browser.close();
	}
}

async function manyFires(
	browser: Browser,
	night: Night,
	{ updates, boards, answersPerSecond }: BoardPlan,
): Promise<Pick<BoardFigures, "drawing" | "visible">> {
	return {
		visible: await measureVisible(browser, night, { boards, answersPerSecond }),
		drawing: await measureDrawing(browser, night, updates),
	};
}

async function during<Figures>(
	folder: string,
	shape: NightShape,
	measure: (night: Night) => Promise<Figures>,
	beforeFires?: Parameters<typeof startNight>[2],
): Promise<Figures> {
	const night = await startNight(folder, shape, beforeFires);
	try {
		return await measure(night);
	} finally {
		await night.installation.stop();
		for (const line of night.installation.service.lines.slice(-LINES_SHOWN))
			console.error(line.slice(0, 500));
	}
}

/** Of the service's warnings: enough to see what went wrong. */
const LINES_SHOWN = 10;

/** Rows of the bench's table. */
export function boardRows(
	runs: readonly BoardFigures[],
	baselines: readonly Baseline[],
	{ fires, boards, answersPerSecond, updates }: BoardPlan,
): string[][] {
	const number = (of: (run: BoardFigures) => number): number =>
		median(runs.map(of));
	const spread = (of: (run: BoardFigures) => Spread): Spread =>
		medianSpread(runs.map(of));
	const hono = percentiles(medianSpread(baselines.map((one) => one.hono)));
	const many = `${fires.areas * fires.brigadesPerArea} incidents × ${PEOPLE_PER_FIRE} people`;
	const frames = `two empty frames ${p95(spread((run) => run.drawing.empty))}`;
	const [first] = runs;
	return [
		[
			"/board for the first time, until six incidents are live",
			"≤ 230 kB",
			kilobytes(number((run) => run.firstLoad.bytes)),
			`of that the stream ${kilobytes(number((run) => run.firstLoad.streamBytes))}; largest ${largest(first)}`,
		],
		[
			"the same on slow 4G (1.6 Mbit/s, 150 ms), CPU four times slower",
			"≤ 5 s",
			inSeconds(number((run) => run.firstLoad.liveMs)),
			`the bytes alone ${inSeconds(number((run) => run.firstLoad.lineMs))}`,
		],
		[
			"/i on slow 3G (400 kbit/s, 400 ms), CPU four times slower",
			"≤ 4 s",
			`headline ${inSeconds(number((run) => run.firstLoad.headlineMs))}`,
			`the whole page, ${kilobytes(number((run) => run.firstLoad.headlineBytes))}, alone ${inSeconds(number((run) => run.firstLoad.headlineLineMs))}`,
		],
		[
			`an update painted on the desk, ${many}, ${updates} updates`,
			"≤ 100 ms",
			p95(spread((run) => run.drawing.desk)),
			`drawn ${p95(spread((run) => run.drawing.deskDrawn))}; ${frames}`,
		],
		[
			`an update painted on an incident of ${PEOPLE_PER_FIRE}`,
			"≤ 100 ms",
			p95(spread((run) => run.drawing.incident)),
			`drawn ${p95(spread((run) => run.drawing.incidentDrawn))}; ${frames}`,
		],
		[
			`answer → on the screen, ${boards} boards open, ${many}, ${answersPerSecond}/s`,
			"p95 ≤ 1 s",
			p95(spread((run) => run.visible.page)),
			`two bare Hono routes ${hono} each`,
		],
		[
			"the same at every other board",
			"p95 ≤ 1 s",
			p95(spread((run) => run.visible.streams)),
			`at the last of them ${p95(spread((run) => run.visible.last))}`,
		],
		[
			`${boards} boards come back at once → all are full`,
			"–",
			inSeconds(number((run) => run.visible.filledMs)),
			`others' requests meanwhile at most ${inMs(number((run) => run.visible.othersWaitedMs))}`,
		],
		[
			`service CPU per answer, ${boards} boards`,
			"–",
			inMs(number((run) => run.visible.cpuMsPerAnswer)),
			`${Math.round(number((run) => run.visible.megabytesSent))} MB sent to them in all, service memory ${Math.round(number((run) => run.visible.residentMegabytes))} MB`,
		],
	];
}

const p95 = ({ p50, p95: most }: Spread): string =>
	`p50 ${inMs(p50)}, p95 ${inMs(most)}`;
const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

const LARGEST_SHOWN = 4;
/** `session-DqfMxhvi.js` without the hash of its contents. */
const largest = (run: BoardFigures | undefined): string =>
	(run?.firstLoad.files ?? [])
		.slice(0, LARGEST_SHOWN)
		.map(
			({ name, bytes }) =>
				`${name.replace(/^.*\//, "").replace(/-[\w-]{8}\./, ".")} ${kilobytes(bytes)}`,
		)
		.join(", ");
