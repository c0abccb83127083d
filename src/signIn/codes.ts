/**
 * A one-time code to somebody's phone: by Telegram, SMS or a call, and a link that
 * does the same in one tap.
 *
 * Whether anybody has that phone is told to nobody: the same rows are read and
 * written for every number, the answer does not wait for the carrier, and it is the
 * same. A code is right once, in the browser that asked for it, within ten minutes.
 */
import type { Speech } from "../channels/twilioWebhooks.ts";
import type { ChannelName } from "../core/kinds.ts";
import type { Deliverer } from "../deliver.ts";
import { readPhone } from "../phones.ts";
import type {
	ChannelStateRow,
	KeyedHash,
	Outcome,
	Outgoing,
	ResponderRow,
} from "../ports.ts";
import type { Service } from "../service.ts";
import type { Rendered } from "../wording/rendered.ts";
import { measure, transliterate } from "../wording/sms.ts";
import type { CodeRow } from "./store.ts";
import { hashFor, newCode, newLink, newToken } from "./tokens.ts";

export const CODE_MS = 10 * 60_000;
const TRIES = 5;
/** Within the life of a code. */
const PER_PHONE = 3;
const PER_ADDRESS = 10;
const SEND_DEADLINE_MS = 5_000;
/** A call that nobody picked up by then says nothing any more. */
const SPEAKS_MS = 2 * 60_000;
const MOST_CALLS = 1_000;

/** How people ask for it: `chosen` is Telegram where it is bound, else SMS. */
export type Via = "chosen" | "sms" | "voice";

export type AskedCode =
	| { kind: "asked"; ticket: string }
	| { kind: "unreadable" }
	| { kind: "tooMany" };

export type Codes = ReturnType<typeof signInCodes>;

type Parts = Pick<
	Service,
	| "signIn"
	| "roster"
	| "secrets"
	| "clock"
	| "settings"
	| "wording"
	| "channels"
	| "log"
>;

/** Ids of calls that speak a code; no attempt of an alert begins so. */
const CALL = "sign-in-";
export const isOurs = (attemptId: string): boolean =>
	attemptId.startsWith(CALL);

export function signInCodes(
	parts: Parts,
	{ courtesy }: Pick<Deliverer, "courtesy">,
) {
	const { signIn, roster, secrets, clock, settings, wording, channels, log } =
		parts;
	/** What a call under way will say; a restart forgets it, and the person asks again. */
	const calls = new Map<string, { person: ResponderRow; code: string }>();

	async function ask(
		phoneHash: KeyedHash,
		via: Via,
		address: string,
	): Promise<AskedCode> {
		const people = await roster.byPhone(phoneHash);
		// A phone of the household opens nobody's account.
		const person = people.find((row) => row.phoneHash === phoneHash);
		const states = await roster.channelStates([person?.id ?? ""]);
		const now = clock.now();
		const [ticket, code, link] = [newToken(), newCode(), newLink()];
		const isAdded = await signIn.addCode(
			{
				ticketHash: hashFor(parts, "ticket", ticket),
				phoneHash,
				addressHash: hashFor(parts, "address", address),
				...(person ? { responderId: person.id } : {}),
				codeHash: codeHash(ticket, code),
				linkHash: hashFor(parts, "link", link),
				triesLeft: TRIES,
				createdAt: now,
				expiresAt: now + CODE_MS,
			},
			{
				since: now - CODE_MS,
				perPhone: PER_PHONE,
				perAddress: PER_ADDRESS,
			},
		);
		if (!isAdded) return { kind: "tooMany" };
		if (person) void send(person, waysTo(person, via, states), code, link);
		return { kind: "asked", ticket };
	}

	/** Two people's equal codes have unequal hashes. */
	const codeHash = (ticket: string, code: string): KeyedHash =>
		hashFor(parts, "code", `${ticket}:${code}`);

	return {
		async ask(phone: string, via: Via, address: string): Promise<AskedCode> {
			const { phone: read } = readPhone(phone);
			if (read === undefined) return { kind: "unreadable" };
			return ask(secrets.hash(read), via, address);
		},
		/** Another way to the same phone, which the browser need not know any more. */
		async askAgain(
			ticket: string,
			via: Via,
			address: string,
		): Promise<AskedCode> {
			const before = await signIn.code({
				ticketHash: hashFor(parts, "ticket", ticket),
			});
			if (!before) return { kind: "unreadable" };
			return ask(before.phoneHash, via, address);
		},
		/** Whose code it was; `undefined` = wrong, used, too old, or tried too often. */
		async check(
			ticket: string,
			code: string,
		): Promise<ResponderRow | undefined> {
			const row = await signIn.tryCode(
				hashFor(parts, "ticket", ticket),
				codeHash(ticket, code),
				clock.now(),
			);
			return row && personOf(row);
		},
		/** Looking changes nothing: previews fetch every link. */
		async look(link: string): Promise<ResponderRow | undefined> {
			const row = await signIn.code({
				linkHash: hashFor(parts, "link", link),
			});
			return row && row.usedAt === undefined && row.expiresAt > clock.now()
				? personOf(row)
				: undefined;
		},
		async take(link: string): Promise<ResponderRow | undefined> {
			const row = await signIn.takeLink(
				hashFor(parts, "link", link),
				clock.now(),
			);
			return row && personOf(row);
		},
		/** What a call of ours says once it is picked up. */
		spoken(attemptId: string): Speech {
			const call = calls.get(attemptId);
			if (!call) return {};
			const { locale } = call.person;
			const text = wording.text(locale, "sign-in-code.spoken", {
				code: [...call.code].join(", "),
			});
			const sentence = {
				text,
				language: wording.text(locale, "voice-language"),
				voice: wording.text(locale, "voice-name"),
			};
			return { before: [sentence, sentence] };
		},
	};

	/** The phone may have been changed, or the person removed, since the code was sent. */
	async function personOf({
		responderId,
		phoneHash,
	}: CodeRow): Promise<ResponderRow | undefined> {
		const [person] = responderId ? await roster.people([responderId]) : [];
		return person?.phoneHash === phoneHash ? person : undefined;
	}

	/** Each channel once, until one has it; who got nothing asks again. */
	async function send(
		person: ResponderRow,
		ways: readonly ChannelName[],
		code: string,
		link: string,
	): Promise<void> {
		for (const name of ways) if (await sendBy(name, person, code, link)) return;
		log.warn("sign-in: no channel took the code", { ways: ways.join(",") });
	}

	function waysTo(
		{ telegramChat }: ResponderRow,
		via: Via,
		states: readonly ChannelStateRow[],
	): ChannelName[] {
		const wanted: Record<Via, readonly ChannelName[]> = {
			chosen: telegramChat ? ["telegram", "sms", "voice"] : ["sms", "voice"],
			sms: ["sms", "voice"],
			voice: ["voice"],
		};
		return wanted[via].filter(
			(name) =>
				channels.has(name) &&
				// A call that only rings can say no code.
				channels.get(name)?.capabilities.keys !== false &&
				!states.some(
					({ channel, state }) => channel === name && state !== "works",
				),
		);
	}

	async function sendBy(
		name: ChannelName,
		person: ResponderRow,
		code: string,
		link: string,
	): Promise<boolean> {
		const outcomes: Outcome["outcome"][] = [];
		await courtesy(
			name,
			// A conversation of its own: what else is said to them waits for no code.
			`code/${person.id}`,
			async () => {
				const sent = await channels
					.get(name)
					?.send(outgoing(name, person, code, link), SEND_DEADLINE_MS);
				if (sent) outcomes.push(sent.outcome);
			},
			{ behindAlerts: true },
		);
		// Unknown may have arrived: a second copy by another channel would only frighten.
		return outcomes.includes("accepted") || outcomes.includes("unknown");
	}

	function outgoing(
		name: ChannelName,
		person: ResponderRow,
		code: string,
		link: string,
	): Outgoing {
		const attemptId = `${CALL}${crypto.randomUUID()}`;
		if (name === "voice") willSpeak(attemptId, person, code);
		return {
			attemptId,
			to: secrets.open(
				name === "telegram" && person.telegramChat
					? person.telegramChat
					: person.phone,
			),
			body: JSON.stringify(textFor(name, person, code, link)),
			incidentId: "",
		};
	}

	function willSpeak(
		attemptId: string,
		person: ResponderRow,
		code: string,
	): void {
		const [oldest] = calls.keys();
		if (calls.size >= MOST_CALLS && oldest !== undefined) calls.delete(oldest);
		calls.set(attemptId, { person, code });
		setTimeout(
			() => calls.delete(attemptId),
			SPEAKS_MS / clock.speed,
		).unref?.();
	}

	function textFor(
		name: ChannelName,
		{ locale, smsAlphabet }: ResponderRow,
		code: string,
		link: string,
	): Rendered {
		switch (name) {
			case "telegram":
				return {
					channel: "telegram",
					html: wording.text(locale, "sign-in-code", {
						code: `<code>${code}</code>`,
						link: `${settings.publicUrl}/sign-in/${link}`,
					}),
					buttons: [],
					silent: false,
				};
			case "sms": {
				const written = wording.text(locale, "sign-in-code.sms", { code });
				const text = smsAlphabet === "latin" ? transliterate(written) : written;
				const { alphabet, segments } = measure(text);
				return { channel: "sms", text, alphabet, segments };
			}
			default:
				// A call asks what to say when it is picked up.
				return { channel: "console", text: "" };
		}
	}
}
