/**
 * The conversation beside the alerts: topics with their buttons, commands and questions.
 *
 * Whatever comes is answered, and /menu leads out of everything. A button of a topic that
 * is no more, a question a day old, a sticker: all end in words that say what is possible.
 */
import { Keyboard } from "grammy/web";
import { type Instant, LOCALES } from "../src/core/kinds.ts";
import type { ResponderRow } from "../src/ports.ts";
import type { Service } from "../src/service.ts";
import { type Known, pressing, readPress, rowsOf, type Talk } from "./talk.ts";

/** What may come as the answer to a question. */
export type Heard =
	/** `isForwarded`: in somebody else's words. */
	| { kind: "text"; text: string; isForwarded?: true }
	| { kind: "place"; lat: number; lon: number; accuracyMetres?: number }
	/** `isOwn`: the sender shared the contact of this very account. */
	| { kind: "contact"; phone: string; isOwn: boolean }
	/** Of a stranger, who may report with it: what they saw or said, and the words below it. */
	| {
			kind: "seen";
			what: Seen;
			messageId: number;
			words?: string;
			/** One of several sent together. */
			isOfAlbum?: true;
	  }
	/** A sticker, a file; of a member a photo or a voice message as well. */
	| { kind: "other" };
export type Seen = "photo" | "video" | "voice";

/** A tap: its label and what it says (`pressing`). */
export type Choice = { label: string; data: string };

export type Topic = {
	/** Short: it stands in every button. */
	name: string;
	/** Lines of the menu for this person, in order; none = not for them. */
	menu?(talk: Talk): Promise<readonly Choice[]>;
	/** Buttons that stand below the chat for good: their words, sent, are a press. */
	keys?: {
		choices(talk: Pick<Talk, "text">): readonly Choice[];
		/** Whether this person is shown them; `press` asks again. */
		isFor(talk: Talk): Promise<boolean>;
	};
	commands?: Readonly<
		Record<string, (talk: Talk, rest: string) => Promise<void>>
	>;
	/** A button; `false` = no word of this topic. */
	press?(talk: Talk, word: string, args: readonly string[]): Promise<boolean>;
	/** The answer to a question left open by `talk.ask`; `false` = not understood. */
	heard?(
		talk: Talk,
		question: string,
		known: Known,
		said: Heard,
	): Promise<boolean>;
	/** Words that come before any question: an alarm. `false` = none. */
	interrupts?(
		talk: Talk,
		said: Heard,
		open:
			| { topic: string; question: string; known: Known; at: Instant }
			| undefined,
	): Promise<boolean>;
	/** Free words nobody asked for, before the alerts read them; `false` = not mine. */
	overhears?(talk: Talk, said: Heard): Promise<boolean>;
};

export type Conversation = {
	/** True when it was a button of a topic. */
	pressed(talk: Talk, data: string): Promise<boolean>;
	/** True when it was a button below the chat, or an alarm. */
	interrupted(talk: Talk, said: Heard): Promise<boolean>;
	/** True when a question was open and has been answered, or asked again. */
	answered(talk: Talk, said: Heard): Promise<boolean>;
	/** True when a topic takes these words although it asked nothing. */
	overheard(talk: Talk, said: Heard): Promise<boolean>;
	/** `/menu`, `/start` and the rest; false when no topic knows the command. */
	commanded(talk: Talk, command: string, rest: string): Promise<boolean>;
	menu(talk: Talk): Promise<void>;
	/** The buttons that stand below this person's chat; undefined = none. */
	keysBelow(talk: Talk): Promise<Keyboard | undefined>;
};

/** Words said later than this belong to nothing that was asked. */
const OPEN_MS = 30 * 60_000;
const MENU = "menu";
export const toMenu = pressing(MENU, "open");

export function conversationOf(topics: readonly Topic[]): Conversation {
	const byName = new Map(topics.map((topic) => [topic.name, topic]));

	async function menu(talk: Talk): Promise<void> {
		await talk.settled();
		// Before the menu: what one reads last is what one chooses from.
		if (!talk.isPress) await showKeys(talk);
		const lines = await Promise.all(topics.map((topic) => topic.menu?.(talk)));
		const rows = inRows(lines.flatMap((choices = []) => choices));
		await talk.show(
			talk.text(talk.person ? "bot-menu" : "bot-resident-welcome"),
			rowsOf(rows),
		);
	}

	async function keysBelow(talk: Talk): Promise<Keyboard | undefined> {
		const shown = await Promise.all(
			topics.map(async ({ keys }) =>
				keys && (await keys.isFor(talk)) ? keys.choices(talk) : [],
			),
		);
		if (shown.every((keys) => keys.length === 0)) return undefined;
		const below = new Keyboard().persistent().resized();
		for (const { label } of shown.flat()) below.text(label).row();
		return below;
	}

	/** Telegram hangs them on a message; they stay when it is long gone. */
	async function showKeys(talk: Talk): Promise<void> {
		const below = await keysBelow(talk);
		if (below)
			await talk.say(talk.text("bot-keys-below"), {
				markup: below,
				silent: true,
			});
	}

	async function pressedBelow(talk: Talk, said: Heard): Promise<boolean> {
		if (said.kind !== "text") return false;
		const words = said.text.trim();
		// They hang in the language they were hung in.
		const key = LOCALES.flatMap((locale) =>
			topics.flatMap(
				({ keys }) =>
					keys?.choices({
						text: (id, args) => talk.service.wording.text(locale, id, args),
					}) ?? [],
			),
		).find(({ label }) => label === words);
		const press = key && readPress(key.data);
		if (!press) return false;
		return (
			(await byName.get(press.topic)?.press?.(talk, press.word, press.args)) ??
			false
		);
	}

	return {
		menu,
		keysBelow,

		async pressed(talk, data) {
			const press = readPress(data);
			if (!press) return false;
			const { topic, word, args } = press;
			if (topic === MENU) await menu(talk);
			else if (!(await byName.get(topic)?.press?.(talk, word, args)))
				await talk.toast(talk.text("bot-answer-old"));
			return true;
		},

		async interrupted(talk, said) {
			if (await pressedBelow(talk, said)) return true;
			const open = await openQuestion(talk);
			for (const topic of topics)
				if (await topic.interrupts?.(talk, said, open)) return true;
			return false;
		},

		async answered(talk, said) {
			const open = await openQuestion(talk);
			const topic = open && byName.get(open.topic);
			if (!open || !topic?.heard) return false;
			if (await topic.heard(talk, open.question, open.known, said)) return true;
			await talk.say(talk.text("bot-not-understood"), {
				markup: rowsOf([[menuChoice(talk)]]),
			});
			return true;
		},

		async overheard(talk, said) {
			for (const topic of topics)
				if (await topic.overhears?.(talk, said)) return true;
			return false;
		},

		async commanded(talk, command, rest) {
			if (command === "menu") {
				await menu(talk);
				return true;
			}
			const known = topics.find((topic) => topic.commands?.[command]);
			if (!known?.commands?.[command]) return false;
			await known.commands[command](talk, rest);
			return true;
		},
	};
}

/** Longer labels are cut off on a narrow phone when two share a row. */
const SHORT_LABEL = 18;

/** Short ones side by side: a chief's menu is one screen, not two. */
function inRows(choices: readonly Choice[]): Choice[][] {
	const rows: Choice[][] = [];
	for (const choice of choices) {
		const last = rows.at(-1);
		const fits =
			last?.length === 1 &&
			[...last, choice].every(({ label }) => label.length <= SHORT_LABEL);
		if (fits) last.push(choice);
		else rows.push([choice]);
	}
	return rows;
}

export const menuChoice = (talk: Talk): Choice => ({
	label: talk.text("button-menu"),
	data: toMenu,
});

/** What this chat was asked last and has not answered, if that is not long ago. */
export async function openQuestion({
	service: { store, secrets, clock },
	chatHash,
	person,
}: Pick<Talk, "service" | "chatHash" | "person">) {
	const row = await store.conversation(chatHash);
	if (!row || clock.now() - row.at > OPEN_MS) return undefined;
	// Whoever had this chat before was asked, not this person.
	if (row.responderId !== person?.id) return undefined;
	const asked = JSON.parse(secrets.open(row.state)) as {
		topic: string;
		question: string;
		known: Known;
	};
	return { ...asked, at: row.at };
}

/** Brigades this person leads, as chief or deputy. */
export async function leadsOf(
	{ signIn }: Pick<Service, "signIn">,
	person: ResponderRow | undefined,
): Promise<string[]> {
	if (!person) return [];
	const roles = await signIn.rolesOf(person.id);
	return [
		...new Set(
			roles
				.filter(({ role }) => role === "chief" || role === "deputy")
				.map(({ brigadeId }) => brigadeId),
		),
	];
}
