/**
 * The village's phones: what each screen shows and what its owner can do with it.
 *
 * Reading is plain and immediate; every action is awaited until the service was
 * told and has answered. The carriers put messages and calls in through `lines`.
 */
import type { Journal } from "./journal.ts";
import type { Alphabet } from "./segments.ts";
import type { Entity } from "./telegramText.ts";
import type { World } from "./world.ts";

export type Point = { lat: number; lon: number };

export type NewPhone = {
	id?: string;
	name: string;
	/** E.164. */
	number: string;
	kind: "smart" | "button";
	/** Absent = no Telegram on it. */
	telegramId?: number;
	telegramUsername?: string;
	/** The owner has pressed Start already, so the bot may write to him. */
	botStarted?: boolean;
	/** Where it lies; what a location button sends when no point is given. */
	place?: Point;
	languageCode?: string;
};

export type Settings = {
	/** No network: SMS 30003, calls are not answered, Telegram comes when it is back. */
	offline: boolean;
	/** The owner answered STOP: SMS are refused with 21610. */
	optedOut: boolean;
	/** Takes calls but no SMS: 21614. */
	landline: boolean;
	/** A machine picks up after so long, if nobody does. */
	voicemailAfterSeconds: number | undefined;
};

export type InlineButton = {
	text: string;
	url?: string;
	callback_data?: string;
};
export type ReplyButton = {
	text: string;
	request_contact?: boolean;
	request_location?: boolean;
};

export type ChatMessage = {
	id: number;
	from: "bot" | "person";
	at: number;
	editedAt?: number;
	text: string;
	entities: Entity[];
	/** Inline keyboard, row by row. */
	keyboard: InlineButton[][];
	silent: boolean;
	pinned: boolean;
	point?: Point;
	/** A document, as whoever opens it reads it. */
	file?: { name: string; written: string };
};

export type Sms = {
	sid: string;
	from: string;
	to: string;
	text: string;
	at: number;
	segments: number;
	alphabet: Alphabet;
	/** The person wrote it. */
	outgoing: boolean;
};

export type Spoken = {
	language: string;
	voice: string;
	text: string;
	at: number;
	/** A key or hanging up cut it short. */
	interrupted: boolean;
	/** Of a sound that was played instead of speech. */
	seconds?: number;
};

export type PhoneCall = {
	sid: string;
	direction: "incoming" | "outgoing";
	/** The other party. */
	number: string;
	state: "ringing" | "talking" | "ended";
	at: number;
	answeredAt?: number;
	endedAt?: number;
	outcome?: "completed" | "busy" | "no-answer" | "canceled" | "failed";
	spoken: Spoken[];
	/** `heard` = a Gather took it. */
	keys: { digit: string; at: number; heard: boolean }[];
};

/** What the carriers do for a phone. */
export type Lines = {
	telegram: {
		write(phone: PhoneState, content: PersonWrites): Promise<void>;
		/** Edits a live location; `over` = sharing was stopped. */
		moveLive(phone: PhoneState, point: Point, over: boolean): Promise<void>;
		/** Edits what was written last. */
		rewrite(phone: PhoneState, text: string): Promise<void>;
		tap(phone: PhoneState, message: ChatMessage, data: string): Promise<void>;
		block(phone: PhoneState, blocked: boolean): Promise<void>;
	};
	twilio: {
		replySms(phone: PhoneState, text: string): Promise<void>;
		pickUp(phone: PhoneState): Promise<void>;
		reject(phone: PhoneState): Promise<void>;
		press(phone: PhoneState, digit: string): Promise<void>;
		speak(phone: PhoneState, words: string): Promise<void>;
		hangUp(phone: PhoneState): Promise<void>;
		ring(phone: PhoneState, to: string | undefined): Promise<void>;
	};
};

export type PersonWrites =
	| { text: string }
	| {
			contact: {
				phone_number: string;
				first_name: string;
				user_id?: number;
			};
	  }
	| { point: Point; livePeriodSeconds?: number }
	/** What is seen or heard in it, in words; a photo may carry some of its own. */
	| { photo: string; caption?: string }
	| { voice: string };

export type PhoneState = Omit<NewPhone, "id"> &
	Settings & {
		id: string;
		/** The owner pressed Start at some time. */
		botStarted: boolean;
		botBlocked: boolean;
		chat: ChatMessage[];
		chatById: Map<number, ChatMessage>;
		/** The buttons instead of the keyboard. */
		replyKeyboard: ReplyButton[][];
		toasts: { text: string; alert: boolean; at: number }[];
		inbox: Sms[];
		calls: PhoneCall[];
		/** What Telegram holds back until the phone has network again. */
		heldBack: (() => void)[];
		liveMessageId: number | undefined;
	};

export type Phone = ReturnType<typeof phoneInHand>;
export type Phones = ReturnType<typeof createPhones>;

export function createPhones(world: World, journal: Journal, lines: Lines) {
	const byId = new Map<string, PhoneState>();
	const byNumber = new Map<string, PhoneState>();
	const byTelegram = new Map<number, PhoneState>();
	const inHand = new Map<string, Phone>();

	function add(given: NewPhone): Phone {
		const { id = `phone${byId.size + 1}`, number, telegramId } = given;
		if (!/^\+[1-9]\d{6,14}$/.test(number))
			throw new Error(`a phone's number must be E.164, such as +380671234567`);
		if (byId.has(id) || byNumber.has(number))
			throw new Error(`a phone with this id or number is there already: ${id}`);
		if (telegramId !== undefined && byTelegram.has(telegramId))
			throw new Error(`Telegram account ${telegramId} is on another phone`);
		const state: PhoneState = {
			...given,
			id,
			botStarted: given.botStarted ?? false,
			botBlocked: false,
			offline: false,
			optedOut: false,
			landline: false,
			voicemailAfterSeconds: undefined,
			chat: [],
			chatById: new Map(),
			replyKeyboard: [],
			toasts: [],
			inbox: [],
			calls: [],
			heldBack: [],
			liveMessageId: undefined,
		};
		byId.set(id, state);
		byNumber.set(number, state);
		if (telegramId !== undefined) byTelegram.set(telegramId, state);
		const phone = phoneInHand(state, world, journal, lines);
		inHand.set(id, phone);
		world.changed(id);
		return phone;
	}

	return {
		add,
		/** By id, number or name. */
		get(which: string): Phone | undefined {
			const state =
				byId.get(which) ??
				byNumber.get(which) ??
				[...byId.values()].find(({ name }) => name === which);
			return state && inHand.get(state.id);
		},
		all: (): Phone[] => [...inHand.values()],
		byNumber: (number: string) => byNumber.get(number),
		byTelegram: (id: number) => byTelegram.get(id),
	};
}

/** A phone in somebody's hand. */
function phoneInHand(
	state: PhoneState,
	world: World,
	journal: Journal,
	lines: Lines,
) {
	const { telegram, twilio } = lines;

	async function act(action: Promise<void>): Promise<void> {
		world.changed(state.id);
		await world.busy(action);
		world.changed(state.id);
	}

	function online(): void {
		if (state.offline)
			throw new Error(
				`${state.name}'s phone has no network; set offline: false`,
			);
	}

	function withTelegram(): void {
		online();
		if (state.telegramId === undefined)
			throw new Error(`${state.name}'s phone has no Telegram`);
	}

	function write(content: PersonWrites): Promise<void> {
		withTelegram();
		const said = saidIn(content);
		journal.write(state, { carrier: "telegram", kind: "say", text: said });
		return act(telegram.write(state, content));
	}

	function talking(): PhoneCall | undefined {
		const call = state.calls.at(-1);
		return call?.state === "talking" ? call : undefined;
	}

	function ringing(): PhoneCall | undefined {
		const call = state.calls.at(-1);
		return call?.state === "ringing" ? call : undefined;
	}

	function atWord(call: PhoneCall | undefined, what: string): void {
		if (!call) throw new Error(`${state.name}'s phone ${what}`);
	}

	async function tap(label: string): Promise<void> {
		withTelegram();
		const inline = findInline(state.chat, label);
		if (inline) {
			const { message, button } = inline;
			journal.write(state, {
				carrier: "telegram",
				kind: "tap",
				text: button.text,
				ref: String(message.id),
			});
			// A link opens in the browser; the bot hears nothing of it.
			if (button.callback_data === undefined) return;
			return act(telegram.tap(state, message, button.callback_data));
		}
		const reply = state.replyKeyboard
			.flat()
			.find((button) => button.text === label);
		if (!reply)
			throw new Error(
				`no button «${label}» on ${state.name}'s phone; it shows: ${labels(state)}`,
			);
		if (reply.request_contact) return shareContact();
		if (reply.request_location) return shareLocation();
		return write({ text: reply.text });
	}

	/** Another person's contact carries no account of the sender's own. */
	function shareContact(of?: {
		number: string;
		name: string;
		telegramId?: number;
	}): Promise<void> {
		const number = of?.number ?? state.number;
		const userId = of ? of.telegramId : state.telegramId;
		return write({
			contact: {
				// Clients differ in the plus sign, so do our phones.
				phone_number:
					Number(state.telegramId) % 2 === 0 ? number.slice(1) : number,
				first_name: of?.name ?? state.name,
				...(userId === undefined ? {} : { user_id: userId }),
			},
		});
	}

	function shareLocation(point = state.place): Promise<void> {
		if (!point)
			throw new Error(`${state.name}'s phone knows no place; give a point`);
		return write({ point });
	}

	return {
		id: state.id,
		name: state.name,
		number: state.number,
		kind: state.kind,
		telegramId: state.telegramId,

		get settings(): Readonly<Settings> {
			const { offline, optedOut, landline, voicemailAfterSeconds } = state;
			return { offline, optedOut, landline, voicemailAfterSeconds };
		},
		set(change: Partial<Settings>): void {
			Object.assign(state, change);
			if (!state.offline)
				for (const arrive of state.heldBack.splice(0)) arrive();
			// Out of reach in the middle of a call: the line breaks.
			else if (talking()) void act(twilio.hangUp(state));
			world.changed(state.id);
		},

		// The Telegram chat.
		get chat(): readonly ChatMessage[] {
			return state.chat;
		},
		get replyKeyboard(): readonly ReplyButton[][] {
			return state.replyKeyboard;
		},
		/** What flashed after taps, oldest first. */
		get toasts(): readonly { text: string; alert: boolean; at: number }[] {
			return state.toasts;
		},
		get botBlocked(): boolean {
			return state.botBlocked;
		},
		/** By label or callback_data, newest message first; then the reply keyboard. */
		tap,
		say: (text: string) => write({ text }),
		/** Follows `https://t.me/<bot>?start=<payload>` and presses Start. */
		open: (payload = "") =>
			write({ text: payload ? `/start ${payload}` : "/start" }),
		shareContact,
		shareLocation,
		/** A picture of what is told; `caption` as people type it below. */
		sendPhoto: (photo: string, caption?: string) =>
			write({ photo, ...(caption === undefined ? {} : { caption }) }),
		sendVoice: (voice: string) => write({ voice }),
		/** Corrects the last text of one's own. */
		rewrite(text: string): Promise<void> {
			withTelegram();
			journal.write(state, { carrier: "telegram", kind: "say", text });
			return act(telegram.rewrite(state, text));
		},
		shareLiveLocation: (point: Point, livePeriodSeconds = 3600) =>
			write({ point, livePeriodSeconds }),
		moveLive(point: Point): Promise<void> {
			withTelegram();
			return act(telegram.moveLive(state, point, false));
		},
		stopLive(point = state.place ?? { lat: 0, lon: 0 }): Promise<void> {
			withTelegram();
			return act(telegram.moveLive(state, point, true));
		},
		block(): Promise<void> {
			withTelegram();
			journal.write(state, { carrier: "telegram", kind: "block" });
			return act(telegram.block(state, true));
		},
		unblock(): Promise<void> {
			withTelegram();
			journal.write(state, { carrier: "telegram", kind: "unblock" });
			return act(telegram.block(state, false));
		},

		// SMS.
		get inbox(): readonly Sms[] {
			return state.inbox;
		},
		replySms(text: string): Promise<void> {
			online();
			journal.write(state, { carrier: "twilio", kind: "smsReply", text });
			return act(twilio.replySms(state, text));
		},

		// Calls.
		get calls(): readonly PhoneCall[] {
			return state.calls;
		},
		get ringing() {
			return ringing();
		},
		get talking() {
			return talking();
		},
		pickUp(): Promise<void> {
			online();
			atWord(ringing(), "does not ring");
			return act(twilio.pickUp(state));
		},
		reject(): Promise<void> {
			atWord(ringing(), "does not ring");
			return act(twilio.reject(state));
		},
		/** Keys work while it speaks. */
		press(digit: string): Promise<void> {
			atWord(talking(), "is in no call");
			if (!/^[\d*#]$/.test(digit))
				throw new Error(`a phone's keys are 0-9, * and #, got "${digit}"`);
			return act(twilio.press(state, digit));
		},
		/** Says something into the phone: after a beep it is recorded. */
		speak(words: string): Promise<void> {
			atWord(talking(), "is in no call");
			return act(twilio.speak(state, words));
		},
		hangUp(): Promise<void> {
			atWord(talking() ?? ringing(), "is in no call");
			return act(twilio.hangUp(state));
		},
		/** Rings the service's voice number, as after a missed call; or another number of ours. */
		ringBack(to?: string): Promise<void> {
			online();
			journal.write(state, { carrier: "twilio", kind: "ringBack" });
			return act(twilio.ring(state, to));
		},
	};
}

function saidIn(content: PersonWrites): string {
	if ("text" in content) return content.text;
	if ("contact" in content) return "(contact)";
	if ("photo" in content) return `(photo) ${content.caption ?? ""}`.trim();
	return "voice" in content ? "(voice)" : "(location)";
}

function findInline(chat: readonly ChatMessage[], label: string) {
	for (let index = chat.length - 1; index >= 0; index--) {
		const message = chat[index] as ChatMessage;
		const button = message.keyboard
			.flat()
			.find(({ text, callback_data }) => [text, callback_data].includes(label));
		if (button) return { message, button };
	}
	return undefined;
}

function labels(state: PhoneState): string {
	const shown = [
		...(state.chat.findLast(({ keyboard }) => keyboard.length > 0)?.keyboard ??
			[]),
		...state.replyKeyboard,
	].flat();
	return shown.map(({ text }) => `«${text}»`).join(" ") || "none";
}
