/**
 * The person behind a carrier's address, and the words an incident is told in.
 */
import type { Known } from "../core/incident.ts";
import { readPhone } from "../phones.ts";
import type { ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";

/**
 * Who has this phone: whose own it is, else the only one who has it as a second phone and
 * is called just now, else the only one who has it. Undefined when it could be several.
 */
export async function personOfPhone(
	{ secrets, roster }: Pick<Service, "secrets" | "roster">,
	number: string,
): Promise<ResponderRow | undefined> {
	const { phone } = readPhone(number);
	if (phone === undefined) return undefined;
	const hash = secrets.hash(phone);
	const people = await roster.byPhone(hash);
	const owner = people.find(({ phoneHash }) => phoneHash === hash);
	if (owner || people.length < 2) return owner ?? people[0];
	const called = await Promise.all(
		people.map(async (one) =>
			(await roster.incidentsOf(one.id)).length > 0 ? [one] : [],
		),
	);
	const [only, ...others] = called.flat();
	return others.length === 0 ? only : undefined;
}

/** The place in its own words, when somebody gave one. */
export async function placeOf(
	{ store, secrets }: Pick<Service, "store" | "secrets">,
	{ place }: Known,
): Promise<string | undefined> {
	if (!place) return undefined;
	const words = (await store.words([place.id])).get(place.id);
	return words ? secrets.open(words.text) : undefined;
}
