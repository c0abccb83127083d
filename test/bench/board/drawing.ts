/**
 * Sixty fires of forty people on one screen, and answers coming: how long the page
 * needs from an event of the stream until it is painted.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { type Thumb, thumbsFor } from "../answers.ts";
import { type Spread, spreadOf } from "../figures.ts";
import { openPage, shownMs, until } from "./browser.ts";
import type { Night } from "./night.ts";

export type DrawingFigures = {
	/** The desk with all of them, from the event until painted, two frames included. */
	desk: Spread;
	/** Of that until React had drawn it. */
	deskDrawn: Spread;
	/** One incident with everybody of it. */
	incident: Spread;
	incidentDrawn: Spread;
	/** Two frames in which nothing happens. */
	empty: Spread;
};

/** Of the forty of one fire; some answered before. */
const MOST_OF_ONE = 36;
const BETWEEN_MS = 200;
const EMPTY_FRAMES = 100;
/** A board's first drawings compile what the later ones run. */
const FIRST = 5;

export async function measureDrawing(
	browser: Browser,
	night: Night,
	updates: number,
): Promise<DrawingFigures> {
	const { installation, fires, sessions } = night;
	const [session = ""] = sessions;
	const [first, ...others] = fires;
	if (!first) throw new Error("expected a fire to look at, there is none");
	const screens = await installation.screens();
	const measured = async (
		path: string,
		selector: string,
		thumbs: readonly Thumb[],
	) => {
		const { page, context } = await openPage(browser, {
			url: `${installation.url}/board${path}`,
			session,
			awaited: { live: { selector, count: 1, boards: fires.length } },
		});
		await shownMs(page, "live");
		const figures = await whileAnswered(night, page, thumbs);
		await context.close();
		return figures;
	};
	const desk = await measured(
		"",
		"a.desk-line",
		thumbsFor(screens, others, updates),
	);
	const incident = await measured(
		`/incidents/${first.id}`,
		"[data-row]",
		thumbsFor(screens, [first], Math.min(updates, MOST_OF_ONE)),
	);
	return {
		desk: desk.painted,
		deskDrawn: desk.drawn,
		incident: incident.painted,
		incidentDrawn: incident.drawn,
		empty: desk.empty,
	};
}

async function whileAnswered(
	{ installation }: Pick<Night, "installation">,
	page: Page,
	thumbs: readonly Thumb[],
): Promise<{ painted: Spread; drawn: Spread; empty: Spread }> {
	const empty = await page.evaluate<number[]>(`emptyFrames(${EMPTY_FRAMES})`);
	await page.evaluate(
		"watched.paintedMs.length = 0, watched.drawnMs.length = 0",
	);
	for (const { phone, data } of thumbs) {
		await installation.tap(phone, data);
		await pause(BETWEEN_MS);
	}
	await until(page, `watched.paintedMs.length >= ${thumbs.length}`);
	const samples = (name: string) =>
		page.evaluate<number[]>(`watched.${name}.slice(${FIRST})`);
	return {
		painted: spreadOf(await samples("paintedMs")),
		drawn: spreadOf(await samples("drawnMs")),
		empty: spreadOf(empty),
	};
}
