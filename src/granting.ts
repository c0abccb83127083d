/**
 * Roles of the installation, given and taken away by an administrator or from the
 * shell; each is an event of the administration log.
 */
import type { Administrator } from "./administer.ts";
import { mustSeeEverything, newId, writeRoster } from "./administer.ts";
import { AppError } from "./errors.ts";
import { OPERATOR, scopeWords } from "./keys.ts";
import type { GrantRow, Scope } from "./ports.ts";
import { EVERYTHING } from "./ports.ts";
import type { Service } from "./service.ts";
import type { Holder } from "./signIn/store.ts";

/** Over what each role of the installation may be given. */
const OVER: Record<GrantRow["role"], readonly Scope["kind"][]> = {
	administrator: ["everything"],
	coordinator: ["area"],
	dutyOfficer: ["area", "brigades", "everything"],
};

export type NewGrant = Holder & { role: string; scope: Scope };

export async function makeGrant(
	service: Service,
	{ role, scope, ...holder }: NewGrant,
	who: Administrator = OPERATOR,
): Promise<GrantRow> {
	mustSeeEverything(who.scope, "give a role");
	const given = role in OVER ? (role as GrantRow["role"]) : undefined;
	if (!given || !OVER[given].includes(scope.kind))
		throw new AppError(
			"invalid",
			`Expected administrator over everything, coordinator over area:<KATOTTG code> or dutyOfficer over an area, brigades or everything; came ${role.slice(0, 40)} over ${scopeWords(scope)}. Chiefs and deputies are named in their brigade.`,
		);
	if ("deskId" in holder && given !== "dutyOfficer")
		throw new AppError(
			"invalid",
			`Expected the role dutyOfficer for a desk, came ${given}: a post that several people share administers nothing.`,
		);
	return writeRoster(service, async () => {
		await mustBeKnown(service, holder);
		const row: GrantRow = {
			id: newId(),
			...holder,
			role: given,
			scope,
			createdAt: service.clock.now(),
		};
		return {
			event: { type: "GrantMade", by: who.by, grant: row },
			roster: [{ table: "grant", row }],
			result: row,
		};
	});
}

async function mustBeKnown(service: Service, holder: Holder): Promise<void> {
	const isKnown =
		"deskId" in holder
			? (await service.signIn.desks([holder.deskId])).length > 0
			: (await service.roster.responder(EVERYTHING, holder.responderId)) !==
				undefined;
	if (isKnown) return;
	throw new AppError(
		"notFound",
		`Expected the id of a ${"deskId" in holder ? "desk" : "responder"}, came one nobody has.`,
	);
}

export type KnownGrant = GrantRow & {
	/** Of the person or the desk. */
	name: string;
};

export async function listGrants(
	service: Service,
	who: Administrator = OPERATOR,
): Promise<KnownGrant[]> {
	mustSeeEverything(who.scope, "see the roles");
	const rows = await service.signIn.grants();
	const [people, desks] = await Promise.all([
		service.roster.people(rows.flatMap(({ responderId }) => responderId ?? [])),
		service.signIn.desks(rows.flatMap(({ deskId }) => deskId ?? [])),
	]);
	const names = new Map([
		...people.map(({ id, name }) => [id, service.secrets.open(name)] as const),
		...desks.map(({ id, name }) => [id, name] as const),
	]);
	return rows.map((row) => ({
		...row,
		name: names.get(row.responderId ?? row.deskId ?? "") ?? "",
	}));
}

export async function revokeGrant(
	service: Service,
	id: string,
	who: Administrator = OPERATOR,
): Promise<void> {
	mustSeeEverything(who.scope, "take a role away");
	return writeRoster(service, async () => {
		const known = (await service.signIn.grants()).some((row) => row.id === id);
		if (!known)
			throw new AppError(
				"notFound",
				"Expected the id of a given role, came one that none has; `dzvin grant list` shows them.",
			);
		return {
			event: { type: "GrantRevoked", by: who.by, grantId: id },
			roster: [{ delete: "grant", id }],
			result: undefined,
		};
	});
}
