/**
 * Strangers' words are words: on every page, in every message, in the table and in
 * the log of the operator they stand as they were written, and do nothing.
 */
import { execFileSync } from "node:child_process";
import twilio from "twilio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Element, parseXml } from "../../src/sandbox/xml.ts";
import { oneLine } from "../../src/wording/place.ts";
import { openVillage, ROSOKHACH, type Village } from "../story/village.ts";
import { asShown, ODD } from "./odd.ts";

let village: Village<"petro" | "ivan" | "mykola">;
beforeAll(async () => {
	village = await openVillage({
		twoWaySms: true,
		people: {
			petro: { name: "Петро", role: "chief" },
			ivan: { name: "Іван", qualifications: ["driver_c"] },
			mykola: { name: "Микола", phone: "button" },
		},
	});
});
afterAll(() => village.close());

async function api(method: string, path: string, body?: unknown) {
	const answer = await fetch(`${village.url}${path}`, {
		method,
		headers: {
			authorization: `Bearer ${village.adminKey}`,
			"content-type": "application/json",
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	const isJson = /json/.test(answer.headers.get("content-type") ?? "");
	return {
		status: answer.status,
		// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
		body: (isJson ? JSON.parse(text) : text) as any,
	};
}

const isRefusable = (text: string, oneLine: boolean): boolean =>
	/\p{Cc}/u.test(oneLine ? text : text.replace(/[\n\r\t]/g, ""));

const NAMED: Record<string, string> = {
	lt: "<",
	gt: ">",
	amp: "&",
	quot: '"',
	"#39": "'",
};
/** What a browser reads. */
const read = (html: string): string =>
	html.replace(
		/&(lt|gt|amp|quot|#39);/g,
		(_, name: string) => NAMED[name] ?? "",
	);

const CONTROL_OR_TURN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u;

function shownLiterally(page: string, text: string): void {
	const shown = asShown(text);
	expect(read(page)).toContain(shown);
	if (/[<>"]/.test(shown)) expect(page).not.toContain(shown);
}

describe("the place of a fire", () => {
	test.each(ODD)("%j", async (place) => {
		const { ivan } = village.people;
		for (const one of village.everybody) one.forget();
		const raised = await api("POST", "/v1/incidents", {
			type: "structure_fire",
			source: "okc_101",
			location: { lat: ROSOKHACH.lat + 0.006, lon: ROSOKHACH.lon },
			place,
			force: true,
		});
		if (isRefusable(place, false)) {
			expect(raised.status).toBe(400);
			expect(raised.body.errors).toMatchObject([{ path: "place" }]);
			return;
		}
		expect(raised.status).toBe(201);
		const { id, place: onBoard } = raised.body;
		try {
			expect(onBoard).toBe(asShown(place));
			await village.settle();
			await shownEverywhere(id, place);
			expect(await ivan.sendsForm(id, { note: place })).not.toMatch(
				/<script|<img|<svg/,
			);
			const board = (await api("GET", `/v1/incidents/${id}`)).body;
			const line = board.responders.find(
				(one: { id: string }) => one.id === ivan.id,
			);
			expect(line.note).toBe(asShown(place));
			shownLiterally(await livePage(id), place);
			const words = { text: place, to: "all" };
			const sent = await api("POST", `/v1/incidents/${id}/messages`, words);
			expect(sent.status).toBe(200);
			await village.settle();
			expect(oneLine(ivan.chat().at(-1) ?? "")).toContain(
				oneLine(asShown(place)),
			);
		} finally {
			await api("POST", `/v1/incidents/${id}/cancel`, { reason: place });
			// A minute later: the carriers' lanes have room again.
			await village.fastForward(60_000);
		}
		expect(village.log.errors).toEqual([]);
	});

	async function shownEverywhere(id: string, place: string): Promise<void> {
		const { ivan, mykola } = village.people;
		shownLiterally(await ivan.opensLink(id), place);
		shownLiterally(await livePage(id), place);
		// What the phone shows after reading Telegram's markup.
		expect(oneLine(ivan.chat().join(" "))).toContain(oneLine(asShown(place)));
		expect(mykola.sms().length).toBeGreaterThan(0);
		for (const sms of mykola.sms())
			expect(sms.replaceAll("\n", "")).not.toMatch(CONTROL_OR_TURN);
		// Nothing but our own verbs, in XML as strict as Twilio reads it.
		const spoken = parseXml(await twimlFor(mykola.phone.number));
		expect(shapeOf(spoken)).toBe("Response(Gather(Say(),Say()))");
	}

	const livePage = async (id: string): Promise<string> => {
		const token = village.token(id, "Петро", "live");
		return (await fetch(`${village.url}/i/${token}`)).text();
	};

	/** Somebody rings us back: what the call says. */
	async function twimlFor(from: string): Promise<string> {
		const url = `${village.url}/carriers/twilio/voice`;
		const form = { CallSid: "CA1", From: from };
		const answer = await fetch(url, {
			method: "POST",
			headers: {
				"x-twilio-signature": twilio.getExpectedTwilioSignature(
					village.proof.twilio,
					url,
					form,
				),
			},
			body: new URLSearchParams(form),
		});
		expect(answer.status).toBe(200);
		return answer.text();
	}
});

const shapeOf = ({ name, children }: Element): string =>
	`${name}(${children.map(shapeOf).join(",")})`;

test("names of people and brigades stand as they are in the API and, guarded, in the table", async () => {
	const kept: string[] = [];
	for (const [at, name] of ODD.entries()) {
		const brigade = await api("POST", "/v1/brigades", {
			name,
			kind: "volunteer",
			location: { lat: 45, lon: 30 },
		});
		const person = await api("POST", "/v1/responders", {
			name,
			phone: `+38050${1_000_000 + at}`,
			brigadeIds: [],
			places: [],
			qualifications: [],
		});
		for (const [made, kind] of [
			[brigade, "brigades"],
			[person, "responders"],
		] as const) {
			if (isRefusable(name, true)) {
				expect(made.status, name).toBe(400);
				expect(made.body.errors).toMatchObject([{ path: "name" }]);
				continue;
			}
			expect(made.status, name).toBe(201);
			const found = await api("GET", `/v1/${kind}/${made.body.id}`);
			expect(found.body.name).toBe(asShown(name));
		}
		if (person.status === 201) kept.push(asShown(name));
	}
	const { body: table } = await api("GET", "/v1/roster/export");
	for (const cell of (table as string).matchAll(/(?<=^|,)"?([^",\r\n]*)/gm))
		expect(cell[1]).not.toMatch(/^([=@\t\r]|[+-](?!\d+$))/);
	const before = await allNames();
	expect(before).toEqual(expect.arrayContaining(kept));
	const again = await fetch(`${village.url}/v1/roster/import`, {
		method: "POST",
		headers: {
			authorization: `Bearer ${village.adminKey}`,
			"content-type": "text/csv",
		},
		body: table as string,
	});
	expect(await again.json()).toMatchObject({
		created: 0,
		rejected: [],
	});
	expect(await allNames()).toEqual(before);
	expect(kept.length).toBeGreaterThan(50);
});

async function allNames(): Promise<string[]> {
	const { body } = await api("GET", "/v1/responders?limit=200");
	return body.items.map(({ name }: { name: string }) => name).sort();
}

test("a line of the operator's log stays one line, whatever stands in it", () => {
	const written = execFileSync(
		process.execPath,
		[
			"--input-type=module",
			"-e",
			`import { jsonLog } from ${JSON.stringify(new URL("../../src/log.ts", import.meta.url).href)};
			const log = jsonLog("info");
			for (const words of JSON.parse(process.argv[1])) { log.info(words, { words }); log.error(words, { words }); }`,
			JSON.stringify(ODD),
		],
		{ encoding: "utf8" },
	);
	const parsed = written
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line) as { words: string });
	expect(parsed).toHaveLength(2 * ODD.length);
	expect(written).not.toMatch(/\r/);
});
