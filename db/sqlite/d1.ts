/**
 * Store and Roster on Cloudflare D1: the same tables, statements and guards as
 * the file, sent by `batch()`, which is all D1 has for "together or not at
 * all". Migrations are applied with `wrangler d1 migrations apply`.
 */
import type {
	AirRaids,
	Areas,
	Ground,
	Others,
	Reporters,
	Roster,
	Store,
} from "../../src/ports.ts";
import type { SignInStore } from "../../src/signIn/store.ts";
import { airRaidsOver } from "./airRaids.ts";
import { areasOver } from "./areas.ts";
import { groundOver } from "./ground.ts";
import { othersOver } from "./others.ts";
import type { Engine, Query, RawRow, Write } from "./queries.ts";
import { insertJsonSql } from "./queries.ts";
import { reportersOver } from "./reporters.ts";
import { rosterOver } from "./roster.ts";
import { signInOver } from "./signIn.ts";
import { storeOver } from "./store.ts";

/** As much of Cloudflare's D1Database as we use. */
export type D1Binding = {
	prepare(sql: string): { bind(...params: unknown[]): D1Bound };
	batch(statements: D1Bound[]): Promise<{ results?: unknown[] }[]>;
};
type D1Bound = { all(): Promise<{ results?: unknown[] }> };

/** A parameter may hold 2 MB; a row of ours is at most a few kB. */
const ROWS_PER_STATEMENT = 200;

export function d1Store(database: D1Binding): {
	store: Store;
	roster: Roster;
	signIn: SignInStore;
	areas: Areas;
	airRaids: AirRaids;
	reporters: Reporters;
	ground: Ground;
	others: Others;
} {
	const engine = engineOver(database);
	return {
		store: storeOver(engine),
		roster: rosterOver(engine),
		signIn: signInOver(engine),
		areas: areasOver(engine),
		airRaids: airRaidsOver(engine),
		reporters: reportersOver(engine),
		ground: groundOver(engine),
		others: othersOver(engine),
	};
}

function engineOver(database: D1Binding): Engine {
	const bound = ({ sql, params }: Query): D1Bound =>
		database.prepare(sql).bind(...params);

	async function batch(queries: readonly Query[]): Promise<RawRow[][]> {
		if (queries.length === 0) return [];
		const answers = await database.batch(queries.map(bound));
		return answers.map(({ results }) => (results ?? []) as RawRow[]);
	}

	return {
		async read(query) {
			const { results } = await bound(query).all();
			return (results ?? []) as RawRow[];
		},
		async work({ reads, plan }) {
			const { writes, answer } = plan(await batch(reads));
			const statements = writes.map(statementsOf);
			const returned = await batch(statements.flat());
			// An insert may be none or several statements and returns nothing.
			let next = 0;
			return answer(
				statements.map((own) => {
					const rows = returned.slice(next, next + own.length);
					next += own.length;
					return rows.flat();
				}),
			);
		},
		// D1 keeps its own past for 30 days (Time Travel); nothing of ours can shorten it.
		scrub: async () => {},
		close: async () => {},
	};
}

function statementsOf(write: Write): Query[] {
	if (write.kind === "run") return [write];
	const sql = insertJsonSql(write);
	const statements: Query[] = [];
	for (let i = 0; i < write.rows.length; i += ROWS_PER_STATEMENT)
		statements.push({
			sql,
			params: [JSON.stringify(write.rows.slice(i, i + ROWS_PER_STATEMENT))],
		});
	return statements;
}
