/**
 * Calls at Twilio: queued, dialled so many a second, ringing, answered, over; and calls the other way.
 *
 * https://www.twilio.com/docs/voice/api/call-resource . A phone rings until its owner,
 * a machine or `Timeout` ends it.
 */
import type { Journal } from "./journal.ts";
import type { PhoneCall, PhoneState, Phones } from "./phones.ts";
import { heardIn } from "./sound.ts";
import { isLoopback } from "./telegramUpdates.ts";
import {
	demandE164,
	type Form,
	formOf,
	RestRefusal,
	rfc2822,
} from "./twilioForm.ts";
import type { TwilioRecordings } from "./twilioRecordings.ts";
import type { TwilioWebhooks } from "./twilioWebhooks.ts";
import {
	type Dialled,
	type SessionEnd,
	type TwimlSession,
	twimlSession,
} from "./twiml.ts";
import type { World } from "./world.ts";

type Outcome = "completed" | "busy" | "no-answer" | "canceled" | "failed";
type CallStatus = "queued" | "ringing" | "in-progress" | Outcome;

export type Call = {
	sid: string;
	direction: "outbound-api" | "outbound-dial" | "inbound";
	from: string;
	to: string;
	status: CallStatus;
	createdAt: number;
	startedAt: number | undefined;
	answeredAt: number | undefined;
	endedAt: number | undefined;
	answeredBy: string | undefined;
	/** What the API was asked for; absent for a call that came in. */
	form: Form;
	phone: PhoneState | undefined;
	shown: PhoneCall | undefined;
	session: TwimlSession | undefined;
	/** Rung by a <Dial> of this call. */
	parent: Call | undefined;
	whisper: { url: string; method: string } | undefined;
	/** Told when it is answered and when it is over. */
	leg: { answered(): void; over(): void } | undefined;
	/** Whom they talk to. */
	other: Call | undefined;
	cancelTimers: (() => void)[];
	sequence: number;
	told: Promise<void>;
};

export type CallOptions = {
	accountSid: string;
	voiceFrom: string;
	/** Further numbers of ours that may be rung or call, such as missed-call numbers. */
	otherNumbers: readonly string[];
	callsPerSecond: number;
	/** From dialling to the first ring. */
	callSetupMs: readonly [number, number];
	/** Where an incoming call asks; set at Twilio's console in life. */
	voiceUrl: () => string;
};

const TIMEOUT_SECONDS = 60;
/** Twilio ends a call after four hours. */
const TIME_LIMIT_SECONDS = 14_400;
const EVENTS = new Set(["initiated", "ringing", "answered", "completed"]);
const ENDED: ReadonlySet<CallStatus> = new Set<CallStatus>([
	"completed",
	"busy",
	"no-answer",
	"canceled",
	"failed",
]);

export type TwilioCalls = ReturnType<typeof twilioCalls>;

export function twilioCalls(
	world: World,
	journal: Journal,
	phones: () => Phones,
	webhooks: TwilioWebhooks,
	recordings: TwilioRecordings,
	options: CallOptions,
) {
	const { accountSid, voiceFrom, callsPerSecond, callSetupMs } = options;
	const isOurs = (number: string): boolean =>
		number === voiceFrom || options.otherNumbers.includes(number);
	const bySid = new Map<string, Call>();
	const byPhone = new Map<string, Call>();
	let dialFreeAt = 0;

	function create(form: Form, swallowed: boolean): Call {
		const to = form.get("To");
		const from = form.get("From");
		if (!to) throw new RestRefusal(21201, "No 'To' number is specified");
		if (!from) throw new RestRefusal(21213, "Caller phone number is required");
		demandE164(to, 21211, "To");
		demandE164(from, 21212, "From");
		if (!isOurs(from))
			throw new RestRefusal(
				21210,
				"The source phone number provided is not yet verified for your account",
			);
		if (!form.get("Url") && !form.get("Twiml"))
			throw new RestRefusal(21205, "Url parameter is required.");
		for (const event of form.getAll("StatusCallbackEvent"))
			if (!EVENTS.has(event))
				throw new RestRefusal(
					21626,
					`StatusCallbackEvent "${event}" is not one of ${[...EVENTS].join(", ")}`,
				);
		const seconds = Number(form.get("Timeout") ?? TIMEOUT_SECONDS);
		if (!(seconds >= 1 && seconds <= 600))
			throw new RestRefusal(21218, "Timeout must be 1 to 600 seconds");
		const call = store({ from, to, form, direction: "outbound-api" });
		if (!swallowed) queue(call);
		return call;
	}

	function store(
		given: Pick<Call, "from" | "to" | "form" | "direction">,
	): Call {
		const call: Call = {
			...given,
			sid: world.sid("CA"),
			status: "queued",
			createdAt: world.now(),
			startedAt: undefined,
			answeredAt: undefined,
			endedAt: undefined,
			answeredBy: undefined,
			phone: undefined,
			shown: undefined,
			session: undefined,
			parent: undefined,
			whisper: undefined,
			leg: undefined,
			other: undefined,
			cancelTimers: [],
			sequence: 0,
			told: Promise.resolve(),
		};
		bySid.set(call.sid, call);
		return call;
	}

	function queue(call: Call): void {
		const dialsAt = Math.max(world.now(), dialFreeAt);
		dialFreeAt = dialsAt + 1000 / callsPerSecond;
		const waitMs = (dialsAt - world.now()) * world.speed;
		call.cancelTimers.push(
			world.soon(waitMs, () => {
				tell(call, "initiated");
				call.cancelTimers.push(
					world.soon(world.between(callSetupMs), () => dial(call)),
				);
			}),
		);
	}

	function dial(call: Call): void {
		const phone = phones().byNumber(call.to);
		call.startedAt = world.now();
		if (!phone) {
			end(call, "failed");
			return;
		}
		const seconds = Number(call.form.get("Timeout") ?? TIMEOUT_SECONDS);
		call.cancelTimers.push(
			world.later(seconds * 1000, () => end(call, "no-answer")),
		);
		// Out of reach: the network keeps the caller waiting, the phone never rings.
		if (phone.offline) return;
		if (byPhone.has(phone.id)) end(call, "busy");
		else ring(call, phone);
	}

	function ring(call: Call, phone: PhoneState): void {
		call.status = "ringing";
		show(call, phone, "incoming");
		tell(call, "ringing");
		const { voicemailAfterSeconds: seconds } = phone;
		if (seconds !== undefined)
			call.cancelTimers.push(
				world.later(
					seconds * 1000,
					() => void world.busy(answer(call, "machine_start")),
				),
			);
	}

	function show(
		call: Call,
		phone: PhoneState,
		direction: PhoneCall["direction"],
	): void {
		call.phone = phone;
		call.shown = {
			sid: call.sid,
			direction,
			number: direction === "incoming" ? call.from : call.to,
			state: "ringing",
			at: world.now(),
			spoken: [],
			keys: [],
		};
		byPhone.set(phone.id, call);
		phone.calls.push(call.shown);
		journal.write(phone, {
			carrier: "twilio",
			kind: "call",
			ref: call.sid,
			status: direction,
		});
		world.changed(phone.id);
	}

	async function answer(call: Call, answeredBy: string): Promise<void> {
		stopTimers(call);
		call.answeredBy = call.form.get("MachineDetection")
			? answeredBy
			: undefined;
		beginTalk(call);
		tell(call, "answered");
		limitTime(call);
		const { parent, whisper, leg } = call;
		leg?.answered();
		if (parent && !whisper) return connect(parent, call);
		const session = sessionOf(call);
		call.session = session;
		if (whisper) return session.open(whisper.url, whisper.method);
		const url = call.form.get("Url");
		if (url) await session.open(url, call.form.get("Method"));
		else session.openDocument(call.form.get("Twiml") ?? "");
	}

	function beginTalk(call: Call): void {
		call.status = "in-progress";
		call.answeredAt = world.now();
		if (call.shown) {
			call.shown.state = "talking";
			call.shown.answeredAt = world.now();
		}
		note(call, { kind: "callAnswered" });
	}

	function limitTime(call: Call): void {
		const seconds = Number(call.form.get("TimeLimit") ?? TIME_LIMIT_SECONDS);
		call.cancelTimers.push(
			world.later(seconds * 1000, () => end(call, "completed")),
		);
	}

	function sessionOf(call: Call): TwimlSession {
		return twimlSession(world, {
			say(spoken) {
				const sentence = { ...spoken, at: world.now(), interrupted: false };
				call.shown?.spoken.push(sentence);
				note(call, { kind: "spoken", text: spoken.text });
				return sentence;
			},
			play: (url) => playSound(call, url),
			recorded: (said, callback) => record(call, said, callback),
			fetch: (url, method, more) => fetchDocument(call, url, method, more),
			...(call.parent
				? { done: () => call.parent && connect(call.parent, call) }
				: { dial: (dialled: Dialled) => dialOut(call, dialled) }),
			end: (how, why) => sessionOver(call, how, why),
		});
	}

	/**
	 * All ring at once. Twilio's documents say that the first to pick up ends the ringing of
	 * the rest and leave open whether a whisper puts that off: here it does not.
	 */
	function dialOut(
		parent: Call,
		{ numbers, callerId, timeoutSeconds, onEnd }: Dialled,
	): () => void {
		const from = callerId ?? parent.from;
		if (from !== parent.from && !isOurs(from))
			throw new Error(
				"13214 <Dial> callerId is neither the caller's nor a number of the account",
			);
		const open = new Set<Call>();
		let last: Call | undefined;
		for (const { number, whisper } of numbers) {
			const leg = store({
				from,
				to: number,
				direction: "outbound-dial",
				form: formOf(new URLSearchParams({ Timeout: String(timeoutSeconds) })),
			});
			open.add(leg);
			leg.parent = parent;
			leg.whisper = whisper;
			leg.leg = {
				answered() {
					for (const one of open) if (one !== leg) end(one, "canceled");
				},
				over() {
					open.delete(leg);
					if (leg.answeredAt !== undefined || !last) last = leg;
					if (open.size > 0) return;
					onEnd({
						DialCallSid: last.sid,
						// Declined in the whisper it was answered all the same: DialBridged tells.
						DialCallStatus: last.status,
						DialCallDuration: String(durationSeconds(last)),
						DialBridged: String(last.other !== undefined),
					});
				},
			};
			leg.cancelTimers.push(
				world.soon(world.between(callSetupMs), () => dial(leg)),
			);
		}
		return () => {
			for (const leg of [...open])
				end(leg, leg.answeredAt === undefined ? "canceled" : "completed");
		};
	}

	/** From now on they hear each other. */
	function connect(caller: Call, called: Call): void {
		caller.other = called;
		called.other = caller;
		called.session = undefined;
		caller.session?.connected();
	}

	/** As Twilio does it: fetched like any media file, and nothing but sound is played. */
	async function playSound(call: Call, url: string) {
		if (!isLoopback(url))
			throw new Error(
				`11200 <Play> of ${url}: the sandbox fetches loopback only`,
			);
		const answer = await fetch(url, {
			headers: { "user-agent": "TwilioProxy/1.1" },
		});
		const type = answer.headers.get("content-type") ?? "";
		if (!answer.ok || !type.startsWith("audio/"))
			throw new Error(
				`12300 <Play> expected audio, got ${answer.status} ${type}`,
			);
		const { words, lastsMs } = heardIn(
			new Uint8Array(await answer.arrayBuffer()),
		);
		const sound = {
			language: "",
			voice: "",
			text: `🔊 ${words}`,
			at: world.now(),
			interrupted: false,
			seconds: Math.round(lastsMs / 100) / 10,
		};
		call.shown?.spoken.push(sound);
		note(call, { kind: "spoken", text: sound.text });
		return Object.assign(sound, { lastsMs });
	}

	function record(
		call: Call,
		said: { words: string; lastsMs: number },
		callback: { url: string; method: string } | undefined,
	): Record<string, string> {
		const told = recordings.add(call.sid, said);
		if (callback)
			call.told = call.told.then(() =>
				world.busy(
					webhooks.notify({
						...callback,
						parameters: {
							AccountSid: accountSid,
							CallSid: call.sid,
							...told,
							RecordingStatus: "completed",
							RecordingChannels: "1",
							RecordingSource: "RecordVerb",
							RecordingStartTime: rfc2822(world.now() - said.lastsMs),
						},
						kind: "recording",
						number: call.from,
					}),
				),
			);
		return told;
	}

	async function fetchDocument(
		call: Call,
		url: string,
		method: string,
		more: Record<string, string>,
	): Promise<string> {
		const parameters = {
			...describe(call),
			CallStatus: call.status,
			...(call.answeredBy ? { AnsweredBy: call.answeredBy } : {}),
			...more,
		};
		const number = call.phone?.number ?? call.to;
		const asked = await webhooks.ask({
			url,
			method,
			parameters,
			kind: "voice",
			number,
		});
		if (asked && asked.status < 400) return asked.body;
		const problem = `11200 HTTP retrieval failure (${asked?.status ?? "no answer"})`;
		const fallback = call.form.get("FallbackUrl");
		const second =
			fallback &&
			(await webhooks.ask({
				url: fallback,
				method: call.form.get("FallbackMethod") ?? "POST",
				parameters: { ...parameters, ErrorCode: "11200", ErrorUrl: url },
				kind: "voice",
				number,
			}));
		if (second && second.status < 400) return second.body;
		throw new Error(problem);
	}

	function sessionOver(call: Call, how: SessionEnd, why?: string): void {
		if (how === "error") {
			note(call, { kind: "twimlError", text: why ?? "unknown" });
			call.shown?.spoken.push({
				language: "en-US",
				voice: "",
				text: "We are sorry, an application error has occurred. Goodbye.",
				at: world.now(),
				interrupted: false,
			});
		}
		const refused = call.answeredAt === undefined;
		end(
			call,
			!refused || how === "hangup"
				? "completed"
				: how === "error"
					? "failed"
					: "busy",
		);
	}

	function end(call: Call, outcome: Outcome): void {
		if (ENDED.has(call.status)) return;
		stopTimers(call);
		call.session?.stop();
		call.status = outcome;
		call.endedAt = world.now();
		if (call.shown && call.phone) {
			Object.assign(call.shown, {
				state: "ended",
				outcome,
				endedAt: world.now(),
			});
			byPhone.delete(call.phone.id);
			note(call, { kind: "callEnded", status: outcome });
		}
		tell(call, "completed");
		if (call.other?.other === call) call.other.other = undefined;
		call.leg?.over();
	}

	function stopTimers(call: Call): void {
		for (const cancel of call.cancelTimers.splice(0)) cancel();
	}

	function note(
		call: Call,
		entry: {
			kind:
				| "callAnswered"
				| "spoken"
				| "saidAloud"
				| "callEnded"
				| "twimlError"
				| "key";
			text?: string;
			status?: string;
		},
	): void {
		if (!call.phone) return;
		journal.write(call.phone, { carrier: "twilio", ref: call.sid, ...entry });
		world.changed(call.phone.id);
	}

	const describe = ({ sid, from, to, direction, parent }: Call) => ({
		CallSid: sid,
		...(parent ? { ParentCallSid: parent.sid } : {}),
		AccountSid: accountSid,
		From: from,
		To: to,
		Caller: from,
		Called: to,
		Direction: direction,
		ApiVersion: "2010-04-01",
	});

	function tell(call: Call, event: string): void {
		const { form } = call;
		const url = form.get("StatusCallback");
		const wanted = form.getAll("StatusCallbackEvent");
		if (!url || !(wanted.length === 0 ? ["completed"] : wanted).includes(event))
			return;
		const ended = ENDED.has(call.status);
		const parameters = {
			...describe(call),
			CallStatus: event === "initiated" ? "initiated" : call.status,
			SequenceNumber: String(call.sequence++),
			CallbackSource: "call-progress-events",
			Timestamp: rfc2822(world.now()),
			...(call.answeredBy ? { AnsweredBy: call.answeredBy } : {}),
			...(ended
				? {
						CallDuration: String(durationSeconds(call)),
						Duration: String(Math.ceil(durationSeconds(call) / 60)),
					}
				: {}),
		};
		call.told = call.told.then(() =>
			world.busy(
				webhooks.notify({
					url,
					method: form.get("StatusCallbackMethod") ?? "POST",
					parameters,
					kind: "call",
					number: call.to,
				}),
			),
		);
	}

	/** POST to a call: hang up, or go on with another document. */
	function update(call: Call, form: Form): void {
		const status = form.get("Status");
		const url = form.get("Url");
		const twiml = form.get("Twiml");
		if (status !== undefined && !["canceled", "completed"].includes(status))
			throw new RestRefusal(
				21219,
				`Status must be canceled or completed, got "${status}"`,
			);
		if (ENDED.has(call.status) || ((url || twiml) && !call.session))
			throw new RestRefusal(
				21220,
				"Call is not in-progress. Cannot redirect or end it.",
			);
		// "canceled" leaves a call alone that is being talked on.
		if (status === "completed")
			end(call, call.answeredAt === undefined ? "canceled" : "completed");
		else if (status === "canceled" && call.answeredAt === undefined)
			end(call, "canceled");
		else if (url) void world.busy(openUrl(call, url, form.get("Method")));
		else if (twiml) call.session?.openDocument(twiml);
	}

	const openUrl = async (call: Call, url: string, method?: string) =>
		call.session?.open(url, method);

	// From here on: what the person at the phone does.

	const current = (phone: PhoneState): Call => {
		const call = byPhone.get(phone.id);
		if (!call) throw new Error(`${phone.name}'s phone is in no call`);
		return call;
	};

	async function press(phone: PhoneState, digit: string): Promise<void> {
		const call = current(phone);
		const heard = call.session?.hears ?? false;
		call.shown?.keys.push({ digit, at: world.now(), heard });
		note(call, {
			kind: "key",
			text: digit,
			...(heard ? {} : { status: "nobody listened" }),
		});
		await call.session?.press(digit);
	}

	/** Words into the phone, recorded when something records. */
	async function speak(phone: PhoneState, words: string): Promise<void> {
		const call = current(phone);
		const { other } = call;
		const heard = (call.session?.speak(words) ?? false) || other !== undefined;
		if (other) {
			const at = world.now();
			other.shown?.spoken.push({
				language: "",
				voice: "",
				text: words,
				at,
				interrupted: false,
			});
			note(other, { kind: "spoken", text: words });
		}
		note(call, {
			kind: "saidAloud",
			text: words,
			...(heard ? {} : { status: "nobody listened" }),
		});
	}

	async function hangUp(phone: PhoneState): Promise<void> {
		const call = current(phone);
		const talked = call.answeredAt !== undefined;
		end(
			call,
			talked ? "completed" : call.direction === "inbound" ? "canceled" : "busy",
		);
		await call.told;
	}

	async function ringUs(phone: PhoneState, to = voiceFrom): Promise<void> {
		if (byPhone.has(phone.id))
			throw new Error(`${phone.name}'s phone is in a call already`);
		const call = store({
			from: phone.number,
			to,
			direction: "inbound",
			form: formOf(new URLSearchParams()),
		});
		call.status = "ringing";
		call.startedAt = world.now();
		show(call, phone, "outgoing");
		if (!isOurs(to)) return end(call, "failed");
		const source = await fetchDocument(
			call,
			options.voiceUrl(),
			"POST",
			{},
		).catch((error: Error) => {
			note(call, { kind: "twimlError", text: error.message });
			end(call, "failed");
		});
		// The person may have hung up after one ring: that is a missed call for us.
		if (source === undefined || ENDED.has(call.status)) return;
		call.session = sessionOf(call);
		// Reject as the first verb refuses without picking up; everything else answers.
		if (!/<Response>\s*<Reject/.test(source)) {
			beginTalk(call);
			limitTime(call);
		}
		call.session.openDocument(source, options.voiceUrl());
	}

	return {
		create,
		update,
		get: (sid: string) => bySid.get(sid),
		pickUp: (phone: PhoneState) => answer(current(phone), "human"),
		async reject(phone: PhoneState): Promise<void> {
			const call = current(phone);
			end(call, "busy");
			await call.told;
		},
		press,
		speak,
		hangUp,
		ring: ringUs,
		durationSeconds,
	};
}

export const durationSeconds = ({ answeredAt, endedAt }: Call): number =>
	answeredAt === undefined || endedAt === undefined
		? 0
		: Math.round((endedAt - answeredAt) / 1000);
