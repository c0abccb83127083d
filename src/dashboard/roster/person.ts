/** A person as a form holds them, and as the API takes them. */
import { PAPERS, type PaperKind, type Point } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { faultsIn, schemas } from "../schemas.ts";
import type { Words } from "../words.tsx";
import {
	askPeople,
	askPerson,
	changedNow,
	type Person,
	showPerson,
} from "./asked.ts";
import type { Hours } from "./Fields.tsx";
import { sayIssue } from "./faults.ts";
import { changesOf, mustBeNews } from "./keptForm.ts";

export const PLACE_KINDS = ["home", "work", "other"] as const;

export type PlaceTyped = {
	kind: (typeof PLACE_KINDS)[number];
	point: Point | null;
	weekly: Hours[];
};

export type PersonTyped = {
	name: string;
	phone: string;
	secondPhone: string;
	brigadeIds: string[];
	qualifications: string[];
	places: PlaceTyped[];
	locale: Person["locale"];
	phoneKind: Person["phoneKind"];
	smsAlphabet: Person["smsAlphabet"];
	travel: Person["travel"];
	household: string;
	homeName: string;
	homePhone: string;
	papers: { kind: PaperKind; until: string }[];
};

export const nobodyYet = (
	brigadeId: string,
	locale: Person["locale"],
): PersonTyped => ({
	name: "",
	phone: "",
	secondPhone: "",
	brigadeIds: [brigadeId],
	qualifications: ["firefighter"],
	places: [{ kind: "home", point: null, weekly: [] }],
	locale,
	phoneKind: "smart",
	smsAlphabet: "cyrillic",
	travel: "car",
	household: "",
	homeName: "",
	homePhone: "",
	papers: [],
});

export const typedOf = (person: Person): PersonTyped => ({
	name: person.name,
	phone: person.phone,
	secondPhone: person.secondPhone ?? "",
	brigadeIds: [...person.brigadeIds],
	qualifications: [...person.qualifications],
	places: person.places.map(({ kind, lat, lon, weekly = [] }) => ({
		kind,
		point: { lat, lon },
		weekly,
	})),
	locale: person.locale,
	phoneKind: person.phoneKind,
	smsAlphabet: person.smsAlphabet,
	travel: person.travel,
	household: person.household ?? "",
	homeName: person.homeContact?.name ?? "",
	homePhone: person.homeContact?.phone ?? "",
	papers: person.papers,
});

/** A place nobody pointed at is left out, but for one that has hours: those say that it is meant. */
const isMeant = ({ point, weekly }: PlaceTyped): boolean =>
	point !== null || weekly.length > 0;

export function bodyOf(typed: PersonTyped) {
	const { secondPhone, household, homeName, homePhone, places, ...rest } =
		typed;
	const text = (words: string) => words.trim() || null;
	return {
		...rest,
		secondPhone: text(secondPhone),
		household: text(household),
		homeContact:
			homeName.trim() || homePhone.trim()
				? { name: homeName, phone: homePhone }
				: null,
		places: places.filter(isMeant).map(({ kind, point, weekly }) => ({
			kind,
			// A missing point is the schema's to find.
			lat: point?.lat as number,
			lon: point?.lon as number,
			...(weekly.length > 0 ? { weekly } : {}),
		})),
	};
}

export async function checkPerson(typed: PersonTyped, text: Words["text"]) {
	const { responderBody } = await schemas.responder();
	const faults = faultsIn(responderBody, bodyOf(typed), sayIssue(text));
	const meant = typed.places.flatMap((place, at) =>
		isMeant(place) ? [at] : [],
	);
	return Object.fromEntries(
		Object.entries(faults).map(([path, words]) => [inForm(path, meant), words]),
	);
}

/** Where the form says it otherwise than the API; `meant` = which of its places were sent. */
function inForm(path: string, meant: readonly number[]): string {
	if (path === "homeContact.name") return "homeName";
	if (path === "homeContact.phone") return "homePhone";
	return path
		.replace(/^places\.(\d+)/, (_, at) => `places.${meant[Number(at)]}`)
		.replace(/^(places\.\d+)\.(lat|lon)$/, "$1.point");
}

export async function savePerson(
	id: string,
	typed: PersonTyped,
	was: PersonTyped,
): Promise<void> {
	const now = typedOf(await askPerson(id));
	mustBeNews(typed, was, now);
	const changes = changesOf(bodyOf(typed), bodyOf(was));
	if (Object.keys(changes).length === 0) return;
	showPerson(
		await ask(
			api.v1.responders[":id"].$patch({ param: { id }, json: changes }),
		),
	);
	await changedNow("people", "duty", "person");
}

/** `isAgain`: the line took the last answer away, so they may have been added already. */
export async function addPerson(
	typed: PersonTyped,
	isAgain: boolean,
): Promise<Person> {
	const person =
		(isAgain ? await addedBefore(typed) : undefined) ??
		(await ask(api.v1.responders.$post({ json: bodyOf(typed) })));
	showPerson(person);
	await changedNow("people", "duty");
	return person;
}

const addedBefore = async ({ name, phone, brigadeIds }: PersonTyped) =>
	(await askPeople(brigadeIds[0])).find(
		(person) =>
			person.name === name.trim() && ending(person.phone) === ending(phone),
	);

/** However a number is written, its last nine digits are the subscriber's. */
const ending = (phone: string): string => phone.replace(/\D/g, "").slice(-9);

/** Papers of which the person and the chief are reminded. */
export const PAPER_SOON_DAYS = 30;
export const paperKinds = PAPERS;
