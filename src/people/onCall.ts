/**
 * «Хто на зв'язку»: of some people, who is on call at this moment and by which channels
 * the bell would reach them. The bot and the board ask the same.
 */
import { availabilityAt } from "../core/availability.ts";
import {
	AVAILABILITY_STATES,
	type AvailabilityState,
	type ChannelName,
	type Instant,
	type Qualification,
} from "../core/kinds.ts";
import type { ResponderRow } from "../ports.ts";
import { dayAfter, instantAt, wallTime } from "../routine/wallTime.ts";
import type { Service } from "../service.ts";
import { joinedState } from "./joining.ts";
import { availabilityOf } from "./whereabouts.ts";

export type OnCall = {
	id: string;
	name: string;
	qualifications: Qualification[];
	state: AvailabilityState;
	/** Empty: nothing would reach them. */
	channels: ChannelName[];
	/** The bell was rung for trial, and heard. */
	isRung: boolean;
};

const SEVEN = 7 * 60;

/** In the order of their states, who is on call first; then by name. */
export async function onCallNow(
	service: Service,
	people: readonly ResponderRow[],
): Promise<OnCall[]> {
	const { roster, secrets, settings } = service;
	const states = await roster.channelStates(people.map(({ id }) => id));
	const isOff = (id: string, channel: ChannelName) =>
		states.some(
			(row) =>
				row.responderId === id &&
				row.channel === channel &&
				row.state !== "works",
		);
	const waysTo = (person: ResponderRow): ChannelName[] => {
		const has: readonly ChannelName[] = [
			...(person.telegramChat === undefined ? [] : (["telegram"] as const)),
			"sms",
			"voice",
		];
		return has.filter(
			(channel) =>
				settings.channels.includes(channel) && !isOff(person.id, channel),
		);
	};
	return people
		.map((person) => ({
			id: person.id,
			name: secrets.open(person.name),
			qualifications: person.qualifications,
			state: stateNow(service, person),
			channels: waysTo(person),
			isRung: joinedState(settings, person) === "joined",
		}))
		.sort(
			(a, b) =>
				placeOf(a) - placeOf(b) ||
				a.name.localeCompare(b.name, settings.locale),
		);
}

export const stateNow = (
	{ secrets, settings, clock }: Service,
	person: ResponderRow,
): AvailabilityState =>
	availabilityAt(
		availabilityOf(secrets, person),
		clock.now(),
		settings.timeZone,
	);

const placeOf = ({ state }: OnCall): number =>
	AVAILABILITY_STATES.indexOf(state);

/** Until when a night is looked ahead. */
export function nextSeven(now: Instant, timeZone: string): Instant {
	const { date } = wallTime(now, timeZone);
	const today = instantAt(date, SEVEN, timeZone);
	return today > now ? today : instantAt(dayAfter(date), SEVEN, timeZone);
}
