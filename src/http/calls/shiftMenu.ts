/**
 * A member rings and nothing burns: he hears whether he is on call, and sets it by key.
 *
 * 1 on call, 2 away until the morning, 3 away for a week, 9 would the bell reach me.
 * What was set is spoken back as it stands then, never as it was pressed.
 */
import { setAvailability } from "../../administer.ts";
import { PERSIST } from "../../channels/persistence.ts";
import type { Sentence, Speech } from "../../channels/twilioWebhooks.ts";
import type { ChannelName } from "../../core/kinds.ts";
import { isUnavailable } from "../../errors.ts";
import { type Shift, shifted, shiftNow } from "../../people/shifts.ts";
import { availabilityOf } from "../../people/whereabouts.ts";
import { EVERYTHING, type ResponderRow } from "../../ports.ts";
import type { Service } from "../../service.ts";
import { type Heard, saying } from "./heard.ts";

const KEYS: Readonly<Record<string, Shift>> = {
	1: "on",
	2: "untilMorning",
	3: "week",
};
/** Said twice; who still presses nothing has heard it. */
const TIMES = 2;
const CHANNELS: readonly ChannelName[] = ["voice", "sms", "telegram"];

export type ShiftMenu = ReturnType<typeof shiftMenu>;

export function shiftMenu(service: Service, address: string) {
	const { clock, settings, secrets, roster, channels } = service;
	const say = saying(service);

	return {
		/** Just rung, or a key of this menu. */
		async heard(person: ResponderRow, heard: Heard): Promise<Speech> {
			const { digits = "" } = heard;
			const round = Number(heard.query.get("heard") ?? 0);
			const shift = KEYS[digits];
			if (shift) return set(person, shift);
			if (digits === "9") return ask(person, round, await reach(person));
			if (digits === "*") return ask(person, round);
			if (round >= TIMES)
				return { before: [say(person.locale, "voice-goodbye-informed")] };
			return ask(
				person,
				round + 1,
				digits === "" ? [] : [say(person.locale, "voice-said-unknown")],
			);
		},
	};

	function ask(
		person: ResponderRow,
		round: number,
		before: readonly Sentence[] = [],
	): Speech {
		const { locale } = person;
		const query = new URLSearchParams({
			menu: "availability",
			heard: String(round),
		});
		return {
			ask: {
				sentences: [
					...before,
					say(locale, "voice-shift", { state: stateOf(person) }),
					say(locale, "voice-shift.prompt"),
					...(person.pinHash ? [say(locale, "voice-chief-hint")] : []),
				],
				action: `${address}?${query}${PERSIST}`,
				...(person.pinHash ? { several: true } : {}),
			},
		};
	}

	async function set(person: ResponderRow, shift: Shift): Promise<Speech> {
		try {
			const after = await setAvailability(
				service,
				{ by: { kind: "responder", id: person.id }, scope: EVERYTHING },
				person.id,
				shifted(
					availabilityOf(secrets, person),
					shift,
					clock.now(),
					settings.timeZone,
				),
			);
			return {
				before: [
					say(person.locale, "voice-shift-set", { state: stateOf(after) }),
				],
			};
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			return { before: [say(person.locale, "voice-not-written")] };
		}
	}

	function stateOf(person: ResponderRow): string {
		const { locale } = person;
		const { state, until } = shiftNow(
			availabilityOf(secrets, person),
			clock.now(),
			{ timeZone: settings.timeZone, locale },
		);
		return until === undefined
			? service.wording.text(locale, `voice-shift-${state}`)
			: service.wording.text(locale, `voice-shift-${state}.until`, { until });
	}

	/** By which ways a fire would reach this person now, and whether the bell was ever heard. */
	async function reach(person: ResponderRow): Promise<Sentence[]> {
		const { locale } = person;
		const states = await roster.channelStates([person.id]);
		const ways = CHANNELS.filter(
			(name) =>
				channels.has(name) &&
				(name !== "telegram" || person.telegramChat !== undefined) &&
				!states.some(
					({ channel, state }) => channel === name && state !== "works",
				),
		);
		const list = ways
			.map((name) => service.wording.text(locale, `voice-reach-${name}`))
			.join(", ");
		return [
			ways.length === 0
				? say(locale, "voice-reach-none")
				: say(locale, "voice-reach", { list }),
			...(ways.includes("voice")
				? [
						say(
							locale,
							person.rungAt === undefined
								? "voice-reach-untested"
								: "voice-reach-tested",
						),
					]
				: []),
		];
	}
}
