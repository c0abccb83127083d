/**
 * Six brigades far apart and six incidents in six states: what a desk is tested on and
 * photographed with.
 */
import { EVERYTHING } from "../../src/ports.ts";
import {
	addOfficer,
	createDesk,
	officersOf,
	takeShift,
} from "../../src/signIn/desks.ts";
import type { Holder } from "../../src/signIn/store.ts";
import {
	minutes,
	type NewPerson,
	openVillage,
	ROSOKHACH,
	seconds,
} from "../story/village.ts";

/** So far apart that none is a neighbour of another. */
export const NAMES = [
	"Росохач",
	"Угринь",
	"Білобожниця",
	"Звиняч",
	"Ягільниця",
	"Джурин",
] as const;
export type Name = (typeof NAMES)[number];
export const placeOf = (name: Name) => ({
	lat: ROSOKHACH.lat + 0.4 * NAMES.indexOf(name),
	lon: ROSOKHACH.lon,
});

const PEOPLE_OF = ["Петро", "Микола", "Іван", "Ганна"];
/** Four of each brigade but the last, which has a truck and nobody. */
const CREWS = Object.fromEntries(
	NAMES.slice(0, -1).flatMap((brigade, index) =>
		["leader", "driver_c", "firefighter", "firefighter"].map(
			(qualification, seat): [string, NewPerson] => [
				`${index}-${seat}`,
				{
					name: `${PEOPLE_OF[seat]} ${brigade}`,
					brigade,
					qualifications: [qualification],
					...(seat === 0 ? { role: "chief" } : {}),
				},
			],
		),
	),
);

export type SixBrigades = Awaited<ReturnType<typeof openSixBrigades>>;

export const openSixBrigades = () =>
	openVillage({
		people: CREWS,
		brigades: NAMES.map((name) => ({
			name,
			location: placeOf(name),
			vehicles: [{ name: "АЦ-40", seats: 6 }],
		})),
		host: "localhost",
	});
type Report = Parameters<SixBrigades["report"]>[0];

export const fireIn = (village: SixBrigades, name: Name, more: Report = {}) => {
	const { lat, lon } = placeOf(name);
	return village.report({
		location: { lat: lat + 0.006, lon },
		place: `${name} (Чортківська громада), вул. Шевченка, 12`,
		brigadeIds: [village.brigadeId(name)],
		...more,
	});
};

export async function everybodyComes(
	village: SixBrigades,
	name: Name,
): Promise<void> {
	for (let seat = 0; seat < 4; seat += 1)
		await village.people[`${NAMES.indexOf(name)}-${seat}`]?.tap("Їду · 5 хв");
}

/** Left, leaves, not gathering, an exercise, undecided, unheard: numbers 100 to 105. */
export async function sixIncidents(village: SixBrigades): Promise<string[]> {
	const left = await fireIn(village, "Росохач", { type: "vehicle_fire" });
	const leaves = await fireIn(village, "Угринь", { type: "vegetation_fire" });
	const short = await fireIn(village, "Білобожниця");
	await everybodyComes(village, "Росохач");
	await everybodyComes(village, "Угринь");
	await village.order(left, {
		type: "Mark",
		mark: "departed",
		vehicleId: village.vehicleId("Росохач/АЦ-40"),
		by: village.desk,
	});
	await village.fastForward(minutes(2) + seconds(10));
	const exercise = await fireIn(village, "Звиняч", { mode: "exercise" });
	const doubtful = await fireIn(village, "Ягільниця", {
		source: "resident",
		type: "outbuilding_fire",
	});
	await village.fastForward(seconds(40));
	const unheard = await fireIn(village, "Джурин", { peopleInDanger: true });
	await village.fastForward(seconds(35));
	return [left, leaves, short, exercise, doubtful, unheard];
}

/** A post with two officers, one of whom sits there. */
export async function deskWithOfficers({
	service,
}: SixBrigades): Promise<Holder> {
	const { id } = await createDesk(service, {
		name: "ОКЦ Тернопіль",
		scope: EVERYTHING,
	});
	await addOfficer(service, id, "Ірина Коваль");
	await addOfficer(service, id, "Степан Лозинський");
	const [desk] = await service.signIn.desks([id]);
	const [first] = desk ? officersOf(service, desk) : [];
	await takeShift(service, id, first?.id ?? "");
	return { deskId: id };
}
