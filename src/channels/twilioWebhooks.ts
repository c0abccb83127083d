/**
 * What Twilio asks of us: whether a request is really Twilio's, and the TwiML of our answers.
 *
 * The SDK does it on Node; whoever has no SDK (Workers) hands in something of the same shape.
 */

export type Sentence = { text: string; language: string; voice: string };

/** What a call says; keys are heard while `ask` speaks and a little longer. */
export type Speech = {
	before?: readonly Sentence[];
	ask?: {
		sentences: readonly Sentence[];
		/** Told the key pressed, or that none was. */
		action: string;
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

export async function twilioWebhooks(): Promise<TwilioWebhooks> {
	const { default: twilio } = await import("twilio");

	return {
		isSigned: ({ tokens, signature, url, parameters }) =>
			tokens.some((token) =>
				twilio.validateRequest(token, signature, url, parameters),
			),

		speak({ before = [], ask }) {
			const response = new twilio.twiml.VoiceResponse();
			for (const sentence of before) say(response, sentence);
			if (ask) {
				const gather = response.gather({
					input: ["dtmf"],
					numDigits: 1,
					// Every key counts, the hash too.
					finishOnKey: "",
					timeout: LISTEN_SECONDS,
					action: ask.action,
					method: "POST",
					actionOnEmptyResult: true,
				});
				for (const sentence of ask.sentences) say(gather, sentence);
			} else {
				response.hangup();
			}
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
};

/** The SDK's list of voices lags behind Twilio's. */
function say(speaking: Speaking, { text, language, voice }: Sentence): void {
	speaking.say({ language: language as never, voice: voice as never }, text);
}
