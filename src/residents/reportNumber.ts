/**
 * The number residents ring when something burns: whose it is, who is rung through to,
 * and the setting that says so.
 *
 * It is public, it hangs on the village's board. Whoever rings it is a caller, also
 * somebody of the roster; the bell's own number stays the one people save.
 */
import {
	type Administrator,
	allBrigades,
	brigadeIn,
	writeRoster,
} from "../administer.ts";
import { availabilityAt } from "../core/availability.ts";
import type { BrigadeRole } from "../core/kinds.ts";
import type { Brigade } from "../core/roster.ts";
import { AppError } from "../errors.ts";
import { availabilityOf } from "../people/whereabouts.ts";
import { readPhone } from "../phones.ts";
import { EVERYTHING, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";

/** Absent = as it was; a number of `null` = none any more. */
export type ResidentsChange = { number?: string | null; minutes?: boolean };

/** In this order; a carrier rings ten at once at most, and a dozen woken for one call is too many. */
const RUNG: readonly BrigadeRole[] = ["chief", "deputy", "villageHead"];
const MOST_RUNG = 6;

export async function setResidents(
	service: Service,
	who: Administrator,
	brigadeId: string,
	change: ResidentsChange,
): Promise<Brigade> {
	const number = change.number ? ownNumber(service, change.number) : undefined;
	return writeRoster(service, async () => {
		const before = await brigadeIn(service, who.scope, brigadeId);
		if (number) await mustBeFree(service, brigadeId, number);
		const { number: kept, minutes: keptMinutes } = before.residents ?? {};
		const next = change.number === null ? undefined : (number ?? kept);
		const minutes = change.minutes ?? keptMinutes ?? false;
		const { residents: _before, ...rest } = before;
		const brigade: Brigade =
			next === undefined && !minutes
				? rest
				: {
						...rest,
						residents: {
							...(next === undefined ? {} : { number: next }),
							...(minutes ? { minutes } : {}),
						},
					};
		return {
			event: {
				type: "ResidentsSet",
				by: who.by,
				brigadeId,
				residents: brigade.residents ?? null,
			},
			roster: [{ table: "brigade", row: brigade }],
			result: brigade,
		};
	});
}

/** A number that means something already would be answered as that. */
function ownNumber({ settings }: Service, given: string): string {
	const { phone, problem } = readPhone(given);
	if (phone === undefined)
		throw new AppError("invalid", problem, {
			faults: [{ path: "number", message: problem }],
		});
	if (settings.ownNumbers?.includes(phone)) {
		const message =
			"expected a number of its own for reports, came one that calls for fires or answers alerts already";
		throw new AppError("invalid", message, {
			faults: [{ path: "number", message }],
		});
	}
	return phone;
}

async function mustBeFree(
	service: Service,
	brigadeId: string,
	number: string,
): Promise<void> {
	const other = await brigadeOfNumber(service, number);
	if (other && other.id !== brigadeId)
		throw new AppError(
			"conflict",
			"Expected a number no other brigade has, came one that has it: a call to it would not know whom to ring.",
		);
}

/** Whose report number this is. Numbers that mean something else are known without looking. */
export async function brigadeOfNumber(
	service: Service,
	number: string | undefined,
): Promise<Brigade | undefined> {
	if (!number || service.settings.ownNumbers?.includes(number))
		return undefined;
	const brigades = await allBrigades(service, EVERYTHING);
	return brigades.find(({ residents }) => residents?.number === number);
}

/**
 * Who is rung when somebody calls: the chief, the deputies, the village head. Who is off is
 * left asleep, unless all of them are: somebody must hear it.
 */
export async function answerersOf(
	service: Service,
	{ roles }: Brigade,
	{
		caller,
		chiefOnly,
	}: {
		/** Nobody is rung by their own call. */
		caller: string | undefined;
		/** Of who raised a false alarm before. */
		chiefOnly: boolean;
	},
): Promise<ResponderRow[]> {
	const { roster, secrets, clock, settings } = service;
	const own = caller === undefined ? undefined : secrets.hash(caller);
	const ids = RUNG.flatMap((role) =>
		roles
			.filter((one) => one.role === role)
			.toSorted((a, b) => a.order - b.order)
			.map(({ responderId }) => responderId),
	);
	const unique = [...new Set(ids)].slice(0, chiefOnly ? 1 : undefined);
	const found = new Map(
		(await roster.people(unique)).map((row) => [row.id, row]),
	);
	const people = unique
		.flatMap((id) => found.get(id) ?? [])
		.filter(({ phoneHash }) => phoneHash !== own);
	const awake = people.filter(
		(person) =>
			availabilityAt(
				availabilityOf(secrets, person),
				clock.now(),
				settings.timeZone,
			) !== "off",
	);
	return (awake.length > 0 ? awake : people).slice(0, MOST_RUNG);
}
