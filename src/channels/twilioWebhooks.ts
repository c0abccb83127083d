/**
 * What Twilio asks of us: whether a request is really Twilio's, and the TwiML of our answers.
 *
 * The SDK does it on Node; whoever has no SDK (Workers) hands in something of the same shape.
 */

export type Sentence = { text: string; language: string; voice: string };
/** A sound of ours, by its address. */
export type Sound = { play: string };
export type Utterance = Sentence | Sound;

/** What a call says; keys are heard while `ask` speaks and a little longer. */
export type Speech = {
	/** Not picked up: the ring alone said it, and it cost the caller nothing. */
	reject?: true;
	before?: readonly Utterance[];
	/** Rings others at once for who calls; who picks up first is asked in `whisper` before the two hear each other. */
	dial?: {
		to: readonly { number: string; whisper: string }[];
		/** The number their phones show. */
		as: string;
		seconds: number;
		/** Asked for what to say next, whether somebody picked up or nobody. */
		action: string;
	};
	/** Of a whisper: nothing more is said, and the two are connected. */
	connect?: true;
	ask?: {
		sentences: readonly Utterance[];
		/** Told the key pressed, or that none was. */
		action: string;
		/** More keys than one, such as a PIN: they end with a pause. */
		several?: true;
	};
	/** Listens after a beep. */
	record?: {
		/** Asked for what to say next; not when nothing was said. */
		action: string;
		/** Told when the sound can be fetched. */
		ready: string;
		/** How long somebody may speak; a place is said in fifteen seconds. */
		seconds?: number;
		/** Said when nobody spoke. */
		otherwise: readonly Utterance[];
	};
};

export type TwilioWebhooks = {
	/** By any of the tokens: during a rotation two are valid. */
	isSigned(request: {
		tokens: readonly string[];
		signature: string;
		/** As Twilio called it: PUBLIC_URL, path and query. */
		url: string;
		parameters: Readonly<Record<string, string | string[]>>;
	}): boolean;
	/** TwiML of a call; it ends when everything is said. */
	speak(speech: Speech): string;
	/** TwiML of an SMS that came in; without a text nothing is answered. */
	reply(text?: string): string;
};

/** How long a key is waited for once everything is said. */
const LISTEN_SECONDS = 5;
/** Between two keys of several; a phone that dials from a contact sends five a second. */
const NEXT_KEY_SECONDS = 3;
/** A PIN of eight, the hash and one key. */
const MOST_KEYS = 10;
/** A place is said in six seconds; who is half asleep needs more. */
const RECORD_SECONDS = 15;
const SILENCE_SECONDS = 4;

export async function twilioWebhooks(): Promise<TwilioWebhooks> {
	const { default: twilio } = await import("twilio");

	return {
		isSigned: ({ tokens, signature, url, parameters }) =>
			tokens.some((token) =>
				twilio.validateRequest(token, signature, url, parameters),
			),

		speak({ reject, before = [], dial, connect, ask, record }) {
			const response = new twilio.twiml.VoiceResponse();
			if (reject) {
				response.reject();
				return response.toString();
			}
			for (const one of before) utter(response, one);
			if (connect) return response.toString();
			if (dial) {
				const ringing = response.dial({
					action: dial.action,
					method: "POST",
					timeout: dial.seconds,
					callerId: dial.as,
					// While the whisper is heard there, it goes on ringing here.
					answerOnBridge: true,
				});
				for (const { number, whisper } of dial.to)
					ringing.number({ url: whisper, method: "POST" }, number);
				return response.toString();
			}
			if (ask) {
				const gather = response.gather({
					input: ["dtmf"],
					numDigits: ask.several ? MOST_KEYS : 1,
					// Every key counts, the hash too.
					finishOnKey: "",
					timeout: ask.several ? NEXT_KEY_SECONDS : LISTEN_SECONDS,
					action: ask.action,
					method: "POST",
					actionOnEmptyResult: true,
				});
				for (const one of ask.sentences) utter(gather, one);
				return response.toString();
			}
			if (record) {
				response.record({
					action: record.action,
					method: "POST",
					maxLength: record.seconds ?? RECORD_SECONDS,
					timeout: SILENCE_SECONDS,
					finishOnKey: "#",
					playBeep: true,
					trim: "trim-silence",
					recordingStatusCallback: record.ready,
					recordingStatusCallbackMethod: "POST",
					recordingStatusCallbackEvent: ["completed"],
				});
				for (const one of record.otherwise) utter(response, one);
			}
			response.hangup();
			return response.toString();
		},

		reply(text) {
			const response = new twilio.twiml.MessagingResponse();
			if (text) response.message(text);
			return response.toString();
		},
	};
}

type Speaking = {
	say(attributes: { language?: never; voice?: never }, text: string): unknown;
	play(url: string): unknown;
};

/** The SDK's list of voices lags behind Twilio's. */
function utter(speaking: Speaking, one: Utterance): void {
	if ("play" in one) speaking.play(one.play);
	else
		speaking.say(
			{ language: one.language as never, voice: one.voice as never },
			one.text,
		);
}
