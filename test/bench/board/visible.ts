/**
 * From the thumb on the phone until the answer stands on a board, with two hundred
 * boards open: one in a browser, the others as streams that are read to the end.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { type Thumb, thumbsFor } from "../answers.ts";
import { type Spread, spreadOf } from "../figures.ts";
import { nowMs } from "../installation.ts";
import { openPage, PATIENCE_MS, shownMs, until } from "./browser.ts";
import type { Night } from "./night.ts";
import { openViewers } from "./viewers.ts";

export type VisibleFigures = {
	/** On the screen of the browser. */
	page: Spread;
	/** At every one of the other boards. */
	streams: Spread;
	/** At the last of them. */
	last: Spread;
	boards: number;
	/** All boards opened at once: until all were full, and how long others waited meanwhile. */
	filledMs: number;
	othersWaitedMs: number;
	cpuMsPerAnswer: number;
	residentMegabytes: number;
	megabytesSent: number;
};

export type VisibleLoad = { boards: number; answersPerSecond: number };

const LOOK_EVERY_MS = 100;

/** Half of the answers are about the fire the browser looks at. */
export async function measureVisible(
	browser: Browser,
	{ installation, fires, sessions }: Night,
	{ boards, answersPerSecond }: VisibleLoad,
): Promise<VisibleFigures> {
	const [session = "", ...others] = sessions;
	const watched = fires.at(-1);
	if (!watched) throw new Error("expected a fire to look at, there is none");
	const thumbs = alternately(
		await installation.screens().then((screens) => ({
			here: thumbsFor(screens, [watched], THUMBS),
			elsewhere: thumbsFor(screens, fires.slice(-THUMBS - 1, -1), THUMBS),
		})),
	);
	const viewers = await openViewers(
		installation.url,
		others.slice(0, boards - 1),
		fires.length,
	);
	try {
		const { page, context } = await openPage(browser, {
			url: `${installation.url}/board/incidents/${watched.id}`,
			session,
			awaited: {
				live: { selector: "[data-row]", count: 1, boards: fires.length },
			},
		});
		await shownMs(page, "live");
		const here = thumbs.filter(
			({ incidentId, data }) =>
				incidentId === watched.id && !data.endsWith("no"),
		);
		for (const { responderId } of here)
			await page.evaluate(`waitForAnswer(${JSON.stringify(responderId)})`);
		const sentBefore = viewers.bytes();
		const cpuBeforeMs = installation.service.cpuMs();
		const tappedMs = new Map<Thumb, number>();
		const startMs = nowMs();
		const taps: Promise<void>[] = [];
		for (const [n, thumb] of thumbs.entries()) {
			await pause(
				Math.max(0, startMs + (n * 1000) / answersPerSecond - nowMs()),
			);
			tappedMs.set(thumb, nowMs());
			taps.push(installation.tap(thumb.phone, thumb.data));
		}
		await Promise.all(taps);
		await until(
			page,
			`Object.keys(watched.answeredMs).length >= ${here.length}`,
		);
		const cameMs = await untilEverywhere(viewers, thumbs, boards - 1);
		const shown =
			await page.evaluate<Record<string, number>>("watched.answeredMs");
		const cpuMs = installation.service.cpuMs() - cpuBeforeMs;
		await context.close();
		const since = (thumb: Thumb, atMs: number): number =>
			atMs - (tappedMs.get(thumb) ?? Number.NaN);
		return {
			page: spreadOf(
				here.map((thumb) =>
					since(thumb, shown[thumb.responderId] ?? Number.NaN),
				),
			),
			streams: spreadOf(
				thumbs.flatMap((thumb) =>
					(cameMs.get(thumb) ?? []).map((atMs) => since(thumb, atMs)),
				),
			),
			last: spreadOf(
				thumbs.map((thumb) =>
					since(thumb, Math.max(...(cameMs.get(thumb) ?? []))),
				),
			),
			boards,
			filledMs: viewers.filledMs,
			othersWaitedMs: viewers.othersWaitedMs,
			cpuMsPerAnswer: cpuMs / thumbs.length,
			residentMegabytes: installation.service.residentMegabytes(),
			megabytesSent: (viewers.bytes() - sentBefore) / 2 ** 20,
		};
	} finally {
		viewers.close();
	}
}

/** Everybody of the fire that is looked at, and as many of the others. */
const THUMBS = 40;

const alternately = ({
	here,
	elsewhere,
}: Record<"here" | "elsewhere", Thumb[]>): Thumb[] =>
	here.flatMap((thumb, n) => [thumb, ...elsewhere.slice(n, n + 1)]);

async function untilEverywhere(
	viewers: Awaited<ReturnType<typeof openViewers>>,
	thumbs: readonly Thumb[],
	count: number,
): Promise<Map<Thumb, readonly number[]>> {
	const deadlineMs = nowMs() + PATIENCE_MS;
	for (;;) {
		const came = new Map(
			thumbs.map((thumb) => [
				thumb,
				viewers.cameMs(thumb.incidentId, thumb.responderId),
			]),
		);
		const missing = [...came.values()].filter(
			(times) => times.length < count,
		).length;
		if (missing === 0) return came;
		if (nowMs() > deadlineMs)
			throw new Error(
				`expected ${thumbs.length} answers on ${count} boards, ${missing} never came to all of them`,
			);
		await pause(LOOK_EVERY_MS);
	}
}
