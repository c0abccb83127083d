/**
 * Who may raise an alarm by phone, and for which brigades: chiefs, deputies, and duty
 * officers who are persons. Read at each call, so that a role taken away is gone.
 */
import type { BrigadeRole, Source } from "../core/kinds.ts";
import { isUnavailable } from "../errors.ts";
import { EVERYTHING, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";

export type Leading = { brigadeIds: string[]; source: Source };

type Role = { brigadeId: string; role: BrigadeRole };

export async function leadingOf(
	service: Pick<Service, "signIn" | "roster">,
	person: Pick<ResponderRow, "id" | "brigadeIds">,
): Promise<Leading | undefined> {
	const { roles, watches } = await heldBy(service, person);
	const led = roles.filter(({ role }) => role === "chief" || role === "deputy");
	if (led.length > 0) return { brigadeIds: unique(led), source: "chief" };
	const watched = roles.filter(({ role }) => role === "dutyOfficer");
	return watched.length > 0 || watches
		? { brigadeIds: unique(watched), source: "duty_officer" }
		: undefined;
}

/** While the database cannot be read, the roster kept beside it knows a brigade's own roles. */
async function heldBy(
	{ signIn, roster }: Pick<Service, "signIn" | "roster">,
	{ id, brigadeIds }: Pick<ResponderRow, "id" | "brigadeIds">,
): Promise<{ roles: Role[]; watches: boolean }> {
	try {
		const [roles, grants] = await Promise.all([
			signIn.rolesOf(id),
			signIn.grantsOf({ responderId: id }),
		]);
		return {
			roles,
			watches: grants.some(({ role }) => role === "dutyOfficer"),
		};
	} catch (error) {
		if (!isUnavailable(error)) throw error;
		const own = await Promise.all(
			brigadeIds.map((brigadeId) => roster.brigade(EVERYTHING, brigadeId)),
		);
		const roles = own.flatMap((brigade) =>
			(brigade?.roles ?? [])
				.filter(({ responderId }) => responderId === id)
				.map(({ role }) => ({ role, brigadeId: brigade?.id ?? "" })),
		);
		return { roles, watches: false };
	}
}

const unique = (roles: readonly Role[]): string[] => [
	...new Set(roles.map(({ brigadeId }) => brigadeId)),
];
