/**
 * The board in a real browser over the real service: what a first load weighs and
 * takes on a village's line, how long a change needs to be painted with sixty fires
 * on the screen, and how soon an answer stands on a board when two hundred are open.
 */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openChromium } from "../browser/chromium.ts";
import { type DrawingFigures, measureDrawing } from "./board/drawing.ts";
import {
	FIRST_NIGHT,
	type FirstLoadFigures,
	measureFirstLoad,
	withChief,
} from "./board/firstLoad.ts";
import { type Night, type NightShape, startNight } from "./board/night.ts";
import { measureVisible, type VisibleFigures } from "./board/visible.ts";

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
