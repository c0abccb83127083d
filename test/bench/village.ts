/**
 * The roster of the bench: five areas of ten brigades of thirty, and the phones
 * in their pockets; for the selection alone, a country of 100,000.
 *
 * People are written into the database directly, already bound to Telegram:
 * fifteen hundred invitations and shared contacts through the bot would take
 * minutes and measure nothing of an alarm. Their phones get `botStarted` for
 * the same reason. Everything after that goes through the doors real ones use.
 */
import { openSqlite } from "../../db/sqlite/embedded.ts";
import type { Point, SeatRule } from "../../src/core/kinds.ts";
import type { Brigade } from "../../src/core/roster.ts";
import { sealAvailability, sealPlaces } from "../../src/people/whereabouts.ts";
import type {
	ResponderRow,
	RosterWrite,
	Store,
	VehicleRow,
} from "../../src/ports.ts";
import type { NewPhone } from "../../src/sandbox/phones.ts";
import { createSecrets, type Secrets } from "../../src/secrets.ts";

export const SECRET = "a secret of the bench, long enough to be one";
export const PEOPLE_PER_BRIGADE = 30;

export type BenchBrigade = { id: string; location: Point };
export type Country = {
	/** By area; the areas lie so far apart that none is a neighbour of another. */
	areas: BenchBrigade[][];
	phones: NewPhone[];
};

export type CountryShape = {
	areas: number;
	brigadesPerArea: number;
	/** The storm's villages are smaller. */
	peoplePerBrigade?: number;
};
export const VILLAGES: CountryShape = { areas: 5, brigadesPerArea: 10 };

const CREW: SeatRule[] = [
	{ qualification: "driver_c", count: 1 },
	{ qualification: "leader", count: 1 },
	{ count: 2 },
];
/** One in five drives, one in six leads, as in a real crew. */
const qualificationsOf = (index: number): string[] => [
	"firefighter",
	...(index % 5 === 0 ? ["driver_c"] : []),
	...(index % 6 === 1 ? ["leader"] : []),
];

const ROWS_PER_APPEND = 2_000;

/** Writes the roster into a new file; the service opens it afterwards. */
export async function seedCountry(
	file: string,
	{
		areas,
		brigadesPerArea,
		peoplePerBrigade = PEOPLE_PER_BRIGADE,
	}: CountryShape,
): Promise<Country> {
	const secrets = createSecrets(SECRET);
	const { store } = openSqlite(file);
	try {
		const country: Country = { areas: [], phones: [] };
		let rows: RosterWrite[] = [];
		for (let area = 0; area < areas; area++) {
			const brigades: BenchBrigade[] = [];
			for (let place = 0; place < brigadesPerArea; place++) {
				const brigade = brigadeRow(area, place);
				const { id, location } = brigade;
				brigades.push({ id, location });
				rows.push({ table: "brigade", row: brigade });
				rows.push({ table: "vehicle", row: vehicleRow(brigade) });
				for (let index = 0; index < peoplePerBrigade; index++) {
					const phone = phoneOf(country.phones.length);
					country.phones.push(phone);
					rows.push({
						table: "responder",
						row: personRow(secrets, brigade, index, phone),
					});
				}
				if (rows.length >= ROWS_PER_APPEND) rows = await written(store, rows);
			}
			country.areas.push(brigades);
		}
		await written(store, rows);
		return country;
	} finally {
		await store.close();
	}
}

async function written(store: Store, roster: RosterWrite[]): Promise<[]> {
	const result = await store.append({ at: 0, roster });
	if (result !== "ok")
		throw new Error(`expected the roster to be written, got "${result}"`);
	return [];
}

/** Areas a degree apart, their brigades on a grid of about six kilometres. */
function brigadeRow(area: number, place: number): Brigade {
	return {
		id: `brigade-${area}-${place}`,
		name: `Громада ${area}, частина ${place}`,
		kind: "volunteer",
		location: {
			lat: 45 + (area % 7) + 0.055 * (place % 5),
			lon: 23 + 1.5 * Math.floor(area / 7) + 0.08 * Math.floor(place / 5),
		},
		areaCode: `UA${String(area).padStart(17, "0")}`,
		locale: "uk",
		roles: [],
		policy: {},
	};
}

const vehicleRow = (brigade: Brigade): VehicleRow => ({
	id: `tanker-of-${brigade.id}`,
	brigadeId: brigade.id,
	name: "АЦ-40",
	kind: "tanker",
	seats: 6,
	crewRule: CREW,
	state: "ready",
});

const phoneOf = (n: number): NewPhone => ({
	id: `phone-${n}`,
	name: `Доброволець ${n}`,
	number: `+38067${String(1_000_000 + n)}`,
	kind: "smart",
	telegramId: 5_000 + n,
	botStarted: true,
});

function personRow(
	secrets: Secrets,
	brigade: Brigade,
	index: number,
	phone: NewPhone,
): ResponderRow {
	const chat = String(phone.telegramId);
	return {
		id: `person-of-${phone.id}`,
		name: secrets.seal(phone.name),
		phone: secrets.seal(phone.number),
		phoneHash: secrets.hash(phone.number),
		brigadeIds: [brigade.id],
		places: sealPlaces(secrets, [
			{
				kind: "home",
				lat: brigade.location.lat + (200 + 40 * index) / 111_000,
				lon: brigade.location.lon,
			},
		]),
		qualifications: qualificationsOf(index),
		locale: "uk",
		phoneKind: "smart",
		smsAlphabet: "cyrillic",
		travel: "car",
		availability: sealAvailability(secrets, {
			state: "on",
			weekly: [],
			exceptions: [],
		}),
		telegramChat: secrets.seal(chat),
		telegramHash: secrets.hash(chat),
	};
}

/** Places of fires around a station, more than a kilometre from each other, so that none is taken for another. */
export function firePlace({ lat, lon }: Point, turn: number): Point {
	const angle = (turn * Math.PI) / 3;
	const degrees = 1_800 / 111_000;
	return {
		lat: lat + degrees * Math.sin(angle),
		lon: lon + (degrees * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180),
	};
}
