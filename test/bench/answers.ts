/**
 * Fifty answers a second: from the thumb on the phone until a screen that
 * follows the incident shows this person's answer.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Spread, spreadOf } from "./figures.ts";
import { type Installation, nowMs, type Screen } from "./installation.ts";
import type { Fire } from "./intake.ts";

export type AnswerFigures = {
	visible: Spread;
	answers: number;
	/** From the thumb until the service has answered the webhook. */
	tapped: Spread;
	/** CPU of the service while they answered, by answers: cards, stand-downs and streams included. */
	cpuMsPerAnswer: number;
	/** Events the screens were sent meanwhile. */
	events: number;
};

export type AnswerLoad = { answersPerSecond: number; seconds: number };

export type Thumb = {
	phone: string;
	responderId: string;
	incidentId: string;
	data: string;
};

/** As long as anybody would look at a screen before ringing. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 100;

export async function measureAnswers(
	installation: Installation,
	fires: readonly Fire[],
	{ answersPerSecond, seconds }: AnswerLoad,
): Promise<AnswerFigures> {
	const thumbs = thumbsFor(
		await installation.screens(),
		newestFires(fires),
		answersPerSecond * seconds,
	);
	const screens = await followAll(
		installation,
		new Set(thumbs.map(({ incidentId }) => incidentId)),
	);
	try {
		const tappedMs = new Map<string, number>();
		const cpuBeforeMs = installation.service.cpuMs();
		const startMs = nowMs();
		const taps: Promise<number>[] = [];
		for (const [n, { phone, data, ...who }] of thumbs.entries()) {
			await pause(
				Math.max(0, startMs + (n * 1000) / answersPerSecond - nowMs()),
			);
			tappedMs.set(keyOf(who), nowMs());
			const fromMs = nowMs();
			const tap = installation.tap(phone, data).then(() => nowMs() - fromMs);
			tap.catch(() => undefined);
			taps.push(tap);
		}
		const tookMs = await Promise.all(taps);
		await untilShown(screens.shownMs, tappedMs);
		return {
			visible: spreadOf(
				[...tappedMs].map(
					([key, fromMs]) => (screens.shownMs.get(key) ?? Number.NaN) - fromMs,
				),
			),
			answers: thumbs.length,
			tapped: spreadOf(tookMs),
			cpuMsPerAnswer:
				(installation.service.cpuMs() - cpuBeforeMs) / thumbs.length,
			events: screens.events(),
		};
	} finally {
		await screens.close();
	}
}

const keyOf = (who: { incidentId: string; responderId: string }): string =>
	`${who.incidentId}/${who.responderId}`;

/** The latest fire of each brigade: nobody in the bench answers two. */
function newestFires(fires: readonly Fire[]): Fire[] {
	return [...new Map(fires.map((fire) => [fire.brigadeId, fire])).values()];
}

// Of five, three come and two cannot: what villages report (17–47 % come) would form no crew here.
const CODES = ["y10", "no", "y5", "no", "y15"];

/** One person of each fire in turn, so that all fires gather side by side. */
export function thumbsFor(
	screens: readonly Screen[],
	fires: readonly Fire[],
	wanted: number,
): Thumb[] {
	const buttons = new Map<number, { phone: string; data: string }[]>();
	for (const { id, chat } of screens)
		for (const { text, keyboard } of chat) {
			const number = Number(/#(\d+)/.exec(text)?.[1]);
			const button = (code: string) =>
				keyboard
					.flat()
					.find(({ callback_data }) => callback_data?.endsWith(`:${code}`));
			const data = button("y10");
			// Whoever cannot come any more is offered the minutes alone.
			if (data?.callback_data === undefined || !button("no")) continue;
			const of = buttons.get(number) ?? [];
			of.push({ phone: id, data: data.callback_data });
			buttons.set(number, of);
		}
	const thumbs: Thumb[] = [];
	for (let turn = 0; thumbs.length < wanted; turn++) {
		const before = thumbs.length;
		for (const fire of fires) {
			const button = buttons.get(fire.number)?.[turn];
			if (!button || thumbs.length >= wanted) continue;
			thumbs.push({
				phone: button.phone,
				responderId: `person-of-${button.phone}`,
				incidentId: fire.id,
				data: button.data.replace(/:y10$/, `:${CODES[turn % CODES.length]}`),
			});
		}
		if (thumbs.length === before)
			throw new Error(
				`expected ${wanted} people with an alert to answer, found ${before}`,
			);
	}
	return thumbs;
}

/** One stream per incident, as its chief's page holds one. */
async function followAll(
	installation: Installation,
	incidentIds: ReadonlySet<string>,
) {
	const ending = new AbortController();
	const shownMs = new Map<string, number>();
	let events = 0;
	const reading = await Promise.all(
		[...incidentIds].map(async (incidentId) => {
			const answer = await installation.stream(
				`/v1/incidents/${incidentId}/stream`,
				ending.signal,
			);
			if (!answer.ok || !answer.body)
				throw new Error(`expected a stream, got ${answer.status}`);
			const { body } = answer;
			return { ended: read(incidentId, body) };
		}),
	);

	async function read(
		incidentId: string,
		body: ReadableStream<Uint8Array>,
	): Promise<void> {
		const decoder = new TextDecoder();
		let rest = "";
		try {
			for await (const chunk of body) {
				rest += decoder.decode(chunk, { stream: true });
				const blocks = rest.split("\n\n");
				rest = blocks.pop() ?? "";
				const cameMs = nowMs();
				for (const block of blocks) take(incidentId, block, cameMs);
			}
		} catch (error) {
			if (!ending.signal.aborted) throw error;
		}
	}

	function take(incidentId: string, block: string, cameMs: number): void {
		const data = /^data: (.*)$/m.exec(block)?.[1];
		// Beside boards it beats and says what is live.
		if (data === undefined || !block.startsWith("event: incident")) return;
		events += 1;
		const board = JSON.parse(data) as {
			responders: { id: string; answer: string }[];
		};
		for (const { id, answer } of board.responders) {
			if (answer === "none") continue;
			const key = keyOf({ incidentId, responderId: id });
			if (!shownMs.has(key)) shownMs.set(key, cameMs);
		}
	}

	return {
		shownMs,
		events: () => events,
		async close() {
			ending.abort();
			await Promise.all(reading.map(({ ended }) => ended));
		},
	};
}

async function untilShown(
	shownMs: ReadonlyMap<string, number>,
	tappedMs: ReadonlyMap<string, number>,
): Promise<void> {
	const deadlineMs = nowMs() + PATIENCE_MS;
	const missing = (): number =>
		[...tappedMs.keys()].filter((key) => !shownMs.has(key)).length;
	while (missing() > 0) {
		if (nowMs() > deadlineMs)
			throw new Error(
				`expected ${tappedMs.size} answers on the streams, ${missing()} never came`,
			);
		await pause(LOOK_EVERY_MS);
	}
}
