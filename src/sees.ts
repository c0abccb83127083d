/** Who may see an incident, asked of its head; `db/sqlite/scopes.ts` says the same as SQL. */
import type { Head, Scope } from "./ports.ts";

/** Brigades of the head are ids only: an area sees an incident by the incident's own area codes. */
export function seesHead(scope: Scope, head: Head): boolean {
	switch (scope.kind) {
		case "everything":
			return true;
		case "brigades":
			return head.brigadeIds.some((id) => scope.ids.includes(id));
		case "area":
			return head.areaCodes.includes(scope.code);
		case "own":
			return head.reportedBy === scope.by;
		case "self":
			return false;
		case "anyOf":
			return scope.scopes.some((one) => seesHead(one, head));
	}
}
