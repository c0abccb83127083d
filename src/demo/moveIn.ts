/**
 * A village moves in: brigades, trucks and people through the HTTP API, phones
 * into their hands, Telegram bound as people bind it: an invitation, /start, the
 * shared contact.
 */
import type { Availability } from "../core/availability.ts";
import type { Phone } from "../sandbox/phones.ts";
import type { Api } from "./api.ts";
import type { Installation } from "./installation.ts";
import type { Names } from "./timeline.ts";
import { AREA_CODE, type DemoBrigade, type DemoPerson } from "./village.ts";

export type MovedIn = {
	/** Ids of the service by name. */
	brigades: ReadonlyMap<string, string>;
	people: ReadonlyMap<string, string>;
	/** What a time line calls them, by id. */
	names: Names;
	/** Telegram chats that were bound. */
	bound: number;
};

type Parts = Pick<Installation, "api" | "sandbox">;

export async function moveIn(
	parts: Parts,
	village: {
		brigades: readonly DemoBrigade[];
		people: readonly DemoPerson[];
		/** Of brigades without one of their own. */
		areaCodes?: ReadonlyMap<string, string>;
		/** Where residents ring, by brigade. */
		reportNumbers?: ReadonlyMap<string, string>;
		/** Tables of settlements (`areas.ts`). */
		areas?: readonly string[];
		/** Where trucks are filled, and mined ground (`ground.ts`). */
		ground?: { water: string; hazards: string };
	},
): Promise<MovedIn> {
	for (const table of village.areas ?? [])
		await parts.api.table("/v1/areas/import", table);
	if (village.ground) {
		await parts.api.table("/v1/water/import", village.ground.water);
		await parts.api.table(
			"/v1/hazards/import",
			village.ground.hazards,
			"application/geo+json",
		);
	}
	const brigades = new Map<string, string>();
	const vehicles = new Map<string, string>();
	for (const brigade of village.brigades) {
		const areaCode = village.areaCodes?.get(brigade.name) ?? AREA_CODE;
		brigades.set(
			brigade.name,
			await addBrigade(parts.api, brigade, areaCode, vehicles),
		);
	}
	const phones = village.people.map((person, index) =>
		parts.sandbox.phones.add({
			name: person.name,
			number: person.phone,
			kind: person.phoneKind,
			place: person.home,
			...(person.telegram ? { telegramId: 712_340_000 + index } : {}),
		}),
	);
	const ids = await inTurns(village.people, (person) =>
		addPerson(parts.api, person, brigades),
	);
	const people = new Map(
		village.people.map(({ name }, index) => [name, ids[index] as string]),
	);
	await giveRoles(parts.api, village.people, people, brigades);
	for (const [name, number] of village.reportNumbers ?? [])
		await parts.api.put(`/v1/brigades/${brigades.get(name)}/residents`, {
			number,
		});
	const bound = await inTurns(village.people, async ({ telegram }, index) =>
		telegram
			? bind(parts.api, ids[index] as string, phones[index] as Phone)
			: false,
	);
	return {
		brigades,
		people,
		bound: bound.filter(Boolean).length,
		names: {
			people: new Map(
				village.people.map((person, index) => [ids[index] as string, person]),
			),
			brigades: new Map([...brigades].map(([name, id]) => [id, name])),
			vehicles,
		},
	};
}

async function addBrigade(
	api: Api,
	{ name, location, vehicles }: DemoBrigade,
	areaCode: string,
	names: Map<string, string>,
): Promise<string> {
	const { id } = await api.post<{ id: string }>("/v1/brigades", {
		name,
		location,
		areaCode,
		kind: "volunteer",
	});
	for (const vehicle of vehicles) {
		const made = await api.post<{ id: string }>(
			`/v1/brigades/${id}/vehicles`,
			vehicle,
		);
		names.set(made.id, vehicle.name);
	}
	return id;
}

async function addPerson(
	api: Api,
	person: DemoPerson,
	brigades: ReadonlyMap<string, string>,
): Promise<string> {
	const { brigade, home, work } = person;
	const { id } = await api.post<{ id: string }>("/v1/responders", {
		name: person.name,
		phone: person.phone,
		brigadeIds: brigade === undefined ? [] : [brigades.get(brigade)],
		places: [
			{ kind: "home", ...home },
			...(work ? [{ kind: "work", ...work }] : []),
		],
		qualifications: person.qualifications,
		locale: person.locale,
		phoneKind: person.phoneKind,
		smsAlphabet: person.smsAlphabet,
		travel: person.travel,
	});
	if (person.availability)
		await api.put(
			`/v1/responders/${id}/availability`,
			asWritten(person.availability),
		);
	return id;
}

const asWritten = ({ state, weekly }: Availability) => ({ state, weekly });

async function giveRoles(
	api: Api,
	people: readonly DemoPerson[],
	ids: ReadonlyMap<string, string>,
	brigades: ReadonlyMap<string, string>,
): Promise<void> {
	for (const [name, brigadeId] of brigades) {
		const roles = people.flatMap((person) =>
			person.roles
				.filter(({ brigade }) => brigade === name)
				.map(({ role, order }) => ({
					role,
					order,
					responderId: ids.get(person.name),
				})),
		);
		if (roles.length > 0)
			await api.patch(`/v1/brigades/${brigadeId}`, { roles });
	}
}

async function bind(
	api: Api,
	responderId: string,
	phone: Phone,
): Promise<boolean> {
	const { code } = await api.post<{ code: string }>(
		`/v1/responders/${responderId}/invite`,
	);
	await phone.open(code);
	await phone.shareContact();
	return true;
}

// Enough to keep the service busy, few enough to leave its answers quick.
const AT_ONCE = 8;

async function inTurns<T, R>(
	items: readonly T[],
	work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let index = next++; index < items.length; index = next++)
			results[index] = await work(items[index] as T, index);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return results;
}
