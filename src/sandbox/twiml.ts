/**
 * TwiML as a call carries it out: speaking takes time, keys work while it speaks.
 *
 * https://www.twilio.com/docs/voice/twiml . Stricter than Twilio: a verb or attribute
 * it would only warn about ends the call with an application error here.
 */
import type { World } from "./world.ts";
import { type Element, parseXml } from "./xml.ts";

export class TwimlError extends Error {}

type Verb = {
	name: string;
	attributes: Record<string, string>;
	text: string;
	nested: Verb[];
};

/** A voice reads about 14 characters a second. */
const CHARACTERS_PER_SECOND = 14;
const PLAY_MS = 3_000;

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
};
/** Markup of speech inside Say: heard, not carried out. */
const SSML = new Set(
	"break emphasis lang p phoneme prosody s say-as sub w".split(" "),
);

export function parseTwiml(source: string): Verb[] {
	const root = parseXml(source);
	if (root.name !== "Response" || Object.keys(root.attributes).length > 0)
		throw new TwimlError(`expected <Response>, got <${root.name}>`);
	return verbsOf(root, Object.keys(ATTRIBUTES));
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
	const nested =
		name === "Gather" ? verbsOf(element, ["Say", "Play", "Pause"]) : [];
	if (name === "Say") checkSsml(element);
	else if (name !== "Gather" && element.children.length > 0)
		throw new TwimlError(`<${name}> holds no elements`);
	const text = element.text.replace(/\s+/g, " ").trim();
	if (name === "Say" && text.length > 4096)
		throw new TwimlError("<Say> is limited to 4096 characters");
	return { name, attributes, text, nested };
}

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
	for (const count of ["numDigits", "timeout", "length", "loop"])
		demand(count, count === "numDigits" ? /^[1-9]\d*$/ : /^\d+$/);
	demand("method", /^(GET|POST)$/);
	demand("actionOnEmptyResult", /^(true|false)$/);
	demand("finishOnKey", /^[\d*#]*$/);
	demand("language", /^[a-z]{2,3}(-[A-Za-z\d]{2,4})*$/);
	demand("reason", /^(rejected|busy)$/);
	// The sandbox has keys and no ears.
	demand("input", /^dtmf$/);
	// Amazon's voices speak no Ukrainian; Google's do.
	if (given.language === "uk-UA") demand("voice", /^(?!Polly\.)/);
}

export type SessionEnd = "hangup" | "rejected" | "busy" | "error";

export type TwimlSession = ReturnType<typeof twimlSession>;

export function twimlSession(
	world: World,
	call: {
		/** Shows a sentence on the phone; the returned one is marked when cut short. */
		say(spoken: { language: string; voice: string; text: string }): {
			interrupted: boolean;
		};
		/** The next document; rejects when it cannot be had. */
		fetch(
			url: string,
			method: string,
			more: Record<string, string>,
		): Promise<string>;
		end(how: SessionEnd, why?: string): void;
	},
) {
	let over = false;
	let documentUrl: string | undefined;
	let verbs: Verb[] = [];
	let cancelWait = () => {};
	let speaking: { interrupted: boolean } | undefined;
	let gather: { verb: Verb; digits: string; nested: Verb[] } | undefined;

	function finish(how: SessionEnd, why?: string): void {
		if (over) return;
		stop();
		call.end(how, why);
	}

	function stop(): void {
		over = true;
		hush();
		gather = undefined;
	}

	/** Ends the sentence or silence that is on. */
	function hush(): void {
		cancelWait();
		cancelWait = () => {};
		if (speaking) speaking.interrupted = true;
		speaking = undefined;
	}

	function next(): void {
		gather = undefined;
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
			case "Reject":
				finish(verb.attributes.reason === "busy" ? "busy" : "rejected");
				break;
			default:
				utter(verb, next);
		}
	}

	/** Speaks, plays or is silent for as long as that takes. */
	function utter({ name, attributes, text }: Verb, then: () => void): void {
		let lastsMs = PLAY_MS;
		if (name === "Pause") lastsMs = Number(attributes.length ?? 1) * 1000;
		if (name === "Say") {
			speaking = call.say({
				language: attributes.language ?? "en-US",
				voice: attributes.voice ?? "",
				text,
			});
			// loop="0" means for ever; Twilio stops after a thousand times.
			const times = Number(attributes.loop ?? 1) || 1000;
			lastsMs = (times * text.length * 1000) / CHARACTERS_PER_SECOND;
		}
		cancelWait = world.later(lastsMs, () => {
			speaking = undefined;
			then();
		});
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
			play(source);
		} catch (error) {
			finish("error", error instanceof Error ? error.message : "unknown");
		}
	}

	function play(source: string): void {
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
			documentUrl = url ?? documentUrl;
			try {
				play(source);
			} catch (error) {
				finish("error", error instanceof Error ? error.message : "unknown");
			}
		},
		press,
		/** A key pressed now would be heard. */
		get hears(): boolean {
			return gather !== undefined;
		},
		stop,
	};
}
