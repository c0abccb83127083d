/**
 * Who may do what: the one table. A route names the right it needs
 * (`http/route.ts`); a caller's grants that hold it say over what (`Scope`), and
 * that scope goes into every read and write the route makes. A right nobody
 * granted is 403, an object outside the scope is 404 as if it were not there.
 */
import type { By } from "./core/incident.ts";
import type { Source } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import type { Scope } from "./ports.ts";

export const ROLES = [
	"administrator",
	/** Of an area, e.g. the rescue service's officer of a raion. */
	"coordinator",
	"chief",
	"deputy",
	/** Raises, corrects, asks more, takes over; sees no phone, no roster, no home. */
	"dutyOfficer",
	/** A dispatch centre's machine: its own incidents and nothing else. */
	"centre",
	/** A volunteer: himself. */
	"responder",
] as const;
export type Role = (typeof ROLES)[number];

/** A role over something. One caller may hold several. */
export type Grant = { role: Role; scope: Scope };

/** Who asks, and what they hold; a route makes a scope of it (`http/route.ts`). */
export type Asking = {
	keyId: string;
	name: string;
	by: By;
	grants: readonly Grant[];
	/** Of a session: whether a code or a passkey was given in the last minutes. A key proves itself each time. */
	isProven?: boolean;
};

const LEADS = ["administrator", "coordinator", "chief", "deputy"] as const;
const DESKS = [...LEADS, "dutyOfficer", "centre"] as const;

/** Right → roles that hold it. */
export const RIGHTS = {
	"incidents.raise": DESKS,
	"incidents.read": DESKS,
	"incidents.correct": DESKS,
	/** Confirm or dismiss what is not confirmed; was it an impact? */
	"incidents.decide": DESKS,
	"incidents.askMore": DESKS,
	"incidents.takeOver": DESKS,
	/** Of 101 and 112 only by their own desk: `core/decide.ts` holds that. */
	"incidents.cancel": DESKS,
	"incidents.mark": [...LEADS, "dutyOfficer"],
	/**
	 * Stand down, close, reopen, seats, vehicles, answers for others, words to the crew:
	 * who rings 101 says it to the officer there. No machine says it.
	 */
	"incidents.steer": [...LEADS, "dutyOfficer"],
	/** The reporter's number, and links taken back. */
	"incidents.lead": LEADS,
	"brigades.read": [...LEADS, "dutyOfficer"],
	/** Policy, vehicles, name and place. */
	"brigades.write": LEADS,
	/** Roles in a brigade: a deputy does not depose his chief. */
	"brigades.appoint": ["administrator", "coordinator", "chief"],
	"brigades.found": ["administrator"],
	"people.read": [...LEADS, "responder"],
	"people.write": LEADS,
	"people.takeAway": ["administrator", "coordinator", "chief", "responder"],
	"people.availability": [...LEADS, "responder"],
	/** Whole lists leave at once, or come in: an import may touch anybody. */
	"people.export": ["administrator", "coordinator", "chief"],
	"people.import": ["administrator"],
	/** The country's settlements, for everybody. */
	"areas.import": ["administrator"],
	/** Mined ground: what it says frightens, what it leaves out kills. */
	"hazards.write": ["administrator", "coordinator"],
	/** What one holds oneself. */
	"account.read": ROLES,
	"keys.manage": ["administrator"],
	"access.manage": ["administrator"],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof RIGHTS;

/** Over what this right is held, or `undefined` when it is not. */
export function scopeFor(
	grants: readonly Grant[],
	right: Right,
): Scope | undefined {
	const roles: readonly Role[] = RIGHTS[right];
	return together(
		grants.filter(({ role }) => roles.includes(role)).map(({ scope }) => scope),
	);
}

/** As `scopeFor`; throws `forbidden` where nothing grants it. */
export function mustHold(grants: readonly Grant[], right: Right): Scope {
	const scope = scopeFor(grants, right);
	if (scope) return scope;
	const roles = [...new Set(grants.map(({ role }) => role))];
	throw new AppError(
		"forbidden",
		`Expected one of the roles ${RIGHTS[right].join(", ")}, came ${roles.length > 0 ? roles.join(", ") : "a caller without any"}.`,
	);
}

/** What several scopes see together. */
export function together(scopes: readonly Scope[]): Scope | undefined {
	const flat = scopes.flatMap((scope) =>
		scope.kind === "anyOf" ? scope.scopes : [scope],
	);
	const [first] = flat;
	if (first === undefined) return undefined;
	const everything = flat.find(({ kind }) => kind === "everything");
	if (everything) return everything;
	const ids = flat.flatMap((scope) =>
		scope.kind === "brigades" ? scope.ids : [],
	);
	const brigades: Scope[] =
		ids.length > 0 ? [{ kind: "brigades", ids: [...new Set(ids)] }] : [];
	const others = flat.filter(({ kind }) => kind !== "brigades");
	const all = [...brigades, ...others];
	return all.length === 1 ? all[0] : { kind: "anyOf", scopes: all };
}

/** A key's scope says what kind of machine holds it. */
export function grantOfKey(keyId: string, scope: Scope): Grant {
	switch (scope.kind) {
		case "everything":
			return { role: "administrator", scope };
		case "area":
			return { role: "coordinator", scope };
		case "own":
			return { role: "centre", scope: { kind: "own", by: keyId } };
		default:
			return { role: "chief", scope };
	}
}

/** The word of 101 and 112 is a desk's; a brigade that says it speaks for itself. */
export function sourceFrom(grants: readonly Grant[], said: Source): Source {
	const isDesks = said === "okc_101" || said === "s112";
	return isDesks && grants.every(({ role }) => OWN_WORD.has(role))
		? "chief"
		: said;
}

const OWN_WORD: ReadonlySet<Role> = new Set(["chief", "deputy", "responder"]);
