/**
 * A village to play with: five brigades around Росохач, their people, their trucks.
 *
 * The hromada is invented, as are all people and their numbers; the villages lie
 * where they do. Everything a brigade has to cope with is here: a button phone
 * that hears badly, a paramedic who comes only for lives, a truck in pieces,
 * people who work in the next town.
 */
import type {
	Availability,
	WeeklyHours,
	WeeklyRule,
} from "../core/availability.ts";
import type {
	BrigadeRole,
	Locale,
	PhoneKind,
	Point,
	SeatRule,
	SmsAlphabet,
	TravelMode,
	VehicleKind,
	VehicleState,
} from "../core/kinds.ts";

export type DemoVehicle = {
	name: string;
	kind: VehicleKind;
	seats: number;
	crewRule: SeatRule[];
	state: VehicleState;
	reason?: string;
};

export type DemoBrigade = {
	name: string;
	location: Point;
	vehicles: DemoVehicle[];
};

export type DemoPerson = {
	name: string;
	/** E.164; none of these numbers is anybody's. */
	phone: string;
	/** Absent = a post or person who is only informed and called. */
	brigade?: string;
	home: Point;
	work?: Point & { weekly: WeeklyHours[] };
	qualifications: string[];
	phoneKind: PhoneKind;
	telegram: boolean;
	smsAlphabet: SmsAlphabet;
	travel: TravelMode;
	locale: Locale;
	availability?: Availability;
	roles: { role: BrigadeRole; brigade: string; order: number }[];
	/** Shares a live position once on the way. */
	sharesPosition: boolean;
};

/** Росохач in the codifier of settlements; its hromada stands for the invented one. */
export const AREA_CODE = "UA61060430000094264";

const crew = (total: number): SeatRule[] => [
	{ qualification: "driver_c", count: 1 },
	{ qualification: "leader", count: 1 },
	{ count: total - 2 },
];

const tanker = (
	name: string,
	more: Partial<DemoVehicle> = {},
): DemoVehicle => ({
	name,
	kind: "tanker",
	seats: 6,
	crewRule: crew(4),
	state: "ready",
	...more,
});

const pickUp = (name: string): DemoVehicle => ({
	name,
	kind: "module",
	seats: 4,
	crewRule: [{ qualification: "leader", count: 1 }, { count: 2 }],
	state: "ready",
});

export const BRIGADES: readonly DemoBrigade[] = [
	{
		name: "Росохач",
		location: { lat: 48.9463, lon: 25.8157 },
		vehicles: [tanker("АЦ-40 (ЗІЛ-130)")],
	},
	{
		name: "Угринь",
		location: { lat: 48.9715, lon: 25.8407 },
		vehicles: [tanker("АЦ-40 (ГАЗ-66)", { seats: 5, crewRule: crew(3) })],
	},
	{
		name: "Сосулівка",
		location: { lat: 48.9197, lon: 25.8257 },
		vehicles: [pickUp("Модуль на пікапі")],
	},
	{
		name: "Ягільниця",
		location: { lat: 48.9434, lon: 25.7509 },
		vehicles: [tanker("АЦ-30 (ГАЗ-53)")],
	},
	{
		name: "Шманьківчики",
		location: { lat: 48.972, lon: 25.918 },
		vehicles: [
			tanker("АРС-14", {
				state: "outOfService",
				reason: "зламана коробка передач",
			}),
			pickUp("Модуль на причепі"),
		],
	},
];

/** House, field and drill that the phones page can report. */
export const SCENES = {
	house: {
		location: { lat: 48.9505, lon: 25.8224 },
		place: "Росохач (Росохацька громада), вул. Шевченка, 12",
	},
	grass: {
		location: { lat: 48.9622, lon: 25.8241 },
		place: "Росохач (Росохацька громада), за фермою",
	},
	exercise: {
		location: { lat: 48.9476, lon: 25.8189 },
		place: "Росохач (Росохацька громада), школа",
	},
} as const;

const METRES_PER_DEGREE = 111_320;

const WORKDAYS = [1, 2, 3, 4, 5];
const shift = (
	from: string,
	to: string,
	days: readonly number[] = WORKDAYS,
): WeeklyHours[] => [{ days, from, to }];
const WORK = {
	chortkiv: { lat: 49.0093, lon: 25.7904, weekly: shift("08:00", "17:00") },
	elevator: { lat: 49.001, lon: 25.8508, weekly: shift("07:00", "16:00") },
	farm: {
		lat: 48.9581,
		lon: 25.8212,
		weekly: shift("06:00", "15:00", [1, 2, 3, 4, 5, 6]),
	},
	school: { lat: 48.9476, lon: 25.8189, weekly: shift("08:00", "15:00") },
	ternopil: {
		lat: 49.5535,
		lon: 25.5948,
		weekly: shift("07:30", "19:30", [1, 2, 4, 5]),
	},
} as const;

const mostly = (...weekly: WeeklyRule[]): Availability => ({
	state: "on",
	weekly,
	exceptions: [],
});
const RESERVE: Availability = { state: "reserve", weekly: [], exceptions: [] };
const LIFE_ONLY: Availability = {
	state: "lifeOnly",
	weekly: [],
	exceptions: [],
};
const NIGHT_OFF = mostly({
	days: [1, 2, 3, 4, 5, 6, 7],
	from: "23:00",
	to: "05:00",
	state: "off",
});
const WORKDAY_OFF = mostly({
	days: WORKDAYS,
	from: "08:00",
	to: "17:00",
	state: "off",
});
const SUNDAY_OFF = mostly({
	days: [7],
	from: "00:00",
	to: "24:00",
	state: "off",
});

type Sketch = {
	/** Metres north and east of the station. */
	at: readonly [number, number];
	can?: string;
	work?: keyof typeof WORK;
	button?: true;
	/** No Telegram on a phone that could. */
	plain?: true;
	latin?: true;
	on?: "foot" | "bicycle";
	availability?: Availability;
	chief?: true;
	deputy?: true;
	live?: true;
	english?: true;
};

/** By brigade: name → where and how they live. `can` beside being a firefighter. */
const PEOPLE: Record<string, Record<string, Sketch>> = {
	Росохач: {
		"Петро Гнатишин": { at: [420, 180], can: "leader keyholder", chief: true },
		"Микола Дзюба": {
			at: [260, -310],
			can: "driver_c keyholder",
			button: true,
		},
		"Олег Мартинюк": {
			at: [640, 390],
			can: "driver_c",
			work: "farm",
			live: true,
		},
		"Ганна Бойчук": {
			at: [180, 220],
			can: "leader first_aid",
			deputy: true,
			on: "foot",
		},
		"Іван Ковалишин": { at: [-350, 140], on: "bicycle" },
		"Олена Стецько": {
			at: [510, -260],
			can: "medic first_aid",
			work: "chortkiv",
			availability: LIFE_ONLY,
		},
		"Сергій Пилипів": {
			at: [-720, 460],
			can: "driver_c",
			work: "elevator",
			live: true,
		},
		"Богдан Яремко": { at: [300, 620], can: "leader ba" },
		"Андрій Федорів": { at: [-240, -280], can: "ba", work: "chortkiv" },
		"Степан Маланчук": {
			at: [860, 120],
			button: true,
			latin: true,
			on: "foot",
		},
		"Василь Романів": {
			at: [130, -540],
			can: "driver_c",
			availability: NIGHT_OFF,
		},
		"Роман Гевко": { at: [-480, 330], work: "ternopil", live: true },
		"Тарас Білик": { at: [220, 90], plain: true, on: "foot" },
		"Юрій Салій": { at: [570, 510], can: "leader first_aid", work: "school" },
		"Марія Лучка": { at: [-160, 410], can: "first_aid", availability: RESERVE },
		"Дмитро Пастух": { at: [390, -480], can: "driver_c", english: true },
	},
	Угринь: {
		"Ярослав Кобрин": { at: [210, 160], can: "leader keyholder", chief: true },
		"Михайло Заяць": { at: [-330, 90], can: "driver_c", button: true },
		"Зіновій Горбаль": {
			at: [480, -210],
			can: "driver_c keyholder",
			live: true,
		},
		"Назар Процишин": { at: [120, 340], can: "driver_c", work: "chortkiv" },
		"Остап Мельничук": { at: [-260, -190], can: "leader", deputy: true },
		"Галина Вовк": { at: [340, 280], can: "leader first_aid", on: "foot" },
		"Ігор Цимбалюк": { at: [-510, 240], can: "leader ba", work: "elevator" },
		"Павло Гринчишин": { at: [90, -420], plain: true },
		"Віталій Шевчук": { at: [620, 330], availability: WORKDAY_OFF, live: true },
		"Любомир Данилюк": { at: [-140, 520], button: true, on: "bicycle" },
		"Софія Олійник": { at: [270, -90], can: "first_aid", on: "foot" },
		"Максим Баран": { at: [-390, -340], can: "driver_c", work: "ternopil" },
	},
	Сосулівка: {
		"Володимир Крук": {
			at: [310, -120],
			can: "leader driver_c keyholder",
			chief: true,
		},
		"Євген Савчук": { at: [-190, 260], can: "leader", deputy: true },
		"Анатолій Рудий": { at: [430, 350], button: true },
		"Оксана Тимків": { at: [150, 110], can: "first_aid", on: "foot" },
		"Денис Лесюк": { at: [-370, -210], work: "chortkiv", live: true },
		"Григорій Паньків": { at: [240, 470], plain: true, latin: true },
		"Артем Сорока": { at: [-110, -390], can: "driver_c ba" },
		"Валентина Кулик": {
			at: [560, -80],
			can: "first_aid",
			availability: SUNDAY_OFF,
		},
		"Орест Гуменюк": { at: [-280, 410], work: "elevator" },
		"Костянтин Чорний": { at: [80, 230], on: "bicycle" },
		"Руслан Волошин": { at: [390, -330], can: "driver_c" },
	},
	Ягільниця: {
		"Омелян Дуда": { at: [180, 290], can: "leader keyholder", chief: true },
		"Арсен Кравець": { at: [-420, 130], can: "driver_c", live: true },
		"Леонід Сташків": { at: [350, -240], can: "driver_c", button: true },
		"Надія Футорська": {
			at: [110, 180],
			can: "leader first_aid",
			deputy: true,
		},
		"Святослав Мороз": { at: [-230, -310], work: "chortkiv" },
		"Петро Яцишин": { at: [470, 420], button: true, latin: true },
		"Тимофій Гаврилюк": { at: [-340, 380], can: "leader ba" },
		"Ілля Романюк": { at: [260, -510], plain: true },
		"Соломія Грабар": { at: [140, -150], can: "medic", work: "chortkiv" },
		"Данило Ткач": { at: [-180, 540], live: true },
		"Марко Сивак": { at: [530, 60], can: "driver_c", work: "farm" },
		"Євдокія Панас": { at: [-90, -260], availability: RESERVE, on: "foot" },
	},
	Шманьківчики: {
		"Захар Бучинський": {
			at: [220, -170],
			can: "leader driver_c keyholder",
			chief: true,
		},
		"Мирон Кушнір": { at: [-310, 240], can: "driver_c", button: true },
		"Уляна Шпак": { at: [130, 320], can: "leader first_aid", deputy: true },
		"Антін Лозинський": { at: [410, -290], work: "elevator" },
		"Федір Дячук": { at: [-250, -380], plain: true, on: "bicycle" },
		"Лука Сенишин": { at: [340, 180] },
		"Мар'ян Костів": { at: [-120, 460], can: "ba", live: true },
		"Ростислав Головко": { at: [270, -60], work: "chortkiv" },
	},
};

/** In no roster: whoever holds her phone reports a fire as residents do. */
export const RESIDENT = {
	name: "Галина (мешканка)",
	number: "+380670009901",
	telegramId: 712_349_901,
	home: { lat: 48.9502, lon: 25.8231 },
};

/** Of Росохач, on the village's board: rings its chief, deputy and head. */
export const REPORT_NUMBER = "+380800330101";

/** Who watches over several brigades and comes to no fire. */
const POSTS: readonly {
	name: string;
	role: BrigadeRole;
	brigades: readonly string[];
	home: Point;
}[] = [
	{
		name: "Чергова частина 101",
		role: "dutyOfficer",
		brigades: BRIGADES.map(({ name }) => name),
		home: { lat: 49.5535, lon: 25.5948 },
	},
	{
		name: "Ірина Захарків",
		role: "coordinator",
		brigades: BRIGADES.map(({ name }) => name),
		home: { lat: 48.9482, lon: 25.8203 },
	},
	{
		name: "Северин Олексюк",
		role: "villageHead",
		brigades: ["Росохач"],
		home: { lat: 48.9471, lon: 25.8139 },
	},
];

function drawVillagers(): DemoPerson[] {
	let number = 100;
	const phone = (): string => `+38067000${String(++number).padStart(4, "0")}`;
	const members = BRIGADES.flatMap(({ name: brigade, location }) =>
		Object.entries(PEOPLE[brigade] ?? {}).map(([name, sketch]) =>
			member(name, brigade, location, sketch, phone()),
		),
	);
	const posts = POSTS.map(
		({ name, role, brigades, home }): DemoPerson => ({
			name,
			phone: phone(),
			home,
			qualifications: [],
			phoneKind: "smart",
			// Telegram is forbidden on the devices of officials.
			telegram: role !== "dutyOfficer",
			smsAlphabet: "cyrillic",
			travel: "car",
			locale: "uk",
			roles: brigades.map((brigade) => ({ role, brigade, order: 0 })),
			sharesPosition: false,
		}),
	);
	return [...members, ...posts];
}

function member(
	name: string,
	brigade: string,
	station: Point,
	sketch: Sketch,
	phone: string,
): DemoPerson {
	const {
		at,
		can,
		work,
		button,
		plain,
		latin,
		on,
		availability,
		chief,
		deputy,
		live,
		english,
	} = sketch;
	const role = chief ? "chief" : deputy ? "deputy" : undefined;
	return {
		name,
		phone,
		brigade,
		home: away(station, at),
		...(work ? { work: WORK[work] } : {}),
		qualifications: ["firefighter", ...(can?.split(" ") ?? [])],
		phoneKind: button ? "button" : "smart",
		telegram: !button && !plain,
		smsAlphabet: latin ? "latin" : "cyrillic",
		travel: on ?? "car",
		locale: english ? "en" : "uk",
		...(availability ? { availability } : {}),
		roles: role ? [{ role, brigade, order: 0 }] : [],
		sharesPosition: live ?? false,
	};
}

/** A point so many metres north and east of another. */
export function away(
	{ lat, lon }: Point,
	[north, east]: readonly [number, number],
): Point {
	return {
		lat: lat + north / METRES_PER_DEGREE,
		lon: lon + east / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)),
	};
}

export const VILLAGERS: readonly DemoPerson[] = drawVillagers();
