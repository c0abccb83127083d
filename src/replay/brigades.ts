/**
 * Brigades that might be: one at each hromada's centre, a tanker, a dozen invented
 * people around it. The table of fires is real, they are not.
 */
import { z } from "zod";
import { randomFor } from "../demo/habits.ts";
import { away, type DemoBrigade, type DemoPerson } from "../demo/village.ts";
import { AppError } from "../errors.ts";

/** What is read of the file of hromadas; whatever else stands in it is ignored. */
const hromadasSchema = z.object({
	hromadas: z
		.array(
			z.object({
				name: z.string().min(1),
				code: z.string().optional(),
				centre: z.string().optional(),
				lat: z.number().min(-90).max(90),
				lon: z.number().min(-180).max(180),
			}),
		)
		.min(1),
});

export type Hromada = z.infer<typeof hromadasSchema>["hromadas"][number];

export function readHromadas(json: string): Hromada[] {
	const read = hromadasSchema.safeParse(parsed(json));
	if (read.success) return read.data.hromadas;
	const [fault] = read.error.issues;
	throw new AppError(
		"invalid",
		`Expected {"hromadas": [{"name", "lat", "lon"}]} in the brigades' file; ${fault?.path.join(".") ?? ""}: ${fault?.message ?? ""}.`,
	);
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		throw new AppError(
			"invalid",
			"Expected JSON in the brigades' file, came something else.",
		);
	}
}

export type Drawn = {
	brigades: DemoBrigade[];
	people: DemoPerson[];
	areaCodes: Map<string, string>;
};

const PEOPLE_EACH = 13;
/** Members live up to so far from the station. */
const VILLAGE_METRES = 1_600;

export function drawBrigades(
	hromadas: readonly Hromada[],
	seed: number,
): Drawn {
	const brigades = hromadas.map(
		(hromada): DemoBrigade => ({
			name: hromada.centre ?? hromada.name,
			location: { lat: hromada.lat, lon: hromada.lon },
			vehicles: [
				{
					name: "АЦ-40",
					kind: "tanker",
					seats: 6,
					crewRule: [
						{ qualification: "driver_c", count: 1 },
						{ qualification: "leader", count: 1 },
						{ count: 2 },
					],
					state: "ready",
				},
			],
		}),
	);
	return {
		brigades,
		people: brigades.flatMap((brigade, index) =>
			Array.from({ length: PEOPLE_EACH }, (_, place) =>
				drawPerson(brigade, index * PEOPLE_EACH + place, place, seed),
			),
		),
		areaCodes: new Map(
			hromadas.flatMap(({ code }, index) =>
				code === undefined
					? []
					: [[brigades[index]?.name ?? "", code] as const],
			),
		),
	};
}

const SKILLS = [
	"leader keyholder",
	"driver_c keyholder",
	"driver_c",
	"leader first_aid",
	"driver_c",
	"leader",
	"first_aid",
	"ba",
];

function drawPerson(
	{ name: brigade, location }: DemoBrigade,
	number: number,
	place: number,
	seed: number,
): DemoPerson {
	const random = randomFor(seed, brigade, place);
	const somewhere = (metres: number): readonly [number, number] => [
		(random() * 2 - 1) * metres,
		(random() * 2 - 1) * metres,
	];
	const button = random() < 0.2;
	const works = random();
	return {
		name: `${brigade}-${place + 1}`,
		phone: `+38067${String(2_000_000 + number)}`,
		brigade,
		home: away(location, somewhere(VILLAGE_METRES)),
		// A third work in the next town by day, some in the fields.
		...(works < 0.33
			? {
					work: {
						...away(location, somewhere(20_000)),
						weekly: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }],
					},
				}
			: {}),
		qualifications: ["firefighter", ...(SKILLS[place]?.split(" ") ?? [])],
		phoneKind: button ? "button" : "smart",
		telegram: !button && random() < 0.85,
		smsAlphabet: "cyrillic",
		travel: random() < 0.75 ? "car" : "bicycle",
		locale: "uk",
		roles:
			place === 0
				? [{ role: "chief", brigade, order: 0 }]
				: place === 3
					? [{ role: "deputy", brigade, order: 0 }]
					: [],
		sharesPosition: false,
	};
}
