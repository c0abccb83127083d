/**
 * A script of what goes wrong, played by seed.
 *
 * The first rule that fits and whose dice fall decides; a rule used up is dropped.
 * A `refuse` without conditions closes the carrier's port, so that a client sees
 * what it would see: nobody listens.
 */
import type { CarrierName } from "./journal.ts";

export type RequestEffect =
	/** Nobody listens (with conditions: closed at once, nothing read into effect). */
	| "refuse"
	/** Taken in, nothing done, never answered. */
	| "hang"
	/** Nothing done, connection reset. */
	| "resetBefore"
	/** Done, then connection reset. */
	| "resetAfter"
	/** Done, never answered. */
	| "loseReply"
	/** Done, then answered 200 with a page nobody can read. */
	| "garble"
	/** Done and answered as if all were well, but no phone and no callback ever hears of it. */
	| "swallow"
	/** An answer of the carrier; `accepted` = it was done all the same. */
	| {
			status: number;
			code?: number;
			description?: string;
			retryAfter?: number;
			accepted?: boolean;
	  }
	| { delayMs: number };

export type CallbackEffect =
	| "lose"
	| "repeat"
	| "reorder"
	| { delayMs: number };

type Terms = {
	carrier: CarrierName;
	/**
	 * `method`: a Bot API method or `Messages.create`, `Calls` …; for callbacks an update's
	 * kind (`message`, `callback_query`) or `sms`, `call`, `voice`, `inbound`. `to`: chat id or number.
	 * `from`: the sender a request to Twilio names.
	 */
	match?: { method?: string; to?: string; from?: string };
	/** 0..1, default 1. */
	probability?: number;
	/** How often it may strike; default without end. */
	times?: number;
};

export type FaultRule =
	| (Terms & { for?: "requests"; effect: RequestEffect })
	| (Terms & { for: "callbacks"; effect: CallbackEffect });

export type Faults = ReturnType<typeof createFaults>;

type Occasion = {
	carrier: CarrierName;
	method: string;
	to?: string;
	from?: string;
};

export function createFaults(random: () => number) {
	let rules: (FaultRule & { left: number })[] = [];
	let onChange: () => Promise<void> = async () => {};

	function strike(occasion: Occasion, kind: "requests" | "callbacks") {
		const rule = rules.find(
			(candidate) =>
				(candidate.for ?? "requests") === kind &&
				fits(candidate, occasion) &&
				(candidate.probability === undefined ||
					random() < candidate.probability),
		);
		if (!rule) return undefined;
		rule.left--;
		if (rule.left <= 0) rules = rules.filter((other) => other !== rule);
		return rule.effect;
	}

	return {
		/** Replaces the script; an empty list ends all trouble. Await it: a port may close or open. */
		set(script: readonly FaultRule[]): Promise<void> {
			for (const rule of script) check(rule);
			rules = script.map((rule) => ({
				...rule,
				left: rule.times ?? Number.POSITIVE_INFINITY,
			}));
			return onChange();
		},
		get rules(): readonly FaultRule[] {
			return rules.map(({ left, ...rule }) =>
				Number.isFinite(left) ? { ...rule, times: left } : rule,
			) as FaultRule[];
		},
		/** Nobody listens at this carrier at all. */
		isDown: (carrier: CarrierName): boolean =>
			rules.some((rule) => rule.carrier === carrier && closesPort(rule)),
		strikeRequest: (occasion: Occasion) =>
			rules.length === 0
				? undefined
				: (strike(occasion, "requests") as RequestEffect | undefined),
		strikeCallback: (occasion: Occasion) =>
			rules.length === 0
				? undefined
				: (strike(occasion, "callbacks") as CallbackEffect | undefined),
		onChange(listener: () => Promise<void>): void {
			onChange = listener;
		},
	};
}

function fits({ carrier, match }: Terms, occasion: Occasion): boolean {
	if (carrier !== occasion.carrier) return false;
	const { method, to, from } = match ?? {};
	return (
		(method === undefined ||
			method === occasion.method ||
			occasion.method.startsWith(`${method}.`)) &&
		(to === undefined || to === occasion.to) &&
		(from === undefined || from === occasion.from)
	);
}

function closesPort(rule: FaultRule): boolean {
	return (
		rule.effect === "refuse" &&
		!rule.match?.method &&
		!rule.match?.to &&
		!rule.match?.from &&
		rule.probability === undefined &&
		rule.times === undefined
	);
}

const REQUEST_EFFECTS = [
	"refuse",
	"hang",
	"resetBefore",
	"resetAfter",
	"loseReply",
	"garble",
	"swallow",
];
const CALLBACK_EFFECTS = ["lose", "repeat", "reorder"];

/** Scripts arrive over HTTP too: a misspelt effect must not pass for a quiet day. */
function check(rule: FaultRule): void {
	const { effect } = rule;
	const known =
		rule.for === "callbacks"
			? typeof effect === "string"
				? CALLBACK_EFFECTS.includes(effect)
				: typeof effect === "object" && "delayMs" in effect
			: typeof effect === "string"
				? REQUEST_EFFECTS.includes(effect)
				: typeof effect === "object" &&
					("delayMs" in effect || "status" in effect);
	if (!known || !["telegram", "twilio", "gateway"].includes(rule.carrier))
		throw new Error(
			`a fault needs carrier telegram, twilio or gateway and a known effect, got ${JSON.stringify(rule)}`,
		);
}
