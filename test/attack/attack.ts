/**
 * A hundred thousand requests of somebody who wants in, or to break something: forged
 * webhooks, altered proofs, garbled bodies, odd words. Against the real service on its
 * real SQLite file; the same seed asks the same.
 *
 *     node test/attack/attack.ts [--count 100000] [--seed 1]
 *
 * What must hold: no answer is a 5xx; whatever is refused changed nothing, by SQLite's
 * own count of commits seen from another connection; what is refused is refused by
 * name; odd but valid words read back as they were written.
 */
import { parseArgs } from "node:util";
import Database from "better-sqlite3";
import twilio from "twilio";
import { seededRandom } from "../../src/sandbox/world.ts";
import { openVillage, ROSOKHACH } from "../story/village.ts";
import { asShown, ODD } from "./odd.ts";

export type Figures = {
	seed: number;
	count: number;
	/** Requests by kind of attack, and by status. */
	kinds: Record<string, number>;
	statuses: Record<string, number>;
	seconds: number;
	/** What did not hold; empty or it failed. */
	faults: string[];
	rows: { before: Rows; after: Rows };
};
type Rows = { events: number; outbox: number; inbound: number };

type Attack = {
	request: Request;
	/** What may be answered; everything else is a fault. */
	expects: (status: number) => boolean;
	/** Names what was wrong in `errors`. */
	names?: string;
	/** Refused or not, nothing may change. */
	forged?: boolean;
	/** What must then stand where it was written. */
	holds?: () => Promise<string | undefined>;
};

const FAULTS_AT_MOST = 20;
/** As many as a minute; then machine time moves, and the counts of wrong tries begin anew. */
const A_MINUTE = 400;
/** A log of thousands of notes is slow to read and proves nothing more. */
const A_FIRE = 150;

export async function attack({
	seed,
	count,
}: {
	seed: number;
	count: number;
}): Promise<Figures> {
	const rig = await openRig(seed);
	const { village, other } = rig;
	const faults: string[] = [];
	const kinds: Record<string, number> = {};
	const statuses: Record<string, number> = {};
	const began = performance.now();
	const before = rig.rows();
	let valid = 0;
	for (let at = 0; at < count && faults.length < FAULTS_AT_MOST; at += 1) {
		if (at % A_MINUTE === 0) await village.time.push(60_000);
		if (valid >= A_FIRE) {
			await rig.newFire();
			valid = 0;
		}
		const kind = rig.pick(KINDS);
		const made = await rig.make(kind);
		const version = other.pragma("data_version", { simple: true });
		const answer = await village.ask(made.request);
		const text = await answer.text();
		const changed = other.pragma("data_version", { simple: true }) !== version;
		kinds[kind] = (kinds[kind] ?? 0) + 1;
		statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
		if (made.holds) valid += 1;
		const fault =
			faultOf(made, answer, text, changed) ?? (await unlike(made, answer));
		if (fault)
			faults.push(
				`#${at} ${kind}: ${fault} (${made.request.method} ${new URL(made.request.url).pathname} → ${answer.status} ${text.slice(0, 160)})`,
			);
	}
	const figures: Figures = {
		seed,
		count,
		kinds,
		statuses,
		seconds: (performance.now() - began) / 1_000,
		faults: [...faults, ...village.log.errors.map(loggedFault)],
		rows: { before, after: rig.rows() },
	};
	await rig.close();
	return figures;
}

const loggedFault = ({ message }: { message: string }): string =>
	`logged as an error: ${message}`;

function faultOf(
	{ expects, names, forged }: Attack,
	answer: Response,
	text: string,
	changed: boolean,
): string | undefined {
	const { status, headers } = answer;
	if (status >= 500) return "a defect of ours";
	if (!expects(status)) return "another answer than expected";
	if (changed && (forged || status >= 400)) return "something was written";
	if (!headers.has("content-security-policy")) return "no secure headers";
	const type = headers.get("content-type") ?? "";
	if (
		/html/.test(type) &&
		/<script>alert|<img |<svg onload|<a href="tg:/.test(text)
	)
		return "somebody's words are markup";
	if (status < 400 || !/problem/.test(type)) {
		const isPlain = text === "" || /html/.test(type);
		return status >= 400 && !isPlain ? "refused without a problem" : undefined;
	}
	const problem = JSON.parse(text) as {
		title?: string;
		detail?: string;
		errors?: { path: string }[];
	};
	if (!problem.title || !problem.detail) return "a problem without words";
	if (names === undefined || status !== 400) return undefined;
	const paths = (problem.errors ?? []).map(({ path }) => path);
	return paths.some((path) => path === names || path.startsWith(`${names}`))
		? undefined
		: `not named: ${names}, but ${paths.join(", ")}`;
}

async function unlike(
	{ holds }: Attack,
	{ status }: Response,
): Promise<string | undefined> {
	return holds && status < 300 ? holds() : undefined;
}

// --- what is asked --------------------------------------------------------------

const KINDS = [
	"telegram forged",
	"telegram forged",
	"telegram garbled",
	"twilio forged",
	"twilio altered",
	"twilio altered",
	"twilio altered",
	"links guessed",
	"links garbled",
	"key forged",
	"session forged",
	"body garbled",
	"body garbled",
	"body garbled",
	"body altered",
	"body altered",
	"body altered",
	"query garbled",
	"path garbled",
	"words odd",
] as const;
type Kind = (typeof KINDS)[number];

const refused = (status: number): boolean => status >= 400;
const oneOf =
	(...statuses: number[]) =>
	(status: number): boolean =>
		statuses.includes(status);

type Rig = Awaited<ReturnType<typeof openRig>>;

async function openRig(seed: number) {
	const village = await openVillage({
		twoWaySms: true,
		people: {
			petro: { name: "Петро", role: "chief" },
			ivan: { name: "Іван", qualifications: ["driver_c"] },
			mykola: { name: "Микола", phone: "button" },
		},
	});
	const other = new Database(village.file, { readonly: true });
	const random = seededRandom(seed);
	const below = (most: number): number => Math.floor(random() * most);
	const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
	const rows = (): Rows => {
		const of = (table: string): number =>
			other.prepare(`select count(*) from ${table}`).pluck().get() as number;
		return {
			events: of("event"),
			outbox: of("outbox"),
			inbound: of("inbound"),
		};
	};
	let fire = await village.report();
	let attempts = attemptsIn(other);
	await quiet();
	async function quiet(): Promise<void> {
		await village.fastForward(120_000);
		attempts = attemptsIn(other);
	}
	const rig = {
		village,
		other,
		random,
		below,
		pick,
		rows,
		fire: () => fire,
		attempt: () => pick(attempts),
		/** The one before is over; its people are free for the next. */
		async newFire(): Promise<void> {
			await village.order(fire, {
				type: "Cancel",
				by: village.desk,
				reason: "other",
				ownDesk: true,
			});
			fire = await village.report({ force: true });
			await quiet();
		},
		odd: (): string => {
			const [one, two] = [pick(ODD), pick(ODD)];
			if (random() < 0.7) return one;
			const letters = [...Array(below(12))].map(() =>
				String.fromCharCode(below(0xffff)),
			);
			return `${one.slice(0, below(40))}${letters.join("")}${two.slice(0, 30)}`;
		},
		make: (kind: Kind): Promise<Attack> | Attack => MAKERS[kind](rig),
		async close(): Promise<void> {
			other.close();
			await village.close();
		},
	};
	return rig;
}

const attemptsIn = (database: Database.Database): string[] =>
	database.prepare("select id from attempt limit 50").pluck().all() as string[];

const MAKERS: Record<Kind, (rig: Rig) => Attack> = {
	"telegram forged": (rig) => {
		const { village } = rig;
		const wrong = rig.pick([
			"",
			altered(rig, village.proof.telegram),
			village.proof.telegram.toUpperCase(),
			village.proof.telegram.slice(0, -1),
			`${village.proof.telegram} x`,
			rig
				.odd()
				.replace(/[^\x20-\x7e]/g, "x")
				.trim(),
		]);
		return {
			request: post(rig, "/carriers/telegram", updateOf(rig), {
				"x-telegram-bot-api-secret-token": wrong,
			}),
			expects: oneOf(403),
			forged: true,
		};
	},

	"telegram garbled": (rig) => {
		const body = rig.pick([
			garbled(rig, updateOf(rig)),
			deep(rig),
			"x".repeat(70_000),
			rig.pick([
				'{"update_id":1e400}',
				'{"update_id":1.5}',
				'{"update_id":{}}',
			]),
			"",
		]);
		return {
			request: post(rig, "/carriers/telegram", withoutId(body), {
				"x-telegram-bot-api-secret-token": rig.village.proof.telegram,
			}),
			// Refused, Telegram would repeat it for a day; so it is taken and dropped.
			expects: oneOf(200, 413),
			forged: true,
		};
	},

	"twilio forged": (rig) => {
		const { path, form } = twilioRequest(rig);
		const signature = rig.pick([
			undefined,
			"",
			"x",
			sign(rig, "another token", path, form),
			sign(rig, rig.village.proof.twilio, path, {}),
			sign(rig, "", path, form),
			altered(rig, sign(rig, rig.village.proof.twilio, path, form)),
		]);
		return {
			request: posted(rig, path, form, signature),
			expects: oneOf(403),
			forged: true,
		};
	},

	"twilio altered": (rig) => {
		const { path, form } = twilioRequest(rig);
		const signature = sign(rig, rig.village.proof.twilio, path, form);
		const name = rig.pick(Object.keys(form));
		const change = rig.below(5);
		const changed = new URLSearchParams(form);
		let to = path;
		if (change === 0) changed.set(name, `${form[name]}1`);
		else if (change === 1) changed.append(name, `${form[name]}x`);
		else if (change === 2) changed.append(`z${rig.below(99)}`, rig.odd());
		else if (change === 3) changed.delete(name);
		else to = `${path}${path.includes("?") ? "&" : "?"}heard=${rig.below(9)}`;
		return {
			request: posted(rig, to, changed, signature),
			expects: oneOf(403),
			forged: true,
		};
	},

	"links guessed": (rig) => {
		const token = rig.pick([
			randomToken(rig),
			altered(rig, rig.village.token(rig.fire(), "Іван")),
			encodeURIComponent(rig.odd().toWellFormed()).replace(/^\.+$/, "x") || "x",
		]);
		const path = rig.pick(["/a/", "/i/", "/", "/sign-in/", "/desk/"]);
		const method = rig.pick(["GET", "POST"]);
		const tail = path === "/i/" && method === "POST" ? "/close" : "";
		return {
			request: new Request(`${rig.village.url}${path}${token}${tail}`, {
				method,
				...(method === "POST"
					? {
							headers: { origin: rig.village.url },
							body: new URLSearchParams({ answer: "responding" }),
						}
					: {}),
			}),
			// A page of ours whose name was guessed is looked at, no more.
			expects: (status) => status < 500,
			forged: true,
		};
	},

	"links garbled": (rig) => {
		const { village } = rig;
		const isLive = rig.random() < 0.5;
		const path = isLive
			? `/i/${village.token(rig.fire(), "Петро", "live")}/${rig.pick(["impact", "mark", "unseat", "nonsense", "vehicle-down", "answer-for"])}`
			: `/a/${village.token(rig.fire(), "Іван")}`;
		const value = (): string =>
			rig.pick(["", "-1", "1e9", "999999", "NaN", "{}"]);
		return {
			request: posted(rig, path, {
				answer: `x${rig.odd()}`,
				mark: "x",
				etaMinutes: value(),
				responderId: rig.odd(),
				vehicleId: rig.odd(),
				impact: "x",
			}),
			expects: (status) => status < 500 && status >= 200,
			forged: true,
		};
	},

	"key forged": (rig) => {
		const [method, path, body] = rig.pick(routesOf(rig));
		const wrong = rig.pick([
			altered(rig, rig.village.adminKey),
			rig.village.adminKey.slice(1),
			`dzvin_${randomToken(rig)}`,
			"null",
			"' or 1=1 --",
		]);
		return {
			request: new Request(`${rig.village.url}${path}`, {
				method,
				headers: {
					authorization: rig.pick([
						`Bearer ${wrong}`,
						`Basic ${btoa(`admin:${rig.village.adminKey}`)}`,
						"Bearer",
						`bearer  ${wrong}`,
					]),
					"content-type": "application/json",
				},
				body: JSON.stringify(body),
			}),
			expects: oneOf(401, 429),
			forged: true,
		};
	},

	"session forged": (rig) => {
		const [method, path, body] = rig.pick(routesOf(rig));
		const cookie = `${rig.pick(["__Host-dzvin", "dzvin"])}=${randomToken(rig)}${randomToken(rig)}`;
		return {
			request: new Request(`${rig.village.url}${path}`, {
				method,
				headers: {
					cookie,
					"content-type": "application/json",
					origin: rig.pick([rig.village.url, "https://evil.example", "null"]),
				},
				body: JSON.stringify(body),
			}),
			expects: oneOf(401, 403, 429),
			forged: true,
		};
	},

	"body garbled": (rig) => {
		const [method, path, body] = rig.pick(routesOf(rig));
		const text = JSON.stringify(body);
		const [sent, type] = rig.pick<
			() => [string | Uint8Array<ArrayBuffer>, string]
		>([
			() => [text.slice(0, 1 + rig.below(text.length - 1)), JSON_TYPE],
			() => [deep(rig), JSON_TYPE],
			() => [`[${text}]`, JSON_TYPE],
			() => [rig.pick(["null", "1", '"x"', "[]", "true", "1e999"]), JSON_TYPE],
			() => [text, rig.pick(["text/plain", "application/xml", "a/b"])],
			() => ["x".repeat(300 * 1024), JSON_TYPE],
			() => [bytes(rig), JSON_TYPE],
			() => [`${text}${text}`, JSON_TYPE],
			() => ["", JSON_TYPE],
		])();
		return {
			request: withKey(rig, method, path, sent, type),
			expects: oneOf(400, 413, 415),
		};
	},

	"body altered": (rig) => {
		const [method, path, body] = rig.pick(routesOf(rig));
		const keys = Object.keys(body);
		if (rig.random() < 0.3) {
			const name = rig.pick([
				"x",
				"constructor",
				"toString",
				"Type",
				"id ",
				ODD[9],
			]);
			const more = { ...body, [String(name)]: rig.pick([1, "x", {}]) };
			return {
				request: withKey(rig, method, path, JSON.stringify(more)),
				expects: oneOf(400),
				names: String(name),
			};
		}
		const name = rig.pick(keys);
		const wrong = JSON.stringify({ ...body, [name]: "@" }).replace(
			'"@"',
			rig.pick(wrongFor(body[name])),
		);
		return {
			request: withKey(rig, method, path, wrong),
			expects: oneOf(400),
			names: name,
		};
	},

	"query garbled": (rig) => {
		const list = rig.pick(["incidents", "responders", "brigades"]);
		const value = () => encodeURIComponent(rig.odd().toWellFormed());
		const query = rig.pick([
			`limit=${rig.pick(["0", "-1", "1e309", "9999999999999999", "x", "", "1&limit=2"])}`,
			`cursor=${value()}.`,
			`${value()}x=${value()}`,
			`since=${value()}&status=${value()}`,
			"limit=1&limit=1&limit=1",
			"%ff=%fe&%00",
		]);
		return {
			request: withKey(rig, "GET", `/v1/${list}?${query}`),
			expects: oneOf(400),
		};
	},

	"path garbled": (rig) => {
		const odd = rig.pick([
			encodeURIComponent(rig.odd().toWellFormed()),
			"%00",
			"%ff%fe",
			"%",
			"..%2f..%2fetc%2fpasswd",
			"x".repeat(2_000),
			"__proto__",
		]);
		const path = rig.pick([
			`/v1/incidents/${odd}/log`,
			`/v1/responders/${odd}/export`,
			`/v1/brigades/${odd}/policy`,
			`/v1/${odd}/x`,
			`/carriers/${odd}`,
			`/carriers/twilio/${odd}/x`,
		]);
		const method = path.startsWith("/carriers") ? "POST" : "GET";
		return {
			request: withKey(rig, method, path),
			expects: refused,
			forged: true,
		};
	},

	"words odd": (rig) => rig.pick(WORDS)(rig),
};

// --- valid, with odd words ------------------------------------------------------

const WORDS: readonly ((rig: Rig) => Attack)[] = [
	(rig) => {
		const place = rig.odd();
		return wordsAttack(
			rig,
			"PATCH",
			`/v1/incidents/${rig.fire()}`,
			{ place },
			place,
			{
				shown: async () => (await board(rig)).place,
			},
		);
	},
	(rig) => {
		const note = rig.odd();
		const responderId = rig.village.people.ivan.id;
		const body = { responderId, answer: "later", note };
		return wordsAttack(
			rig,
			"POST",
			`/v1/incidents/${rig.fire()}/responses`,
			body,
			note,
			{
				shown: () => noteOf(rig, responderId),
			},
		);
	},
	(rig) => {
		const name = rig.odd();
		const path = `/v1/brigades/${rig.village.brigadeId("Росохач")}`;
		return wordsAttack(rig, "PATCH", path, { name }, name, {
			oneLine: true,
			shown: async () => (await read(rig, path)).name,
		});
	},
	(rig) => {
		const name = rig.odd();
		const path = `/v1/responders/${rig.village.people.mykola.id}`;
		return wordsAttack(rig, "PATCH", path, { name }, name, {
			oneLine: true,
			shown: async () => (await read(rig, path)).name,
		});
	},
	(rig) => {
		const text = rig.odd();
		const path = `/v1/incidents/${rig.fire()}/messages`;
		return wordsAttack(rig, "POST", path, { text, to: "all" }, text, {});
	},
	// By the carriers, signed as theirs: whatever was written, it is taken.
	(rig) => {
		const form = {
			MessageSid: `SM${randomToken(rig)}`,
			From: rig.village.people.mykola.phone.number,
			Body: rig.odd(),
		};
		const path = "/carriers/twilio/sms";
		return {
			request: posted(
				rig,
				path,
				form,
				sign(rig, rig.village.proof.twilio, path, form),
			),
			expects: oneOf(200),
			holds: async () => undefined,
		};
	},
	(rig) => {
		const note = rig.odd();
		const responderId = rig.village.people.ivan.id;
		const path = `/a/${rig.village.token(rig.fire(), "Іван")}`;
		const isNote = note.toWellFormed().trim() !== "";
		return {
			request: posted(rig, path, { note, nonce: randomToken(rig) }),
			expects: isNote ? oneOf(200) : oneOf(400),
			holds: async () => {
				const shown = await noteOf(rig, responderId);
				return shown === asShown(note)
					? undefined
					: `shown as ${JSON.stringify(shown)}`;
			},
		};
	},
];

function wordsAttack(
	rig: Rig,
	method: string,
	path: string,
	body: object,
	words: string,
	{
		shown,
		oneLine = false,
	}: { shown?: () => Promise<unknown>; oneLine?: boolean },
): Attack {
	const controls = oneLine ? words : words.replace(/[\n\r\t]/g, "");
	const isRefused =
		words.trim() === "" || /\p{Cc}/u.test(oneLine ? words.trim() : controls);
	const field = Object.entries(body).find(([, value]) => value === words)?.[0];
	return {
		request: withKey(rig, method, path, JSON.stringify(body)),
		expects: isRefused ? oneOf(400) : oneOf(200),
		...(isRefused && field ? { names: field } : {}),
		holds: async () => {
			const seen = shown ? await shown() : asShown(words);
			return seen === asShown(words)
				? undefined
				: `expected ${JSON.stringify(asShown(words))} to be shown, came ${JSON.stringify(seen)}`;
		},
	};
}

// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
async function read(rig: Rig, path: string): Promise<any> {
	const answer = await rig.village.ask(withKey(rig, "GET", path));
	return answer.json();
}
const board = (rig: Rig) => read(rig, `/v1/incidents/${rig.fire()}`);

async function noteOf(rig: Rig, responderId: string): Promise<unknown> {
	const { responders } = await board(rig);
	return responders.find((one: { id: string }) => one.id === responderId)?.note;
}

// --- pieces ---------------------------------------------------------------------

const JSON_TYPE = "application/json";

type Route = [method: string, path: string, body: Record<string, unknown>];

/** Each with a body it would take, naming things that are there. */
function routesOf(rig: Rig): Route[] {
	const { village } = rig;
	const fire = `/v1/incidents/${rig.fire()}`;
	const brigade = `/v1/brigades/${village.brigadeId("Росохач")}`;
	const person = `/v1/responders/${village.people.ivan.id}`;
	return [
		[
			"POST",
			"/v1/incidents",
			{
				type: "rescue",
				place: "тут",
				location: ROSOKHACH,
				source: "okc_101",
				peopleInDanger: true,
			},
		],
		["POST", "/v1/incidents/preview", { type: "rescue", mode: "actual" }],
		[
			"PATCH",
			fire,
			{ place: "тут", peopleInDanger: true, location: ROSOKHACH },
		],
		["POST", `${fire}/impact`, { impact: true }],
		["POST", `${fire}/unseat`, { responderId: village.people.ivan.id }],
		[
			"POST",
			`${fire}/responses`,
			{ responderId: village.people.ivan.id, answer: "later" },
		],
		["POST", `${fire}/marks`, { mark: "onScene" }],
		["POST", `${fire}/messages`, { text: "тут", to: "all" }],
		[
			"POST",
			"/v1/brigades",
			{ name: "Нова", kind: "volunteer", location: ROSOKHACH },
		],
		["PATCH", brigade, { name: "Інша" }],
		["PUT", `${brigade}/policy`, { default: { callAfterSeconds: 30 } }],
		[
			"POST",
			`${brigade}/vehicles`,
			{
				name: "АЦ",
				kind: "tanker",
				seats: 3,
				crewRule: [{ count: 2 }],
				state: "ready",
			},
		],
		[
			"POST",
			"/v1/responders",
			{ name: "Ще", phone: "+380671239999", brigadeIds: [] },
		],
		["PATCH", person, { name: "Інше", qualifications: ["medic"] }],
		["PUT", `${person}/availability`, { state: "on" }],
		["POST", "/v1/keys", { name: "ще" }],
		["POST", "/v1/desks", { name: "ще", scope: "everything" }],
	];
}

/** JSON that the field never takes. */
function wrongFor(value: unknown): string[] {
	const always = ["1e400", "[[[[[[1]]]]]]", "-0.5e-300"];
	if (typeof value === "string")
		return ["{}", "9007199254740993", "false", ...always];
	if (typeof value === "boolean") return ['"true"', "{}", "1", ...always];
	if (Array.isArray(value)) return ["{}", '"x"', "[null]", "1e400"];
	return ['"x"', "[]", '{"lat":1e400,"lon":0}', "9007199254740993"];
}

function twilioRequest(rig: Rig): {
	path: string;
	form: Record<string, string>;
} {
	const from = rig.village.people.mykola.phone.number;
	return rig.pick([
		{
			path: "/carriers/twilio/sms",
			form: {
				MessageSid: "SM1",
				From: from,
				Body: rig.pick(["1", "STOP", "0", rig.odd()]),
			},
		},
		{
			path: `/carriers/twilio/status/${rig.attempt()}`,
			form: { MessageSid: "SM2", MessageStatus: "failed", ErrorCode: "30003" },
		},
		{
			path: `/carriers/twilio/voice/${rig.attempt()}?heard=1`,
			form: { CallSid: "CA1", Digits: "1" },
		},
		{
			path: "/carriers/twilio/voice",
			form: { CallSid: "CA2", From: from, Digits: "1" },
		},
	]) as { path: string; form: Record<string, string> };
}

function updateOf(rig: Rig): string {
	const from = { id: 5_001, is_bot: false, first_name: rig.odd() };
	const chat = { id: 5_001, type: "private" };
	const token = rig.village.token(rig.fire(), "Іван");
	return JSON.stringify({
		update_id: 1 + rig.below(1e9),
		...(rig.random() < 0.5
			? { message: { message_id: 1, date: 1, from, chat, text: rig.odd() } }
			: {
					callback_query: {
						id: "1",
						from,
						chat_instance: "1",
						data: `${token}:c`,
					},
				}),
	});
}

/** Altered so far that no update is left of it. */
const garbled = (rig: Rig, text: string): string =>
	text.slice(0, 1 + rig.below(text.length - 2));
const withoutId = (body: string): string =>
	body.replace(/"update_id":\d+/, '"update_id":"x"');

const deep = (rig: Rig): string => {
	const levels = 1_000 + rig.below(20_000);
	return rig.random() < 0.5
		? `${"[".repeat(levels)}${"]".repeat(levels)}`
		: `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
};

const bytes = (rig: Rig): Uint8Array<ArrayBuffer> =>
	Uint8Array.from({ length: 1 + rig.below(200) }, () => 128 + rig.below(128));

const LETTERS =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const randomToken = (rig: Rig): string =>
	[...Array(12)].map(() => LETTERS[rig.below(LETTERS.length)]).join("");

/** One letter another. */
function altered(rig: Rig, text: string): string {
	// Not the last of a base64 text: its low bits mean nothing.
	const at = rig.below(text.length - 2);
	const now = text[at] === "A" ? "B" : "A";
	return `${text.slice(0, at)}${now}${text.slice(at + 1)}`;
}

const sign = (
	rig: Rig,
	token: string,
	path: string,
	form: Record<string, string>,
) =>
	twilio.getExpectedTwilioSignature(
		token,
		`${rig.village.url}${path}`,
		wellFormed(form),
	);
const wellFormed = (form: Record<string, string>) =>
	Object.fromEntries(new URLSearchParams(form));

const post = (
	rig: Rig,
	path: string,
	body: string,
	headers: Record<string, string>,
) =>
	new Request(`${rig.village.url}${path}`, {
		method: "POST",
		headers: { "content-type": JSON_TYPE, ...headers },
		body,
	});

const posted = (
	rig: Rig,
	path: string,
	form: Record<string, string> | URLSearchParams,
	signature?: string,
) =>
	new Request(`${rig.village.url}${path}`, {
		method: "POST",
		headers: signature === undefined ? {} : { "x-twilio-signature": signature },
		body: new URLSearchParams(form),
	});

const withKey = (
	rig: Rig,
	method: string,
	path: string,
	body?: string | Uint8Array<ArrayBuffer>,
	type = JSON_TYPE,
) =>
	new Request(`${rig.village.url}${path}`, {
		method,
		headers: {
			authorization: `Bearer ${rig.village.adminKey}`,
			"content-type": type,
		},
		...(body === undefined ? {} : { body }),
	});

// --- from the shell -------------------------------------------------------------

if (import.meta.main) {
	const { values } = parseArgs({
		options: {
			count: { type: "string", default: "100000" },
			seed: { type: "string", default: "1" },
		},
	});
	const figures = await attack({
		seed: Number(values.seed),
		count: Number(values.count),
	});
	console.log(JSON.stringify(figures, undefined, "\t"));
	process.exitCode = figures.faults.length === 0 ? 0 : 1;
}
