/**
 * The people most stories are about: thirteen would be more like life, six are read faster.
 * A story that needs somebody else names them itself.
 */
import type { NewPerson } from "./village.ts";

export const petro = {
	name: "Петро",
	qualifications: ["leader"],
	role: "chief",
} satisfies NewPerson;
export const mykola = {
	name: "Микола",
	qualifications: ["driver_c"],
	phone: "button",
} satisfies NewPerson;
export const oleh = {
	name: "Олег",
	qualifications: ["driver_c"],
} satisfies NewPerson;
export const ivan = { name: "Іван" } satisfies NewPerson;
export const hanna = { name: "Ганна" } satisfies NewPerson;
export const oksana = { name: "Оксана" } satisfies NewPerson;
export const stepan = { name: "Степан" } satisfies NewPerson;

/** A desk is a post with a number: told and called, of no brigade's people, never sent. */
export const desk = {
	name: "Черговий",
	brigade: [],
	telegram: false,
	role: "dutyOfficer",
	roleIn: ["Росохач"],
} satisfies NewPerson;

/** The neighbour's crew, in Uhryn. */
export const UHRYN_CREW = {
	bohdan: {
		name: "Богдан",
		brigade: "Угринь",
		qualifications: ["driver_c"],
	},
	lesia: { name: "Леся", brigade: "Угринь", qualifications: ["leader"] },
	taras: { name: "Тарас", brigade: "Угринь" },
	yurii: { name: "Юрій", brigade: "Угринь" },
} satisfies Record<string, NewPerson>;
