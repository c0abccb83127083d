/**
 * A carrier that is gone for a minute, in each of the ways it can be: the other
 * one reaches everybody meanwhile, and nothing late comes when it is back.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { FaultRule, RequestEffect } from "../../src/sandbox/faults.ts";
import { type Figure, seconds } from "./figures.ts";
import { postForm } from "./incident.ts";
import { examine, quiet } from "./oracle.ts";
import { type Fire, openRig, type Rig } from "./rig.ts";

export type OutagePlan = { seed: number; outageMs: number };

const PEOPLE = 30;
const SMS_WITHIN_MS = 10_000;
const TELEGRAM_WITHIN_MS = 3_000;
const CALLS_WITHIN_MS = 60_000;
/** Answered or closed while it was gone: nothing of these may ring afterwards. */
const ANSWER_MEANWHILE = 10;

const MODES: Readonly<Record<string, RequestEffect>> = {
	refusing: "refuse",
	hanging: "hang",
	"answering 500": { status: 500 },
	"answering 429": { status: 429, retryAfter: 35 },
};

export async function telegramDead(
	{ seed, outageMs }: OutagePlan,
	mode: keyof typeof MODES,
): Promise<Figure> {
	const rig = await openRig({
		name: `telegram-${mode.replaceAll(" ", "-")}-${seed}`,
		seed,
		people: PEOPLE,
		segmentsPerSecond: 20,
		// Grass by day: the SMS would come after twenty seconds, unless Telegram fails.
		policy: { waveSize: PEOPLE, smsAfterSeconds: 20 },
	});
	try {
		const effect = MODES[mode] as RequestEffect;
		await rig.faults([outage("telegram", effect)]);
		const stays = await rig.report({ type: "vegetation_fire" });
		await pause(SMS_WITHIN_MS + 2_000);
		const late = await acceptedAfter(rig, stays, "Messages.create");
		// People are free again before the second fire, which ends while Telegram is gone.
		const ends = await rig.report({ type: "vegetation_fire" });
		const answered = (
			await Promise.all(
				Array.from({ length: ANSWER_MEANWHILE }, (_, who) =>
					postForm(rig, stays, who),
				),
			)
		).flat();
		await pause(Math.max(0, outageMs - (SMS_WITHIN_MS + 2_000)));
		await rig.close(ends);
		await rig.faults([]);
		const backMs = Date.now();
		// As long as it told us to wait, and a probe more.
		await quiet(rig, [stays, ends], 60_000);
		const found = await examine(rig, [stays, ends], answered);
		const stale = staleAlerts(rig, [stays, ends], backMs);
		return {
			what: `Telegram ${mode} for ${outageMs / 1000} s, ${PEOPLE} people, 20 segments/s`,
			target: "all accepted by SMS ≤ 10 s, nothing stale afterwards",
			figure: `${late.accepted} of ${PEOPLE} by SMS, the last after ${seconds(late.lastMs)}; ${stale} stale, ${found.afterClose} after the end, ${found.lostPeople} people lost`,
			holds:
				late.accepted === PEOPLE &&
				late.lastMs <= SMS_WITHIN_MS &&
				stale + found.afterClose + found.lostPeople + found.stuck === 0,
			seed,
			faults: found.faults,
		};
	} finally {
		await rig.stop();
	}
}

export const telegramModes = Object.keys(MODES);

export async function twilioDead({
	seed,
	outageMs,
}: OutagePlan): Promise<Figure> {
	const rig = await openRig({
		name: `twilio-${seed}`,
		seed,
		people: PEOPLE,
		callsPerSecond: 1,
		telegramPerSecond: 25,
		policy: { callAfterSeconds: 0 },
	});
	try {
		await rig.faults([outage("twilio", "refuse")]);
		const fire = await rig.report();
		await pause(outageMs);
		const telegram = await acceptedAfter(rig, fire, "sendMessage");
		await rig.faults([]);
		const backMs = performance.timeOrigin + performance.now();
		await pause(CALLS_WITHIN_MS);
		const { requests } = await rig.look();
		const firstCalls = new Map<string, number>();
		for (const { method, accepted, to, atMs } of requests)
			if (method === "Calls.create" && accepted && to && !firstCalls.has(to))
				firstCalls.set(to, atMs - backMs);
		const lastCallMs = Math.max(...firstCalls.values());
		const found = await examine(rig, [fire]);
		return {
			what: `Twilio refusing for ${outageMs / 1000} s, ${PEOPLE} people, 1 call/s`,
			target: "everyone by Telegram ≤ 3 s, calls catch up ≤ 60 s after",
			figure: `${telegram.accepted} of ${PEOPLE} by Telegram, the last after ${seconds(telegram.lastMs)}; ${firstCalls.size} called, the last ${seconds(lastCallMs)} after it was back; ${found.lostMessages} of ${found.messages} messages lost`,
			holds:
				telegram.accepted === PEOPLE &&
				telegram.lastMs <= TELEGRAM_WITHIN_MS &&
				firstCalls.size === PEOPLE &&
				lastCallMs <= CALLS_WITHIN_MS &&
				found.lostMessages + found.lostPeople === 0,
			seed,
			faults: found.faults,
		};
	} finally {
		await rig.stop();
	}
}

const outage = (
	carrier: "telegram" | "twilio",
	effect: RequestEffect,
): FaultRule =>
	// Everything of the carrier: getMe and setWebhook fail as well.
	({ carrier, effect });

async function acceptedAfter(
	rig: Rig,
	fire: Fire,
	method: string,
): Promise<{ accepted: number; lastMs: number }> {
	const { requests } = await rig.look();
	const first = new Map<string, number>();
	for (const request of requests)
		if (
			request.method === method &&
			request.accepted &&
			request.to &&
			request.atMs > fire.reportedMs &&
			!first.has(request.to)
		)
			first.set(request.to, request.atMs - fire.reportedMs);
	return { accepted: first.size, lastMs: Math.max(0, ...first.values()) };
}

/** Alerts that left after the carrier was back, for somebody who had answered before. */
const staleAlerts = (
	rig: Rig,
	fires: readonly Fire[],
	backMs: number,
): number =>
	rig.ask(
		(database) =>
			(
				database
					.prepare(
						`select count(*) as n from attempt as a
							join event as e on e.stream = 'incident/' || a.incident_id
							and e.type = 'ResponderAcknowledged'
							and e.payload ->> '$.responderId' = a.responder_id
							where a.channel = 'telegram' and a.purpose = 'alert'
							and a.started_at > ? and a.started_at > e.at
							and a.incident_id in (select value from json_each(?))`,
					)
					.get(backMs, JSON.stringify(fires.map(({ id }) => id))) as {
					n: number;
				}
			).n,
	);
