/**
 * TwiML as a call carries it out: speaking takes time, keys work while it speaks.
 *
 * https://www.twilio.com/docs/voice/twiml . Stricter than Twilio: a verb or attribute
 * it would only warn about ends the call with an application error here.
 */
import { speakingMs } from "./sound.ts";
import type { World } from "./world.ts";
import { type Element, parseXml } from "./xml.ts";

export class TwimlError extends Error {}

type Verb = {
	name: string;
	attributes: Record<string, string>;
	text: string;
	nested: Verb[];
};

const BEEP_MS = 500;

/** What comes after the last verb. */
const HANG_UP: Verb = { name: "Hangup", attributes: {}, text: "", nested: [] };

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
	Say: ["voice", "language", "loop"],
	Play: ["loop", "digits"],
	Pause: ["length"],
	Gather: [
		"action",
		"method",
		"input",
		"timeout",
		"finishOnKey",
		"numDigits",
		"actionOnEmptyResult",
		"language",
	],
	Redirect: ["method"],
	Hangup: [],
	Reject: ["reason"],
	Record: [
		"action",
		"method",
		"timeout",
		"finishOnKey",
		"maxLength",
		"playBeep",
		"trim",
		"recordingStatusCallback",
		"recordingStatusCallbackMethod",
		"recordingStatusCallbackEvent",
	],
	Dial: ["action", "method", "timeout", "callerId", "answerOnBridge"],
	Number: ["url", "method"],
};
/** What stands directly in a document; the rest stands inside these. */
const VERBS = Object.keys(ATTRIBUTES).filter((name) => name !== "Number");
const INSIDE: Readonly<Record<string, readonly string[]>> = {
	Gather: ["Say", "Play", "Pause"],
	Dial: ["Number"],
};
/** Twilio rings ten at once at most. */
const MOST_NUMBERS = 10;
/** Markup of speech inside Say: heard, not carried out. */
const SSML = new Set(
	"break emphasis lang p phoneme prosody s say-as sub w".split(" "),
);

export function parseTwiml(source: string): Verb[] {
	const root = parseXml(source);
	if (root.name !== "Response" || Object.keys(root.attributes).length > 0)
		throw new TwimlError(`expected <Response>, got <${root.name}>`);
	return verbsOf(root, VERBS);
}

function verbsOf(element: Element, allowed: readonly string[]): Verb[] {
	if (element.ownText.trim() !== "")
		throw new TwimlError(`<${element.name}> holds verbs, not text`);
	return element.children.map((child) => {
		if (!allowed.includes(child.name))
			throw new TwimlError(`<${child.name}> inside <${element.name}>`);
		return readVerb(child);
	});
}

function readVerb(element: Element): Verb {
	const { name, attributes } = element;
	for (const attribute of Object.keys(attributes))
		if (!ATTRIBUTES[name]?.includes(attribute))
			throw new TwimlError(`<${name}> has no attribute ${attribute}`);
	checkAttributes(name, attributes);
	const inside = INSIDE[name];
	const nested = inside ? verbsOf(element, inside) : [];
	if (name === "Say") checkSsml(element);
	else if (!inside && element.children.length > 0)
		throw new TwimlError(`<${name}> holds no elements`);
	const text = element.text.replace(/\s+/g, " ").trim();
	if (name === "Dial" && (nested.length < 1 || nested.length > MOST_NUMBERS))
		throw new TwimlError(`<Dial> rings one to ${MOST_NUMBERS} <Number>`);
	if (name === "Number" && !E164.test(text))
		throw new TwimlError("<Number> holds a number such as +380671234567");
	if (name === "Say" && text.length > 4096)
		throw new TwimlError("<Say> is limited to 4096 characters");
	return { name, attributes, text, nested };
}

const E164 = /^\+[1-9]\d{6,14}$/;

function checkSsml({ children }: Element): void {
	for (const child of children) {
		if (!SSML.has(child.name))
			throw new TwimlError(`<${child.name}> inside <Say>`);
		checkSsml(child);
	}
}

function checkAttributes(
	name: string,
	{ ...given }: Record<string, string>,
): void {
	const demand = (attribute: string, pattern: RegExp) => {
		const value = given[attribute];
		if (value !== undefined && !pattern.test(value))
			throw new TwimlError(`<${name} ${attribute}="${value}">`);
	};
	for (const count of ["numDigits", "maxLength"]) demand(count, /^[1-9]\d*$/);
	for (const count of ["timeout", "length", "loop"]) demand(count, /^\d+$/);
	demand("method", /^(GET|POST)$/);
	demand("recordingStatusCallbackMethod", /^(GET|POST)$/);
	demand(
		"recordingStatusCallbackEvent",
		/^(in-progress|completed|absent)( (in-progress|completed|absent))*$/,
	);
	demand("actionOnEmptyResult", /^(true|false)$/);
	demand("playBeep", /^(true|false)$/);
	demand("answerOnBridge", /^(true|false)$/);
	demand("callerId", E164);
	demand("trim", /^(trim-silence|do-not-trim)$/);
	demand("finishOnKey", /^[\d*#]*$/);
	demand("language", /^[a-z]{2,3}(-[A-Za-z\d]{2,4})*$/);
	demand("reason", /^(rejected|busy)$/);
	// The sandbox has keys and no ears.
	demand("input", /^dtmf$/);
	// Amazon's voices speak no Ukrainian; Google's do.
	if (given.language === "uk-UA") demand("voice", /^(?!Polly\.)/);
}

/** The legs of a <Dial>: all at once, whoever picks up first ends the ringing of the rest. */
export type Dialled = {
	numbers: readonly {
		number: string;
		/** What the called hears before the two are connected. */
		whisper?: { url: string; method: string };
	}[];
	callerId: string | undefined;
	timeoutSeconds: number;
	/** Every leg is over. */
	onEnd(told: Record<string, string>): void;
};

export type SessionEnd = "hangup" | "rejected" | "busy" | "error";

export type TwimlSession = ReturnType<typeof twimlSession>;

export function twimlSession(
	world: World,
	call: {
		/** Shows a sentence on the phone; the returned one is marked when cut short. */
		say(spoken: { language: string; voice: string; text: string }): {
			interrupted: boolean;
		};
		/** The sound at an address, shown on the phone like a sentence; rejects when it is none. */
		play(url: string): Promise<{ interrupted: boolean; lastsMs: number }>;
		/** What was said after the beep is kept; told to `callback` once it can be fetched. */
		recorded(
			said: { words: string; lastsMs: number },
			callback?: { url: string; method: string },
		): Record<string, string>;
		/** The next document; rejects when it cannot be had. */
		fetch(
			url: string,
			method: string,
			more: Record<string, string>,
		): Promise<string>;
		/** Rings others for the caller; returns what hangs up on them. Throws on what Twilio would refuse. */
		dial?(dialled: Dialled): () => void;
		/** The document is over and nobody hung up: of a whisper, after which two are connected. */
		done?(): void;
		end(how: SessionEnd, why?: string): void;
	},
) {
	let over = false;
	let documentUrl: string | undefined;
	let verbs: Verb[] = [];
	let cancelWait = () => {};
	let speaking: { interrupted: boolean } | undefined;
	let gather: { verb: Verb; digits: string; nested: Verb[] } | undefined;
	let recording: { verb: Verb; words: string[]; since: number } | undefined;
	/** Set once a leg of ours was connected. */
	let wasConnected = false;
	let dialling: { verb: Verb; hangUp(): void } | undefined;
	/** Which utterance is on: a sound that arrives after it was cut short is not played. */
	let turn = 0;

	function finish(how: SessionEnd, why?: string): void {
		if (over) return;
		stop();
		call.end(how, why);
	}

	function stop(): void {
		// Who hangs up after speaking has said it.
		if (recording && !over) keep(recording, "hangup");
		const left = dialling;
		dialling = undefined;
		if (left && !over) leave(left);
		over = true;
		hush();
		gather = undefined;
		recording = undefined;
	}

	/** Ends the sentence or silence that is on. */
	function hush(): void {
		turn += 1;
		cancelWait();
		cancelWait = () => {};
		if (speaking) speaking.interrupted = true;
		speaking = undefined;
	}

	function next(): void {
		gather = undefined;
		if (verbs.length === 0 && call.done) {
			over = true;
			call.done();
			return;
		}
		const verb = verbs.shift() ?? HANG_UP;
		switch (verb.name) {
			case "Gather":
				gather = { verb, digits: "", nested: [...verb.nested] };
				nextInGather();
				break;
			case "Redirect":
				void world.busy(load(verb.text, verb.attributes.method));
				break;
			case "Hangup":
				finish("hangup");
				break;
			case "Record":
				record(verb);
				break;
			case "Dial":
				dial(verb);
				break;
			case "Reject":
				finish(verb.attributes.reason === "busy" ? "busy" : "rejected");
				break;
			default:
				utter(verb, next);
		}
	}

	/** Speaks, plays or is silent for as long as that takes. */
	function utter(verb: Verb, then: () => void): void {
		const { name, attributes, text } = verb;
		if (name === "Play") {
			void world.busy(play(verb, then));
			return;
		}
		let lastsMs = Number(attributes.length ?? 1) * 1000;
		if (name === "Say") {
			speaking = call.say({
				language: attributes.language ?? "en-US",
				voice: attributes.voice ?? "",
				text,
			});
			lastsMs = times(attributes) * speakingMs(text);
		}
		wait(lastsMs, then);
	}

	/** loop="0" means for ever; Twilio stops after a thousand times. */
	const times = ({ loop = "1" }: Verb["attributes"]): number =>
		Number(loop) || 1000;

	function wait(lastsMs: number, then: () => void): void {
		cancelWait = world.later(lastsMs, () => {
			speaking = undefined;
			then();
		});
	}

	async function play(
		{ attributes, text }: Verb,
		then: () => void,
	): Promise<void> {
		const mine = turn;
		try {
			const sound = await call.play(new URL(text, documentUrl).href);
			if (over || mine !== turn) {
				sound.interrupted = true;
				return;
			}
			speaking = sound;
			wait(times(attributes) * sound.lastsMs, then);
		} catch (error) {
			finish("error", error instanceof Error ? error.message : "unknown");
		}
	}

	/** From the beep until silence, the key, or as long as it may last. */
	function record(verb: Verb): void {
		const begin = () => {
			recording = { verb, words: [], since: world.now() };
			awaitSilence(Number(verb.attributes.timeout ?? 5) * 1000);
		};
		if (verb.attributes.playBeep === "false") begin();
		else cancelWait = world.later(BEEP_MS, begin);
	}

	function awaitSilence(afterMs: number): void {
		if (!recording) return;
		const { verb, since } = recording;
		const spokenMs = (world.now() - since) * world.speed;
		const mostMs = Number(verb.attributes.maxLength ?? 3600) * 1000;
		cancelWait();
		cancelWait = world.later(
			Math.max(0, Math.min(afterMs, mostMs - spokenMs)),
			() => void world.busy(endRecording()),
		);
	}

	/** Words into the phone; heard by nobody unless something records. */
	function speak(words: string): boolean {
		if (!recording) return false;
		recording.words.push(words);
		const silenceMs = Number(recording.verb.attributes.timeout ?? 5) * 1000;
		awaitSilence(speakingMs(words) + silenceMs);
		return true;
	}

	function keep(
		{ verb, words }: NonNullable<typeof recording>,
		digits: string,
	): Record<string, string> | undefined {
		// Twilio requests nothing when nothing was said.
		if (words.length === 0) return undefined;
		const { maxLength, recordingStatusCallback: url } = verb.attributes;
		const said = words.join(" ");
		const lastsMs = Math.min(
			speakingMs(said),
			Number(maxLength ?? 3600) * 1000,
		);
		return {
			...call.recorded(
				{ words: said, lastsMs },
				url === undefined
					? undefined
					: {
							url: new URL(url, documentUrl).href,
							method: verb.attributes.recordingStatusCallbackMethod ?? "POST",
						},
			),
			...(digits === "" ? {} : { Digits: digits }),
		};
	}

	async function endRecording(digits = ""): Promise<void> {
		if (!recording) return;
		const ended = recording;
		recording = undefined;
		hush();
		const told = keep(ended, digits);
		const { action = "", method } = ended.verb.attributes;
		if (told) await load(action, method, told);
		else next();
	}

	function dial(verb: Verb): void {
		const { timeout, callerId } = verb.attributes;
		try {
			if (!call.dial)
				throw new TwimlError("<Dial> inside a document of a <Number>");
			const hangUp = call.dial({
				numbers: verb.nested.map(({ text, attributes }) => ({
					number: text,
					...(attributes.url === undefined
						? {}
						: {
								whisper: {
									url: new URL(attributes.url, documentUrl).href,
									method: attributes.method ?? "POST",
								},
							}),
				})),
				callerId,
				timeoutSeconds: Number(timeout ?? 30),
				onEnd: (told) => {
					if (over || !dialling) return;
					dialling = undefined;
					const { action, method } = verb.attributes;
					if (action === undefined) next();
					else void world.busy(load(action, method, told));
				},
			});
			dialling = { verb, hangUp };
		} catch (error) {
			finish("error", error instanceof Error ? error.message : "unknown");
		}
	}

	/** Who hangs up while it rings or while they talk ends the legs; the action is asked, its answer is for nobody. */
	function leave({ verb, hangUp }: NonNullable<typeof dialling>): void {
		hangUp();
		const { action, method = "POST" } = verb.attributes;
		if (action === undefined) return;
		const url = new URL(action, documentUrl).href;
		const asking = Promise.resolve()
			.then(() =>
				call.fetch(url, method, {
					DialCallStatus: "canceled",
					DialBridged: String(wasConnected),
				}),
			)
			.catch(() => {});
		void world.busy(asking);
	}

	function nextInGather(): void {
		const nested = gather?.nested.shift();
		if (nested) utter(nested, nextInGather);
		else awaitKey();
	}

	function awaitKey(): void {
		const seconds = Number(gather?.verb.attributes.timeout ?? 5);
		cancelWait = world.later(
			seconds * 1000,
			() => void world.busy(endGather()),
		);
	}

	async function press(digit: string): Promise<void> {
		if (recording) {
			const { finishOnKey = "1234567890*#" } = recording.verb.attributes;
			if (finishOnKey.includes(digit)) await endRecording(digit);
			return;
		}
		if (!gather) return;
		hush();
		gather.nested = [];
		const { finishOnKey = "#", numDigits } = gather.verb.attributes;
		if (finishOnKey.includes(digit)) return endGather();
		gather.digits += digit;
		if (gather.digits.length >= Number(numDigits ?? Number.POSITIVE_INFINITY))
			return endGather();
		awaitKey();
	}

	async function endGather(): Promise<void> {
		if (!gather) return;
		const { verb, digits } = gather;
		gather = undefined;
		const { action, method, actionOnEmptyResult } = verb.attributes;
		// Nothing pressed: the document goes on below the Gather.
		if (digits === "" && actionOnEmptyResult !== "true") next();
		else
			await load(action ?? "", method, { Digits: digits, msg: "Gather End" });
	}

	async function load(
		target: string,
		method = "POST",
		more: Record<string, string> = {},
	): Promise<void> {
		try {
			if (!documentUrl && !URL.canParse(target))
				throw new TwimlError(`a relative URL "${target}" without a document`);
			const url = new URL(target, documentUrl).href;
			const source = await call.fetch(url, method, more);
			if (over) return;
			documentUrl = url;
			begin(source);
		} catch (error) {
			finish("error", error instanceof Error ? error.message : "unknown");
		}
	}

	function begin(source: string): void {
		hush();
		verbs = parseTwiml(source);
		next();
	}

	return {
		/** Fetches and begins; settles when the first sentence is on. */
		open: load,
		/** Begins a document that came without a URL, or in the middle of a call. */
		openDocument(source: string, url?: string): void {
			gather = undefined;
			recording = undefined;
			const left = dialling;
			dialling = undefined;
			left?.hangUp();
			documentUrl = url ?? documentUrl;
			try {
				begin(source);
			} catch (error) {
				finish("error", error instanceof Error ? error.message : "unknown");
			}
		},
		press,
		speak,
		/** A leg of this call's <Dial> is on the line. */
		connected(): void {
			wasConnected = true;
		},
		/** A key pressed now would be heard. */
		get hears(): boolean {
			return gather !== undefined || recording !== undefined;
		},
		stop,
	};
}
