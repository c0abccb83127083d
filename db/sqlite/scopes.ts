/**
 * Who may see what, as SQL. Every read that shows something to somebody adds
 * one of these conditions; a scope that names nothing sees nothing.
 */
import type { Scope } from "../../src/ports.ts";
import type { Value } from "./queries.ts";
import { jsonList } from "./queries.ts";

export type Condition = { sql: string; params: Value[] };

/** For queries in which the brigade table is called `b`. */
export function seesBrigade(scope: Scope): Condition {
	switch (scope.kind) {
		case "everything":
			return { sql: "1", params: [] };
		case "brigades":
			return {
				sql: "b.id in (select value from json_each(?))",
				params: [jsonList(scope.ids)],
			};
		case "area":
			return { sql: "b.area_code = ?", params: [scope.code] };
		case "own":
		case "self":
			return NOTHING;
		case "anyOf":
			return any(scope.scopes.map(seesBrigade));
	}
}

const NOTHING: Condition = { sql: "0", params: [] };

const any = (conditions: readonly Condition[]): Condition =>
	conditions.length === 0
		? NOTHING
		: {
				sql: `(${conditions.map(({ sql }) => sql).join(" or ")})`,
				params: conditions.flatMap(({ params }) => params),
			};

/** A brigade that is gone is seen by `everything` only. */
export function seesBrigadeOf(scope: Scope, column: string): Condition {
	if (scope.kind === "everything") return { sql: "1", params: [] };
	const { sql, params } = seesBrigade(scope);
	return {
		sql: `${column} in (select b.id from brigade as b where ${sql})`,
		params,
	};
}

/** Members and holders of a role: the chief sees the village head he calls. */
export function seesResponder(scope: Scope): Condition {
	if (scope.kind === "everything") return { sql: "1", params: [] };
	if (scope.kind === "self")
		return { sql: "r.id = ?", params: [scope.responderId] };
	if (scope.kind === "anyOf") return any(scope.scopes.map(seesResponder));
	const { sql, params } = seesBrigade(scope);
	return {
		sql: `r.id in (
			select m.responder_id from brigade as b
				join responder_brigade as m on m.brigade_id = b.id where ${sql}
			union select role.value ->> 'responderId' from brigade as b, json_each(b.roles) as role
				where ${sql})`,
		params: [...params, ...params],
	};
}

/** For queries in which the head table is called `h`. */
export function seesHead(scope: Scope): Condition {
	switch (scope.kind) {
		case "everything":
			return { sql: "1", params: [] };
		case "brigades":
			return {
				sql: `exists (select 1 from head_brigade as seen where seen.incident_id = h.id
					and seen.brigade_id in (select value from json_each(?)))`,
				params: [jsonList(scope.ids)],
			};
		case "area":
			return {
				sql: `exists (select 1 from head_area as seen where seen.incident_id = h.id
					and seen.area_code = ?)`,
				params: [scope.code],
			};
		case "own":
			return { sql: "h.reported_by = ?", params: [scope.by] };
		case "self":
			return NOTHING;
		case "anyOf":
			return any(scope.scopes.map(seesHead));
	}
}
