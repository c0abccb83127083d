/**
 * Somebody leaves a brigade. From the last one they leave the roster too, and everything
 * about them goes (`erase.ts`). A brigade is never left without a chief.
 */
import {
	reconsiderPerson,
	responderEvent,
	writeRoster,
} from "../administer.ts";
import type { Brigade } from "../core/roster.ts";
import { AppError } from "../errors.ts";
import { EVERYTHING, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { erasePerson } from "./erase.ts";

export type Left =
	| { kind: "left"; brigade: Brigade }
	| { kind: "erased" }
	| { kind: "onlyChief"; brigade: Brigade }
	/** A message to or about them is on its way this second. */
	| { kind: "tooSoon" }
	| { kind: "notIn" };

export async function leaveBrigade(
	service: Service,
	person: ResponderRow,
	brigadeId: string,
	commandId: string,
): Promise<Left> {
	const isLast = person.brigadeIds.every((id) => id === brigadeId);
	// Roles go with the person, also those in brigades they are no member of.
	const roles = isLast ? await service.signIn.rolesOf(person.id) : [];
	const led = await onlyChiefOf(service, person.id, [
		brigadeId,
		...roles.map((role) => role.brigadeId),
	]);
	if (led) return { kind: "onlyChief", brigade: led };
	if (isLast) return eraseSelf(service, person);
	const by = { kind: "responder", id: person.id } as const;
	return writeRoster<Left>(
		service,
		async () => {
			const [before] = await service.roster.people([person.id]);
			const brigade = await service.roster.brigade(EVERYTHING, brigadeId);
			if (!before?.brigadeIds.includes(brigadeId) || !brigade)
				return { result: { kind: "notIn" } };
			const row = {
				...before,
				brigadeIds: before.brigadeIds.filter((id) => id !== brigadeId),
			};
			const roles = brigade.roles.filter(
				({ responderId }) => responderId !== person.id,
			);
			return {
				event: responderEvent(service, "ResponderChanged", by, row),
				roster: [
					{ table: "responder", row },
					{ table: "brigade", row: { ...brigade, roles } },
				],
				outbox: await reconsiderPerson(service, person.id),
				result: { kind: "left", brigade },
			};
		},
		`${commandId}:leave`,
	);
}

/** Of the brigades this person is about to leave, one that would have no chief. */
async function onlyChiefOf(
	{ roster }: Service,
	id: string,
	brigadeIds: readonly string[],
): Promise<Brigade | undefined> {
	for (const brigadeId of brigadeIds) {
		const brigade = await roster.brigade(EVERYTHING, brigadeId);
		const chiefs = (brigade?.roles ?? []).filter(
			({ role }) => role === "chief",
		);
		const isChief = chiefs.some(({ responderId }) => responderId === id);
		if (isChief && chiefs.every(({ responderId }) => responderId === id))
			return brigade;
	}
	return undefined;
}

async function eraseSelf(
	service: Service,
	{ id }: ResponderRow,
): Promise<Left> {
	try {
		await erasePerson(
			service,
			{
				by: { kind: "responder", id },
				scope: { kind: "self", responderId: id },
			},
			id,
		);
		return { kind: "erased" };
	} catch (error) {
		if (error instanceof AppError && error.kind === "conflict")
			return { kind: "tooSoon" };
		throw error;
	}
}
