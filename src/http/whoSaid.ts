/**
 * By whom the entries of a log are, as a name: people, desks and walls by theirs.
 * A machine stays the id of its key, the service signs with nothing.
 */
import type { By } from "../core/incident.ts";
import type { Service } from "../service.ts";

export async function namesOfBy(
	{ roster, secrets, signIn }: Service,
	payloads: readonly object[],
): Promise<(payload: object) => string | undefined> {
	const bys = payloads.flatMap((payload) => byOf(payload) ?? []);
	const idsOf = (kind: By["kind"]): string[] => [
		...new Set(
			bys.flatMap((by) => (by.kind === kind && "id" in by ? by.id : [])),
		),
	];
	const [people, desks, walls] = [
		idsOf("responder"),
		idsOf("desk"),
		idsOf("wall"),
	];
	const [persons, ...posts] = await Promise.all([
		people.length > 0 ? roster.people(people) : [],
		desks.length > 0 ? signIn.desks(desks) : [],
		walls.length > 0 ? signIn.walls({ ids: walls }) : [],
	]);
	const names = new Map([
		...persons.map(({ id, name }) => [id, secrets.open(name)] as const),
		...posts.flat().map(({ id, name }) => [id, name] as const),
	]);
	return (payload) => {
		const by = byOf(payload);
		if (!by || !("id" in by)) return undefined;
		return names.get(by.id) ?? (by.kind === "key" ? by.id : undefined);
	};
}

/** «HouseholdFreed» names a person in the same field; that is no signature. */
function byOf(payload: object): By | undefined {
	const { by } = payload as { by?: unknown };
	return typeof by === "object" && by !== null ? (by as By) : undefined;
}
