/**
 * The person behind a carrier's address, and the words an incident is told in.
 */
import type { Known } from "../core/incident.ts";
import { readPhone } from "../phones.ts";
import type { ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";

/** Who has this phone. A shared phone belongs to the first who has it as their own. */
export async function personOfPhone(
	{ secrets, roster }: Pick<Service, "secrets" | "roster">,
	number: string,
): Promise<ResponderRow | undefined> {
	const { phone } = readPhone(number);
	if (phone === undefined) return undefined;
	const hash = secrets.hash(phone);
	const people = await roster.byPhone(hash);
	return people.find(({ phoneHash }) => phoneHash === hash) ?? people[0];
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
