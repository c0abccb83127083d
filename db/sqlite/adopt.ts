/**
 * Rows that were carried out while this database took no writes, put in as they
 * are: sent ones as sent, so nobody is rung a second time. Done twice it is done once.
 */
import type { Adopt } from "../../src/blind.ts";
import { type Engine, insert, justWrite, run } from "./queries.ts";
import * as tables from "./schema.ts";

export const adoptOver =
	(engine: Engine): Adopt =>
	({ rows, attempts, number }) =>
		engine.work(
			justWrite(
				[
					insert(
						tables.outbox,
						rows.map((row) => ({ ...row, recalled: 0 })),
						"insert or ignore",
					),
					insert(tables.attempt, attempts, "insert or ignore"),
					run(
						`insert into counter (year, n) values (?, ?)
							on conflict (year) do update set n = max(n, excluded.n)`,
						number.year,
						number.n,
					),
				],
				() => undefined,
			),
		);
