/**
 * The card of a helper or observer of no brigade: whoever leads a brigade of the hromada
 * where alone they are listed may read it, change it and invite them to the bot.
 *
 * Nobody else's: not of a person of any brigade, not of one who holds a role, not of one
 * who is listed elsewhere as well. It widens one request over one person and no list.
 */
import { together } from "../access.ts";
import type { Administrator } from "../administer.ts";
import { EVERYTHING, type Scope } from "../ports.ts";
import type { Service } from "../service.ts";
import { seesArea } from "./roster.ts";

export async function overOwnOther<Who extends Administrator>(
	service: Service,
	who: Who,
	responderId: string,
): Promise<Who> {
	if (who.scope.kind === "everything") return who;
	if (!(await isOwnOther(service, who.scope, responderId))) return who;
	const scope = together([who.scope, { kind: "self", responderId }]);
	return scope ? { ...who, scope } : who;
}

async function isOwnOther(
	service: Service,
	scope: Scope,
	responderId: string,
): Promise<boolean> {
	const { roster, others, signIn } = service;
	const row = await roster.responder(EVERYTHING, responderId);
	if (!row || row.brigadeIds.length > 0) return false;
	const [helper, observers, roles, grants] = await Promise.all([
		others.helperBy(responderId),
		others.observersBy(responderId),
		signIn.rolesOf(responderId),
		signIn.grantsOf({ responderId }),
	]);
	const lines = [...(helper ? [helper] : []), ...observers];
	if (lines.length === 0 || roles.length > 0 || grants.length > 0) return false;
	const seen = await Promise.all(
		lines.map(({ areaCode }) => seesArea(service, scope, areaCode)),
	);
	return seen.every(Boolean);
}
