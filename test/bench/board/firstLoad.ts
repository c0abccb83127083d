/**
 * How much a desk fetches for the first time, and how long that takes on the line and
 * the machine of a village: the board, and the page behind a chief's link.
 */
import type { Browser } from "playwright-core";
import { tokenFor } from "../../../src/plan.ts";
import { createSecrets } from "../../../src/secrets.ts";
import type { Installation } from "../installation.ts";
import { type Country, SECRET } from "../village.ts";
import {
	type LineShape,
	type OpenPage,
	openPage,
	SLOW_3G,
	SLOW_4G,
	shownMs,
} from "./browser.ts";
import type { Night } from "./night.ts";

export const FIRST_NIGHT = {
	areas: 1,
	brigadesPerArea: 6,
	peoplePerBrigade: 13,
};
/** A chief's phone of five years ago, beside this machine. */
const SLOWER = 4;

export type FirstLoadFigures = {
	/** Until six incidents stand on the screen, boards included. */
	bytes: number;
	/** Of that what the stream brought. */
	streamBytes: number;
	/** The largest files first. */
	files: { name: string; bytes: number }[];
	/** The first line of the desk, brought by the stream. */
	firstMs: number;
	/** All six. */
	liveMs: number;
	/** What the same bytes take on that line alone, with two round trips. */
	lineMs: number;
	/** The headline of `/i`. */
	headlineMs: number;
	/** The whole page of it. */
	headlineBytes: number;
	headlineLineMs: number;
};

/** The first person of the first brigade leads, so that there is somebody with a link. */
export const withChief = (
	{ call }: Pick<Installation, "call">,
	country: Country,
): Promise<unknown> =>
	call("PATCH", `/v1/brigades/${country.areas[0]?.[0]?.id}`, {
		roles: [{ role: "chief", responderId: CHIEF, order: 1 }],
	});
const CHIEF = "person-of-phone-0";

export async function measureFirstLoad(
	browser: Browser,
	{ installation, fires, sessions }: Night,
): Promise<FirstLoadFigures> {
	const [session = ""] = sessions;
	const row = "a.desk-line";
	const desk: OpenPage = {
		url: `${installation.url}/board`,
		session,
		awaited: {
			first: { selector: row, count: 1, boards: 1 },
			live: { selector: row, count: fires.length, boards: fires.length },
		},
	};
	const weighed = await weigh(browser, desk);
	const slow = await openPage(browser, {
		...desk,
		line: SLOW_4G,
		slower: SLOWER,
	});
	const [firstMs, liveMs] = [
		await shownMs(slow.page, "first"),
		await shownMs(slow.page, "live"),
	];
	await slow.context.close();
	return {
		...weighed,
		firstMs,
		liveMs,
		lineMs: alone(weighed.bytes, SLOW_4G),
		...(await headline(browser, installation, fires[0]?.id ?? "")),
	};
}

/** Over an open line: what counts is what was sent. */
async function weigh(
	browser: Browser,
	desk: OpenPage,
): Promise<Pick<FirstLoadFigures, "bytes" | "streamBytes" | "files">> {
	const { page, context, bytes, answers } = await openPage(browser, desk);
	await shownMs(page, "live");
	const all = answers();
	const figures = {
		bytes: bytes(),
		streamBytes: all.find(({ url }) => url.endsWith("/v1/stream"))?.bytes ?? 0,
		files: all.map(({ url, bytes: count }) => ({
			name: new URL(url).pathname,
			bytes: count,
		})),
	};
	await context.close();
	return figures;
}

async function headline(
	browser: Browser,
	{ url }: Installation,
	incidentId: string,
): Promise<
	Pick<FirstLoadFigures, "headlineMs" | "headlineBytes" | "headlineLineMs">
> {
	const secrets = createSecrets(SECRET);
	const token = tokenFor({ secrets }, incidentId, CHIEF, "live");
	const { page, context } = await openPage(browser, {
		url: `${url}/i/${token}`,
		line: SLOW_3G,
		slower: SLOWER,
		phone: true,
		awaited: { headline: { selector: "#p-head *", count: 1, boards: 0 } },
	});
	const headlineMs = await shownMs(page, "headline");
	await page.waitForLoadState("load");
	const headlineBytes = await page.evaluate<number>(
		'performance.getEntriesByType("navigation")[0].transferSize',
	);
	await context.close();
	return {
		headlineMs,
		headlineBytes,
		headlineLineMs: alone(headlineBytes, SLOW_3G),
	};
}

const alone = (
	bytes: number,
	{ bitsPerSecond, latencyMs }: LineShape,
): number => latencyMs + (bytes * 8 * 1000) / bitsPerSecond;
