/**
 * A receipt that says «not delivered», and how long the next channel takes to
 * leave. The storm is the carrier here: it signs and posts the receipts itself.
 */
import { setTimeout as pause } from "node:timers/promises";
import { sign } from "../../src/sandbox/twilioWebhooks.ts";
import { TWILIO } from "./carriers.ts";
import { type Figure, p99, spreadWords } from "./figures.ts";
import { quiet } from "./oracle.ts";
import { type Fire, nowMs, openRig, type Rig } from "./rig.ts";

export type ReceiptPlan = { seed: number; incidents: number };

const PEOPLE = 10;
const TARGET_MS = 1_000;
const CALL_WITHIN_MS = 5_000;

export async function failureReceipts({
	seed,
	incidents,
}: ReceiptPlan): Promise<Figure> {
	const rig = await openRig({
		name: `receipts-${seed}`,
		seed,
		people: PEOPLE,
		telegramPerSecond: 100,
		segmentsPerSecond: 100,
		callsPerSecond: 50,
		// Calls are planned for much later: only a receipt can bring one now.
		policy: { callAfterSeconds: 600 },
	});
	try {
		await rig.faults([
			{
				for: "callbacks",
				carrier: "twilio",
				match: { method: "sms" },
				effect: "lose",
			},
		]);
		const took: number[] = [];
		let none = 0;
		for (let n = 0; n < incidents; n++) {
			const fire = await rig.report();
			await quiet(rig, [fire]);
			for (const [index, { attempt, number }] of smsOf(rig, fire).entries()) {
				await pause(index * 20);
				const postedMs = nowMs();
				await undelivered(rig, attempt, number);
				const calledMs = await callTo(rig, number, postedMs);
				if (calledMs === undefined) none += 1;
				else took.push(calledMs - postedMs);
			}
			await rig.close(fire);
		}
		return {
			what: `delivery-failure receipt → next channel, ${took.length + none} receipts`,
			target: "p99 ≤ 1 s",
			figure: `${spreadWords(took)}${none > 0 ? `; ${none} brought none` : ""}`,
			holds: none === 0 && p99(took) <= TARGET_MS,
			seed,
		};
	} finally {
		await rig.stop();
	}
}

function smsOf(rig: Rig, fire: Fire): { attempt: string; number: string }[] {
	const numbers = new Map(
		rig.country.phones.map(({ id, number }) => [`person-of-${id}`, number]),
	);
	const rows = rig.ask(
		(database) =>
			database
				.prepare(
					`select id, responder_id from attempt where incident_id = ?
						and channel = 'sms' and outcome = 'accepted'`,
				)
				.all(fire.id) as { id: string; responder_id: string }[],
	);
	return rows.flatMap(({ id, responder_id: responderId }) => {
		const number = numbers.get(responderId);
		return number === undefined ? [] : [{ attempt: id, number }];
	});
}

async function undelivered(
	rig: Rig,
	attempt: string,
	number: string,
): Promise<void> {
	const url = `${rig.url}/carriers/twilio/status/${attempt}`;
	const parameters = {
		MessageSid: `SM${attempt.replaceAll("-", "")}`,
		MessageStatus: "undelivered",
		ErrorCode: "30003",
		To: number,
		From: TWILIO.smsFrom,
	};
	const answer = await fetch(url, {
		method: "POST",
		headers: { "x-twilio-signature": sign(TWILIO.authToken, url, parameters) },
		body: new URLSearchParams(parameters),
	});
	if (!answer.ok)
		throw new Error(`expected the receipt to be taken, got ${answer.status}`);
}

async function callTo(
	rig: Rig,
	number: string,
	afterMs: number,
): Promise<number | undefined> {
	while (nowMs() < afterMs + CALL_WITHIN_MS) {
		const { requests } = await rig.look();
		const call = requests.find(
			({ method, to, atMs }) =>
				method === "Calls.create" && to === number && atMs >= afterMs,
		);
		if (call) return call.atMs;
		await pause(20);
	}
	return undefined;
}
