/**
 * Two people of one house, joined and parted by their own word: both rows carry the same
 * opaque household, and whoever comes first frees the other (`core/household.ts`).
 */
import { newId, responderWrite, writeRoster } from "../administer.ts";
import type { By } from "../core/incident.ts";
import { EVERYTHING, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";

const PAGE = 200;

/** Proves that `asker` has asked `other`: a button alone could be made by anybody. */
export const householdProof = (
	{ secrets }: Pick<Service, "secrets">,
	asker: string,
	other: string,
): string => secrets.token(`household|${asker}|${other}`);

/** False when they are of one brigade no more, or one of them is gone. */
export async function joinHousehold(
	service: Service,
	by: By,
	asker: string,
	other: string,
	commandId: string,
): Promise<boolean> {
	return writeRoster(
		service,
		async () => {
			const people = await service.roster.people([asker, other]);
			const first = people.find(({ id }) => id === asker);
			const second = people.find(({ id }) => id === other);
			if (!first || !second || !shareBrigade(first, second))
				return { result: false };
			const household = first.household ?? second.household ?? newId();
			return {
				...(await writes(service, by, [first, second], household)),
				result: true,
			};
		},
		commandId,
	);
}

/** The last who is left lives in no household either. */
export async function leaveHousehold(
	service: Service,
	by: By,
	{ id }: ResponderRow,
	commandId: string,
): Promise<void> {
	return writeRoster(
		service,
		async () => {
			const [person] = await service.roster.people([id]);
			if (!person?.household) return { result: undefined };
			const others = await householdOf(service, person);
			const leave = others.length === 1 ? [person, ...others] : [person];
			return {
				...(await writes(service, by, leave, undefined)),
				result: undefined,
			};
		},
		commandId,
	);
}

/** Who else of the person's brigades lives there. */
export async function householdOf(
	service: Pick<Service, "roster">,
	person: ResponderRow,
): Promise<ResponderRow[]> {
	if (!person.household) return [];
	const people = await brigadeFellows(service, person);
	return people.filter(({ household }) => household === person.household);
}

/** Everybody else of the person's brigades. */
export async function brigadeFellows(
	{ roster }: Pick<Service, "roster">,
	person: ResponderRow,
): Promise<ResponderRow[]> {
	const found = new Map<string, ResponderRow>();
	for (const brigadeId of person.brigadeIds) {
		let cursor: string | undefined;
		do {
			const page = await roster.responders(EVERYTHING, {
				limit: PAGE,
				brigadeId,
				...(cursor === undefined ? {} : { cursor }),
			});
			for (const row of page.items)
				if (row.id !== person.id) found.set(row.id, row);
			cursor = page.nextCursor;
		} while (cursor !== undefined);
	}
	return [...found.values()];
}

const shareBrigade = (a: ResponderRow, b: ResponderRow): boolean =>
	a.brigadeIds.some((id) => b.brigadeIds.includes(id));

async function writes(
	service: Service,
	by: By,
	people: readonly ResponderRow[],
	household: string | undefined,
) {
	const changes = await Promise.all(
		people.map((before) => {
			const { household: _before, ...rest } = before;
			const after = household === undefined ? rest : { ...rest, household };
			return responderWrite(service, by, before, after);
		}),
	);
	return {
		event: {
			type: "HouseholdChanged",
			by,
			responderIds: people.map(({ id }) => id),
		},
		roster: changes.flatMap(({ roster = [] }) => roster),
		outbox: changes.flatMap(({ outbox = [] }) => outbox),
	};
}
