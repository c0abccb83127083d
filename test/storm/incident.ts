/**
 * One incident with people in it: a tap, an SMS, a page, a key in a call, a
 * shared position, and a desk that looks. Whoever finds nobody there tries
 * again, as people do; each of them says one thing once.
 */
import { setTimeout as pause } from "node:timers/promises";
import { createSecrets } from "../../src/secrets.ts";
import { SECRET } from "../bench/village.ts";
import type { Answered } from "./oracle.ts";
import { type Fire, nowMs, type Rig } from "./rig.ts";

/** Phones by what their owners do. */
export const ACTORS = { taps: 0, texts: 1, opens: 2, picksUp: 3 };

const PATIENCE_MS = 6_000;
const EVERY_MS = 60;

export async function wholeIncident(
	rig: Rig,
): Promise<{ fire: Fire; answered: Answered[] }> {
	const fire = await rig.report();
	const answered = await Promise.all([
		tap(rig, fire, ACTORS.taps),
		text(rig, fire, ACTORS.texts),
		postForm(rig, fire, ACTORS.opens),
		pickUp(rig, ACTORS.picksUp),
		lookAt(rig, fire),
	]);
	return { fire, answered: answered.flat() };
}

const phoneId = (rig: Rig, who: number): string =>
	rig.country.phones[who]?.id ?? "";
export const personId = (rig: Rig, who: number): string =>
	`person-of-${phoneId(rig, who)}`;

const once = (rig: Rig, fire: Fire, who: number): Answered[] => [
	{ fireId: fire.id, responderId: personId(rig, who), times: 1 },
];

/** The button of this incident's alert, once it is there; nothing when it never comes. */
async function buttonOf(
	rig: Rig,
	fire: Fire,
	who: number,
	code: string,
	patienceMs: number,
): Promise<string | undefined> {
	const untilMs = nowMs() + patienceMs;
	while (nowMs() < untilMs) {
		const phones = await rig.phones();
		const screen = phones.find(({ id }) => id === phoneId(rig, who));
		const button = screen?.chat
			.filter(({ text: shown }) => shown.includes(`#${fire.number}`))
			.flatMap(({ keyboard }) => keyboard.flat())
			.find(({ callback_data }) => callback_data?.endsWith(`:${code}`));
		if (button?.callback_data) return button.callback_data;
		await pause(EVERY_MS);
	}
	return undefined;
}

export async function tap(
	rig: Rig,
	fire: Fire,
	who: number,
	patienceMs = PATIENCE_MS,
): Promise<Answered[]> {
	const label = await buttonOf(rig, fire, who, "y10", patienceMs);
	if (label === undefined) return [];
	await rig.act(phoneId(rig, who), "tap", { label });
	// He comes, and shares where he is: a position is no answer.
	await rig
		.act(phoneId(rig, who), "liveLocation", {
			point: { lat: 45, lon: 23 },
		})
		.catch(() => undefined);
	return once(rig, fire, who);
}

/** An SMS is said once: who sent it has done what he could. */
export async function text(
	rig: Rig,
	fire: Fire,
	who: number,
	patienceMs = PATIENCE_MS,
): Promise<Answered[]> {
	const untilMs = nowMs() + patienceMs;
	for (;;) {
		const { entries } = await rig.look();
		const came = entries.some(
			({ phone, kind, text: said }) =>
				phone === phoneId(rig, who) &&
				kind === "sms" &&
				said?.includes(`#${fire.number}`),
		);
		if (came) break;
		if (nowMs() > untilMs) return [];
		await pause(EVERY_MS);
	}
	await rig.act(phoneId(rig, who), "sms", { text: `#${fire.number} не можу` });
	return once(rig, fire, who);
}

/** The form is posted until the page says that it was taken. */
export async function postForm(
	rig: Rig,
	fire: Fire,
	who: number,
	patienceMs = 90_000,
	said: Record<string, string> = { answer: "notResponding" },
): Promise<Answered[]> {
	const token = createSecrets(SECRET).token(
		`answer|${fire.id}|${personId(rig, who)}`,
	);
	const form = new URLSearchParams({
		...said,
		nonce: `form-${fire.number}-${who}`,
	});
	const untilMs = nowMs() + patienceMs;
	while (nowMs() < untilMs) {
		try {
			const answer = await fetch(`${rig.url}/a/${token}`, {
				method: "POST",
				body: form,
				redirect: "manual",
				signal: AbortSignal.timeout(5_000),
			});
			await answer.text();
			if (answer.status < 400) return once(rig, fire, who);
		} catch {
			// The browser says that nobody answers; the thumb is still there.
		}
		await pause(EVERY_MS);
	}
	return [];
}

/** A call that breaks is over: what was pressed in it need not count, but may. */
async function pickUp(rig: Rig, who: number): Promise<Answered[]> {
	const id = phoneId(rig, who);
	const untilMs = nowMs() + PATIENCE_MS;
	while (nowMs() < untilMs) {
		const phones = await rig.phones();
		const screen = phones.find((phone) => phone.id === id);
		if (screen?.calls.at(-1)?.state === "ringing") {
			await rig
				.act(id, "pickUp")
				.then(() => pause(300))
				.then(() => rig.act(id, "press", { digit: "0" }))
				.then(() => pause(300))
				// A phone left talking would be busy for the next fire.
				.then(() => rig.act(id, "hangUp"))
				.catch(() => undefined);
			return [];
		}
		await pause(EVERY_MS);
	}
	return [];
}

async function lookAt(rig: Rig, fire: Fire): Promise<Answered[]> {
	// A key that sees one brigade asks the database for more than one that sees all.
	const desk = { authorization: `Bearer ${rig.deskKey}` };
	for (let n = 0; n < 4; n++) {
		await rig.call("GET", `/v1/incidents/${fire.id}`, undefined, desk);
		await rig.call("GET", "/v1/incidents?limit=5", undefined, desk);
		await fetch(`${rig.url}/metrics`).catch(() => undefined);
		await pause(250);
	}
	return [];
}
