/**
 * What a person or a desk holds: the roles that brigades give, and the roles of the
 * installation that only an administrator gives (`dzvin grant`). Read at each
 * request, so a role taken away is gone with the next one.
 */
import { type Grant, RIGHTS, scopeFor } from "./access.ts";
import type { Administrator } from "./administer.ts";
import type { BrigadeRole } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import type { ResponderRow } from "./ports.ts";
import type { Service } from "./service.ts";
import type { Holder } from "./signIn/store.ts";

/** Roles of a brigade that let somebody in; a village head is called and sees nothing. */
const OF_A_BRIGADE = {
	chief: "chief",
	deputy: "deputy",
	coordinator: "coordinator",
	dutyOfficer: "dutyOfficer",
} as const satisfies Partial<Record<BrigadeRole, Grant["role"]>>;

/** A coordinator named by a brigade coordinates that brigade; an area only by a row of ours. */
export async function grantsOf(
	{ signIn }: Pick<Service, "signIn">,
	holder: Holder,
): Promise<Grant[]> {
	const given = await signIn.grantsOf(holder);
	const rows = given.map(({ role, scope }): Grant => ({ role, scope }));
	if ("deskId" in holder) return rows;
	const { responderId } = holder;
	const roles = await signIn.rolesOf(responderId);
	return [
		...rows,
		...roles.flatMap(({ role, brigadeId }): Grant[] =>
			role in OF_A_BRIGADE
				? [
						{
							role: OF_A_BRIGADE[role as keyof typeof OF_A_BRIGADE],
							scope: { kind: "brigades", ids: [brigadeId] },
						},
					]
				: [],
		),
		{ role: "responder", scope: { kind: "self", responderId } },
	];
}

/**
 * Whoever sets somebody's phone can sign in as them, and whoever removes them takes
 * their roles away: neither is for somebody who could not have given those roles.
 */
export async function mustOutrank(
	service: Service,
	who: Administrator,
	{ id }: Pick<ResponderRow, "id">,
): Promise<void> {
	if (who.scope.kind === "everything") return;
	const [rows, roles] = await Promise.all([
		service.signIn.grantsOf({ responderId: id }),
		service.signIn.rolesOf(id),
	]);
	const appoints = scopeFor(who.grants ?? [], "brigades.appoint");
	const above = await Promise.all(
		roles
			.filter(({ role }) => role in OF_A_BRIGADE)
			.map(async ({ brigadeId }) =>
				appoints
					? (await service.roster.brigade(appoints, brigadeId)) !== undefined
					: false,
			),
	);
	if (rows.length === 0 && above.every(Boolean)) return;
	throw new AppError(
		"forbidden",
		`Expected somebody who may give this person's roles (${RIGHTS["brigades.appoint"].join(", ")} of each of their brigades; an administrator where \`dzvin grant list\` names them) to change their phones or to remove them, came somebody who may not.`,
	);
}
